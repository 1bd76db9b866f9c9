// The desk's list: for each chat of the seller its root thread and topics, newest first, with unread counts.
import { avatar } from "/page/avatar.js";
import { arrowKeys, h, icon } from "/page/dom.js";
import { lineOf } from "/page/media.js";
import { chatName, chatsOf, now, state, threadKey, threadMessages, unreadCount, userName, userOf } from "/page/store.js";
import { listTime } from "/page/when.js";

const SEARCH_FROM = 7;   // rows; a shorter list needs no search field
const byTime = (a, b) => b.at - a.at;

/** Build the list. Returns {el, draw, newest, unread, focus}. */
export function createChatList({ onOpen, isOpen }) {
  const search = h("input", { class: "field", type: "search", placeholder: "Find a topic", "aria-label": "Find a topic", "data-testid": "topic-search", autocomplete: "off" });
  const searchBox = h("div", { class: "list-search", hidden: true }, icon("search"), search);
  const rows = h("div", { class: "rows", role: "list", "aria-label": "Chats and topics", "data-testid": "topic-list" });
  const el = h("div", { class: "chat-list" }, searchBox, rows);
  const drawn = new Map();
  // A row that is replaced between press and release loses its click: while one is pressed, nothing is drawn.
  let pressed = false;
  rows.addEventListener("pointerdown", () => { pressed = true; });
  for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, () => { if (pressed) { pressed = false; setTimeout(draw); } });
  search.addEventListener("input", draw);
  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); rows.querySelector(".row")?.focus(); }
    if (event.key === "Enter") rows.querySelector(".row")?.click();
    if (event.key === "Escape" && search.value) { event.stopPropagation(); search.value = ""; draw(); }
  });
  arrowKeys(rows, ".row");

  function sections() {
    const chats = chatsOf(state.seller);
    const desks = chats.filter((chat) => !chat.business).map((chat) => ({
      key: chat.id,
      title: chat.type === "private" ? `Chat with ${state.bot.first_name}` : chat.title ?? "Group",
      entries: [rootEntry(chat), ...(chat.topics ?? []).filter((topic) => !topic.deleted).map((topic) => entry(chat, topic.thread_id, topic.name)).sort(byTime)],
    }));
    const own = chats.filter((chat) => chat.business).map((chat) => entry(chat, null, chatName(chat, state.seller))).sort(byTime);
    return own.length ? [...desks, { key: "business", title: "Own account, through the bot", entries: own }] : desks;
  }

  function rootEntry(chat) {
    const plain = chat.type === "private" && !chat.is_forum;
    return entry(chat, null, plain ? state.bot.first_name : "General");
  }

  function entry(chat, thread, name) {
    const messages = threadMessages(chat.id, thread);
    const last = messages[messages.length - 1];
    return { chat, thread, name, last, at: last ? Date.parse(last.date) + last.message_id / 1e6 : 0, unread: unreadCount(state.seller, threadKey(chat.id, thread), messages) };
  }

  function draw() {
    if (pressed) return;
    const all = sections();
    const count = all.reduce((sum, section) => sum + section.entries.length, 0);
    searchBox.hidden = count < SEARCH_FROM && !search.value;
    const word = search.value.trim().toLowerCase();
    const wanted = [];
    for (const section of all) {
      const shown = section.entries.filter((item) => !word || item.name.toLowerCase().includes(word) || (item.last && lineOf(item.last).toLowerCase().includes(word)));
      if (all.length > 1 && shown.length) wanted.push({ key: `h${section.key}`, sign: section.title, make: () => h("div", { class: "list-title", role: "presentation", dir: "auto", text: section.title }) });
      shown.forEach((item) => wanted.push(rowItem(item)));
    }
    reconcile(wanted);
  }

  function rowItem(item) {
    const active = isOpen(item.chat.id, item.thread);
    const line = item.last ? `${item.last.from_id === state.seller ? "You: " : item.chat.type === "supergroup" && item.last.from_id !== state.bot.id ? `${userName(userOf(item.last.from_id))}: ` : ""}${lineOf(item.last)}` : "No messages yet";
    const time = item.last ? listTime(new Date(item.last.date), now()) : "";
    return { key: threadKey(item.chat.id, item.thread), sign: JSON.stringify([item.name, line, time, item.unread, active]), make: () => row(item, line, time, active) };
  }

  function row(item, line, time, active) {
    return h("button", {
      type: "button", role: "listitem", class: `row ${active ? "active" : ""} ${item.unread ? "unread" : ""}`, "aria-current": active ? "true" : null, "data-testid": "topic-row",
      "aria-label": `${item.name}${item.unread ? `, ${item.unread} unread` : ""}`, data: { chat: item.chat.id, thread: item.thread ?? 0 }, on: { click: () => onOpen(item.chat.id, item.thread) },
    },
    item.thread === null && !item.chat.business ? h("span", { class: "avatar root", "aria-hidden": "true" }, h("img", { src: "/page/icon.svg", alt: "", width: 24, height: 24 })) : avatar(item.name, item.thread ?? item.name),
    h("span", { class: "row-words" }, h("span", { class: "row-top" }, h("strong", { dir: "auto", text: item.name }), h("time", { text: time })), h("span", { class: "row-bottom" }, h("span", { class: "row-line", dir: "auto", text: line }), item.unread ? h("span", { class: "badge", "data-testid": "unread", text: item.unread > 99 ? "99+" : item.unread }) : null)));
  }

  function reconcile(wanted) {
    const keep = new Set(wanted.map((item) => item.key));
    for (const [key, held] of drawn) if (!keep.has(key)) { held.node.remove(); drawn.delete(key); }
    let cursor = rows.firstChild;
    for (const item of wanted) {
      const held = drawn.get(item.key);
      let node = held?.node;
      if (!held || held.sign !== item.sign) {
        node = item.make();
        if (held) { const focused = held.node === document.activeElement; if (cursor === held.node) cursor = node; held.node.replaceWith(node); if (focused) node.focus(); }
        drawn.set(item.key, { node, sign: item.sign });
      }
      if (node !== cursor) { const focused = node === document.activeElement; rows.insertBefore(node, cursor); if (focused) node.focus(); } else cursor = cursor.nextSibling;
    }
  }

  /** The conversation with the newest message: topics before roots. */
  function newest() {
    const all = sections().flatMap((section) => section.entries).filter((item) => item.last);
    const best = [...all.filter((item) => item.thread !== null), ...all].sort((a, b) => (b.thread !== null) - (a.thread !== null) || b.at - a.at)[0];
    const fallback = chatsOf(state.seller)[0];
    return best ? { chat_id: best.chat.id, thread_id: best.thread } : fallback ? { chat_id: fallback.id, thread_id: null } : null;
  }

  const unread = () => sections().reduce((sum, section) => sum + section.entries.reduce((part, item) => part + item.unread, 0), 0);
  return { el, draw, newest, unread, focus: () => (rows.querySelector(".row.active") ?? rows.querySelector(".row"))?.focus() };
}
