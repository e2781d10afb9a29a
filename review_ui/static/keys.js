// Keys of the review page. They work with a Vietnamese input method switched on: while it composes
// (isComposing, or the code 229 that such methods send) every key is the method's own; letters and
// digits are shortcuts only where nothing could be typed with them, or with Alt.

import { isField, whyOf } from "./places.js";

const DIGIT = /^(Digit|Numpad)([1-9])$/;

export function listen(actions) {
  window.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]")) return;
    const action = actionOf(event, actions);
    if (!action) return;
    event.preventDefault();
    if (!event.repeat || action.repeats) action.run();
  });
  document.getElementById("fields").addEventListener("keydown", ({ key, target }) => {
    // whoever moves within the text means to edit it: digits are text from now on
    if (["ArrowLeft", "ArrowRight", "Home", "End", "Backspace", "Delete"].includes(key)) delete target.dataset.fresh;
  });
}

function actionOf(event, actions) {
  const { key, code } = event;
  const target = document.activeElement;
  const input = isField(target) ? target : null;
  const ctrl = (event.ctrlKey || event.metaKey) && !event.altKey;
  const alt = event.altKey && !event.ctrlKey && !event.metaKey;
  const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (ctrl) return controlled(key, event, actions);
  if (alt) return alternative(code, input, actions);
  return bare ? plain(event, target, input, actions) : null;
}

function controlled(key, event, actions) {
  if (key === "Enter") return once(actions.approve);
  if (key.toLowerCase() === "z") return often(event.shiftKey ? actions.redo : actions.undo);
  if (key.toLowerCase() === "y") return often(actions.redo);
  return null;
}

function alternative(code, input, actions) {
  const digit = DIGIT.exec(code);
  if (digit && input) return once(() => actions.choose(input, digit[2]));
  const field = input ?? actions.current();
  const table = {
    KeyK: field && (() => actions.judge(field, "absent")),
    KeyM: field && (() => actions.judge(field, "unreadable")),
    ArrowDown: field && (() => actions.advance(document.activeElement)),
    ArrowUp: field && (() => actions.advance(document.activeElement, -1)),
    Insert: () => actions.insertRow(),
    Delete: () => actions.removeRow(),
    KeyN: actions.skip,
    KeyP: actions.pageWork,
    Equal: actions["zoom-in"],
    NumpadAdd: actions["zoom-in"],
    Minus: actions["zoom-out"],
    NumpadSubtract: actions["zoom-out"],
    KeyW: actions.whole,
    KeyR: actions.turn,
    KeyB: actions.boxes,
    KeyH: actions.hand,
    KeyV: actions.rectangle,
  };
  return table[code] ? once(table[code]) : null;
}

function plain(event, target, input, actions) {
  const { key, code } = event;
  const isAgain = target.matches?.("input.again");
  if (key === "Enter" && input) return once(() => actions.accept(input));
  if (key === "Enter" && isAgain) return once(() => actions.confirmAgain(target));
  if (key === "Escape" && input) return once(() => actions.escape(input));
  if (key === "Escape" && actions.current()) return once(() => actions.current().focus());
  if (key === "F1") return once(actions.help);
  if (key === "F2" && input) return once(() => actions.judge(input, "absent"));
  if (key === "F4" && input) return once(() => actions.judge(input, "unreadable"));
  if (key === "PageUp") return often(actions["page-back"]);
  if (key === "PageDown") return often(actions["page-on"]);
  const typesHere = isAgain || (input && !input.dataset.fresh);
  if (key === "?" && !typesHere) return once(actions.help);
  const digit = DIGIT.exec(code);
  if (digit && key === digit[2] && input && !typesHere && choosesByDigit(input, digit[2])) {
    return once(() => actions.choose(input, digit[2]));
  }
  return null;
}

// A bare digit chooses only where no value begins with, or holds, a digit: dates, numbers and
// addresses are typed, and their candidates chosen with Alt.
function choosesByDigit(input, number) {
  const choices = [...whyOf(input).querySelectorAll("[data-choice]")];
  return choices.some((one) => one.dataset.choice === number) && choices.every((one) => !/\d/.test(one.dataset.value));
}

const once = (run) => ({ run });
const often = (run) => ({ run, repeats: true });
