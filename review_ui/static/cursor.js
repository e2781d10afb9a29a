// Where the cursor stands: it goes from doubt to doubt, and the picture with it.

import { offerAgain } from "./deciding.js";
import { desk, tellLeft } from "./desk.js";
import { boxOf, inputs, isField, pageOf, stops, whyOf } from "./places.js";

export function boxes() {
  return inputs().flatMap((input) => {
    const box = boxOf(input);
    return box ? [{ page: pageOf(input), box, open: Boolean(input.dataset.state), input }] : [];
  });
}

export function arrive(input) {
  desk.current = input;
  input.dataset.fresh = "1";
  input.select();
  desk.viewer.show(pageOf(input), boxOf(input));
  desk.lens.show(whyOf(input), pageOf(input), boxOf(input));
  offerAgain(input);
}

export function goTo(element) {
  element.closest("details:not([open])")?.setAttribute("open", "");
  element.focus();
  element.scrollIntoView({ block: "center", behavior: "auto" });
}

export async function advance(from, direction = 1) {
  const next = nextStop(from, direction);
  if (next) return goTo(next);
  tellLeft();
  if (!(await desk.queue.idle())) return undefined;
  const late = nextStop(from, direction); // the server may have found something
  return late ? goTo(late) : undefined;
}

export function nextStop(from, direction) {
  const waiting = stops().filter((stop) => stop !== from);
  const after = waiting.filter((stop) => {
    const place = from.compareDocumentPosition(stop);
    return direction > 0 ? place & Node.DOCUMENT_POSITION_FOLLOWING : place & Node.DOCUMENT_POSITION_PRECEDING;
  });
  return direction > 0 ? (after[0] ?? waiting[0]) : (after.at(-1) ?? waiting.at(-1));
}

export function firstStop() {
  const first = stops()[0] ?? inputs()[0];
  if (first) goTo(first);
  if (!isField(first)) desk.viewer.open(1);
}

export function pickAt(page, point) {
  const hit = boxes().filter((one) => one.page === page && point.x >= one.box[0] && point.x <= one.box[2]
    && point.y >= one.box[1] && point.y <= one.box[3]);
  const size = (one) => (one.box[2] - one.box[0]) * (one.box[3] - one.box[1]);
  hit.sort((one, other) => size(one) - size(other));
  if (hit.length) goTo(hit[0].input);
}
