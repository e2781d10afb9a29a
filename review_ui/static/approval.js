// Approval, what stands before it, and on to the next paper; work on pages.

import { goTo } from "./cursor.js";
import { commit } from "./deciding.js";
import { desk, main, record, say } from "./desk.js";
import { post } from "./net.js";
import { byPath, isChanged, isField, stops, words } from "./places.js";

let approving = false;

export async function approve() {
  if (approving) return;
  const input = isField(document.activeElement) ? document.activeElement : null;
  if (input && isChanged(input) && !commit(input)) return;
  approving = true;
  try {
    if (!(await desk.queue.idle())) return void say(words("offline"));
    const way = main.dataset.approves ? "approve" : "next";
    const answer = await post(`/papers/${record}/${way}`, {
      version: Number(main.dataset.version), seen: main.dataset.have,
    });
    if (answer.kind === "ok") return void location.assign(answer.data.next);
    if (answer.kind !== "refused") return void say(words("offline"));
    if (answer.data?.code === "approved_meanwhile") return void location.reload();
    if (answer.data?.code === "changed_meanwhile") await desk.queue.flush({ always: true });
    tellBlockers(answer.data?.blockers ?? []);
    say(answer.data?.detail ?? words("lost"));
  } finally {
    approving = false;
  }
}

export function tellBlockers(blockers) {
  const list = document.createElement("ul");
  for (const one of blockers) {
    const item = document.createElement("li");
    item.textContent = one.detail;
    item.dataset.blocker = one.path;
    if (one.agree) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.agree = one.agree;
      button.textContent = words("agree");
      item.append(" ", button);
    }
    list.append(item);
  }
  document.getElementById("blockers").replaceChildren(...(blockers.length ? [list] : []));
  const first = document.querySelector("#blockers [data-agree]") ?? stops()[0] ?? blockers.map((one) => byPath(one.path)).find(Boolean);
  if (first) goTo(first);
}

export async function skip() {
  await desk.queue.idle();
  const answer = await post(`/papers/${record}/next`, {});
  location.assign(answer.kind === "ok" ? answer.data.next : main.dataset.next);
}

export async function pageWork() {
  const dialog = document.getElementById("page-work");
  if (!dialog) return;
  const response = await fetch(`/papers/${record}/work`, { credentials: "same-origin" });
  if (!response.ok) return;
  dialog.innerHTML = await response.text();
  dialog.querySelector("#work-page").value = desk.viewer.shown;
  dialog.showModal();
}
