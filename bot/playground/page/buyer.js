// The buyer's phone: one buyer at a time, their private chat with the bot.
import { avatar } from "/page/avatar.js";
import { createConversation, followTyping, keyboardOf } from "/page/conversation.js";
import { h, icon, iconButton, oncePerFrame } from "/page/dom.js";
import { attempt, openMenu, promptBox, toast } from "/page/overlay.js";
import { openSwitcher } from "/page/people.js";
import { act } from "/page/server.js";
import { byRole, chatMessages, chatName, chatsOf, emit, markRead, now, on, state, threadKey, unreadCount, userName } from "/page/store.js";
import { timeOf } from "/page/when.js";

/** Build the buyer's pane into `pane`. Returns {say(userId, text), focus}. */
export function buildBuyer(pane) {
  const clock = h("span", { class: "phone-clock" });
  const owner = h("span", { class: "phone-owner" });
  const face = h("span", { class: "switch-face" });
  const title = h("span", { class: "switch-name", dir: "auto", "data-testid": "buyer-name" });
  const note = h("span", { class: "switch-note", dir: "auto" });
  const others = h("span", { class: "badge", hidden: true, title: "Other buyers have news" });
  const switcher = h("button", { type: "button", class: "switcher", title: "Switch buyer (Ctrl+K)", "aria-label": "Switch buyer", "aria-keyshortcuts": "Control+K Meta+K", "data-testid": "buyer-switch", on: { click: () => openSwitcher() } },
    face, h("span", { class: "switch-words" }, title, note), others, icon("swap"));
  const more = iconButton("more", "More", openMore, { "data-testid": "buyer-more" });
  const status = h("span", { class: "chat-status", text: "bot" });
  const peerFace = h("span", { class: "peer-face" });
  const peerName = h("strong", { class: "peer-name", dir: "auto" });
  const peerArrow = icon("down");
  const peer = h("button", { type: "button", class: "peer", "data-testid": "buyer-chats", on: { click: openChats } }, peerFace, h("span", { class: "peer-words" }, peerName, status), peerArrow);
  const blockedBar = h("div", { class: "blocked-bar", hidden: true }, h("span", { text: "This buyer blocked the bot." }), h("button", { type: "button", class: "button", "data-testid": "unblock", text: "Unblock", on: { click: () => setBlocked(false) } }));
  const startBar = h("div", { class: "start-bar", hidden: true }, h("button", { type: "button", class: "button primary wide", "data-testid": "buyer-start", text: "Start", on: { click: start } }));

  let other = null;      // a business chat with a seller, when that is open instead of the chat with the bot
  const chatId = () => (other !== null && chatsOf(state.buyer).some((chat) => chat.id === other) ? other : state.buyer);
  const where = () => (state.buyer === null ? null : { viewer: state.buyer, chat_id: chatId(), thread_id: undefined, key: threadKey(chatId()), named: false });
  const messages = () => chatMessages(chatId());
  const talk = createConversation({
    pane, name: "buyer", label: "Messages with the shop", placeholder: "Message", where, messages,
    empty: () => h("div", { class: "empty" }, h("img", { src: "/page/icon.svg", alt: "", width: 44, height: 44 }), h("strong", { text: "No messages yet" }), h("span", { text: "Write to the shop in any language, or press Start." })),
    onRead: seen,
  });

  pane.append(
    h("div", { class: "phone-status", "aria-hidden": "true" }, clock, owner, h("span", { class: "phone-signal" })),
    h("header", { class: "pane-head" }, switcher, more),
    peer,
    talk.thread.el, blockedBar, startBar, talk.composer.el);

  followTyping((event) => event.chat_id === chatId() && event.from_id !== state.buyer, (text) => { status.textContent = text || (other === null ? "bot" : "seller"); status.classList.toggle("typing", Boolean(text)); });

  function seen() {
    const last = messages().pop();
    if (last && document.body.dataset.tab !== "inspector") markRead(state.buyer, threadKey(chatId()), last.message_id);
  }

  const paint = oncePerFrame(() => {
    const user = state.users.get(state.buyer);
    if (!user) return;
    title.textContent = userName(user);
    note.textContent = [user.note, user.username && `@${user.username}`].filter(Boolean).join(" · ");
    face.replaceChildren(avatar(userName(user), user.id));
    owner.replaceChildren(h("bdi", { text: user.first_name }), "’s phone");
    clock.textContent = timeOf(now());
    paintPeer();
    const withBot = chatId() === user.id;
    const blocked = withBot && state.blocked.has(user.id);
    const unstarted = withBot && messages().length === 0;
    blockedBar.hidden = !blocked;
    startBar.hidden = blocked || !unstarted;
    talk.composer.el.hidden = blocked;
    const waiting = byRole("buyer").filter((other) => other.id !== user.id && unreadCount(other.id, threadKey(other.id), chatMessages(other.id)) > 0).length;
    others.hidden = !waiting;
    others.textContent = waiting;
    talk.draw(keyboardOf(messages()));
  });

  function paintPeer() {
    const chats = chatsOf(state.buyer);
    const chat = state.chats.get(chatId());
    const name = chatName(chat, state.buyer);
    peerName.textContent = name;
    if (!status.classList.contains("typing")) status.textContent = chat?.business ? "seller" : "bot";
    peerFace.replaceChildren(chat?.business ? avatar(name, name, "small") : h("img", { src: "/page/icon.svg", alt: "", width: 28, height: 28 }));
    peer.disabled = chats.length < 2;
    peerArrow.toggleAttribute("hidden", chats.length < 2);
    peer.setAttribute("aria-label", chats.length < 2 ? `Chat with ${name}` : `Chat with ${name}. Open another chat of this buyer`);
  }

  function openChats() {
    openMenu(peer, chatsOf(state.buyer).map((chat) => ({
      label: chatName(chat, state.buyer), icon: chat.id === chatId() ? "check" : "person", testid: "buyer-chat-option",
      run: () => { other = chat.id === state.buyer ? null : chat.id; paint(); talk.composer.focus(); },
    })), { label: "Chats of this buyer", align: "start" });
  }

  async function setBlocked(blocked) {
    const id = state.buyer;
    if (!await attempt(pane, () => act("block", { user_id: id, blocked }))) return;
    if (blocked) state.blocked.add(id); else state.blocked.delete(id);
    emit("user", { user: state.users.get(id) });
    toast(pane, blocked ? "The bot is blocked for this buyer" : "The bot may write again");
  }

  function start() {
    attempt(pane, () => act("say", { user_id: state.buyer, chat_id: state.buyer, text: "/start" }));
    talk.composer.focus();
  }

  async function openLink() {
    const text = await promptBox("Open a t.me link, or a start code, as this buyer", { placeholder: "https://t.me/…?start=code", yes: "Open" });
    if (!text) return;
    const code = /[?&]start=([\w-]+)/.exec(text)?.[1] ?? text;
    attempt(pane, () => act("start", { user_id: state.buyer, code }));
  }

  function openMore() {
    const blocked = state.blocked.has(state.buyer);
    openMenu(more, [
      { label: "Switch buyer", icon: "swap", keys: "Ctrl K", run: () => openSwitcher() },
      { label: "New buyer", icon: "plus", testid: "menu-new-buyer", run: () => openSwitcher({ create: true }) },
      { label: "Open a deep link", icon: "link", testid: "menu-deep-link", run: openLink },
      { label: blocked ? "Unblock the bot" : "Block the bot", icon: "block", danger: !blocked, testid: "menu-block", run: () => setBlocked(!blocked) },
    ], { label: "Buyer" });
  }

  on("snapshot", ({ first }) => {
    // What lay in the buyers' chats before this page opened is no news.
    if (first) byRole("buyer", "other").forEach((user) => { const last = chatMessages(user.id).pop(); if (last) markRead(user.id, threadKey(user.id), last.message_id); });
    paint();
  });
  on("message", paint);
  on("user chat clock pick-buyer read", paint);
  on("pick-buyer", () => { other = null; talk.composer.focus(); });

  return {
    focus: () => talk.composer.focus(),
    say: (user_id, text) => attempt(pane, () => act("say", { user_id, chat_id: user_id, text })),
    tick: () => { clock.textContent = timeOf(now()); },
  };
}
