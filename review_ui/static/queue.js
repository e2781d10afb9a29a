// What was decided or typed and has not reached the server yet. It lies in the browser's storage
// from the first keystroke on, so that a lost connection, an ended session or a closed tab lose
// nothing; it is removed as soon as the server has it.

import { account, post, renewSession } from "./net.js";

const PREFIX = "hoso:unsent:";
const TYPING = "~typing";
const PAUSE = 250; // ms of silence before unconfirmed text is sent,
const LONGEST = 800; // and after so many ms also while somebody types on

export class Queue {
  constructor(record, version, { onAnswer, onState, onRefused, have }) {
    this.record = record;
    this.version = version;
    this.key = `${PREFIX}${account()}:${record}:${version}`;
    this.onAnswer = onAnswer;
    this.onState = onState;
    this.onRefused = onRefused;
    this.have = have;
    this.items = readItems(this.key);
    this.sending = false;
    this.waiters = [];
    this.timer = 0;
    this.trouble = "";
    window.addEventListener("online", () => this.flush());
    window.addEventListener("pagehide", () => this.lastChance());
  }

  get unsent() {
    return this.items.length;
  }

  holds(path) {
    return this.items.some((item) => item.path === path || item.path === path + TYPING);
  }

  // A decision, or text that is still being typed (path + "~typing").
  put(item) {
    const isTyping = item.path.endsWith(TYPING);
    const replaced = isTyping ? [item.path] : [item.path, item.path + TYPING];
    this.items = this.items.filter((one) => one.sent || !replaced.includes(one.path));
    this.items.push(item);
    this.keep();
    this.tell();
    clearTimeout(this.timer);
    this.since ??= Date.now();
    const left = Math.max(0, LONGEST - (Date.now() - this.since));
    this.timer = setTimeout(() => this.flush(), isTyping ? Math.min(PAUSE, left) : 0);
  }

  // Resolves to true when everything is at the server, to false when it cannot be reached now.
  idle() {
    if (!this.items.length && !this.sending) return Promise.resolve(true);
    clearTimeout(this.timer);
    this.flush();
    return new Promise((resolve) => this.waiters.push(resolve));
  }

  async flush({ always = false } = {}) {
    if (this.sending || (!this.items.length && !always)) return;
    this.sending = true;
    this.since = undefined;
    this.tell();
    const batch = this.items.slice(0, 100);
    batch.forEach((item) => (item.sent = true));
    const answer = await post(`/papers/${this.record}/decisions`, this.message(batch));
    this.sending = false;
    if (answer.kind === "ok") {
      this.items = this.items.filter((item) => !batch.includes(item));
      this.have = answer.data.have;
      this.trouble = "";
      this.keep();
      this.onAnswer(answer.data);
      if (this.items.length) return void this.flush();
      this.settle(true);
    } else if (answer.kind === "refused") {
      this.setAside(batch, answer.data?.detail);
      this.settle(false);
    } else {
      batch.forEach((item) => delete item.sent);
      this.trouble = answer.kind;
      this.settle(false);
      setTimeout(() => this.again(answer.kind), 2000);
    }
    this.tell();
  }

  async again(kind) {
    if (kind === "signin" && !(await renewSession())) {
      setTimeout(() => this.again(kind), 2000);
      return;
    }
    this.flush();
  }

  // What the server will never take must not hold back the rest; it stays on this machine.
  setAside(batch, detail) {
    this.items = this.items.filter((item) => !batch.includes(item));
    this.keep();
    try {
      localStorage.setItem(this.key.replace(PREFIX, "hoso:refused:"), JSON.stringify(batch));
    } catch {
      // no room: it is still in the input
    }
    this.onRefused?.(detail);
  }

  lastChance() {
    if (this.items.length) post(`/papers/${this.record}/decisions`, this.message(this.items), { keepalive: true });
  }

  message(items) {
    return {
      version: this.version,
      have: this.have,
      decisions: items.map(({ sent, ...item }) => item),
    };
  }

  keep() {
    try {
      if (this.items.length) localStorage.setItem(this.key, JSON.stringify(this.items));
      else localStorage.removeItem(this.key);
    } catch {
      // a full or forbidden storage: the server has it in a moment all the same
    }
  }

  settle(done) {
    this.waiters.splice(0).forEach((resolve) => resolve(done));
  }

  tell() {
    this.onState({ unsent: this.items.length, sending: this.sending, trouble: this.trouble });
  }
}

function readItems(key) {
  try {
    return (JSON.parse(localStorage.getItem(key)) || []).map(({ sent, ...item }) => item);
  } catch {
    return [];
  }
}

// What was left behind on other papers (or on older versions of this one) is sent, too; true when
// something of this record was among it.
export async function sendLeftBehind(exceptKey, record) {
  let own = false;
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(`${PREFIX}${account()}:`) || key === exceptKey) continue;
    const [id, version] = key.split(":").slice(-2);
    const items = readItems(key);
    const answer = await post(`/papers/${id}/decisions`, {
      version: Number(version),
      have: "",
      decisions: items,
    });
    if (answer.kind === "ok") {
      localStorage.removeItem(key);
      own ||= id === record;
    }
  }
  return own;
}
