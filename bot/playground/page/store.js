// What the page knows: a copy of the server's state, indexed for the views, and who is looking.
import { memory, session } from "/page/dom.js";

const bus = new EventTarget();

export const state = {
  ready: false,
  bot: { id: 0, username: "", first_name: "Regulars" },
  users: new Map(),
  chats: new Map(),
  byChat: new Map(),     // chat id -> Map(message id -> message)
  byThread: new Map(),   // "chat:thread" -> Map(message id -> message)
  calls: [],
  blocked: new Set(),    // buyers who blocked the bot, as far as this page knows
  buyer: null,           // whose phone is on the left
  seller: null,          // whose desk is on the right
};

let clockBase = { at: Date.now(), since: performance.now() };
let revision = 0;
const CALLS_KEPT = 500;

export const emit = (type, detail) => bus.dispatchEvent(new CustomEvent(type, { detail }));
export const on = (types, listener) => types.split(" ").forEach((type) => bus.addEventListener(type, (event) => listener(event.detail)));

/** The playground's time, as a Date. */
export const now = () => new Date(clockBase.at + performance.now() - clockBase.since);
export const threadKey = (chat, thread) => `${chat}:${thread ?? 0}`;
export const userName = (user) => (user ? [user.first_name, user.last_name].filter(Boolean).join(" ") || user.username || String(user.id) : "Somebody");
export const userOf = (id) => (id === state.bot.id ? { ...state.bot, bot: true } : state.users.get(id));
export const byRole = (...roles) => [...state.users.values()].filter((user) => roles.includes(user.role));
export const visible = (messages) => [...(messages?.values() ?? [])].filter((message) => !message.deleted);
export const chatMessages = (chat) => visible(state.byChat.get(chat));

/** What stands in a thread. The message that opened a topic has the topic's number; it is no news in the root thread. */
export function threadMessages(chat, thread) {
  const messages = visible(state.byThread.get(threadKey(chat, thread)));
  const topics = thread ? [] : state.chats.get(chat)?.topics ?? [];
  if (!topics.length) return messages;
  const openers = new Set(topics.map((topic) => topic.thread_id));
  return messages.filter((message) => !openers.has(message.message_id));
}

export const findMessage = (chat, id) => state.byChat.get(chat)?.get(id);

/** Take the server's whole state; what did not change keeps its identity, so views do not redraw it. */
export function loadSnapshot(snapshot) {
  const first = !state.ready;
  setClock(snapshot.now);
  state.bot = snapshot.bot;
  state.users = new Map(snapshot.users.map((user) => [user.id, user]));
  state.chats = new Map(snapshot.chats.map((chat) => [chat.id, chat]));
  const old = state.byChat;
  state.byChat = new Map();
  state.byThread = new Map();
  for (const message of snapshot.messages) putMessage(message, old);
  state.calls = snapshot.calls.slice(-CALLS_KEPT);
  state.users.forEach(noteBlocked);
  state.ready = true;
  chooseViewers();
  emit("snapshot", { first });
}

function putMessage(message, old = state.byChat) {
  const before = old.get(message.chat_id)?.get(message.message_id);
  const same = before && sameMessage(before, message);
  const kept = same ? before : message;
  if (!same) kept.revision = ++revision;
  inner(state.byChat, message.chat_id).set(message.message_id, kept);
  inner(state.byThread, threadKey(message.chat_id, message.thread_id)).set(message.message_id, kept);
  return !same;
}

function sameMessage(before, after) {
  return JSON.stringify({ ...before, revision: 0 }) === JSON.stringify({ ...after, revision: 0 });
}

function inner(map, key) {
  if (!map.has(key)) map.set(key, new Map());
  return map.get(key);
}

const HANDLERS = {
  message: ({ message }) => { const fresh = !findMessage(message.chat_id, message.message_id); putMessage(message); emit("message", { message, fresh }); },
  chat: ({ chat }) => { state.chats.set(chat.id, chat); emit("chat", { chat }); },
  user: ({ user }) => { state.users.set(user.id, user); noteBlocked(user); chooseViewers(); emit("user", { user }); },
  call: ({ call }) => { state.calls.push(call); if (state.calls.length > CALLS_KEPT) state.calls.shift(); emit("call", { call }); },
  clock: ({ now: instant }) => { setClock(instant); emit("clock", {}); },
  toast: (event) => emit("toast", event),
  typing: (event) => emit("typing", event),
  inline: (event) => emit("inline", event),
};

/** Apply one live event. Kinds this page does not know are left alone. */
export function applyEvent(event) {
  HANDLERS[event.type]?.(event);
}

function setClock(instant) {
  const at = Date.parse(instant);
  if (!Number.isNaN(at)) clockBase = { at, since: performance.now() };
}

function noteBlocked(user) {
  if (typeof user.blocked !== "boolean") return;
  if (user.blocked) state.blocked.add(user.id); else state.blocked.delete(user.id);
}

function chooseViewers() {
  if (!state.users.has(state.buyer)) state.buyer = remembered("buyer") ?? firstBuyer();
  if (!state.users.has(state.seller)) state.seller = remembered("seller") ?? byRole("seller")[0]?.id ?? null;
}

function remembered(kind) {
  return state.users.get(memory.get(kind))?.id ?? null;
}

function firstBuyer() {
  const buyers = byRole("buyer");
  const lately = buyers.map((user) => [Math.max(0, ...[...(state.byChat.get(user.id)?.values() ?? [])].map((m) => Date.parse(m.date))), user.id]);
  lately.sort((a, b) => b[0] - a[0]);
  return lately[0]?.[1] ?? byRole("other")[0]?.id ?? null;
}

/** Put another buyer's phone on the left. */
export function pickBuyer(id) {
  state.buyer = id;
  memory.set("buyer", id);
  emit("pick-buyer", { id });
}

/** Put another seller's desk on the right. */
export function pickSeller(id) {
  state.seller = id;
  memory.set("seller", id);
  emit("pick-seller", { id });
}

/** The conversations of a person: their chat with the bot first, then groups and business chats they are in. */
export function chatsOf(id) {
  const mine = [...state.chats.values()].filter((chat) => chat.id === id || ((chat.type !== "private" || chat.business) && chat.member_ids?.includes(id)));
  return mine.sort((a, b) => (b.id === id) - (a.id === id));
}

/** Who is on the other side of a chat, as `viewer` sees it: the bot, a group, or a person in a business chat. */
export function chatName(chat, viewer) {
  if (!chat || chat.type === "private" && !chat.business) return state.bot.first_name;
  if (!chat.business) return chat.title ?? "Group";
  return userName(state.users.get(chat.member_ids.find((member) => member !== viewer)));
}

// --- what was read, per viewer and conversation; kept for this tab only

const reads = session.get("reads") ?? {};

/** Everything up to this message was seen by `viewer` in that conversation. */
export function markRead(viewer, key, messageId) {
  const slot = `${viewer}/${key}`;
  if (reads[slot] === messageId) return;
  reads[slot] = messageId;
  session.set("reads", reads);
  emit("read", { viewer, key });
}

/** How many messages of others `viewer` has not seen among `messages` (in order). */
export function unreadCount(viewer, key, messages) {
  let mark = reads[`${viewer}/${key}`] ?? 0;
  // A restarted demo numbers its messages anew; an old mark must not hide them.
  if (messages.length && mark > messages[messages.length - 1].message_id) mark = 0;
  return messages.filter((message) => message.message_id > mark && message.from_id !== viewer && message.kind !== "service").length;
}

