// Files are sent one after another, each as the body of a request; the page then follows the batch.

import { post } from "./net.js";

const main = document.getElementById("main");
const drop = document.getElementById("drop");
const bar = document.getElementById("sent");
const text = document.getElementById("sent-text");
const failed = document.getElementById("failed");

for (const id of ["files", "folder"]) {
  const input = document.getElementById(id);
  input.addEventListener("change", () => send([...input.files].map((file) => [file.webkitRelativePath || file.name, file])));
}
drop.addEventListener("dragover", (event) => {
  event.preventDefault();
  drop.classList.add("over");
});
drop.addEventListener("dragleave", () => drop.classList.remove("over"));
drop.addEventListener("drop", async (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const found = entries.length
    ? (await Promise.all(entries.map((entry) => filesOf(entry, "")))).flat()
    : [...event.dataTransfer.files].map((file) => [file.name, file]);
  send(found);
});

async function filesOf(entry, path) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    return [[path + file.name, file]];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return found;
    for (const one of some) found.push(...(await filesOf(one, `${path}${entry.name}/`)));
  }
}

async function send(files) {
  if (!files.length) return;
  document.getElementById("sending").hidden = false;
  bar.max = files.length;
  const started = await post("/uploads", {});
  if (started.kind !== "ok") return fail("", failed.dataset.failed);
  const { batch } = started.data;
  let sent = 0;
  let lost = 0;
  for (const [name, file] of files) {
    text.textContent = text.dataset.text.replace("{sent}", sent).replace("{all}", files.length).replace("{name}", name);
    const problem = file.size > Number(main.dataset.limit) ? failed.dataset.large : await sendOne(batch, name, file);
    if (problem) {
      fail(name, problem);
      lost += 1;
    }
    sent += 1;
    bar.value = sent;
  }
  await post(`/uploads/${batch}/close`, {});
  if (lost < files.length) setTimeout(() => location.assign(`/uploads/${batch}`), lost ? 4000 : 0);
  return undefined;
}

async function sendOne(batch, name, file) {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      const response = await fetch(`/uploads/${batch}/files`, {
        method: "POST",
        headers: {
          "x-csrf-token": document.body.dataset.csrf,
          "x-file-name": encodeURIComponent(name),
          "content-type": "application/octet-stream",
        },
        body: file,
      });
      if (response.ok) return "";
      const answer = await response.json().catch(() => ({}));
      if (response.status < 500) return answer.detail ?? failed.dataset.failed;
    } catch {
      // the connection is lost: once more in a moment
    }
    await new Promise((resolve) => setTimeout(resolve, 1500));
  }
  return failed.dataset.failed;
}

function fail(name, problem) {
  const item = document.createElement("li");
  item.textContent = name ? `${name}: ${problem}` : problem;
  failed.append(item);
}
