// The inputs of the page, and what each of them is at: shown, typed, decided.
//
// data-shown: the value that the server knows of; data-read: what the machine read; data-state: why
// a person must still look (empty: nothing open); data-fresh: nothing was typed since the cursor came.

export const TYPING = "~typing";
const form = () => document.getElementById("fields");

export const inputs = () => [...form().querySelectorAll("input[data-field]")].filter(isVisible);
export const byPath = (path) => form().querySelector(`input[data-field="${CSS.escape(path)}"]`);
export const isField = (element) => element?.matches?.("input[data-field]") ?? false;
export const isChanged = (input) => input.value.trim() !== input.dataset.shown.trim();
export const boxOf = (input) => (input.dataset.box ? input.dataset.box.split(" ").map(Number) : null);
export const pageOf = (input) => Number(input.dataset.page) || null;
export const whyOf = (input) => document.getElementById(input.getAttribute("aria-describedby"));
export const fieldOf = (input) => input.closest(".field");

function isVisible(input) {
  return !input.closest("[hidden], template") && !input.closest("details:not([open])");
}

// Everything that still waits for a person, in the order of the page; questions that other answers
// may settle come last.
export function stops() {
  const places = inputs().filter((input) => input.dataset.state);
  const questions = [...form().querySelectorAll("#notices [data-agree]")];
  const early = questions.filter((button) => !button.dataset.late);
  if (places.length || early.length) return [...places, ...early];
  return questions;
}

export function setState(input, { state, status, verdict }) {
  input.dataset.state = state;
  input.dataset.status = status;
  input.dataset.verdict = verdict;
  const field = fieldOf(input);
  field.dataset.state = state;
  field.dataset.verdict = verdict;
  input.placeholder = { absent: words("absent"), unreadable: words("unreadable") }[verdict] ?? "";
}

export function setValue(input, value) {
  input.value = value;
  input.dataset.shown = value;
  spellOut(input);
}

// A value that is longer than its input stands below it in full.
export function spellOut(input) {
  const field = fieldOf(input);
  let full = field.querySelector(".full");
  if (input.scrollWidth <= input.clientWidth + 1) return void full?.remove();
  if (!full) {
    full = document.createElement("p");
    full.className = "full";
    full.setAttribute("aria-hidden", "true");
    whyOf(input).before(full);
  }
  full.textContent = input.value;
  return undefined;
}

export function words(name) {
  return document.getElementById("texts").dataset[name];
}

// What stands on a place, in the form of a decision; null: nothing was decided.
export function lastDecision(input) {
  const { verdict, shown, read } = input.dataset;
  if (!verdict) return null;
  if (verdict !== "value") return { verdict };
  return shown === read ? { verdict, accept: true, value: shown } : { verdict, value: shown, again: shown };
}

// Rows of tables

export function rowOf(path) {
  return form().querySelector(`fieldset[data-row="${CSS.escape(path)}"]`);
}

export function addRow(table, number) {
  const adding = form().querySelector(`.adding[data-table="${CSS.escape(table)}"]`);
  const row = number ?? Number(adding.dataset.next);
  adding.dataset.next = Math.max(Number(adding.dataset.next), row + 1);
  const made = adding.querySelector("template").content.cloneNode(true);
  for (const element of made.querySelectorAll("*")) {
    for (const { name, value } of [...element.attributes]) {
      if (value.includes("#")) element.setAttribute(name, value.replace("#", row));
    }
  }
  made.querySelector(".row-number").textContent = row + 1;
  adding.before(made);
  return rowOf(`${table}.${row}`);
}
