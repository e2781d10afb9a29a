// The blind check: the picture alone, Enter goes to the next input; what is typed is saved at once.

import { tellSaved } from "./saved.js";
import { keepLease } from "./lease.js";
import { Queue } from "./queue.js";
import { Viewer } from "./viewer.js";

const main = document.querySelector("main.paper");
const form = document.getElementById("fields");
const viewer = new Viewer(main, { onRegion() {}, onPick() {}, boxes: () => [] });
const queue = new Queue(main.dataset.record, Number(main.dataset.version), {
  have: "",
  onAnswer() {},
  onState: tellSaved,
});
const prefix = "~blind:";

for (const item of queue.items) {
  const input = form.querySelector(`[data-field="${CSS.escape(item.path.replace(prefix, ""))}"]`);
  if (input) input.value = item.value;
}
queue.flush();
viewer.hand = true;
viewer.open(1);
keepLease(main.dataset.record);
form.addEventListener("input", ({ target }) => {
  queue.put({ path: prefix + target.dataset.field, verdict: "value", value: target.value, saw: "" });
});
window.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  if (event.key === "PageUp" || event.key === "PageDown") {
    event.preventDefault();
    viewer.open(viewer.shown + (event.key === "PageUp" ? -1 : 1));
  }
  const all = [...form.querySelectorAll("input[data-field], button")];
  const at = all.indexOf(document.activeElement);
  if (event.key !== "Enter" || at < 0 || !document.activeElement.matches("input")) return;
  event.preventDefault();
  if (event.ctrlKey) queue.idle().then((done) => done && form.requestSubmit());
  else all[at + 1]?.focus();
});
main.dataset.ready = "1";
