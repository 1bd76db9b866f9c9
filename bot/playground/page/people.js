// The switcher: find a buyer by typing, or become a new one. Opens with Ctrl/Cmd+K.
// The desk uses it too, for somebody who joined the sellers by a link.
import { avatar } from "/page/avatar.js";
import { h, icon, iconButton } from "/page/dom.js";
import { lineOf } from "/page/media.js";
import { openDialog } from "/page/overlay.js";
import { act } from "/page/server.js";
import { byRole, chatMessages, emit, now, pickBuyer, state, threadKey, unreadCount, userName } from "/page/store.js";
import { listTime } from "/page/when.js";

let opened = null;
let pick = pickBuyer;

/** Open the switcher; with `create` it opens on the form for a new buyer. `onPick(id)` gets the person chosen. */
export function openSwitcher({ create = false, onPick = pickBuyer } = {}) {
  if (opened || !state.ready) return;
  pick = onPick;
  const body = h("div", { class: "switcher-body" });
  opened = openDialog("Switch buyer", body, { className: "palette", testid: "buyer-palette" });
  opened.dialog.addEventListener("close", () => { opened = null; });
  if (create) showForm(body); else showList(body);
}

function showList(body) {
  const search = h("input", { class: "field", type: "search", placeholder: "Find a buyer: name, country, @name, phone", "aria-label": "Find a buyer", role: "combobox", "aria-expanded": "true", "aria-controls": "buyer-list", autocomplete: "off", "data-testid": "buyer-search" });
  const list = h("div", { class: "people", id: "buyer-list", role: "listbox", "aria-label": "Buyers" });
  const fresh = h("button", { type: "button", class: "person new", "data-testid": "new-buyer", on: { click: () => showForm(body, search.value) } }, h("span", { class: "avatar plus" }, icon("plus")), h("span", { class: "person-words" }, h("strong", { text: "Be a new buyer" }), h("span", { text: "Somebody the shop has never heard of" })));
  let active = 0;
  let rows = [];

  const draw = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    rows = candidates().filter(({ haystack }) => words.every((word) => haystack.includes(word))).map(({ user }, index) => personRow(user, index));
    list.replaceChildren(...(rows.length ? rows : [h("p", { class: "people-none", text: "Nobody by that name. Be a new buyer?" })]));
    select(0);
  };
  const select = (index) => {
    active = Math.max(0, Math.min(rows.length - 1, index));
    rows.forEach((row, at) => row.setAttribute("aria-selected", at === active ? "true" : "false"));
    rows[active]?.scrollIntoView({ block: "nearest" });
    if (rows[active]) search.setAttribute("aria-activedescendant", rows[active].id); else search.removeAttribute("aria-activedescendant");
  };
  search.addEventListener("input", draw);
  search.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 6, PageUp: -6 }[event.key];
    if (step) { event.preventDefault(); select(active + step); }
    if (event.key === "Enter") { event.preventDefault(); if (rows[active]) rows[active].click(); else showForm(body, search.value); }
  });
  body.replaceChildren(h("div", { class: "palette-head" }, icon("search"), search, iconButton("close", "Close", () => opened.close())), fresh, list);
  draw();
  search.focus();
}

function candidates() {
  return byRole("buyer", "other").map((user) => {
    const last = chatMessages(user.id).pop();
    return { user, at: last ? Date.parse(last.date) : 0, haystack: [userName(user), user.username && `@${user.username}`, user.phone, user.note, user.language_code].filter(Boolean).join(" ").toLowerCase() };
  }).sort((a, b) => b.at - a.at || userName(a.user).localeCompare(userName(b.user)));
}

function personRow(user, index) {
  const messages = chatMessages(user.id);
  const last = messages[messages.length - 1];
  const unread = unreadCount(user.id, threadKey(user.id), messages);
  return h("button", { type: "button", class: "person", role: "option", tabindex: "-1", id: `person-${index}`, "data-testid": "buyer-option", data: { user: user.id }, on: { click: () => { opened.close(); pick(user.id); } } },
    avatar(userName(user), user.id),
    h("span", { class: "person-words" }, h("strong", { dir: "auto", text: userName(user) }), h("span", { dir: "auto", text: [user.note, last && lineOf(last)].filter(Boolean).join(" · ") })),
    h("span", { class: "person-side" }, last ? h("time", { text: listTime(new Date(last.date), now()) }) : null, unread ? h("span", { class: "badge", text: unread }) : null, user.id === state.buyer ? icon("check") : null));
}

const FIELDS = [
  ["first_name", "First name", { required: true, autocomplete: "off" }],
  ["last_name", "Last name", { autocomplete: "off" }],
  ["username", "Telegram name, without @", { autocomplete: "off", pattern: "[A-Za-z][A-Za-z0-9_]{3,31}", title: "5 to 32 letters, digits or _" }],
  ["phone", "Phone, with country code", { type: "tel", placeholder: "+49 170 1234567", autocomplete: "off" }],
];
const LANGUAGES = [["en", "English"], ["de", "Deutsch"], ["zh-hans", "中文"], ["ar", "العربية"], ["es", "Español"], ["fr", "Français"], ["pt", "Português"], ["ru", "Русский"]];

function showForm(body, typed = "") {
  const [first = "", ...rest] = typed.trim().split(/\s+/);
  const given = { first_name: first, last_name: rest.join(" ") };
  const problem = h("p", { class: "form-problem", role: "alert" });
  const inputs = FIELDS.map(([key, label, props]) => h("label", { class: "labelled" }, h("span", { text: label }), h("input", { class: "field", type: "text", name: key, value: given[key] ?? "", dir: "auto", "data-testid": `new-${key}`, ...props })));
  const language = h("label", { class: "labelled" }, h("span", { text: "Language of their Telegram" }), h("select", { class: "field", name: "language_code", "data-testid": "new-language_code" }, ...LANGUAGES.map(([code, name]) => h("option", { value: code, text: name }))));
  const form = h("form", { class: "new-buyer" }, h("h2", { text: "A new buyer" }), ...inputs, language, problem,
    h("div", { class: "dialog-buttons" }, h("button", { type: "button", class: "button", text: "Back to the list", on: { click: () => showList(body) } }), h("button", { type: "submit", class: "button primary", "data-testid": "create-buyer", text: "Start as this buyer" })));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const filled = Object.fromEntries([...new FormData(form)].map(([key, value]) => [key, value.trim()]).filter(([, value]) => value));
    try {
      const { user } = await act("user", filled);
      state.users.set(user.id, user);
      emit("user", { user });
      opened?.close();
      pick(user.id);
    } catch (refusal) { problem.textContent = refusal.message; }
  });
  body.replaceChildren(form);
  form.querySelector("input").focus();
}
