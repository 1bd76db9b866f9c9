// Things that float: menus, dialogs, a picture enlarged, toasts. Esc closes each of them.
import { arrowKeys, h, icon, iconButton } from "/page/dom.js";

/** A small menu beside `anchor`. Items: {label, icon?, run, danger?, testid?} or {node}. Focus returns to the anchor. */
export function openMenu(anchor, items, { label = "Menu", align = "end" } = {}) {
  const menu = h("div", { class: "menu", role: "menu", "aria-label": label, popover: "auto", "data-testid": "menu" });
  for (const item of items.filter(Boolean)) menu.append(item.node ?? menuItem(item, menu));
  document.body.append(menu);
  arrowKeys(menu, "button");
  menu.addEventListener("toggle", (event) => { if (event.newState === "closed") { menu.remove(); if (!document.activeElement || document.activeElement === document.body) anchor.focus?.(); } });
  menu.showPopover();
  place(menu, anchor, align);
  menu.querySelector("button, input")?.focus();
  return { close: () => menu.isConnected && menu.hidePopover() };
}

function menuItem(item, menu) {
  const run = () => { menu.hidePopover(); item.run(); };
  return h("button", { type: "button", role: "menuitem", class: `menu-item ${item.danger ? "danger" : ""}`, "data-testid": item.testid, on: { click: run } },
    item.icon ? icon(item.icon) : null, h("span", { text: item.label }), item.keys ? h("kbd", { text: item.keys }) : null);
}

/** Put a floating element next to its anchor, inside the window. */
export function place(floating, anchor, align = "start") {
  const box = anchor.getBoundingClientRect();
  const own = floating.getBoundingClientRect();
  const gap = 6;
  const below = box.bottom + gap + own.height <= innerHeight - 8 || box.top < own.height + gap + 8;
  const left = align === "end" ? box.right - own.width : box.left;
  const top = below ? box.bottom + gap : box.top - own.height - gap;
  floating.style.left = `${Math.max(8, Math.min(left, innerWidth - own.width - 8))}px`;
  floating.style.top = `${Math.max(8, Math.min(top, innerHeight - own.height - 8))}px`;
}

/** A modal dialog with any content. Returns {dialog, close}. */
export function openDialog(label, content, { className = "", testid = "dialog" } = {}) {
  const dialog = h("dialog", { class: `dialog ${className}`, "aria-label": label, "data-testid": testid }, content);
  const close = () => dialog.close();
  dialog.addEventListener("click", (event) => { if (event.target === dialog) close(); });
  // The browser gives the focus back at once; doing it again here, later, would steal it from what was opened since.
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return { dialog, close };
}

/** Ask yes or no. Resolves to true only when the reader said yes. */
export function confirmBox(question, yes = "OK", no = "Cancel") {
  return new Promise((resolve) => {
    let answer = false;
    const yesButton = h("button", { type: "button", class: "button primary", "data-testid": "confirm-yes", text: yes });
    const noButton = no ? h("button", { type: "button", class: "button", "data-testid": "confirm-no", text: no }) : null;
    const { dialog, close } = openDialog(question, [h("p", { class: "dialog-text", dir: "auto", text: question }), h("div", { class: "dialog-buttons" }, noButton, yesButton)], { className: "confirm", testid: "confirm" });
    yesButton.addEventListener("click", () => { answer = true; close(); });
    noButton?.addEventListener("click", close);
    dialog.addEventListener("close", () => resolve(answer));
    yesButton.focus();
  });
}

/** Ask for one line of text. Resolves to the text, or null. */
export function promptBox(question, { placeholder = "", value = "", yes = "OK" } = {}) {
  return new Promise((resolve) => {
    let answer = null;
    const input = h("input", { class: "field", type: "text", placeholder, value, "aria-label": question, "data-testid": "prompt-input" });
    const form = h("form", { method: "dialog" }, h("p", { class: "dialog-text", text: question }), input,
      h("div", { class: "dialog-buttons" }, h("button", { type: "submit", class: "button primary", text: yes })));
    const { dialog, close } = openDialog(question, form, { className: "confirm", testid: "prompt" });
    form.addEventListener("submit", (event) => { event.preventDefault(); answer = input.value.trim() || null; close(); });
    dialog.addEventListener("close", () => resolve(answer));
    input.focus();
  });
}

/** A picture, large. */
export function enlarge(url, alt) {
  const { close } = openDialog("Picture", [h("img", { src: url, alt: alt ?? "" }), iconButton("close", "Close", () => close(), { class: "lightbox-close" })], { className: "lightbox", testid: "lightbox" });
}

/** A toast at the top of a pane, spoken by screen readers; it leaves by itself. */
export function toast(pane, text, kind = "") {
  let tray = pane.querySelector(":scope > .toasts");
  if (!tray) pane.append(tray = h("div", { class: "toasts", role: "status", "aria-live": "polite" }));
  const note = h("div", { class: `toast ${kind}`, "data-testid": "toast", dir: "auto", text });
  tray.append(note);
  while (tray.children.length > 3) tray.firstChild.remove();
  setTimeout(() => { note.classList.add("leaving"); setTimeout(() => note.remove(), 220); }, 3200 + text.length * 35);
}

/** Run an action; a refusal is shown as a toast in the pane. Returns the answer or null. */
export async function attempt(pane, work) {
  try { return await work(); } catch (problem) { toast(pane, problem.message, "error"); return null; }
}
