// The review page: the cursor, decisions, undo, approval. Keys stand in keys.js.

import { listen } from "./keys.js";
import { keepLease } from "./lease.js";
import { post } from "./net.js";
import {
  TYPING, addRow, boxOf, byPath, inputs, isChanged, isField, lastDecision, pageOf, rowOf, setState,
  setValue, spellOut, stops, whyOf, words,
} from "./places.js";
import { Queue, sendLeftBehind } from "./queue.js";
import { tellSaved } from "./saved.js";
import { Lens, Viewer } from "./viewer.js";

const main = document.querySelector("main.paper");
const record = main.dataset.record;
const left = document.getElementById("left");
const said = document.getElementById("say");
const done = JSON.parse(main.dataset.done); // decisions of this person, to be undone
const undone = [];
let current = null; // the input that the cursor stands, or stood last, on
let approving = false;

const viewer = new Viewer(main, { onRegion: readRegion, onPick: pickAt, boxes });
const lens = new Lens(viewer);
const queue = new Queue(record, Number(main.dataset.version), {
  have: main.dataset.have,
  onAnswer: take,
  onState: tellSaved,
});

function boxes() {
  return inputs().flatMap((input) => {
    const box = boxOf(input);
    return box ? [{ page: pageOf(input), box, open: Boolean(input.dataset.state), input }] : [];
  });
}

// ---- the cursor

function arrive(input) {
  current = input;
  input.dataset.fresh = "1";
  input.select();
  viewer.show(pageOf(input), boxOf(input));
  lens.show(whyOf(input), pageOf(input), boxOf(input));
  offerAgain(input);
}

function goTo(element) {
  element.closest("details:not([open])")?.setAttribute("open", "");
  element.focus();
  element.scrollIntoView({ block: "center", behavior: "auto" });
}

async function advance(from, direction = 1) {
  const next = nextStop(from, direction);
  if (next) return goTo(next);
  tellLeft();
  if (!(await queue.idle())) return undefined;
  const late = nextStop(from, direction); // the server may have found something
  return late ? goTo(late) : undefined;
}

function nextStop(from, direction) {
  const waiting = stops().filter((stop) => stop !== from);
  const after = waiting.filter((stop) => {
    const place = from.compareDocumentPosition(stop);
    return direction > 0 ? place & Node.DOCUMENT_POSITION_FOLLOWING : place & Node.DOCUMENT_POSITION_PRECEDING;
  });
  return direction > 0 ? (after[0] ?? waiting[0]) : (after.at(-1) ?? waiting.at(-1));
}

function firstStop() {
  const first = stops()[0] ?? inputs()[0];
  if (first) goTo(first);
  else viewer.open(1);
}

// ---- decisions

function decide(input, decision, { undoable = true } = {}) {
  const path = input.dataset.field;
  if (undoable) {
    done.push({ path, before: lastDecision(input), after: decision });
    undone.length = 0;
  }
  const { saw } = input.dataset;
  const pointed = input.pointed && decision.verdict === "value" ? input.pointed : {};
  input.pointed = null;
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
  queue.put({ path, saw, ...decision, ...pointed });
  viewer.draw();
  tellLeft();
}

// Enter: what stands in the input is what stands on the paper.
function accept(input) {
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
function commit(input) {
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

function judge(input, verdict) {
  decide(input, input.dataset.verdict === verdict ? { verdict: "reopened" } : { verdict });
  advance(input);
}

function choose(input, number) {
  const button = whyOf(input).querySelector(`[data-choice="${number}"]`);
  if (!button) return false;
  take1(input, button);
  return true;
}

function take1(input, button) {
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

function typed(input) {
  const path = input.dataset.field + TYPING;
  const value = input.value;
  if (isChanged(input)) queue.put({ path, verdict: "value", value, saw: "", ...(input.pointed ?? {}) });
  else queue.put({ path, verdict: "reopened", saw: "" });
  offerAgain(input);
}

function escape(input) {
  if (isChanged(input)) {
    input.value = input.dataset.shown;
    typed(input);
  } else if (input.dataset.state === "typing") {
    input.value = input.dataset.read;
    queue.put({ path: input.dataset.field + TYPING, verdict: "reopened", saw: "" });
  }
  viewer.rectangle = null;
  arrive(input);
}

// A number under which papers are filed is typed twice.

function offerAgain(input) {
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

function removeAgain(input) {
  input.parentElement.querySelector("input.again")?.remove();
}

function confirmAgain(again) {
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

// ---- undo and redo

function undo() {
  if (isField(document.activeElement) && isChanged(document.activeElement)) return escape(document.activeElement);
  const last = done.pop();
  if (!last) return say(words("nothing"));
  undone.push(last);
  return replay(last.path, last.before ?? { verdict: "reopened" });
}

function redo() {
  const next = undone.pop();
  if (!next) return say(words("nothing"));
  done.push(next);
  return replay(next.path, next.after);
}

function replay(path, decision) {
  const row = rowOf(path);
  if (row) {
    row.hidden = decision.verdict === "removed";
    queue.put({ path, saw: "", ...decision });
  } else {
    const input = byPath(path);
    if (!input) return;
    decide(input, decision, { undoable: false });
    goTo(input);
  }
  say(words("undone"));
}

// ---- rows

function insertRow(table) {
  const name = table ?? current?.closest("fieldset[data-row]")?.dataset.row.split(".")[0]
    ?? document.querySelector(".adding")?.dataset.table;
  if (name) goTo(addRow(name).querySelector("input"));
}

function removeRow(path) {
  const row = path ? rowOf(path) : current?.closest("fieldset[data-row]");
  if (!row?.dataset.row.includes(".")) return;
  done.push({ path: row.dataset.row, before: null, after: { verdict: "removed" } });
  const after = inputs().find((input) => row.compareDocumentPosition(input) & Node.DOCUMENT_POSITION_FOLLOWING && !row.contains(input));
  row.hidden = true;
  queue.put({ path: row.dataset.row, verdict: "removed", saw: "" });
  if (after) goTo(after);
  tellLeft();
}

// ---- questions

function agree(button) {
  queue.put({ path: `~agreed:${button.dataset.agree}`, verdict: "value", value: "", saw: "" });
  const from = button;
  button.disabled = true;
  queue.idle().then(() => {
    const next = stops().find((stop) => stop !== from);
    if (next) goTo(next);
    else if (current) current.focus();
    tellLeft();
  });
}

// ---- a rectangle of the picture

async function readRegion(page, box) {
  const input = current;
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

function offerReadings(input, readings, pointed) {
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
  whyOf(input).querySelector(".choices")?.remove();
  whyOf(input).append(list);
}

function pickAt(page, point) {
  const hit = boxes().filter((one) => one.page === page && point.x >= one.box[0] && point.x <= one.box[2]
    && point.y >= one.box[1] && point.y <= one.box[3]);
  const size = (one) => (one.box[2] - one.box[0]) * (one.box[3] - one.box[1]);
  hit.sort((one, other) => size(one) - size(other));
  if (hit.length) goTo(hit[0].input);
}

// ---- whose paper it is

// Somebody of the store may be meant: the number comes into its input, to be typed once more.
function fillNumber(button) {
  const input = byPath(button.dataset.fill);
  if (!input) return;
  goTo(input);
  input.value = button.dataset.value;
  typed(input);
  offerAgain(input)?.focus();
}

async function showEvidence() {
  const place = document.getElementById("evidence");
  if (!place) return;
  try {
    const response = await fetch(place.dataset.evidence, { credentials: "same-origin" });
    if (response.ok) place.innerHTML = await response.text();
  } catch {
    // without connection the page works on without it
  }
}

// ---- what the server says

function take(data) {
  if (data.stale) return void location.reload();
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
  if (hadFocus) (stops()[0] ?? current)?.focus();
  for (const refused of data.refused) {
    const input = byPath(refused.path.replace(TYPING, ""));
    if (input) setState(input, { state: "typing", status: "review", verdict: "" });
    say(refused.detail);
  }
  for (const row of document.querySelectorAll("#fields fieldset[data-row]")) {
    row.hidden = data.removed.includes(row.dataset.row);
  }
  viewer.draw();
  tellLeft();
  return undefined;
}

function takeCell(cell) {
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
  if (queue.holds(cell.path)) return; // newer here than there
  const hadLens = whyOf(input).contains(lens.canvas);
  whyOf(input).innerHTML = cell.why;
  if (hadLens) whyOf(input).prepend(lens.canvas);
  setState(input, cell);
  if (cell.state === "typing") return;
  if (!isChanged(input)) {
    const isHere = document.activeElement === input;
    setValue(input, cell.value);
    if (isHere && input.dataset.fresh) input.select();
  }
}

function tellLeft() {
  const count = stops().length;
  left.textContent = count ? left.dataset.left.replace("{count}", count) : left.dataset.none;
  left.dataset.none0 = count ? "" : "1";
}

function say(text) {
  said.textContent = text ?? "";
}

// ---- approval

async function approve() {
  if (approving) return;
  const input = isField(document.activeElement) ? document.activeElement : null;
  if (input && isChanged(input) && !commit(input)) return;
  approving = true;
  try {
    if (!(await queue.idle())) return void say(words("offline"));
    const way = main.dataset.approves ? "approve" : "next";
    const answer = await post(`/papers/${record}/${way}`, {
      version: Number(main.dataset.version), seen: main.dataset.have,
    });
    if (answer.kind === "ok") return void location.assign(answer.data.next);
    if (answer.kind !== "refused") return void say(words("offline"));
    if (answer.data?.code === "approved_meanwhile") return void location.reload();
    if (answer.data?.code === "changed_meanwhile") await queue.flush({ always: true });
    tellBlockers(answer.data?.blockers ?? []);
    say(answer.data?.detail ?? words("lost"));
  } finally {
    approving = false;
  }
}

function tellBlockers(blockers) {
  const list = document.createElement("ul");
  for (const one of blockers) {
    const item = document.createElement("li");
    item.textContent = one.detail;
    item.dataset.blocker = one.path;
    list.append(item);
  }
  document.getElementById("blockers").replaceChildren(...(blockers.length ? [list] : []));
  const first = stops()[0] ?? blockers.map((one) => byPath(one.path)).find(Boolean);
  if (first) goTo(first);
}

async function skip() {
  await queue.idle();
  const answer = await post(`/papers/${record}/next`, {});
  location.assign(answer.kind === "ok" ? answer.data.next : main.dataset.next);
}

// ---- work on pages

async function pageWork() {
  const dialog = document.getElementById("page-work");
  if (!dialog) return;
  const response = await fetch(`/papers/${record}/work`, { credentials: "same-origin" });
  if (!response.ok) return;
  dialog.innerHTML = await response.text();
  dialog.querySelector("#work-page").value = viewer.shown;
  dialog.showModal();
}

// ---- everything together

const actions = {
  accept, advance, approve, choose, confirmAgain, escape, insertRow, judge, pageWork, redo, removeRow, skip, undo,
  help: () => document.getElementById("help").showModal(),
  "page-back": () => viewer.open(viewer.shown - 1),
  "page-on": () => viewer.open(viewer.shown + 1),
  "zoom-in": () => viewer.zoom(1.3),
  "zoom-out": () => viewer.zoom(1 / 1.3),
  whole: () => viewer.whole(),
  turn: () => viewer.turn(),
  boxes: () => press("boxes", (viewer.withBoxes = !viewer.withBoxes)),
  hand: () => press("hand", (viewer.hand = !viewer.hand)),
  rectangle: () => startRectangle(),
  current: () => current,
};

function press(name, on) {
  document.querySelector(`[data-do="${name}"]`)?.setAttribute("aria-pressed", String(on));
  viewer.draw();
}

// Without a mouse: a rectangle around the field's box, moved and sized with the arrow keys.
function startRectangle() {
  if (!current) return;
  const box = boxOf(current) ?? [0.3, 0.3, 0.7, 0.33];
  viewer.rectangle = [...box];
  viewer.draw();
  say(words("rectangle"));
  const onKey = (event) => {
    const step = event.ctrlKey ? 0.02 : 0.004;
    const [dx, dy] = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key] ?? [0, 0];
    const done1 = event.key === "Enter" || event.key === "Escape";
    if (!done1 && !dx && !dy) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const [x0, y0, x1, y1] = viewer.rectangle;
    viewer.rectangle = event.shiftKey ? [x0, y0, x1 + dx, y1 + dy] : [x0 + dx, y0 + dy, x1 + dx, y1 + dy];
    if (done1) window.removeEventListener("keydown", onKey, true);
    if (event.key === "Enter") readRegion(viewer.shown, viewer.rectangle.map((side) => Math.min(1, Math.max(0, side))));
    if (event.key === "Escape") viewer.rectangle = null;
    if (done1) say("");
    viewer.draw();
  };
  window.addEventListener("keydown", onKey, true);
}

function listenToFields() {
  const form = document.getElementById("fields");
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("focusin", ({ target }) => isField(target) && arrive(target));
  form.addEventListener("input", ({ target }) => {
    if (!isField(target)) return;
    delete target.dataset.fresh;
    spellOut(target);
    typed(target);
  });
  form.addEventListener("focusout", ({ target, relatedTarget }) => {
    if (!isField(target)) return;
    if (!relatedTarget?.closest(".field, .choices")?.contains(target)) lens.canvas.remove();
    if (isChanged(target) && target.value.trim() && !target.dataset.files) commit(target);
  });
  form.addEventListener("mousedown", ({ target }) => {
    if (isField(target) && document.activeElement === target) delete target.dataset.fresh;
  });
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    const { choice, agree: question, add, remove, carried, fill } = button.dataset;
    if (choice) take1(byPath(button.closest(".field").querySelector("input").dataset.field), button);
    else if (question !== undefined) agree(button);
    else if (add) insertRow(add);
    else if (remove) removeRow(remove);
    else if (carried) takeCarried(button);
    else if (fill) fillNumber(button);
    else if (button.id === "approve") approve();
    else if (button.dataset.do === "page-work") pageWork();
    else if (button.dataset.do) actions[button.dataset.do]?.();
  });
}

function takeCarried(button) {
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

// What this browser still holds of an earlier visit goes into the inputs before it is sent.
function putBack() {
  for (const item of queue.items) {
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
  queue.flush();
}

listenToFields();
listen(actions);
for (const input of inputs()) {
  setState(input, { ...input.dataset });
  spellOut(input);
}
putBack();
firstStop();
tellLeft();
keepLease(record, () => queue.unsent || queue.flush({ always: true }));
showEvidence();
main.dataset.ready = "1";
performance.mark("ready");
sendLeftBehind(queue.key, record).then((own) => own && location.reload());
