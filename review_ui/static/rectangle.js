// A rectangle of the picture is read into the field, drawn by mouse or by arrow keys.

import { typed } from "./deciding.js";
import { desk, record, say } from "./desk.js";
import { post } from "./net.js";
import { boxOf, whyOf, words } from "./places.js";

export async function readRegion(page, box) {
  const input = desk.current;
  if (!input) return;
  say(words("region"));
  const answer = await post(`/papers/${record}/region`, {
    page, box, path: input.dataset.field, kind: input.dataset.kind,
  });
  if (answer.kind !== "ok") return void say(answer.data?.detail ?? words("offline"));
  const [best, ...rest] = answer.data.candidates;
  if (!best) return void say(words("nothing"));
  input.pointed = { page, box };
  input.value = best.text;
  typed(input);
  input.focus();
  input.select();
  input.dataset.fresh = "1";
  offerReadings(input, [best, ...rest], { page, box });
  say("");
  return undefined;
}

export function offerReadings(input, readings, pointed) {
  const list = document.createElement("ol");
  list.className = "choices";
  readings.slice(0, 9).forEach((one, n) => {
    const button = document.createElement("button");
    button.type = "button";
    button.tabIndex = -1;
    Object.assign(button.dataset, { choice: n + 1, value: one.text, verdict: "value" });
    button.pointed = pointed;
    const key = document.createElement("kbd");
    key.textContent = n + 1;
    const text = document.createElement("span");
    text.textContent = one.text;
    const by = document.createElement("small");
    by.textContent = `${one.reader} · ${Math.round(one.confidence * 100)} %`;
    button.append(key, " ", text, " ", by);
    list.append(document.createElement("li"));
    list.lastChild.append(button);
  });
  input.readings = list; // stays when the server's answer renews what stands below the input
  showReadings(input);
}

export function showReadings(input) {
  if (!input.readings) return;
  whyOf(input).querySelector(".choices")?.remove();
  whyOf(input).append(input.readings);
}

// Without a mouse: a rectangle around the field's box, moved and sized with the arrow keys.
export function startRectangle() {
  if (!desk.current) return;
  const box = boxOf(desk.current) ?? [0.3, 0.3, 0.7, 0.33];
  desk.viewer.rectangle = [...box];
  desk.viewer.draw();
  say(words("rectangle"));
  const onKey = (event) => {
    const step = event.ctrlKey ? 0.02 : 0.004;
    const [dx, dy] = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key] ?? [0, 0];
    const ended = event.key === "Enter" || event.key === "Escape";
    if (!ended && !dx && !dy) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const [x0, y0, x1, y1] = desk.viewer.rectangle;
    desk.viewer.rectangle = event.shiftKey ? [x0, y0, x1 + dx, y1 + dy] : [x0 + dx, y0 + dy, x1 + dx, y1 + dy];
    if (ended) window.removeEventListener("keydown", onKey, true);
    if (event.key === "Enter") readRegion(desk.viewer.shown, desk.viewer.rectangle.map((side) => Math.min(1, Math.max(0, side))));
    if (event.key === "Escape") desk.viewer.rectangle = null;
    if (ended) say("");
    desk.viewer.draw();
  };
  window.addEventListener("keydown", onKey, true);
}
