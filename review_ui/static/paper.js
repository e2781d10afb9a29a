// The review page: its parts put together. Keys stand in keys.js.

import { putBack, take } from "./answers.js";
import { approve, pageWork, skip } from "./approval.js";
import { advance, arrive, boxes, firstStop, pickAt } from "./cursor.js";
import {
  accept, agree, choose, commit, confirmAgain, escape, judge, redo, takeChoice, typed, undo,
} from "./deciding.js";
import { desk, main, record, say, tellLeft } from "./desk.js";
import { fillNumber, showEvidence, takeCarried } from "./filing.js";
import { listen } from "./keys.js";
import { keepLease } from "./lease.js";
import { byPath, inputs, isChanged, isField, setState, spellOut, words } from "./places.js";
import { Queue, sendLeftBehind } from "./queue.js";
import { readRegion, startRectangle } from "./rectangle.js";
import { insertRow, removeRow } from "./rows.js";
import { tellSaved } from "./saved.js";
import { Lens, Viewer } from "./viewer.js";

const viewer = new Viewer(main, { onRegion: readRegion, onPick: pickAt, boxes });
const queue = new Queue(record, Number(main.dataset.version), {
  have: main.dataset.have,
  onAnswer: take,
  onState: tellSaved,
  onRefused: (detail) => say(detail ?? words("lost")),
});
Object.assign(desk, { viewer, queue, lens: new Lens(viewer) });

const actions = {
  accept, advance, approve, choose, confirmAgain, escape, insertRow, judge, pageWork, redo,
  removeRow, skip, undo,
  help: () => document.getElementById("help").showModal(),
  "page-back": () => viewer.open(viewer.shown - 1),
  "page-on": () => viewer.open(viewer.shown + 1),
  "page-work": pageWork,
  "zoom-in": () => viewer.zoom(1.3),
  "zoom-out": () => viewer.zoom(1 / 1.3),
  whole: () => viewer.whole(),
  turn: () => viewer.turn(),
  boxes: () => press("boxes", (viewer.withBoxes = !viewer.withBoxes)),
  hand: () => press("hand", (viewer.hand = !viewer.hand)),
  rectangle: () => startRectangle(),
  current: () => desk.current,
};

function press(name, on) {
  document.querySelector(`[data-do="${name}"]`)?.setAttribute("aria-pressed", String(on));
  viewer.draw();
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
  form.addEventListener("focusout", ({ target }) => {
    if (!isField(target)) return;
    desk.lens.canvas.remove();
    if (isChanged(target) && target.value.trim() && !target.dataset.files) commit(target);
  });
  form.addEventListener("mousedown", ({ target }) => {
    if (isField(target) && document.activeElement === target) delete target.dataset.fresh;
  });
}

function listenToButtons() {
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    const { choice, agree: question, add, remove, carried, fill } = button.dataset;
    if (choice) takeChoice(button.closest(".field").querySelector("input"), button);
    else if (question !== undefined) agree(button);
    else if (add) insertRow(add);
    else if (remove) removeRow(remove);
    else if (carried) takeCarried(button, byPath(carried));
    else if (fill) fillNumber(button);
    else if (button.id === "approve") approve();
    else if (button.dataset.do) actions[button.dataset.do]?.();
  });
}

listenToFields();
listenToButtons();
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
