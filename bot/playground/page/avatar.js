// Round initials in one of eight warm colours, the same for the same person everywhere.
import { h } from "/page/dom.js";

const TONES = 8;

/** An avatar for a name; `seed` (an id) chooses the colour. Decorative: the name is always beside it. */
export function avatar(name, seed, size = "") {
  const tone = Math.abs(Number(seed) || hash(String(seed ?? name))) % TONES;
  return h("span", { class: `avatar tone-${tone} ${size}`, "aria-hidden": "true", text: initials(name) });
}

function initials(name) {
  const words = (name ?? "").split(/[\s·|,]+/).map((word) => word.match(/[\p{L}\p{N}]/u)?.[0]).filter(Boolean);
  if (!words.length) return "•";
  const cjk = /\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(words[0]);
  return (cjk || words.length === 1 ? words[0] : words[0] + words[1]).toUpperCase();
}

function hash(text) {
  let sum = 7;
  for (const letter of text ?? "") sum = (sum * 31 + letter.codePointAt(0)) % 9973;
  return sum;
}
