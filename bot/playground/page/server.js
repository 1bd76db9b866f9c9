// The line to the playground's server: one snapshot, then live events; actions are small POSTs.
import { applyEvent, emit, loadSnapshot } from "/page/store.js";

const RETRY_SECONDS = [1, 2, 3, 5];
let source = null;
let attempts = 0;
let timer = 0;

/** Open the event stream; after every (re)connection the snapshot is read again. */
export function connect() {
  clearTimeout(timer);
  source?.close();
  emit("connection", { state: attempts ? "retrying" : "connecting" });
  let queued = [];
  source = new EventSource("/play/events");
  const mine = source;
  source.onmessage = (message) => {
    const event = readEvent(message.data);
    if (!event) return;
    // While the snapshot is on its way, events wait: the later state must win.
    if (queued) queued.push(event); else applyEvent(event);
  };
  source.onerror = () => lost(mine);
  source.onopen = async () => {
    try {
      const answer = await fetch("/play/state");
      if (!answer.ok) throw new Error(`state ${answer.status}`);
      loadSnapshot(await answer.json());
      const waiting = queued;
      queued = null;
      waiting.forEach(applyEvent);
      attempts = 0;
      emit("connection", { state: "open" });
    } catch { lost(mine); }
  };
}

function lost(which) {
  if (which !== source) return;
  source.close();
  const wait = RETRY_SECONDS[Math.min(attempts, RETRY_SECONDS.length - 1)];
  attempts += 1;
  emit("connection", { state: "lost", wait });
  clearTimeout(timer);
  timer = setTimeout(connect, wait * 1000);
}

function readEvent(text) {
  try { return JSON.parse(text); } catch { return null; }
}

/** POST an action as JSON. Returns the answer; throws an Error whose message is a sentence for the reader. */
export function act(name, body) {
  return ask(`/play/${name}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

/** POST a file with its fields, as multipart. */
export function upload(fields, file, filename) {
  const form = new FormData();
  for (const [key, value] of Object.entries(fields)) if (value !== null && value !== undefined && value !== "") form.set(key, value);
  form.set("file", file, filename ?? file.name);
  return ask("/play/media", { method: "POST", body: form });
}

async function ask(url, options) {
  let answer;
  try { answer = await fetch(url, options); } catch { throw new Error("The playground's server does not answer. Nothing was sent."); }
  let body = null;
  try { body = await answer.json(); } catch { /* said below */ }
  if (!answer.ok || !body?.ok) throw new Error(body?.error ?? `The playground's server answered ${answer.status}.`);
  return body;
}
