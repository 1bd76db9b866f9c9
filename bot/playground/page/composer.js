// Where a message is written: text, reply and edit modes, attachments, the reply keyboard, completion. One per pane.
import { kindOf, openPicker, openPlaces, stickerFile, voiceFile } from "/page/attach.js";
import { createCompletion } from "/page/completion.js";
import { h, icon, iconButton } from "/page/dom.js";
import { lineOf } from "/page/media.js";
import { attempt, confirmBox, openMenu } from "/page/overlay.js";
import { act, upload } from "/page/server.js";
import { state, userName, userOf } from "/page/store.js";

const MAX_HEIGHT = 168;

/**
 * A composer. `target()` -> {viewer, chat_id, thread_id, key} or null; `commands()` -> the chat's commands;
 * `lastOwn()` -> the newest own text message; `onSent()` after something went out; `onDigit(n)` -> true when used.
 */
export function createComposer({ pane, name, target, commands, lastOwn, onSent, onDigit, placeholder }) {
  const drafts = new Map();
  let shownKey = null;
  let mode = null;         // {kind: "reply" | "edit", message}
  let files = [];
  const input = h("textarea", { class: "input", rows: "1", dir: "auto", placeholder, "aria-label": placeholder, "data-testid": `${name}-input`, autocomplete: "off" });
  const completion = createCompletion({ id: `${name}-completion`, input, context: () => ({ viewer: target()?.viewer, commands: commands() }), onCommand: setText, onResult: choose });
  const strip = h("div", { class: "composer-strip", hidden: true });
  const tray = h("div", { class: "attachments", hidden: true, "data-testid": `${name}-attachments` });
  const keysToggle = iconButton("keyboard", "Show or hide the keyboard", () => { keys.hidden = !keys.hidden; }, { hidden: true });
  const keys = h("div", { class: "reply-keys", role: "group", "aria-label": "Keyboard from the bot", hidden: true, "data-testid": `${name}-reply-keyboard` });
  const picker = h("input", { type: "file", multiple: true, hidden: true, "aria-hidden": "true", tabindex: "-1", "data-testid": `${name}-file` });
  const clip = iconButton("clip", "Attach", () => openMenu(clip, attachItems(), { label: "Attach", align: "start" }), { "data-testid": `${name}-attach` });
  const smile = iconButton("smile", "Emoji and stickers", () => openPicker(smile, { onEmoji: insert, onSticker: sendSticker }), { "data-testid": `${name}-emoji` });
  const send = h("button", { type: "button", class: "send", title: "Send (Enter)", "aria-label": "Send", "data-testid": `${name}-send`, on: { click: submit } }, icon("send"));
  const row = h("div", { class: "composer-row" }, clip, h("div", { class: "input-box" }, input, keysToggle, smile), send);
  const el = h("div", { class: "composer", "data-testid": `${name}-composer` }, completion.el, strip, tray, row, keys, picker);

  input.addEventListener("input", () => { grow(); completion.update(); });
  input.addEventListener("keydown", onKey);
  input.addEventListener("blur", () => setTimeout(completion.close, 120));
  input.addEventListener("paste", (event) => { if (event.clipboardData.files.length) { event.preventDefault(); addFiles(event.clipboardData.files); } });
  picker.addEventListener("change", () => { addFiles(picker.files); picker.value = ""; });
  pane.addEventListener("dragover", (event) => { if (event.dataTransfer.types.includes("Files")) { event.preventDefault(); pane.classList.add("dropping"); } });
  pane.addEventListener("dragleave", (event) => { if (!pane.contains(event.relatedTarget)) pane.classList.remove("dropping"); });
  pane.addEventListener("drop", (event) => { pane.classList.remove("dropping"); if (event.dataTransfer.files.length) { event.preventDefault(); addFiles(event.dataTransfer.files); } });

  function onKey(event) {
    if (event.isComposing) return;
    if (completion.key(event)) { event.preventDefault(); event.stopPropagation(); return; }
    const empty = !input.value && !files.length;
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); submit(); return; }
    if (event.key === "Escape" && (mode || files.length)) { event.preventDefault(); event.stopPropagation(); leaveMode(); setFiles([]); return; }
    if (empty && !mode && event.key === "ArrowUp") { const own = lastOwn(); if (own) { event.preventDefault(); startEdit(own); } return; }
    if (empty && !mode && !event.repeat && /^[1-9]$/.test(event.key) && onDigit?.(Number(event.key))) event.preventDefault();
  }

  function grow() {
    input.style.height = "auto";
    input.style.height = `${Math.min(input.scrollHeight, MAX_HEIGHT)}px`;
    send.classList.toggle("ready", Boolean(input.value.trim() || files.length));
  }

  function setText(text) {
    input.value = text;
    grow();
    input.focus();
    input.setSelectionRange(text.length, text.length);
    completion.update();
  }

  function insert(text) {
    input.setRangeText(text, input.selectionStart, input.selectionEnd, "end");
    grow();
    input.focus();
  }

  async function submit() {
    const where = target();
    const text = input.value;
    if (!where || (!text.trim() && !files.length)) { input.focus(); return; }
    const was = { mode, files };
    const base = { user_id: where.viewer, chat_id: where.chat_id };
    clear();
    const sent = await attempt(pane, async () => {
      if (was.mode?.kind === "edit") return act("edit", { ...base, message_id: was.mode.message.message_id, text });
      if (was.files.length) return sendFiles({ ...base, thread_id: where.thread_id }, was.files, text);
      return act("say", { ...base, thread_id: where.thread_id, text, reply_to: was.mode?.message.message_id });
    });
    if (sent) { onSent(); return; }
    // What was refused comes back, so nothing the reader wrote is lost.
    if (!input.value && target()?.key === where.key) { setText(text); setFiles(was.files); if (was.mode) enter(was.mode); }
  }

  async function sendFiles(base, list, caption) {
    let last = null;
    for (const [index, { file, asDocument }] of list.entries()) {
      last = await upload({ ...base, kind: kindOf(file, asDocument), caption: index === 0 ? caption : "" }, file);
    }
    return last;
  }

  const sendNow = async (work) => { const where = target(); if (where && await attempt(pane, () => work({ user_id: where.viewer, chat_id: where.chat_id, thread_id: where.thread_id }))) onSent(); input.focus(); };
  const sendSticker = (sign) => sendNow(async (base) => upload({ ...base, kind: "sticker", caption: sign }, await stickerFile(sign)));
  const sendContact = (own) => sendNow((base) => act("contact", { ...base, own }));
  function choose(result) { clear(); return sendNow((base) => act("choose", { ...base, ...result })); }

  function attachItems() {
    return [
      { label: "Picture or video", icon: "image", testid: "attach-photo", run: () => browse(false) },
      { label: "File", icon: "file", testid: "attach-file", run: () => browse(true) },
      { label: "Voice message (a sample)", icon: "mic", testid: "attach-voice", run: () => sendNow((base) => upload({ ...base, kind: "voice" }, voiceFile())) },
      { label: "Location", icon: "place", testid: "attach-location", run: () => openPlaces(clip, (spot) => sendNow((base) => act("location", { ...base, ...spot }))) },
      { label: "My contact", icon: "person", testid: "attach-contact", run: () => sendContact(true) },
      { label: "Somebody else's contact", icon: "people", testid: "attach-other-contact", run: () => sendContact(false) },
    ];
  }

  function browse(asDocument) {
    picker.accept = asDocument ? "" : "image/*,video/*,audio/*";
    picker.dataset.asDocument = asDocument ? "yes" : "";
    picker.click();
  }

  function addFiles(list) {
    setFiles([...files, ...[...list].map((file) => ({ file, asDocument: picker.dataset.asDocument === "yes" }))]);
    input.focus();
  }

  function setFiles(list) {
    tray.querySelectorAll("img").forEach((image) => URL.revokeObjectURL(image.src));
    files = list;
    tray.hidden = !files.length;
    tray.replaceChildren(...files.map((held, index) => {
      const picture = kindOf(held.file, held.asDocument) === "photo";
      return h("div", { class: "attachment" }, picture ? h("img", { src: URL.createObjectURL(held.file), alt: "" }) : icon("file"),
        h("span", { class: "attachment-name", dir: "auto", text: held.file.name }), iconButton("close", `Remove ${held.file.name}`, () => setFiles(files.filter((_, at) => at !== index))));
    }));
    grow();
  }

  function enter(next) {
    mode = next;
    strip.hidden = false;
    const title = mode.kind === "edit" ? "Edit your message" : `Reply to ${mode.message.from_id === target()?.viewer ? "yourself" : userName(userOf(mode.message.from_id))}`;
    strip.replaceChildren(icon(mode.kind === "edit" ? "pencil" : "reply"), h("span", { class: "strip-words" }, h("strong", { dir: "auto", text: title }), h("span", { dir: "auto", text: lineOf(mode.message) })),
      iconButton("close", "Cancel", () => { leaveMode(); input.focus(); }));
    input.focus();
  }

  function leaveMode() {
    if (mode?.kind === "edit") { input.value = ""; grow(); }
    mode = null;
    strip.hidden = true;
  }

  const startReply = (message) => enter({ kind: "reply", message });
  const startEdit = (message) => { setText(message.text); enter({ kind: "edit", message }); };

  function clear() {
    mode = null;
    strip.hidden = true;
    input.value = "";
    setFiles([]);
    completion.close();
  }

  /** Show the composer of the conversation that is open now; each keeps its own draft. */
  function sync(keyboard) {
    const where = target();
    if (where?.key !== shownKey) {
      if (shownKey) drafts.set(shownKey, input.value);
      clear();
      shownKey = where?.key ?? null;
      input.value = drafts.get(shownKey) ?? "";
      grow();
    }
    el.classList.toggle("off", !where);
    input.disabled = !where;
    showKeys(keyboard);
  }

  function showKeys(keyboard) {
    const sign = JSON.stringify(keyboard ?? null);
    if (keys.dataset.sign === sign) return;
    keys.dataset.sign = sign;
    keys.hidden = keysToggle.hidden = !keyboard;
    keys.replaceChildren(...(keyboard ?? []).map((line) => h("div", { class: "key-row" }, ...line.map((button) => h("button", { type: "button", class: "key", "data-testid": "reply-button", on: { click: () => pressReply(button) } },
      button.request_contact ? icon("person") : null, h("span", { dir: "auto", text: button.text }))))));
  }

  async function pressReply(button) {
    if (!button.request_contact) return sendNow((base) => act("say", { ...base, text: button.text }));
    const yes = await confirmBox(`Share your phone number with ${state.bot.first_name}?`, "Share", "Not now");
    return yes ? sendContact(true) : undefined;
  }

  return { el, input, sync, setText, startReply, startEdit, submit, focus: () => input.focus(), isEmpty: () => !input.value && !files.length && !mode };
}
