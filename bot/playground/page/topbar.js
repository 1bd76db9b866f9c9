// The top bar: the playground's clock with its jumps, light or dark, the keys.
import { h, icon, iconButton } from "/page/dom.js";
import { attempt, openDialog, openMenu } from "/page/overlay.js";
import { act } from "/page/server.js";
import { now, on } from "/page/store.js";
import { atHour, clockText, daysToMonday, fullOf, localInput } from "/page/when.js";

const HOUR_MINUTES = 60;
const KEYS = [
  ["Ctrl/⌘ K", "switch buyer, or be a new one"], ["Ctrl/⌘ I", "open or close the inspector"], ["Alt 1 · 2 · 3", "go to buyer, desk, inspector"],
  ["1 … 9", "press that reply of the newest card (desk, empty composer)"], ["Enter", "send, or press what has the focus"], ["Shift Enter", "new line"], ["↑", "edit your last message (empty composer)"],
  ["/", "the chat’s commands"], ["@bot word", "inline results"], ["↑ ↓", "move in lists and through messages"], ["Esc", "close, cancel, back to the composer"],
];

/** Build the tools of the top bar. Returns {tick}. */
export function buildTopbar(tools, page) {
  const face = h("span", { class: "clock-face", "data-testid": "clock-text", text: "…" });
  const clock = h("button", { type: "button", class: "clock", "aria-haspopup": "menu", title: "The playground’s clock", "data-testid": "clock", on: { click: openClock } }, icon("clock"), face, icon("down"));
  const theme = iconButton("moon", "Dark or light", toggleTheme, { "data-testid": "theme" });
  const help = iconButton("keyboard", "Keys", showKeys, { "data-testid": "keys" });
  tools.append(clock, help, theme);

  async function jump(body) {
    if (await attempt(page, () => act("clock", body))) clock.classList.add("jumped");
    setTimeout(() => clock.classList.remove("jumped"), 900);
  }
  const to = (date) => jump({ to: date.toISOString() });

  function openClock() {
    const input = h("input", { class: "field", type: "datetime-local", value: localInput(now()), "aria-label": "Date and time", "data-testid": "clock-custom" });
    const go = h("button", { type: "submit", class: "button primary", text: "Go", "data-testid": "clock-go" });
    const form = h("form", { class: "clock-form" }, input, go);
    form.addEventListener("submit", (event) => { event.preventDefault(); if (input.value) { menu.close(); to(new Date(input.value)); } });
    const menu = openMenu(clock, [
      { node: h("div", { class: "menu-title", text: fullOf(now()) }) },
      { label: "One hour later", keys: "+1 h", icon: "forward", testid: "clock-hour", run: () => jump({ forward_minutes: HOUR_MINUTES }) },
      { label: "Tomorrow 9:00", icon: "sun", testid: "clock-tomorrow", run: () => to(atHour(now(), 1, 9)) },
      { label: "Three days later", keys: "+3 d", icon: "forward", testid: "clock-days", run: () => jump({ forward_minutes: 3 * 24 * HOUR_MINUTES }) },
      { label: "Next Monday 9:00", icon: "forward", testid: "clock-monday", run: () => to(atHour(now(), daysToMonday(now()), 9)) },
      { node: form },
    ], { label: "Move the clock" });
  }

  function isDark() {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function toggleTheme() {
    const next = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    try { localStorage.setItem("regulars.theme", next); } catch { /* lasts until the page is closed */ }
    paintTheme();
  }

  function paintTheme() {
    theme.replaceChildren(icon(isDark() ? "sun" : "moon"));
    theme.setAttribute("aria-label", isDark() ? "Use light colours" : "Use dark colours");
    theme.title = theme.getAttribute("aria-label");
  }

  function showKeys() {
    openDialog("Keys", [h("h2", { text: "Keys" }), h("dl", { class: "key-help" }, ...KEYS.flatMap(([keys, meaning]) => [h("dt", {}, h("kbd", { text: keys })), h("dd", { text: meaning })]))], { className: "keys-dialog", testid: "keys-dialog" });
  }

  const tick = () => { face.textContent = clockText(now()); clock.setAttribute("aria-label", `Playground clock: ${fullOf(now())}. Move it`); };
  on("snapshot clock", tick);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paintTheme);
  paintTheme();
  return { tick, tomorrow: () => to(atHour(now(), 1, 9)) };
}
