// Whose paper it is: evidence, people of the same name, and one's own values of an older version.

import { goTo } from "./cursor.js";
import { decide, offerAgain, typed } from "./deciding.js";
import { byPath } from "./places.js";

// Somebody of the store may be meant: the number comes into its input, to be typed once more.
export function fillNumber(button) {
  const input = byPath(button.dataset.fill);
  if (!input) return;
  goTo(input);
  input.value = button.dataset.value;
  typed(input);
  offerAgain(input)?.focus();
}

export async function showEvidence() {
  const place = document.getElementById("evidence");
  if (!place) return;
  try {
    const response = await fetch(place.dataset.evidence, { credentials: "same-origin" });
    if (response.ok) place.innerHTML = await response.text();
  } catch {
    // without connection the page works on without it
  }
}

export function takeCarried(button) {
  const input = byPath(button.dataset.carried);
  if (!input) return;
  const { value, verdict } = button.dataset;
  button.closest("li").hidden = true;
  goTo(input);
  if (verdict !== "value") return void decide(input, { verdict });
  input.value = value;
  if (input.dataset.files) typed(input);
  else decide(input, { verdict, value });
  return undefined;
}
