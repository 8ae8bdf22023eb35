// Building elements. Nothing here, or anywhere else, sets HTML: what comes from a text reaches the page as text.

const SVG = "http://www.w3.org/2000/svg";

/** An element. `attributes`: `class`, `on: {click: f}`, `data: {...}`, booleans, everything else as text. */
export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** An SVG element. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** Puts children into an element that is there; arrays are flattened, and what is null or false is left out. */
export function add(element, ...children) {
  return fill(element, {}, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (name === "data") Object.assign(element.dataset, value);
    else if (name.startsWith("on") || name === "style") throw new Error(`${name}: not set as an attribute`);
    else if (name === "href" && !isOwn(String(value))) element.setAttribute("title", String(value));
    else element.setAttribute(name, value === true ? "" : plain(value));
  }
  const shown = children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
  element.append(...shown.map((child) => (child instanceof Node ? child : plain(child))));
  return element;
}

// Control characters, and what hides or reorders text: nothing that a text has to say.
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;

/** Words without characters that would act on a line instead of standing in it. */
export function plain(words) {
  return String(words).replace(HIDDEN, "");
}

/** Whether a link leads within this server: no scheme from a text is ever followed. */
function isOwn(href) {
  return (href.startsWith("/") && !href.startsWith("//")) || href.startsWith("#") || href.startsWith("?");
}

/** A name in its own direction of writing. */
export function bdi(text) {
  return el("bdi", {}, text ?? "");
}

/** Words of a text, with the quotation marks that say that they are. */
export function quoted(text) {
  return el("q", { dir: "auto" }, text);
}

/** A number with its unit: `unit(3, "event")` is "3 events". */
export function unit(count, singular, plural = `${singular}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? singular : plural}`;
}

/** A number as readers know it; a dash where nothing is known, which is not zero. */
export function figure(value, digits = 2) {
  return value === null || value === undefined ? "–" : value.toFixed(digits).replace("-", "−");
}

export function clear(element) {
  element.replaceChildren();
  return element;
}

/** Says something to those who do not see the page. */
export function tell(words) {
  document.getElementById("told").textContent = plain(words);
}

/** A link to a page of this view; its words alone where there is no such page. */
export function pageLink(name, params, ...words) {
  const page = document.querySelector(`nav a[data-page="${name}"]`);
  if (!page) return el("span", {}, ...words);
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && value !== "") query.set(key, value);
  }
  return el("a", { href: page.getAttribute("href") + (query.size ? `?${query}` : "") }, ...words);
}

/** A link out of this server, to where a feed says that its story is: web addresses only, and opened apart. */
export function outside(address) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return el("span", { class: "faint" }, bdi(address));
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") return el("span", { class: "faint" }, bdi(address));
  const link = el("a", { rel: "noopener noreferrer nofollow", target: "_blank" }, `story at ${url.hostname} ↗`);
  link.href = url.href;
  return link;
}

/** A heading with its section; `id` lets an address lead to it. */
export function section(id, title, ...children) {
  return el("section", { id, "aria-labelledby": `${id}-title` }, el("h2", { id: `${id}-title` }, title), ...children);
}

/** A table: `columns` are {title, numeric, whole (its cells stay on one line)}, `rows` arrays of cells. */
export function table(caption, columns, rows) {
  return el(
    "div",
    { class: "wide", tabindex: "0", role: "region", "aria-label": caption },
    el(
      "table",
      {},
      el("caption", {}, caption),
      el("thead", {}, el("tr", {}, columns.map(({ title, numeric }) => el("th", { scope: "col", class: numeric && "numeric" }, title)))),
      el("tbody", {}, rows.map((row) => el("tr", {}, row.map((cell, at) => el("td", { class: (columns[at].numeric && "numeric") || (columns[at].whole && "whole") }, cell))))),
    ),
  );
}
