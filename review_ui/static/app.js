// On every page: what was left unsent by this person is sent, and one key goes to the next paper.

import { sendLeftBehind } from "./queue.js";

if (!document.querySelector("main.paper")) {
  sendLeftBehind("", "");
  window.addEventListener("keydown", (event) => {
    if (event.isComposing || !event.altKey || event.code !== "KeyN") return;
    const start = document.getElementById("start");
    if (!start) return;
    event.preventDefault();
    start.click();
  });
}
