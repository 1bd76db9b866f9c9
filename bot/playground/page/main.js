// The playground page: builds the panes, opens the line to the server, and listens for the keys that work everywhere.
import { buildBuyer } from "/page/buyer.js";
import { buildDesk } from "/page/desk.js";
import { h } from "/page/dom.js";
import { buildHint } from "/page/hint.js";
import { buildInspector } from "/page/inspector.js";
import { openSwitcher } from "/page/people.js";
import { connect } from "/page/server.js";
import { chatMessages, on, state, threadKey, unreadCount } from "/page/store.js";
import { buildTopbar } from "/page/topbar.js";

const $ = (id) => document.getElementById(id);
const TABS = [["buyer", "Buyer"], ["desk", "Desk"], ["inspector", "Inspector"]];
const TICK_MS = 1000;

const buyer = buildBuyer($("buyer"));
const desk = buildDesk($("desk"));
const inspector = buildInspector($("inspector"));
const topbar = buildTopbar($("topbar-tools"), document.body);
buildHint($("hint"), { say: buyer.say, openTab, tomorrow: topbar.tomorrow });
buildTabs();
watchConnection();
document.addEventListener("keydown", globalKeys);
setInterval(() => { if (state.ready) { topbar.tick(); buyer.tick(); } }, TICK_MS);
connect();

function buildTabs() {
  for (const [name, label] of TABS) {
    $("tabs").append(h("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": name, "data-testid": `tab-${name}`, on: { click: () => openTab(name) } }, h("span", { text: label }), h("span", { class: "tab-mark badge", hidden: true })));
  }
  $("tabs").addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = TABS.findIndex(([name]) => name === document.body.dataset.tab);
    const [name] = TABS[(at + step + TABS.length) % TABS.length];
    openTab(name);
    $(`tab-${name}`).focus();
  });
  openTab("buyer");
  on("message read snapshot pick-buyer pick-seller", paintMarks);
}

/** Bring a part of the playground to the front; on a wide window all are there and this does nothing visible. */
function openTab(name) {
  document.body.dataset.tab = name;
  for (const [tab] of TABS) {
    $(`tab-${tab}`).setAttribute("aria-selected", String(tab === name));
    $(`tab-${tab}`).tabIndex = tab === name ? 0 : -1;
  }
  if (name === "inspector") inspector.show();
  if (state.ready && name === "desk") desk.shown();
}

function paintMarks() {
  if (!state.ready) return;
  mark("desk", desk.unread());
  mark("buyer", document.body.dataset.tab === "buyer" ? 0 : unreadCount(state.buyer, threadKey(state.buyer), chatMessages(state.buyer)));
}

function mark(tab, count) {
  const badge = $(`tab-${tab}`).querySelector(".tab-mark");
  badge.hidden = !count;
  badge.textContent = count > 99 ? "99+" : count;
}

function watchConnection() {
  const bar = $("lost");
  const text = h("span", {});
  bar.append(h("span", { class: "spinner", "aria-hidden": "true" }), text, h("button", { type: "button", class: "button small", text: "Try now", "data-testid": "reconnect", on: { click: connect } }));
  on("connection", ({ state: now, wait }) => {
    document.body.dataset.connection = now;
    if (now === "open") bar.hidden = true;
    if (now === "lost") { text.textContent = `The playground’s server does not answer. Trying again in ${wait} s.`; bar.hidden = false; }
    if (now === "retrying") text.textContent = "Connecting to the playground…";
  });
}

function globalKeys(event) {
  const command = event.ctrlKey || event.metaKey;
  if (command && event.key.toLowerCase() === "k") { event.preventDefault(); openSwitcher(); return; }
  if (command && event.key.toLowerCase() === "i" && !event.shiftKey) { event.preventDefault(); inspector.toggle(); return; }
  const jumps = { Digit1: () => buyer.focus(), Digit2: () => desk.focus(), Digit3: () => $("inspector").querySelector("input").focus() };
  if (event.altKey && jumps[event.code]) { event.preventDefault(); const [name] = TABS[Number(event.code.slice(-1)) - 1]; openTab(name); if (name === "inspector") inspector.show(); jumps[event.code](); }
}
