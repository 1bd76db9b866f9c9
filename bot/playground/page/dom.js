// Small helpers to build elements; nothing here ever parses HTML.

/** Build an element. Props: `class`, `data` (dataset), `on` (listeners), `style` (CSSOM), anything else an attribute; `text` sets text. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") node.className = value;
    else if (name === "text") node.textContent = value;
    else if (name === "data") for (const [key, item] of Object.entries(value)) { if (item !== null && item !== undefined) node.dataset[key] = item; }
    else if (name === "on") for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    else if (name === "style") for (const [key, item] of Object.entries(value)) node.style.setProperty(key, item);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const SHAPES = {
  send: "M4 12l16-8-5 16-3.500-6.500z M11.500 13.500L20 4",
  clip: "M20 11.500l-7.800 7.800a5 5 0 0 1-7-7l8.300-8.400a3.400 3.400 0 0 1 4.800 4.800L10 17a1.700 1.700 0 0 1-2.400-2.400l7.300-7.300",
  smile: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z M8.500 14.500s1.200 2 3.500 2 3.500-2 3.500-2 M9 9.500v.5 M15 9.500v.5",
  more: "M12 5.500v.1 M12 12v.1 M12 18.500v.1",
  back: "M15 5l-7 7 7 7",
  down: "M5 9l7 7 7-7",
  up: "M5 15l7-7 7 7",
  close: "M6 6l12 12 M18 6L6 18",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14z M20 20l-4-4",
  swap: "M4 8h14l-4-4 M20 16H6l4 4",
  plus: "M12 5v14 M5 12h14",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z M12 7v5l3.500 2",
  sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8z M12 3v1.500 M12 19.500V21 M3 12h1.500 M19.500 12H21 M5.600 5.600l1 1 M17.400 17.400l1 1 M5.600 18.400l1-1 M17.400 6.600l1-1",
  moon: "M20 14.500A8.500 8.500 0 0 1 9.500 4 8.500 8.500 0 1 0 20 14.500z",
  pin: "M9 4h6l-1 6 3 3v2H7v-2l3-3z M12 15v5",
  reply: "M10 6l-6 5.500L10 17 M4.500 11.500H14a6 6 0 0 1 6 6V19",
  pencil: "M5 19l1-4L16.500 4.500l3 3L9 18z",
  copy: "M9 9h10v11H9z M15 6V4H5v12h2",
  file: "M7 3h7l4 4v14H7z M14 3v4h4",
  image: "M4 5h16v14H4z M4 16l5-5 4 4 3-3 4 4 M15.500 9v.1",
  mic: "M12 15a3 3 0 0 0 3-3V7a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3z M6 12a6 6 0 0 0 12 0 M12 18v3",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z M4.500 20.500c1-4 4-6 7.500-6s6.500 2 7.500 6",
  people: "M9 12a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7z M2.500 19.500c.8-3.500 3.500-5 6.500-5s5.700 1.500 6.500 5 M16 5.500a3.500 3.500 0 0 1 0 6.500 M18 15c2 .8 3 2.300 3.500 4.500",
  place: "M12 21s7-6.200 7-11.500a7 7 0 0 0-14 0C5 14.800 12 21 12 21z M12 12a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z",
  block: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z M6 6l12 12",
  link: "M10 14a4 4 0 0 0 6 0l3-3a4.200 4.200 0 0 0-6-6l-1.500 1.500 M14 10a4 4 0 0 0-6 0l-3 3a4.200 4.200 0 0 0 6 6l1.500-1.500",
  trash: "M5 7h14 M9 7V4h6v3 M7 7l1 13h8l1-13",
  play: "M8 5l11 7-11 7z",
  pause: "M8 5v14 M16 5v14",
  keyboard: "M3 7h18v10H3z M7 10.500v.1 M11 10.500v.1 M15 10.500v.1 M8 14h8",
  eye: "M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12z M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
  check: "M4 12.500l5 5L20 6.500",
  forward: "M5 6l6 6-6 6 M13 6l6 6-6 6",
};

/** A line icon, hidden from screen readers: the control that holds it carries the label. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon", `icon-${name}`);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

/** A round button with an icon and a spoken label. */
export function iconButton(name, label, onclick, props = {}) {
  return h("button", { type: "button", title: label, "aria-label": label, ...props, class: `icon-button ${props.class ?? ""}`, on: { click: onclick } }, icon(name));
}

/** Run `work` at most once per frame, however often the returned function is called. */
export function oncePerFrame(work) {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    // A hidden tab gets no frames; its lists must still be right when it is shown again.
    const run = () => { waiting = false; work(); };
    if (document.hidden) setTimeout(run, 50); else requestAnimationFrame(run);
  };
}

/** Move focus up and down a list with the arrow keys, Home and End. */
export function arrowKeys(container, selector) {
  container.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step && event.key !== "Home" && event.key !== "End") return;
    const items = [...container.querySelectorAll(selector)].filter((item) => item.offsetParent !== null);
    const here = items.indexOf(document.activeElement);
    if (here < 0 || !items.length) return;
    const next = event.key === "Home" ? 0 : event.key === "End" ? items.length - 1 : Math.min(items.length - 1, Math.max(0, here + step));
    items[next].focus();
    event.preventDefault();
  });
}

/** A drawer for small values; where the browser has no storage, it simply forgets. */
function drawer(storage) {
  return {
    get(key) { try { return JSON.parse(storage().getItem(`regulars.${key}`)); } catch { return null; } },
    set(key, value) { try { storage().setItem(`regulars.${key}`, JSON.stringify(value)); } catch { /* forgets */ } },
  };
}

/** Remembered between visits. */
export const memory = drawer(() => localStorage);
/** Remembered for this tab only. */
export const session = drawer(() => sessionStorage);
