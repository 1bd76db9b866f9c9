// One message as an element: bubble, quote, media, words, time and ticks, reactions, inline keyboard.
import { avatar } from "/page/avatar.js";
import { h, icon, iconButton } from "/page/dom.js";
import { isBare, lineOf, mediaOf } from "/page/media.js";
import { safeHtml } from "/page/safe.js";
import { findMessage, state, userName, userOf } from "/page/store.js";
import { timeOf } from "/page/when.js";

const NUMBERED = /^\s*([1-9])(?:\uFE0F?\u20E3|[.)]|\s)\s*(\S.*)$/su;

const SHORT = 16;   // letters; a label this short stays on one line

/** The number a reply button carries ("2  Shipping" -> 2), or null. */
export function buttonNumber(text) {
  return Number(NUMBERED.exec(text ?? "")?.[1] ?? 0) || null;
}

/**
 * Build a message. `place` is its position in a run of messages by one author: "only", "first", "middle", "last".
 * `view` has: viewer, named (show authors), onTap(message, button, element), onMenu(message, anchor), onJump(id), seen(message).
 */
export function messageNode(message, place, view) {
  if (message.kind === "service") return serviceNode(message);
  const own = message.from_id === view.viewer;
  const author = userOf(message.from_id);
  const classes = ["message", own ? "own" : "other", place, isBare(message) ? "bare" : "", message.buttons?.length ? "with-keys" : "", `kind-${message.kind}`];
  const node = h("article", {
    class: classes.filter(Boolean).join(" "), tabindex: "-1", "data-testid": "message",
    "aria-label": `${own ? "You" : userName(author)}, ${timeOf(new Date(message.date))}`,
    data: { chat: message.chat_id, message: message.message_id, from: message.from_id, kind: message.kind, own: own ? "true" : "false" },
  });
  const starts = place === "only" || place === "first";
  const body = h("div", { class: "message-body" }, bubble(message, own, author, starts, view), keyboard(message, view));
  const more = iconButton("more", "Message actions", () => view.onMenu(message, more), { class: "message-more", tabindex: "-1", "data-testid": "message-actions" });
  if (view.named && !own) node.append(place === "only" || place === "last" ? avatar(userName(author), message.from_id, "small") : h("span", { class: "avatar-gap" }));
  node.append(body, more);
  node.addEventListener("contextmenu", (event) => { if (event.target.closest("a, img")) return; event.preventDefault(); view.onMenu(message, more); });
  return node;
}

function serviceNode(message) {
  return h("div", { class: "service", "data-testid": "message", data: { chat: message.chat_id, message: message.message_id, kind: "service" }, dir: "auto", text: message.text || "…" });
}

function bubble(message, own, author, starts, view) {
  const box = h("div", { class: "bubble" });
  if (view.named && !own && starts && author && !isBare(message)) box.append(h("span", { class: "author", dir: "auto", text: userName(author) }));
  // In a topic, a message that answers nothing names the topic's opening message: no quote for that one.
  if (message.reply_to && message.reply_to !== message.thread_id) box.append(quote(message, view));
  const media = mediaOf(message);
  if (media) box.append(media);
  const said = message.html && message.kind !== "sticker" && message.kind !== "dice" ? words(message) : null;
  const stamp = meta(message, own, view);
  if (said) box.append(said);
  if (said && !message.reactions?.length && endsInPlainLine(message)) tuck(box, said, stamp);
  box.append(stamp);
  if (message.reactions?.length) box.append(h("div", { class: "reactions", "data-testid": "reactions", "aria-label": `Reactions: ${message.reactions.join(" ")}` }, ...message.reactions.map((emoji) => h("span", { class: "reaction", text: emoji }))));
  return box;
}

const RTL = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;

/** Whether the time may stand beside the last line: a left-to-right line that is not a quote or a table. */
function endsInPlainLine(message) {
  const last = (message.text ?? "").split("\n").pop();
  return !RTL.test(last) && !/<\/(pre|blockquote)>\s*$/.test(message.html);
}

/** Put the time on the last line: an invisible spacer keeps the words off it. */
function tuck(box, said, stamp) {
  const signs = stamp.textContent.length;
  const tickRoom = stamp.querySelector(".ticks") ? 23 : 0;
  said.append(h("span", { class: "stamp-room", "aria-hidden": "true", style: { width: `${Math.round(signs * 6.4 + tickRoom + 14)}px` } }));
  box.classList.add("tucked");
}

function words(message) {
  const onlyEmoji = message.kind === "text" && /^(\p{Extended_Pictographic}[\uFE0F\u200D\p{Emoji_Modifier}]*){1,3}$/u.test(message.text ?? "");
  return h("div", { class: `words ${onlyEmoji ? "jumbo" : ""}`, dir: "auto", "data-testid": "message-text" }, safeHtml(message.html));
}

function quote(message, view) {
  const target = findMessage(message.chat_id, message.reply_to);
  const name = target ? (target.from_id === view.viewer ? "You" : userName(userOf(target.from_id))) : "Message";
  return h("button", { type: "button", class: "quote", "aria-label": "Go to the message this answers", on: { click: () => view.onJump(message.reply_to) } },
    h("strong", { dir: "auto", text: name }), h("span", { dir: "auto", text: target ? (target.deleted ? "Deleted message" : lineOf(target)) : "…" }));
}

function meta(message, own, view) {
  const edited = message.edited && message.from_id !== state.bot.id;
  const stamp = h("time", { datetime: message.date, text: timeOf(new Date(message.date)) });
  return h("span", { class: "meta" }, message.via_bot ? h("span", { text: "via bot" }) : null, edited ? h("span", { class: "edited", text: "edited" }) : null, stamp, own ? ticks(view.seen(message)) : null);
}

function ticks(seen) {
  const mark = h("span", { class: `ticks ${seen ? "seen" : ""}`, role: "img", "aria-label": seen ? "Answered" : "Sent" }, icon("check"));
  if (seen) mark.append(icon("check"));
  return mark;
}

function keyboard(message, view) {
  if (!message.buttons?.length) return null;
  return h("div", { class: "keys", role: "group", "aria-label": "Buttons of this message", "data-testid": "inline-keyboard" },
    ...message.buttons.map((row, y) => h("div", { class: "key-row" }, ...row.map((button, x) => key(message, button, `${y}.${x}`, view)))));
}

function key(message, button, position, view) {
  const numbered = NUMBERED.exec(button.text);
  const look = button.url ? "to-link" : button.switch_inline_query_current_chat !== undefined ? "to-inline" : "";
  const node = h("button", {
    type: "button", class: `key ${numbered ? "numbered" : ""} ${look} ${button.text.length <= SHORT ? "short" : ""}`, "data-testid": "inline-button",
    data: { key: position, callback: button.data, number: numbered?.[1] }, "aria-keyshortcuts": numbered?.[1],
    on: { click: () => view.onTap(message, button, node) },
  });
  if (numbered) node.append(h("span", { class: "key-number", text: numbered[1] }), h("span", { class: "key-text", dir: "auto", text: numbered[2] }));
  else node.append(h("span", { class: "key-text", dir: "auto", text: button.text }));
  if (button.url) node.append(icon("link"));
  return node;
}

/** Several pictures sent as one album: a grid, one caption, one keyboard. */
export function albumNode(messages, place, view) {
  const captioned = messages.find((message) => message.html) ?? messages[0];
  const node = messageNode({ ...captioned, kind: "text", reactions: [] }, place, view);
  node.classList.add("album");
  const grid = h("div", { class: `album-grid of-${Math.min(messages.length, 4)}` }, ...messages.map((message) => h("div", { class: "album-cell", "data-testid": "album-item", data: { chat: message.chat_id, message: message.message_id } }, mediaOf(message))));
  const box = node.querySelector(".bubble");
  box.insertBefore(grid, box.querySelector(".words, .meta"));
  return node;
}
