// The paper is this browser's while it gives signs of life; it is free again when the page is left.

import { post } from "./net.js";

const HEARTBEAT = 15000; // ms

export function keepLease(record, onBeat = () => {}) {
  setInterval(async () => {
    if (document.visibilityState !== "visible") return;
    const answer = await post(`/papers/${record}/lease`, {});
    if (answer.kind === "ok") onBeat();
  }, HEARTBEAT);
  window.addEventListener("pagehide", () => post(`/papers/${record}/release`, {}, { keepalive: true }));
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
}
