// The pinned summary: one line at the top of a topic; expanded, the whole message with its buttons.
import { h, icon, iconButton } from "/page/dom.js";
import { lineOf } from "/page/media.js";
import { safeHtml } from "/page/safe.js";
import { findMessage, state, threadKey } from "/page/store.js";

/** Build the bar. `draw(open)` shows the newest pinned message of that conversation, or hides the bar. */
export function createPinned({ onTap, onJump }) {
  let expanded = false;
  let shownKey = null;
  let sign = "";
  const line = h("span", { class: "pinned-line", dir: "auto" });
  const body = h("div", { class: "pinned-body", id: "pinned-body", hidden: true, "data-testid": "pinned-body" });
  const arrow = icon("down");
  const toggle = h("button", { type: "button", class: "pinned-bar", "aria-expanded": "false", "aria-controls": "pinned-body", "data-testid": "pinned-toggle", on: { click: () => setExpanded(!expanded) } }, icon("pin"), h("span", { class: "pinned-words" }, h("strong", { text: "Summary" }), line), arrow);
  const el = h("section", { class: "pinned", "aria-label": "Pinned summary", "data-testid": "pinned", hidden: true }, toggle, body);
  el.addEventListener("keydown", (event) => { if (event.key === "Escape" && expanded) { event.stopPropagation(); setExpanded(false); toggle.focus(); } });

  function setExpanded(on) {
    expanded = on;
    body.hidden = !on;
    toggle.setAttribute("aria-expanded", String(on));
    el.classList.toggle("expanded", on);
  }

  function draw(open) {
    const message = open && pinnedOf(open);
    el.hidden = !message;
    if (!message) { sign = ""; return; }
    const key = threadKey(open.chat_id, open.thread_id);
    if (key !== shownKey) { shownKey = key; setExpanded(false); }
    const next = `${key}/${message.message_id}/${message.revision}`;
    if (next === sign) return;
    sign = next;
    line.textContent = lineOf(message);
    el.dataset.message = message.message_id;
    body.replaceChildren(
      h("div", { class: "words", dir: "auto" }, safeHtml(message.html)),
      ...(message.buttons ?? []).map((row) => h("div", { class: "key-row" }, ...row.map((button) => {
        const node = h("button", { type: "button", class: "key", "data-testid": "pinned-button", on: { click: () => onTap(message, button, node) } }, h("span", { class: "key-text", dir: "auto", text: button.text }));
        return node;
      }))),
      iconButton("forward", "Show this message in the topic", () => { setExpanded(false); onJump(message.message_id); }, { class: "pinned-jump" }));
  }

  function pinnedOf(open) {
    const pins = state.chats.get(open.chat_id)?.pinned ?? [];
    return pins.map((id) => findMessage(open.chat_id, id)).filter((message) => message && !message.deleted && (message.thread_id ?? null) === open.thread_id).pop() ?? null;
  }

  return { el, draw };
}
