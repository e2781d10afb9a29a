// What the server says changes the page; what this browser still holds goes back into the inputs.

import { desk, main, say, tellLeft } from "./desk.js";
import { showEvidence } from "./filing.js";
import {
  addRow, byPath, inputs, isChanged, setState, setValue, stops, TYPING, whyOf,
} from "./places.js";
import { showReadings } from "./rectangle.js";

export function take(data) {
  if (data.stale) {
    // somebody has written a new version: show it, once everything typed here is safe
    if (!desk.queue.unsent) location.reload();
    return undefined;
  }
  main.dataset.have = data.have;
  for (const cell of data.cells) takeCell(cell);
  const hadFocus = document.activeElement?.closest("#notices");
  document.getElementById("notices").innerHTML = data.notices;
  const filing = document.getElementById("filing");
  if (filing.dataset.shown !== data.filing) {
    filing.innerHTML = data.filing;
    filing.dataset.shown = data.filing;
    showEvidence();
  }
  if (hadFocus) (stops()[0] ?? desk.current)?.focus();
  for (const refused of data.refused) {
    const input = byPath(refused.path.replace(TYPING, ""));
    if (input) setState(input, { state: "typing", status: "review", verdict: "" });
    say(refused.detail);
  }
  for (const row of document.querySelectorAll("#fields fieldset[data-row]")) {
    row.hidden = data.removed.includes(row.dataset.row);
  }
  desk.viewer.draw();
  tellLeft();
  return undefined;
}

export function takeCell(cell) {
  let input = byPath(cell.path);
  if (!input && cell.path.split(".").length === 3) {
    const [table, number] = cell.path.split(".");
    addRow(table, Number(number));
    input = byPath(cell.path);
  }
  if (!input) return;
  input.dataset.saw = cell.saw;
  input.dataset.page = cell.page ?? "";
  input.dataset.box = cell.box;
  input.dataset.value = cell.normal; // in the form of contract §2, for programs that look on
  if (desk.queue.holds(cell.path)) return; // newer here than there
  const hadLens = whyOf(input).contains(desk.lens.canvas);
  whyOf(input).innerHTML = cell.why;
  if (hadLens) whyOf(input).prepend(desk.lens.canvas);
  setState(input, cell);
  if (cell.state === "typing") return void showReadings(input);
  if (!isChanged(input)) {
    const isHere = document.activeElement === input;
    setValue(input, cell.value);
    if (isHere && input.dataset.fresh) input.select();
  }
}

// What this browser still holds of an earlier visit goes into the inputs before it is sent.
export function putBack() {
  for (const item of desk.queue.items) {
    const path = item.path.replace(TYPING, "");
    const parts = path.split(".");
    if (!byPath(path) && parts.length === 3 && item.verdict === "value") addRow(parts[0], Number(parts[1]));
    const input = byPath(path);
    if (!input || item.verdict === "reopened") continue;
    if (item.path.endsWith(TYPING)) {
      input.value = item.value ?? "";
      setState(input, { state: "typing", status: "review", verdict: input.dataset.verdict });
    } else {
      setValue(input, item.value ?? "");
      setState(input, { state: "", status: item.verdict === "absent" ? "absent" : "accepted", verdict: item.verdict });
    }
  }
  desk.queue.flush();
}
