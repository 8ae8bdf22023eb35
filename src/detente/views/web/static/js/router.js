// Which page stands at which address. The pages are those that the shell's navigation names (pages.py).
import { ApiError } from "./api.js";
import { clear, el, plain, tell } from "./dom.js";

const pages = new Map();
const main = () => document.getElementById("main");
let leaving = new AbortController();
let shown = null;

export function start() {
  for (const link of document.querySelectorAll("nav a[data-page]")) {
    pages.set(new URL(link.href).pathname, { name: link.dataset.page, title: link.dataset.title, link });
  }
  document.addEventListener("click", follow);
  addEventListener("popstate", () => show());
  show();
}

/** Goes to an address of this view: "/pair?a=RUS&b=PAK". */
export function goTo(href, { replace = false } = {}) {
  history[replace ? "replaceState" : "pushState"](null, "", href);
  return show({ fromTop: !replace });
}

/** Shows the page anew, as after a correction: same address, same place. */
export function again() {
  return show();
}

function follow(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const to = new URL(link.href instanceof SVGAnimatedString ? link.href.baseVal : link.href, location.href);
  if (to.origin !== location.origin || !pages.has(to.pathname) || link.target || link.hasAttribute("download")) return;
  if (to.pathname === location.pathname && to.search === location.search && to.hash) return;
  event.preventDefault();
  goTo(to.pathname + to.search + to.hash);
}

async function show({ fromTop = false } = {}) {
  const found = pages.get(location.pathname);
  leaving.abort();
  leaving = new AbortController();
  const { signal } = leaving;
  for (const { link } of pages.values()) link.removeAttribute("aria-current");
  if (!found) return failed(main(), new Error(`There is no page ${location.pathname}.`));
  found.link.setAttribute("aria-current", "page");
  const page = pageOf(found, signal);
  const isNew = shown !== found.name;
  if (isNew) clear(main()).append(el("p", { class: "waiting" }, "Loading …"));
  document.title = `${found.title} · Detente`;
  main().setAttribute("aria-busy", "true");
  try {
    linkStyle(found.name);
    const module = await import(`./pages/${found.name}.js`);
    if (signal.aborted) return;
    await module.show(page);
    if (signal.aborted) return;
    main().className = `page page-${found.name}`;
    main().replaceChildren(...page.root.childNodes);
    shown = found.name;
    if (fromTop) arrive();
    tell(document.title);
  } catch (error) {
    if (signal.aborted || error.name === "AbortError") return;
    shown = null;
    failed(main(), error);
  } finally {
    if (!signal.aborted) main().removeAttribute("aria-busy");
  }
}

function pageOf({ title }, signal) {
  return {
    root: el("div"),
    params: new URLSearchParams(location.search),
    signal,
    go: (params, options) => goTo(location.pathname + query(params), options),
    keep: (params) => history.replaceState(null, "", location.pathname + query(params) + location.hash),
    title: (text) => {
      document.title = plain(`${text} · ${title} · Detente`);
    },
  };
}

/** The parameters that are set, as "?a=RUS"; given as an object or as URLSearchParams. */
export function query(params) {
  const set = new URLSearchParams();
  for (const [name, value] of params instanceof URLSearchParams ? params : Object.entries(params)) {
    if (value !== null && value !== undefined && value !== "") set.set(name, value);
  }
  return set.size ? `?${set}` : "";
}

function arrive() {
  scrollTo(0, 0);
  main().focus({ preventScroll: true });
}

function linkStyle(name) {
  const href = `/static/css/pages/${name}.css`;
  if (!document.querySelector(`link[href="${href}"]`)) {
    document.head.append(el("link", { rel: "stylesheet", href }));
  }
}

function failed(root, error) {
  if (!(error instanceof ApiError)) console.error(error);
  clear(root).append(
    el("h1", {}, "This cannot be shown"),
    el("p", { class: "banner", role: "alert" }, error.message),
    el("p", {}, el("a", { href: "/" }, "Back to the overview")),
  );
}
