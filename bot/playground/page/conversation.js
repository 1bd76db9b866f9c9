// A thread with its composer: what both panes share. Taps, message menus, replies, reactions, deep links.
import { createComposer } from "/page/composer.js";
import { h } from "/page/dom.js";
import { attempt, confirmBox, openMenu, toast } from "/page/overlay.js";
import { act } from "/page/server.js";
import { on, state, userName, userOf } from "/page/store.js";
import { createThread } from "/page/thread.js";

const REACTIONS = ["👍", "❤️", "🔥", "🙏", "😁", "👎"];
const TAP_PATIENCE_MS = 4000;

/**
 * `name` is "buyer" or "desk"; `where()` -> {viewer, chat_id, thread_id, key, named} or null; `messages()` -> what is shown.
 * Returns {thread, composer, draw, tap, tapNumber}.
 */
export function createConversation({ pane, name, label, placeholder, where, messages, empty, onRead, onDigit }) {
  const thread = createThread({
    label, empty, onRead,
    read: () => { const spot = where(); return spot && { ...spot, messages: messages() }; },
    actions: { onTap: tap, onMenu: menu, onLostFocus: () => composer.focus() },
  });
  const composer = createComposer({
    pane, name, placeholder, onDigit,
    target: where,
    commands: () => state.chats.get(where()?.chat_id)?.commands ?? [],
    lastOwn: () => messages().filter((message) => message.from_id === where().viewer && message.kind === "text").pop(),
    onSent: () => thread.toEnd(),
  });

  thread.el.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const code = link && startCode(link.href);
    if (code) { event.preventDefault(); followStart(link, code); }
  });

  on("toast", (event) => {
    if (event.user_id !== where()?.viewer) return;
    clearBusy();
    if (!event.text) return;
    if (event.alert) confirmBox(event.text, "OK", null); else toast(pane, event.text);
  });

  function clearBusy() {
    thread.el.querySelectorAll(".key.busy").forEach((key) => key.classList.remove("busy"));
  }

  async function tap(message, button, node) {
    if (button.url) { const code = startCode(button.url); if (code) followStart(node, code); else if (/^https?:/i.test(button.url)) window.open(button.url, "_blank", "noopener"); return; }
    if (button.switch_inline_query_current_chat !== undefined) { composer.setText(`@${state.bot.username} ${button.switch_inline_query_current_chat}`); return; }
    if (node?.classList.contains("busy")) return;
    node?.classList.add("busy");
    setTimeout(() => node?.classList.remove("busy"), TAP_PATIENCE_MS);
    if (!await attempt(pane, () => act("tap", { user_id: where().viewer, chat_id: message.chat_id, message_id: message.message_id, data: button.data }))) node?.classList.remove("busy");
  }

  /** Press reply button `number` of the newest card that has one. True when there was such a button. */
  function tapNumber(number) {
    const keys = [...thread.el.querySelectorAll(`.key[data-number="${number}"]`)];
    const key = keys[keys.length - 1];
    if (!key) return false;
    const holder = key.closest(".message");
    const message = messages().find((item) => String(item.message_id) === holder.dataset.message);
    if (message) thread.focusAfterChange(message);
    key.click();
    return true;
  }

  function menu(message, anchor) {
    const own = message.from_id === where().viewer;
    const react = (emoji) => attempt(pane, () => act("react", { user_id: where().viewer, chat_id: message.chat_id, message_id: message.message_id, emoji }));
    const reactions = h("div", { class: "menu-reactions", role: "group", "aria-label": "React" }, ...REACTIONS.map((emoji) => h("button", {
      type: "button", class: "picker-item", "aria-label": `React ${emoji}`, "data-testid": "react", text: emoji,
      "aria-pressed": message.reactions?.includes(emoji) ? "true" : "false",
      on: { click: () => { opened.close(); react(message.reactions?.includes(emoji) ? "" : emoji); } },
    })));
    const opened = openMenu(anchor, [
      { node: reactions },
      { label: "Reply", icon: "reply", testid: "menu-reply", run: () => composer.startReply(message) },
      own && message.kind === "text" && { label: "Edit", icon: "pencil", testid: "menu-edit", run: () => composer.startEdit(message) },
      message.text && { label: "Copy text", icon: "copy", run: () => navigator.clipboard?.writeText(message.text).then(() => toast(pane, "Copied")).catch(() => toast(pane, "This browser does not allow copying here", "error")) },
    ], { label: "Message actions", align: own ? "end" : "start" });
  }

  function startCode(address) {
    const match = /^(?:https?:\/\/t\.me\/|tg:\/\/resolve\?domain=)([\w]+)(?:[?&]start=([\w-]+))?/i.exec(address ?? "");
    return match && match[1].toLowerCase() === (state.bot.username ?? "").toLowerCase() ? match[2] ?? null : null;
  }

  /** A deep link may be meant for somebody else (a join link is): ask who opens it. */
  function followStart(anchor, code) {
    const open = (user_id) => attempt(pane, () => act("start", { user_id, code }));
    const me = where().viewer;
    const other = name === "desk" ? state.buyer : state.seller;
    openMenu(anchor, [me, other].filter((id, index, all) => id && all.indexOf(id) === index).map((id) => ({
      label: `Open as ${userName(userOf(id))}`, icon: "link", testid: "open-link", run: () => open(id),
    })), { label: "Who opens this link?", align: "start" });
  }

  // Typing anywhere in the pane goes to its composer, as in any chat app; digits press the card's replies.
  pane.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const field = event.target.closest("input, textarea, select, dialog, [popover]");
    if (field) return;
    if (event.key === "Escape") { composer.focus(); return; }
    if (!event.repeat && /^[1-9]$/.test(event.key) && composer.isEmpty() && onDigit?.(Number(event.key))) { event.preventDefault(); return; }
    if (event.key.length === 1 && event.key !== " " && where()) composer.focus();
  });

  const draw = (keyboard) => { thread.draw(); composer.sync(keyboard); };
  return { thread, composer, draw, tap, tapNumber };
}

/** The reply keyboard that counts now: the newest one sent, unless it was taken away. */
export function keyboardOf(messages) {
  const last = messages.filter((message) => message.reply_keyboard).pop();
  return Array.isArray(last?.reply_keyboard) ? last.reply_keyboard : null;
}

/** Follow typing events; `show(text)` is called with "typing…" or "". */
export function followTyping(matches, show) {
  let timer = 0;
  on("typing", (event) => {
    if (!matches(event)) return;
    show("typing…");
    clearTimeout(timer);
    timer = setTimeout(() => show(""), 5000);
  });
  on("message", ({ message, fresh }) => { if (fresh && matches(message)) { clearTimeout(timer); show(""); } });
}
