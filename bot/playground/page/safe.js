// Message HTML comes sanitised from the server. It is still rebuilt here from an allow-list, node by node:
// nothing that is not in these tables reaches the page.

const TAGS = {
  b: "b", strong: "b", i: "i", em: "i", u: "u", ins: "u", s: "s", del: "s", strike: "s",
  code: "code", pre: "pre", blockquote: "blockquote", a: "a", br: "br", "tg-spoiler": "tg-spoiler", "tg-emoji": "span",
};
const SAFE_ADDRESS = /^(https?:|mailto:|tel:|tg:)/i;
const DROPPED = new Set(["script", "style", "template", "iframe", "object", "svg", "math"]);
const RULE = /^[─━—]{3,}$/;

/** Message HTML -> a DocumentFragment made only of allowed elements. */
export function safeHtml(html) {
  const source = new DOMParser().parseFromString(html ?? "", "text/html").body;
  const out = document.createDocumentFragment();
  for (const child of source.childNodes) copy(child, out, true);
  out.querySelectorAll("blockquote, pre").forEach(dropOwnBreaks);
  return out;
}

function copy(node, into, top) {
  if (node.nodeType === Node.TEXT_NODE) { if (top) copyLines(node.data, into); else into.append(node.data); return; }
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  const name = node.localName;
  if (DROPPED.has(name)) return;
  const tag = name === "span" && node.classList.contains("tg-spoiler") ? "tg-spoiler" : TAGS[name];
  const made = tag ? document.createElement(tag) : into;
  for (const child of node.childNodes) copy(child, made, !tag && top);
  if (!tag) return;
  if (tag === "a") dressLink(made, node.getAttribute("href"));
  if (tag === "tg-spoiler") dressSpoiler(made);
  if (tag === "blockquote" && node.hasAttribute("expandable")) dressQuote(made);
  into.append(made);
}

/** A block ends its line by itself: the line break beside it would show as an empty line. */
function dropOwnBreaks(block) {
  const { previousSibling: before, nextSibling: after } = block;
  if (before?.nodeType === Node.TEXT_NODE) before.data = before.data.replace(/\n$/, "");
  if (after?.nodeType === Node.TEXT_NODE) after.data = after.data.replace(/^\n/, "");
}

/** A line of dashes is how a card separates its parts; draw it as a rule. */
function copyLines(text, into) {
  const lines = text.split("\n");
  let pending = "";
  lines.forEach((line, index) => {
    const last = index === lines.length - 1;
    if (RULE.test(line.trim())) {
      if (pending) into.append(pending.replace(/\n$/, ""));
      pending = "";
      into.append(document.createElement("hr"));
    } else pending += last ? line : `${line}\n`;
  });
  if (pending) into.append(pending);
}

function dressLink(link, href) {
  if (!href || !SAFE_ADDRESS.test(href)) { link.removeAttribute("href"); return; }
  link.href = href;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
}

function dressSpoiler(spoiler) {
  spoiler.tabIndex = 0;
  spoiler.setAttribute("role", "button");
  spoiler.setAttribute("aria-label", "Hidden text, press to show");
  const show = () => { spoiler.classList.add("shown"); spoiler.removeAttribute("aria-label"); };
  spoiler.addEventListener("click", show);
  spoiler.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); show(); } });
}

function dressQuote(quote) {
  quote.classList.add("expandable");
  quote.addEventListener("click", () => quote.classList.toggle("open"));
}

/** Only addresses on this very server may be loaded as media. */
export function ownAddress(url) {
  return typeof url === "string" && /^\/(?!\/)/.test(url) ? url : null;
}
