// Every Bot API call, live: what the bot asked, what came back, how long it took.
import { h, icon, iconButton, memory, oncePerFrame } from "/page/dom.js";
import { on, state, userName, userOf } from "/page/store.js";
import { secondsOf } from "/page/when.js";

const ROWS_SHOWN = 200;

/** Build the drawer. Returns {toggle, open}. */
export function buildInspector(pane) {
  let opened = memory.get("inspector") === true;
  let chosen = null;
  let filter = "";
  let onlyErrors = false;
  let withPolling = false;
  let paused = null;     // the calls as they were when the reader paused
  const ticker = h("span", { class: "ticker" });
  const arrow = icon("up");
  const handle = h("button", { type: "button", class: "inspector-handle", "aria-expanded": "false", "aria-controls": "inspector-body", title: "Open or close the inspector (Ctrl+I)", "data-testid": "inspector-toggle", on: { click: () => set(!opened) } }, h("strong", { text: "Inspector" }), ticker, arrow);
  const search = h("input", { class: "field", type: "search", placeholder: "Filter: method, chat, word", "aria-label": "Filter calls", "data-testid": "inspector-filter", autocomplete: "off" });
  const errors = toggleButton("Errors", "inspector-errors", (on) => { onlyErrors = on; draw(); });
  const polling = toggleButton("getUpdates", "inspector-polling", (on) => { withPolling = on; draw(); });
  const pause = toggleButton("Pause", "inspector-pause", (on) => { paused = on ? [...state.calls] : null; draw(); });
  const clear = h("button", { type: "button", class: "button small", "data-testid": "inspector-clear", text: "Clear", on: { click: () => { state.calls.length = 0; if (paused) paused = []; chosen = null; draw(); } } });
  const list = h("div", { class: "calls", role: "listbox", "aria-label": "Calls, newest first", tabindex: "0", "data-testid": "calls" });
  const detail = h("div", { class: "call-detail", "aria-label": "The chosen call", role: "region", tabindex: "0", "data-testid": "call-detail" });
  const body = h("div", { class: "inspector-body", id: "inspector-body" }, h("div", { class: "inspector-tools" }, search, errors, polling, pause, clear), h("div", { class: "inspector-columns" }, list, detail));
  pane.append(handle, body);
  const drawn = new Map();

  search.addEventListener("input", () => { filter = search.value.trim().toLowerCase(); draw(); });
  search.addEventListener("keydown", (event) => { if (event.key === "ArrowDown") { event.preventDefault(); list.focus(); step(0); } });
  list.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (by) { event.preventDefault(); step(by); }
    if (event.key === "Home") { event.preventDefault(); step(-1e6); }
    if (event.key === "End") { event.preventDefault(); step(1e6); }
  });
  pane.addEventListener("keydown", (event) => { if (event.key === "Escape" && opened && innerWidth > 860) { set(false); handle.focus(); } });

  function set(on) {
    opened = on;
    memory.set("inspector", on);
    pane.classList.toggle("open", on);
    handle.setAttribute("aria-expanded", String(on));
    draw();
  }

  function shownCalls() {
    return (paused ?? state.calls).filter((call) => (withPolling || call.method !== "getUpdates") && (!onlyErrors || !call.ok) && (!filter || haystack(call).includes(filter))).slice(-ROWS_SHOWN).reverse();
  }

  function step(by) {
    const calls = shownCalls();
    if (!calls.length) return;
    const here = calls.findIndex((call) => call.id === chosen?.id);
    choose(calls[Math.max(0, Math.min(calls.length - 1, here < 0 ? 0 : here + by))]);
    drawn.get(chosen.id)?.scrollIntoView({ block: "nearest" });
  }

  function choose(call) {
    chosen = call;
    for (const [id, node] of drawn) node.setAttribute("aria-selected", id === call.id ? "true" : "false");
    list.setAttribute("aria-activedescendant", `call-${call.id}`);
    pane.classList.add("detailed");
    paintDetail();
  }

  function paintDetail() {
    if (!chosen) { detail.replaceChildren(h("p", { class: "quiet", text: "Choose a call to see what was sent." })); return; }
    detail.replaceChildren(
      h("div", { class: "detail-head" }, iconButton("back", "Back to the calls", () => pane.classList.remove("detailed"), { class: "only-narrow" }), h("strong", { text: chosen.method }), h("span", { class: `outcome ${chosen.ok ? "ok" : "error"}`, text: chosen.ok ? "ok" : "error" }), h("span", { class: "quiet", text: `${milliseconds(chosen.ms)} · ${secondsOf(new Date(chosen.at))}` })),
      chosen.error ? h("p", { class: "call-error", text: chosen.error }) : "",
      h("pre", { class: "json", "data-testid": "call-params" }, ...colored(JSON.stringify(unpacked(chosen.params ?? {}), null, 2))));
  }

  const draw = oncePerFrame(() => {
    const calls = state.calls.filter((call) => call.method !== "getUpdates");
    const last = calls[calls.length - 1];
    ticker.replaceChildren(...(last ? [dot(last), h("span", { class: "ticker-method", text: last.method }), h("span", { class: "quiet", text: `${target(last)} ${milliseconds(last.ms)}` })] : [h("span", { class: "quiet", text: "Every Bot API call will show here" })]));
    if (!opened && innerWidth > 860) return;
    const shown = shownCalls();
    const keep = new Set(shown.map((call) => call.id));
    for (const [id, node] of drawn) if (!keep.has(id)) { node.remove(); drawn.delete(id); }
    let cursor = list.firstChild;
    for (const call of shown) {
      let node = drawn.get(call.id);
      if (!node) drawn.set(call.id, node = callRow(call));
      if (node !== cursor) list.insertBefore(node, cursor); else cursor = cursor.nextSibling;
    }
    list.dataset.empty = shown.length ? "" : "No calls yet, or none that match.";
    if (!chosen) paintDetail();
  });

  function callRow(call) {
    return h("div", { class: `call ${call.ok ? "" : "failed"}`, role: "option", id: `call-${call.id}`, "aria-selected": "false", "data-testid": "call", data: { method: call.method, ok: String(call.ok) }, on: { click: () => choose(call) } },
      h("span", { class: "call-time", text: secondsOf(new Date(call.at)) }), dot(call), h("span", { class: `call-method verb-${verb(call.method)}`, text: call.method }), h("span", { class: "call-target", dir: "auto", text: target(call) }), h("span", { class: "call-ms", text: milliseconds(call.ms) }));
  }

  on("call snapshot", draw);
  addEventListener("resize", draw);
  set(opened);
  return { toggle: () => { set(!opened); (opened ? search : handle).focus(); }, show: () => set(true) };
}

function toggleButton(label, testid, change) {
  const button = h("button", { type: "button", class: "button small toggle", "aria-pressed": "false", "data-testid": testid, text: label });
  button.addEventListener("click", () => { const on = button.getAttribute("aria-pressed") !== "true"; button.setAttribute("aria-pressed", String(on)); change(on); });
  return button;
}

const dot = (call) => h("span", { class: `dot ${call.ok ? "ok" : "error"}`, role: "img", "aria-label": call.ok ? "ok" : "error" });
const verb = (method) => /^(send|copy|forward)/.test(method) ? "send" : /^(edit|set|pin|create)/.test(method) ? "edit" : /^(delete|unpin|close)/.test(method) ? "delete" : /^answer/.test(method) ? "answer" : "read";
const milliseconds = (ms) => `${ms < 10 ? Number(ms).toFixed(1) : Math.round(ms)} ms`;
const haystack = (call) => `${call.method} ${target(call)} ${call.error ?? ""} ${JSON.stringify(call.params ?? {})}`.toLowerCase();

function target(call) {
  const id = call.params?.chat_id;
  if (id === undefined || id === null) return call.error ?? "";
  const chat = state.chats.get(Number(id));
  const name = state.users.has(Number(id)) ? userName(userOf(Number(id))) : chat?.title ?? String(id);
  const topic = chat?.topics?.find((item) => item.thread_id === Number(call.params.message_thread_id));
  return topic ? `${name} › ${topic.name}` : name;
}

/** Parameters that travel as JSON text (reply_markup, entities) read better as what they are. */
function unpacked(value) {
  if (typeof value === "string" && /^\s*[[{]/.test(value)) { try { return unpacked(JSON.parse(value)); } catch { return value; } }
  if (Array.isArray(value)) return value.map(unpacked);
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unpacked(item)]));
  return value;
}

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Pretty JSON -> nodes with a class per kind of token. */
function colored(text) {
  const out = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    out.push(text.slice(end, match.index));
    const kind = match[2] !== undefined ? "j-key" : match[1] !== undefined ? "j-text" : match[3] !== undefined ? "j-word" : "j-number";
    out.push(h("span", { class: kind, text: match[1] ?? match[0] }), match[2] ?? "");
    end = match.index + match[0].length;
  }
  out.push(text.slice(end));
  return out;
}
