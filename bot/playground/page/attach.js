// What can be attached: pictures, files, a sample voice, a place, a contact; emoji and stickers.
import { h } from "/page/dom.js";
import { openMenu, place as beside } from "/page/overlay.js";

const EMOJI = "😀 😄 😂 🙂 😉 😍 🤔 😅 😢 😡 👍 👎 🙏 👏 🤝 👋 💪 ❤️ 🔥 ✨ 🎉 ✅ ❌ ⏰ 📦 🚢 🚚 🧾 💶 💳 🏷️ 📷 📄 📍 📞 ✉️ 🕯️ 🎁 🏠 🎄 ⭐ ☕".split(" ");
const STICKERS = "👋 🙏 🤝 🎉 ❤️ 🕯️ 📦 ☕".split(" ");
const PLACES = [["Hamburg, port", 53.5438, 9.9669], ["Yiwu, market", 29.3369, 120.1027], ["Dubai, Jebel Ali", 25.0118, 55.0618], ["São Paulo", -23.5505, -46.6333], ["London, E1", 51.5155, -0.0722]];
const STICKER_PX = 256;

/** The emoji and sticker picker; `onEmoji(text)` inserts, `onSticker(emoji)` sends. */
export function openPicker(anchor, { onEmoji, onSticker }) {
  const emoji = h("div", { class: "picker-grid", role: "group", "aria-label": "Emoji" }, ...EMOJI.map((sign) => pick(sign, "emoji", () => onEmoji(sign))));
  const stickers = h("div", { class: "picker-grid stickers", role: "group", "aria-label": "Stickers" }, ...STICKERS.map((sign) => pick(sign, "sticker", () => onSticker(sign))));
  const panel = h("div", { class: "menu picker", popover: "auto", "aria-label": "Emoji and stickers", role: "dialog", "data-testid": "picker" },
    h("div", { class: "picker-title", text: "Stickers" }), stickers, h("div", { class: "picker-title", text: "Emoji" }), emoji);
  panel.addEventListener("keydown", (event) => moveInGrid(event, panel));
  panel.addEventListener("toggle", (event) => { if (event.newState === "closed") panel.remove(); });
  document.body.append(panel);
  panel.showPopover();
  beside(panel, anchor, "start");
  panel.querySelector("button").focus();

  function pick(sign, kind, run) {
    return h("button", { type: "button", class: "picker-item", "aria-label": `${kind === "sticker" ? "Sticker " : ""}${sign}`, "data-testid": `${kind}-item`, text: sign, on: { click: () => { panel.hidePopover(); run(); } } });
  }
}

function moveInGrid(event, panel) {
  const items = [...panel.querySelectorAll(".picker-item")];
  const here = items.indexOf(document.activeElement);
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8 }[event.key];
  if (here < 0 || !step) return;
  event.preventDefault();
  items[Math.max(0, Math.min(items.length - 1, here + step))].focus();
}

/** The places offered to share, as menu items. */
export function openPlaces(anchor, onPlace) {
  openMenu(anchor, PLACES.map(([label, latitude, longitude]) => ({ label, icon: "place", run: () => onPlace({ latitude, longitude }) })), { label: "Share a location", align: "start" });
}

/** Draw an emoji as a sticker: a WebP picture. */
export async function stickerFile(sign) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = STICKER_PX;
  const pen = canvas.getContext("2d");
  pen.font = `${STICKER_PX * 0.74}px "Noto Color Emoji", "Apple Color Emoji", "Segoe UI Emoji", sans-serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(sign, STICKER_PX / 2, STICKER_PX / 2 + STICKER_PX * 0.05);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/webp", 0.9));
  return new File([blob], "sticker.webp", { type: "image/webp" });
}

/** Two seconds of a voice-like hum, so that a voice message can be sent without a microphone. */
export function voiceFile() {
  const rate = 8000;
  const count = rate * 2;
  const view = new DataView(new ArrayBuffer(44 + count));
  const label = (at, text) => [...text].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
  label(0, "RIFF"); view.setUint32(4, 36 + count, true); label(8, "WAVEfmt "); view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); view.setUint16(22, 1, true); view.setUint32(24, rate, true); view.setUint32(28, rate, true);
  view.setUint16(32, 1, true); view.setUint16(34, 8, true); label(36, "data"); view.setUint32(40, count, true);
  for (let index = 0; index < count; index += 1) {
    const t = index / rate;
    const syllable = Math.max(0, Math.sin(t * 2 * Math.PI * 2.6)) * Math.min(1, (2 - t) * 3);
    view.setUint8(44 + index, 128 + 60 * syllable * Math.sin(2 * Math.PI * (150 + 30 * Math.sin(t * 5)) * t));
  }
  return new File([view.buffer], "voice.wav", { type: "audio/wav" });
}

/** The kind a file is sent as: by its type, unless the reader wants every file as a document. */
export function kindOf(file, asDocument) {
  if (asDocument) return "document";
  const family = file.type.split("/")[0];
  if (file.type === "image/svg+xml" || file.type === "image/gif") return "document";
  return { image: "photo", video: "video", audio: "audio" }[family] ?? "document";
}
