// The list of messages of one conversation. It redraws only what changed, keeps to the bottom unless the reader
// scrolled up, keeps the keyboard focus where it was, and says what arrived meanwhile.
import { albumNode, messageNode } from "/page/bubble.js";
import { h, icon, oncePerFrame } from "/page/dom.js";
import { now, state } from "/page/store.js";
import { dayName, dayNumber } from "/page/when.js";

const SAME_RUN_MS = 5 * 60 * 1000;
const PAGE = 150;
const NEAR_BOTTOM = 70;

/**
 * A message list. `read()` returns {key, messages, viewer, named} or null; `actions` has onTap, onMenu.
 * Returns {el, draw, jump, isAtBottom, toEnd, focusAfterChange}.
 */
export function createThread({ label, read, actions, empty, onRead }) {
  const list = h("div", { class: "messages", role: "log", "aria-label": label, "aria-live": "polite", "aria-relevant": "additions" });
  const scroller = h("div", { class: "scroller", tabindex: "0", "aria-label": label, role: "region", "data-testid": "thread" }, list);
  const newer = h("span", { class: "badge" });
  const toBottom = h("button", { type: "button", class: "to-bottom", "aria-label": "Go to the newest message", "data-testid": "to-bottom", hidden: true, on: { click: () => glide(scroller.scrollHeight) } }, icon("down"), newer);
  const el = h("div", { class: "thread" }, scroller, toBottom);
  const nodes = new Map();
  let shownKey = null;
  let stuck = true;
  let limit = PAGE;
  let waiting = 0;
  let wanted = null;    // {message, revision}: focus the first button once this message was redrawn

  const glide = (top) => scroller.scrollTo({ top, behavior: pace() });
  const settle = () => { if (stuck) scroller.scrollTop = scroller.scrollHeight; };
  new ResizeObserver(settle).observe(list);
  new ResizeObserver(settle).observe(scroller);
  scroller.addEventListener("scroll", () => {
    stuck = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_BOTTOM;
    if (stuck && waiting) { waiting = 0; paintArrow(); }
    toBottom.hidden = stuck;
    if (stuck) onRead?.();
  }, { passive: true });
  scroller.addEventListener("keydown", walk);

  function paintArrow() {
    newer.textContent = waiting || "";
    newer.hidden = !waiting;
  }

  function render() {
    const view = read();
    const fresh = view?.key !== shownKey;
    if (fresh) { shownKey = view?.key ?? null; nodes.clear(); list.replaceChildren(); stuck = true; limit = PAGE; waiting = 0; paintArrow(); wanted = null; }
    if (!view) { list.replaceChildren(empty?.() ?? ""); return; }
    const items = layOut(view, limit);
    const focus = focusedKey();
    const keep = new Set(items.map((item) => item.key));
    for (const [key, held] of nodes) if (!keep.has(key)) { held.node.remove(); nodes.delete(key); }
    list.querySelectorAll(":scope > .thread-empty").forEach((node) => node.remove());
    let cursor = list.firstChild;
    let added = 0;
    for (const item of items) {
      const held = nodes.get(item.key);
      let node = held?.node;
      if (!held || held.sign !== item.sign) {
        node = item.make();
        if (held) { if (cursor === held.node) cursor = node; held.node.replaceWith(node); }
        else if (!fresh && item.message) { node.classList.add("arriving"); if (!item.own) added += 1; }
        nodes.set(item.key, { node, sign: item.sign });
      }
      if (node !== cursor) list.insertBefore(node, cursor); else cursor = cursor.nextSibling;
    }
    if (!items.length && empty) list.append(h("div", { class: "thread-empty" }, empty()));
    refocus(focus, view);
    settle();
    if (!stuck && added) { waiting += added; paintArrow(); }
    toBottom.hidden = stuck;
    if (stuck) onRead?.();
  }

  function layOut(view, most) {
    const all = view.messages.length > most ? view.messages.slice(-most) : view.messages;
    const items = [];
    if (all.length < view.messages.length) items.push(earlier());
    const groups = intoGroups(all);
    const lastOther = Math.max(0, ...view.messages.filter((m) => m.from_id !== view.viewer && m.kind !== "service").map((m) => m.message_id));
    const hooks = { ...actions, viewer: view.viewer, named: view.named, onJump: jump, seen: (message) => message.message_id < lastOther || message.reactions?.length > 0 };
    let day = null;
    groups.forEach((group, index) => {
      const message = group[0];
      const date = new Date(message.date);
      if (dayNumber(date) !== day) { day = dayNumber(date); items.push(dayMark(day, date)); }
      const place = placeOf(groups, index);
      const own = message.from_id === view.viewer;
      const quoted = message.reply_to ? state.byChat.get(message.chat_id)?.get(message.reply_to)?.revision : "";
      items.push({
        key: `m${message.message_id}`, message, own,
        sign: [place, group.map((m) => m.revision).join(), own && hooks.seen(message), quoted, view.viewer].join("/"),
        make: () => (group.length > 1 ? albumNode(group, place, hooks) : messageNode(message, place, hooks)),
      });
    });
    return items;
  }

  function dayMark(day, date) {
    const name = dayName(date, now());
    return { key: `d${day}`, sign: name, make: () => h("div", { class: "day", role: "separator", "aria-label": name }, h("span", { text: name })) };
  }

  function earlier() {
    const more = () => { limit += PAGE; const before = scroller.scrollHeight; stuck = false; render(); scroller.scrollTop += scroller.scrollHeight - before; };
    return { key: "earlier", sign: "", make: () => h("button", { type: "button", class: "button earlier", text: "Show earlier messages", on: { click: more } }) };
  }

  function focusedKey() {
    const active = document.activeElement;
    if (!active || !list.contains(active)) return null;
    const holder = active.closest(".message");
    return holder && { id: holder.dataset.message, key: active.dataset.key ?? null, label: active.textContent, self: active === holder };
  }

  function refocus(focus, view) {
    if (wanted) {
      const message = state.byChat.get(view.messages[0]?.chat_id)?.get(wanted.id);
      if (!message || message.revision !== wanted.revision) {
        const next = nodeOf(wanted.id)?.querySelector(".key");
        wanted = null;
        if (next) { next.focus({ preventScroll: true }); return; }
        actions.onLostFocus?.();
        return;
      }
    }
    if (!focus || list.contains(document.activeElement)) return;
    const holder = nodeOf(focus.id);
    const target = focus.self ? holder : nextKey(holder, focus);
    if (target) target.focus({ preventScroll: true }); else actions.onLostFocus?.();
  }

  /** The button that gets the focus after one was pressed: the same one, else the first of several. */
  function nextKey(holder, focus) {
    const keys = [...(holder?.querySelectorAll(".key") ?? [])];
    const same = keys.find((key) => key.dataset.key === focus.key && key.textContent === focus.label);
    // A choice goes on by Enter; a lone button is an undo, and a second Enter after Send must not press Unsend.
    return same ?? (keys.length > 1 ? keys[0] : null);
  }

  const nodeOf = (id) => list.querySelector(`[data-message="${id}"]`);

  function jump(id) {
    const node = nodeOf(id);
    if (!node) return;
    node.scrollIntoView({ block: "center", behavior: pace() });
    node.classList.add("pointed");
    setTimeout(() => node.classList.remove("pointed"), 1400);
  }

  function walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const here = document.activeElement.closest?.(".message");
    if (here && document.activeElement === here && (event.key === "Enter" || event.key === "ContextMenu")) {
      event.preventDefault();
      here.querySelector(".message-more")?.click();
    }
    if (!step || (document.activeElement !== scroller && document.activeElement !== here)) return;
    const all = [...list.querySelectorAll(".message")];
    const next = here ? all[all.indexOf(here) + step] : all[all.length - 1];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  return {
    el, jump,
    draw: oncePerFrame(render),
    isAtBottom: () => stuck,
    toEnd: () => { stuck = true; settle(); },
    focusAfterChange: (message) => { wanted = { id: message.message_id, revision: message.revision }; },
  };
}

const pace = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth");

function intoGroups(messages) {
  const groups = [];
  for (const message of messages) {
    const last = groups[groups.length - 1];
    if (message.album && last?.[0].album === message.album) last.push(message); else groups.push([message]);
  }
  return groups;
}

function placeOf(groups, index) {
  const here = groups[index][0];
  const joins = (other) => other && other[0].kind !== "service" && here.kind !== "service" && other[0].from_id === here.from_id
    && Math.abs(Date.parse(other[0].date) - Date.parse(here.date)) < SAME_RUN_MS && dayNumber(new Date(other[0].date)) === dayNumber(new Date(here.date));
  const before = joins(groups[index - 1]);
  const after = joins(groups[index + 1]);
  return before ? (after ? "middle" : "last") : after ? "first" : "only";
}
