// The list that opens over a composer: the chat's commands after "/", and inline results after "@bot ".
import { h } from "/page/dom.js";
import { ownAddress, safeHtml } from "/page/safe.js";
import { act } from "/page/server.js";
import { on, state } from "/page/store.js";

const PAUSE_MS = 160;

/** Completion for one textarea. `context()` gives {viewer, commands}. Returns {el, update, key, close, isOpen}. */
export function createCompletion({ id, input, context, onCommand, onResult }) {
  const el = h("div", { class: "completion", id, role: "listbox", "aria-label": "Suggestions", hidden: true, "data-testid": "completion" });
  let rows = [];
  let active = -1;
  let query = null;        // the inline query now shown or asked for
  let queryId = null;
  let timer = 0;
  let dismissed = null;
  input.setAttribute("aria-controls", id);
  input.setAttribute("aria-autocomplete", "list");

  on("inline", (event) => {
    if (event.user_id !== context().viewer || query === null) return;
    if (queryId && event.query_id !== queryId) return;
    showResults(event);
  });

  function update() {
    const text = input.value;
    if (text !== dismissed) dismissed = null;
    const inline = inlineQuery(text);
    if (inline === null) { query = null; queryId = null; clearTimeout(timer); }
    if (dismissed !== null) return close();
    if (inline !== null) return askInline(inline);
    const typed = /^\/(\w*)$/.exec(text);
    if (!typed) return close();
    return show(commandRows(typed[1]), -1, "");
  }

  function inlineQuery(text) {
    const match = /^@(\w+)\s([\s\S]*)$/.exec(text);
    return match && match[1].toLowerCase() === (state.bot.username ?? "").toLowerCase() ? match[2] : null;
  }

  function askInline(text) {
    if (text === query) return;
    const first = query === null;
    query = text;
    clearTimeout(timer);
    if (first) show([], -1, "Searching…");
    timer = setTimeout(async () => {
      queryId = null;
      try {
        const answer = await act("inline", { user_id: context().viewer, query: text });
        if (answer.query_id) queryId = answer.query_id;
        if (answer.results && text === query) showResults(answer);
      } catch (problem) { if (text === query) show([], -1, problem.message); }
    }, PAUSE_MS);
  }

  function showResults({ query_id: from, results }) {
    if (dismissed !== null) return;
    queryId = from ?? queryId;
    show(results.map((result) => ({ node: resultRow(result), run: () => { close(); query = null; onResult({ query_id: from, result_id: result.id }); } })), 0, "Nothing found. Try another word.");
  }

  function commandRows(start) {
    return context().commands.filter((item) => item.command.startsWith(start.toLowerCase())).slice(0, 40).map((item) => ({
      word: `/${item.command}`,
      node: h("div", { class: "option command" }, h("strong", { text: `/${item.command}` }), h("span", { dir: "auto", text: item.description })),
      run: () => { close(); onCommand(`/${item.command} `); },
    }));
  }

  function show(list, selected, emptyText) {
    rows = list;
    rows.forEach((row, index) => {
      row.node.id = `${id}-${index}`;
      row.node.setAttribute("role", "option");
      row.node.dataset.testid = "completion-option";
      row.node.addEventListener("pointerdown", (event) => { event.preventDefault(); row.run(); });
    });
    if (!rows.length && !emptyText) return close();
    el.replaceChildren(...(rows.length ? rows.map((row) => row.node) : [h("div", { class: "option-none", text: emptyText })]));
    el.hidden = false;
    input.setAttribute("aria-expanded", "true");
    select(rows.length ? selected : -1);
    return undefined;
  }

  function select(index) {
    active = index;
    rows.forEach((row, at) => row.node.setAttribute("aria-selected", at === active ? "true" : "false"));
    if (rows[active]) { input.setAttribute("aria-activedescendant", rows[active].node.id); rows[active].node.scrollIntoView({ block: "nearest" }); } else input.removeAttribute("aria-activedescendant");
  }

  function close() {
    el.hidden = true;
    rows = [];
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  /** Let the completion have a key first. True when it used it. */
  function key(event) {
    if (el.hidden) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && rows.length) { select(active < 0 ? (step > 0 ? 0 : rows.length - 1) : (active + step + rows.length) % rows.length); return true; }
    if (event.key === "Escape") { dismissed = input.value; close(); return true; }
    if (event.key === "Tab" && !event.shiftKey && rows.length) { rows[Math.max(0, active)].run(); return true; }
    if (event.key === "Enter" && !event.shiftKey && rows[active]) { rows[active].run(); return true; }
    return false;
  }

  return { el, update, key, close, isOpen: () => !el.hidden };
}

function resultRow(result) {
  const thumb = ownAddress(result.thumb_url);
  return h("div", { class: "option result" },
    thumb ? h("img", { src: thumb, alt: "", width: 44, height: 44, loading: "lazy" }) : h("span", { class: "result-mark", "aria-hidden": "true", text: "💬" }),
    h("span", { class: "result-words" }, h("strong", { dir: "auto", text: result.title ?? result.id }), h("span", { class: "result-line", dir: "auto" }, result.description ? result.description : safeHtml(result.html))));
}
