// What a person says of a field: accept, type, choose, judge, and take it back.

import { advance, arrive, goTo } from "./cursor.js";
import { desk, done, say, tellLeft, undone } from "./desk.js";
import {
  byPath, isChanged, isField, lastDecision, rowOf, setState, setValue, stops, TYPING, whyOf, words,
} from "./places.js";

export function decide(input, decision, { undoable = true } = {}) {
  const path = input.dataset.field;
  if (undoable) {
    done.push({ path, before: lastDecision(input), after: decision });
    undone.length = 0;
  }
  const { saw } = input.dataset;
  const pointed = input.pointed && decision.verdict === "value" ? input.pointed : {};
  input.pointed = null;
  input.readings = null;
  desk.viewer.rectangle = null;
  removeAgain(input);
  if (decision.verdict === "reopened") {
    setValue(input, input.dataset.read);
    setState(input, { state: "", status: "review", verdict: "" });
  } else {
    const value = decision.verdict === "value" ? decision.value : "";
    const status = { value: "accepted", absent: "absent", unreadable: "missing" }[decision.verdict];
    setValue(input, value);
    setState(input, { state: "", status, verdict: decision.verdict });
  }
  input.dataset.fresh = "1";
  desk.queue.put({ path, saw, ...decision, ...pointed });
  desk.viewer.draw();
  tellLeft();
}

// Enter: what stands in the input is what stands on the paper.
export function accept(input) {
  const value = input.value.trim();
  if (isChanged(input) || input.dataset.state === "typing") {
    if (!commit(input)) return;
  } else if (input.dataset.state) {
    if (!value) return void say(words("empty"));
    decide(input, { verdict: "value", value, accept: value === input.dataset.read });
  }
  advance(input);
}

// What was typed counts from now on; false when more is needed.
export function commit(input) {
  const value = input.value.trim();
  if (!value) {
    say(words("empty"));
    return false;
  }
  const isRead = value === input.dataset.read;
  if (input.dataset.files && !isRead) {
    offerAgain(input)?.focus();
    say(words("twice"));
    return false;
  }
  decide(input, { verdict: "value", value, accept: isRead });
  return true;
}

export function judge(input, verdict) {
  decide(input, input.dataset.verdict === verdict ? { verdict: "reopened" } : { verdict });
  advance(input);
}

export function choose(input, number) {
  const button = whyOf(input).querySelector(`[data-choice="${number}"]`);
  if (!button) return false;
  takeChoice(input, button);
  return true;
}

export function takeChoice(input, button) {
  const { value, verdict } = button.dataset;
  if (verdict !== "value") return void decide(input, { verdict });
  input.value = value;
  delete input.dataset.fresh;
  input.pointed = button.pointed ?? null;
  if (input.dataset.files) {
    typed(input); // a number is never decided by a shortcut: Enter, or typing it again
    input.dataset.fresh = "1";
  } else {
    decide(input, { verdict: "value", value, accept: value === input.dataset.read });
  }
  input.focus();
  input.select();
  return undefined;
}

export function typed(input) {
  const path = input.dataset.field + TYPING;
  const value = input.value;
  if (isChanged(input)) desk.queue.put({ path, verdict: "value", value, saw: "", ...(input.pointed ?? {}) });
  else desk.queue.put({ path, verdict: "reopened", saw: "" });
  offerAgain(input);
}

export function escape(input) {
  if (isChanged(input)) {
    input.value = input.dataset.shown;
    typed(input);
  } else if (input.dataset.state === "typing") {
    input.value = input.dataset.read;
    desk.queue.put({ path: input.dataset.field + TYPING, verdict: "reopened", saw: "" });
  }
  desk.viewer.rectangle = null;
  arrive(input);
}

export function offerAgain(input) {
  const changed = (isChanged(input) || input.dataset.state === "typing") && input.value.trim() !== input.dataset.read;
  if (!input.dataset.files || !changed || !input.value.trim()) {
    removeAgain(input);
    return null;
  }
  let again = input.parentElement.querySelector("input.again");
  if (!again) {
    again = document.createElement("input");
    again.className = "again";
    again.autocomplete = "off";
    again.inputMode = "numeric";
    again.setAttribute("aria-label", words("again"));
    again.placeholder = words("again");
    input.after(again);
  }
  return again;
}

export function removeAgain(input) {
  input.parentElement.querySelector("input.again")?.remove();
}

export function confirmAgain(again) {
  const input = again.parentElement.querySelector("input[data-field]");
  const digits = (text) => text.replace(/\D/g, "");
  if (digits(again.value) !== digits(input.value) || !digits(again.value)) {
    again.value = "";
    return void say(words("differ"));
  }
  const value = input.value.trim();
  decide(input, { verdict: "value", value, again: again.value.trim() });
  input.focus();
  advance(input);
  return undefined;
}

export function undo() {
  if (isField(document.activeElement) && isChanged(document.activeElement)) return escape(document.activeElement);
  const last = done.pop();
  if (!last) return say(words("nothing"));
  undone.push(last);
  return replay(last.path, last.before ?? { verdict: "reopened" });
}

export function redo() {
  const next = undone.pop();
  if (!next) return say(words("nothing"));
  done.push(next);
  return replay(next.path, next.after);
}

export function replay(path, decision) {
  const row = rowOf(path);
  if (row) {
    row.hidden = decision.verdict === "removed";
    desk.queue.put({ path, saw: "", ...decision });
  } else {
    const input = byPath(path);
    if (!input) return;
    decide(input, decision, { undoable: false });
    goTo(input);
  }
  say(words("undone"));
}

export function agree(button) {
  desk.queue.put({ path: `~agreed:${button.dataset.agree}`, verdict: "value", value: "", saw: "" });
  const from = button;
  button.disabled = true;
  desk.queue.idle().then(() => {
    const next = stops().find((stop) => stop !== from);
    if (next) goTo(next);
    else if (desk.current) desk.current.focus();
    tellLeft();
  });
}
