// The seller's desk: the list of conversations on one side, the open topic on the other.
import { avatar } from "/page/avatar.js";
import { createChatList } from "/page/chatlist.js";
import { createConversation, followTyping, keyboardOf } from "/page/conversation.js";
import { h, icon, iconButton, oncePerFrame, session } from "/page/dom.js";
import { attempt, confirmBox, openMenu } from "/page/overlay.js";
import { openSwitcher } from "/page/people.js";
import { createPinned } from "/page/pinned.js";
import { act } from "/page/server.js";
import { byRole, chatName, chatsOf, markRead, on, pickBuyer, pickSeller, state, threadKey, threadMessages, userName } from "/page/store.js";

/** Build the desk into `pane`. Returns {focus, unread}. */
export function buildDesk(pane) {
  let open = null;       // {chat_id, thread_id}
  const sellerPick = h("button", { type: "button", class: "seller-pick", "data-testid": "seller-switch", on: { click: openSellers } });
  const where = () => open && { viewer: state.seller, chat_id: open.chat_id, thread_id: open.thread_id ?? undefined, key: threadKey(open.chat_id, open.thread_id), named: state.chats.get(open.chat_id)?.type === "supergroup" };
  const messages = () => (open ? threadMessages(open.chat_id, open.thread_id) : []);
  const list = createChatList({ onOpen: show, isOpen: (chat, thread) => open && open.chat_id === chat && (open.thread_id ?? null) === (thread ?? null) });
  const talk = createConversation({
    pane, name: "desk", label: "Messages of this topic", placeholder: "Message, /command or 1 2 3", where, messages,
    empty: () => h("div", { class: "empty" }, icon("reply"), h("strong", { text: open ? "Nothing here yet" : "Choose a topic" }), h("span", { text: open ? "What the bot posts here will appear at once." : "Each buyer who writes has one." })),
    onRead: seen, onDigit: (number) => talk.tapNumber(number),
  });
  const face = h("span", {});
  const title = h("strong", { class: "topic-title", dir: "auto", "data-testid": "topic-title" });
  const status = h("span", { class: "chat-status" });
  const back = iconButton("back", "Back to the list", () => { pane.classList.remove("showing-topic"); list.focus(); }, { class: "only-narrow", "data-testid": "desk-back" });
  const more = iconButton("more", "Topic menu", openMore, { "data-testid": "topic-more" });
  const pinned = createPinned({ onTap: talk.tap, onJump: (id) => talk.thread.jump(id) });
  pane.append(
    h("div", { class: "desk-list" }, h("header", { class: "pane-head" }, sellerPick), list.el),
    h("div", { class: "desk-topic" }, h("header", { class: "pane-head topic-head" }, back, face, h("span", { class: "topic-words" }, title, status), more), pinned.el, talk.thread.el, talk.composer.el));

  followTyping((event) => open && event.chat_id === open.chat_id && (event.thread_id ?? null) === (open.thread_id ?? null) && event.from_id !== state.seller, (text) => paintStatus(text));

  function show(chat_id, thread_id, { focus = true } = {}) {
    open = { chat_id, thread_id: thread_id ?? null };
    session.set(`open.${state.seller}`, open);
    pane.classList.add("showing-topic");
    paint();
    // On a phone the keyboard would cover what was just opened.
    if (focus && innerWidth > 860) talk.composer.focus();
  }

  function isShown() {
    return !document.hidden && (innerWidth > 860 || (document.body.dataset.tab === "desk" && pane.classList.contains("showing-topic")));
  }

  function seen() {
    const last = messages().pop();
    if (last && isShown()) markRead(state.seller, threadKey(open.chat_id, open.thread_id), last.message_id);
  }

  /** Keep the conversation that the seller opened, if it exists; until they choose one, show the newest. */
  function settle() {
    const chats = chatsOf(state.seller);
    const kept = session.get(`open.${state.seller}`);
    const busy = open && exists(chats, open) && (kept || pane.contains(document.activeElement));
    if (!busy) open = kept && exists(chats, kept) ? kept : list.newest();
    if (!open) pane.classList.remove("showing-topic");
  }

  function exists(chats, spot) {
    const chat = chats.find((item) => item.id === spot.chat_id);
    if (!chat) return false;
    return spot.thread_id === null || chat.topics?.some((topic) => topic.thread_id === spot.thread_id && !topic.deleted);
  }

  function topicOf(spot) {
    return state.chats.get(spot.chat_id)?.topics?.find((topic) => topic.thread_id === spot.thread_id);
  }

  function nameOf(spot) {
    const chat = state.chats.get(spot.chat_id);
    if (spot.thread_id !== null) return topicOf(spot)?.name ?? "Topic";
    return chat?.is_forum ? "General" : chatName(chat, state.seller);
  }

  function paintStatus(typing = "") {
    const chat = open && state.chats.get(open.chat_id);
    status.textContent = typing || (chat ? (chat.business ? "Your own account; the bot reads along" : chat.type === "private" ? `Private chat with ${state.bot.first_name}` : chat.title ?? "Group") : "");
    status.classList.toggle("typing", Boolean(typing));
  }

  let pickShows = "";
  const paint = oncePerFrame(() => {
    if (!state.ready) return;
    settle();
    const seller = state.users.get(state.seller);
    // Drawn anew only when it changes: a click whose target is replaced between press and release is lost.
    const shows = JSON.stringify(seller ? [seller.id, userName(seller), seller.note] : []);
    if (shows !== pickShows) sellerPick.replaceChildren(...(seller ? [avatar(userName(seller), seller.id), h("span", { class: "switch-words" }, h("span", { class: "switch-name", dir: "auto", text: userName(seller) }), h("span", { class: "switch-note", dir: "auto", text: seller.note || "Seller’s desk" })), icon("swap")] : [h("span", { class: "switch-words" }, h("span", { class: "switch-name", text: "No seller yet" }), h("span", { class: "switch-note", text: "Open a join link as somebody on the left" }))]));
    pickShows = shows;
    sellerPick.setAttribute("aria-label", `Seller: ${userName(seller)}. Switch seller`);
    list.draw();
    more.hidden = !open;
    const name = open ? nameOf(open) : "";
    title.textContent = name;
    face.replaceChildren(...(open ? [avatar(name, open.thread_id ?? name)] : []));
    paintStatus();
    pinned.draw(open);
    talk.draw(open?.thread_id === null ? keyboardOf(messages()) : null);
  });

  function openSellers() {
    const sellers = byRole("seller").map((seller) => ({ label: userName(seller), icon: seller.id === state.seller ? "check" : "person", testid: "seller-option", run: () => pickSeller(seller.id) }));
    const joined = { label: "Somebody who joined by a link", icon: "search", testid: "seller-other", run: () => openSwitcher({ onPick: pickSeller }) };
    openMenu(sellerPick, [...sellers, joined], { label: "Whose desk", align: "start" });
  }

  function openMore() {
    const topic = open && topicOf(open);
    const buyer = topic && byRole("buyer").find((user) => topic.name.includes(userName(user)));
    openMenu(more, [
      buyer && { label: `Be ${userName(buyer)} on the left`, icon: "swap", testid: "be-buyer", run: () => pickBuyer(buyer.id) },
      { label: "Mark as unread", icon: "eye", run: () => { markRead(state.seller, threadKey(open.chat_id, open.thread_id), 0); pane.classList.remove("showing-topic"); } },
      topic && { label: "Delete this topic", icon: "trash", danger: true, testid: "delete-topic", run: async () => {
        if (await confirmBox(`Delete the topic “${topic.name}” as the seller would? The bot has to cope with it.`, "Delete")) attempt(pane, () => act("topic", { chat_id: open.chat_id, thread_id: topic.thread_id, action: "delete" }));
      } },
    ], { label: "Topic menu" });
  }

  on("message", ({ message }) => { if (chatsOf(state.seller).some((chat) => chat.id === message.chat_id)) paint(); });
  on("snapshot chat user clock read", paint);
  on("pick-seller", () => { open = null; pane.classList.remove("showing-topic"); paint(); });
  document.addEventListener("visibilitychange", () => { if (open && !document.hidden && talk.thread.isAtBottom()) seen(); });

  return { focus: () => talk.composer.focus(), unread: () => list.unread(), shown: () => { if (open && talk.thread.isAtBottom()) seen(); } };
}
