// One line for the first visit: three things worth trying, each a click.
import { h, iconButton, memory } from "/page/dom.js";
import { byRole, on, pickBuyer, state } from "/page/store.js";

const ENGLISH = "whats the min order for the white hart tlight holder?";
const OTHERS = [
  { code: "zh", text: "你好，白色心形悬挂茶蜡烛台500个多少钱？什么时候能发货？" },
  { code: "ar", text: "مرحبا، كم سعر ٥٠٠ قطعة من حامل الشموع الأبيض؟" },
  { code: "es", text: "Hola, ¿cuánto cuesta el envío de 300 portavelas a Valencia?" },
];

/** Show the line unless it was dismissed. `say(userId, text)`, `openTab(name)` and `tomorrow()` do what the suggestions promise. */
export function buildHint(holder, { say, openTab, tomorrow }) {
  if (memory.get("hint") === "dismissed") return;
  on("snapshot user", draw);

  function draw() {
    if (memory.get("hint") === "dismissed" || holder.childElementCount) return;
    const buyers = byRole("buyer");
    if (!buyers.length) return;
    const anna = buyers.find((user) => user.first_name === "Anna") ?? buyers[0];
    const foreign = OTHERS.map((item) => ({ ...item, user: buyers.find((user) => user.language_code?.startsWith(item.code)) })).find((item) => item.user);
    holder.append(h("div", { class: "hint", role: "note", "aria-label": "What to try", "data-testid": "hint" },
      h("strong", { text: "Try it" }),
      h("div", { class: "hint-row" },
        suggestion(1, `Write as ${anna.first_name}:`, ENGLISH, () => speak(anna.id, ENGLISH)),
        foreign ? suggestion(2, `Write as ${foreign.user.first_name}:`, foreign.text, () => speak(foreign.user.id, foreign.text)) : suggestion(2, "At the desk:", "press 1, then Enter to send", () => { openTab("desk"); }),
        suggestion(3, "Jump to", "tomorrow 9:00", () => { openTab("desk"); tomorrow(); })),
      iconButton("close", "Dismiss the hints", dismiss, { "data-testid": "hint-close" })));
  }

  function suggestion(number, lead, text, run) {
    return h("button", { type: "button", class: "suggestion", title: `${lead} ${text}`, "data-testid": `hint-${number}`, on: { click: run } }, h("span", { class: "suggestion-lead", text: lead }), h("span", { class: "suggestion-text", dir: "auto", text: text }));
  }

  function speak(id, text) {
    openTab("buyer");
    if (state.buyer !== id) pickBuyer(id);
    say(id, text);
  }

  function dismiss() {
    memory.set("hint", "dismissed");
    holder.replaceChildren();
  }
}
