// What a message shows besides its words: a picture, a file, a voice, a place, a card. One maker per kind.
import { avatar } from "/page/avatar.js";
import { h, icon } from "/page/dom.js";
import { enlarge } from "/page/overlay.js";
import { ownAddress } from "/page/safe.js";
import { sizeText } from "/page/when.js";

const BARS = 34;

const MAKERS = {
  photo, sticker, location: place, venue: place, contact, dice,
  document: fileRow, voice: sound, audio: sound,
  video: (message) => film(message, "video"),
  animation: (message) => film(message, "animation"),
  video_note: (message) => film(message, "round"),
};

/** The media part of a message, or null for plain words. */
export function mediaOf(message) {
  return MAKERS[message.kind]?.(message) ?? null;
}

/** Kinds that stand without a bubble around them. */
export const isBare = (message) => message.kind === "sticker" || message.kind === "dice" || (message.kind === "video_note" && !message.html);

function photo(message) {
  const url = ownAddress(message.media?.url);
  if (!url) return missing("image", "Picture");
  const name = message.media.name || "Picture";
  const image = h("img", { src: url, alt: message.text ? `Picture: ${message.text.slice(0, 80)}` : name, loading: "lazy", decoding: "async" });
  const frame = h("button", { type: "button", class: "photo", "aria-label": "Enlarge the picture", "data-testid": "photo", on: { click: () => enlarge(url, name) } }, image);
  image.addEventListener("error", () => frame.replaceWith(missing("image", name)));
  return frame;
}

function sticker(message) {
  const url = ownAddress(message.media?.url);
  if (!url) return h("span", { class: "big-emoji", text: message.text || "🖼" });
  return h("img", { class: "sticker", src: url, alt: message.text || "Sticker", width: 132, height: 132 });
}

function dice(message) {
  return h("span", { class: "big-emoji", text: message.text || "🎲" });
}

function fileRow(message) {
  const media = message.media ?? {};
  const url = ownAddress(media.url);
  const name = media.name || "File";
  const extension = (name.split(".").pop() ?? "").slice(0, 4);
  return h("a", { class: "file", href: url, download: url ? name : null, "data-testid": "file" },
    h("span", { class: "file-badge", "aria-hidden": "true", text: name.includes(".") ? extension : "file" }),
    h("span", { class: "file-words" }, h("span", { class: "file-name", dir: "auto", text: name }), h("span", { class: "file-size", text: [sizeText(media.size), media.mime].filter(Boolean).join(" · ") })));
}

function sound(message) {
  const url = ownAddress(message.media?.url);
  const player = new Audio();
  player.preload = "none";
  const bars = h("span", { class: "wave", "aria-hidden": "true" }, ...waveform(message.message_id));
  const length = h("span", { class: "sound-length", text: message.kind === "voice" ? "Voice message" : message.media?.name || "Audio" });
  const button = h("button", { type: "button", class: "sound-play", "aria-label": "Play" }, icon("play"));
  const dress = (playing) => { button.replaceChildren(icon(playing ? "pause" : "play")); button.setAttribute("aria-label", playing ? "Pause" : "Play"); };
  button.addEventListener("click", () => {
    if (!url) return;
    if (!player.src) player.src = url;
    if (player.paused) player.play().catch(() => { length.textContent = "This sound can't be played here"; }); else player.pause();
  });
  player.addEventListener("play", () => dress(true));
  for (const event of ["pause", "ended"]) player.addEventListener(event, () => dress(false));
  player.addEventListener("timeupdate", () => {
    const reached = player.duration ? player.currentTime / player.duration : 0;
    [...bars.children].forEach((bar, index) => bar.classList.toggle("played", index / BARS < reached));
    length.textContent = `0:${String(Math.floor(player.currentTime)).padStart(2, "0")}`;
  });
  return h("div", { class: "sound" }, button, h("span", { class: "sound-body" }, bars, length));
}

/** Bars that look like a voice; the same message always draws the same ones. */
function waveform(seed) {
  return Array.from({ length: BARS }, (_, index) => {
    const height = 22 + 70 * Math.abs(Math.sin(index * 0.9 + seed) * Math.cos(index * 0.35 + seed * 2));
    return h("i", { style: { height: `${Math.round(height)}%` } });
  });
}

function film(message, look) {
  const url = ownAddress(message.media?.url);
  if (!url) return missing("play", "Video");
  const quiet = look !== "video";
  const video = h("video", { class: `film ${look}`, src: url, controls: !quiet, loop: quiet, playsinline: true, preload: "metadata", "aria-label": message.media.name || "Video" });
  video.muted = quiet;
  if (quiet && !matchMedia("(prefers-reduced-motion: reduce)").matches) video.autoplay = true;
  return video;
}

function place(message) {
  const spot = message.location ?? {};
  const coordinates = [spot.latitude, spot.longitude].map((number) => Number(number ?? 0).toFixed(4)).join(", ");
  return h("div", { class: "place" },
    h("div", { class: "place-map", "aria-hidden": "true" }, h("span", { class: "place-pin" }, icon("place"))),
    h("div", { class: "place-words" }, h("strong", { dir: "auto", text: spot.title || "Location" }), spot.address ? h("span", { dir: "auto", text: spot.address }) : null, h("span", { class: "quiet", text: coordinates })));
}

function contact(message) {
  const card = message.contact ?? {};
  const name = [card.first_name, card.last_name].filter(Boolean).join(" ") || "Contact";
  return h("div", { class: "contact", "data-testid": "contact-card" },
    avatar(name, card.user_id, "large"),
    h("div", { class: "contact-words" },
      h("strong", { dir: "auto", text: name }),
      card.phone_number ? h("a", { href: `tel:${card.phone_number.replace(/[^\d+]/g, "")}`, text: card.phone_number }) : null,
      card.vcard ? vcardLink(card.vcard, name) : null));
}

function vcardLink(vcard, name) {
  const link = h("a", { class: "contact-save", href: "#", download: `${name}.vcf`, text: "Save contact (.vcf)" });
  link.addEventListener("click", () => {
    const url = URL.createObjectURL(new Blob([vcard], { type: "text/vcard" }));
    link.href = url;
    setTimeout(() => URL.revokeObjectURL(url), 5000);
  });
  return link;
}

function missing(shape, label) {
  return h("div", { class: "missing" }, icon(shape), h("span", { text: label }));
}

const WORDS = {
  photo: "🖼 Picture", document: "📎 File", voice: "🎤 Voice message", audio: "🎵 Audio", video: "🎬 Video", animation: "GIF",
  sticker: "Sticker", location: "📍 Location", venue: "📍 Place", contact: "👤 Contact", video_note: "⏺ Video message", dice: "🎲", poll: "📊 Poll",
};

/** One line that stands for a message in a list, a quote or a summary bar. */
export function lineOf(message) {
  const words = (message.text ?? "").replace(/[─━—]{3,}/g, " ").replace(/\s+/g, " ").trim();
  const kind = WORDS[message.kind];
  if (message.kind === "sticker" && words) return `${words} Sticker`;
  if (message.kind === "contact") return `👤 ${[message.contact?.first_name, message.contact?.last_name].filter(Boolean).join(" ")}`;
  if (message.kind === "document") return `📎 ${words || message.media?.name || "File"}`;
  return words ? (message.kind === "photo" ? `🖼 ${words}` : words) : kind ?? "Message";
}
