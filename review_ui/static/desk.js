// What the parts of the review page share.

import { stops } from "./places.js";

export const main = document.querySelector("main.paper");
export const { record } = main.dataset;
export const done = JSON.parse(main.dataset.done); // decisions of this person, to be undone
export const undone = [];

// ``current``: the input that the cursor stands, or stood last, on.
export const desk = { current: null, queue: null, viewer: null, lens: null };

export function say(text) {
  document.getElementById("say").textContent = text ?? "";
}

export function tellLeft() {
  const left = document.getElementById("left");
  const count = stops().length;
  left.textContent = count ? left.dataset.left.replace("{count}", count) : left.dataset.none;
  left.dataset.none0 = count ? "" : "1";
}
