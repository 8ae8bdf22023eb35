// The text and its statements side by side: what one points at, the other lights up, by mouse, touch and keyboard.
import { el, unit } from "../../dom.js";
import { statementItem } from "./statement.js";

export function desk(told, page) {
  const text = textPane(told);
  const list = listPane(told);
  const whole = el("div", { class: "desk" }, text, list);
  link(whole, text, list, told, page);
  return whole;
}

function textPane(told) {
  return el(
    "section",
    { class: "pane text", "aria-label": "Text", tabindex: "0" },
    told.paragraphs.map((pieces) => el("p", { dir: "auto" }, pieces.map(piece))),
    told.shown < told.length && el("p", { class: "faint" }, `The first ${told.shown.toLocaleString("en")} of ${told.length.toLocaleString("en")} characters are shown.`),
  );
}

function piece({ text, numbers, claim, not_article: isAround, notes }) {
  const words = numbers.length ? el("mark", { class: claim && "claim", data: { s: numbers.join(" ") } }, text) : text;
  const tail = notes.map((number) => el("button", { type: "button", class: "note", data: { note: number }, "aria-label": `Statement ${number}: show it in the list` }, String(number)));
  const inside = isAround ? el("span", { class: "not-article", title: "Not part of the article; nothing is coded from it" }, words) : words;
  return [inside, ...tail];
}

function listPane(told) {
  const { statements, statements_in_all: all } = told;
  const statuses = [...new Map(statements.map((each) => [each.status, each.shape]))];
  return el(
    "section",
    { class: "pane list", "aria-label": "Statements", tabindex: "0" },
    el("h2", { class: "count" }, unit(all, "statement")),
    told.rejected > 0 && el("p", { class: "faint" }, `${unit(told.rejected, "more", "more")} rejected by users; see `, el("a", { href: "/corrections" }, "Corrections"), "."),
    statements.length < all && el("p", { class: "faint" }, `The first ${statements.length.toLocaleString("en")} are listed.`),
    statements.length
      ? el("details", { class: "legend" }, el("summary", {}, "What the signs say"), el("p", {}, "“Asserted” means that somebody says so outright; it does not mean that it is true. ", statuses.map(([status, shape]) => `${shape} ${status}: ${told.meanings[status]}`).join("; "), ". Words underlined with dots are no firm claim. Grey words are not part of the article."))
      : el("p", {}, "No statement about political actors was found in this text."),
    el("ol", { class: "statements" }, statements.map(statementItem)),
  );
}

function link(whole, text, list, told, page) {
  const rows = new Map([...list.querySelectorAll("li[data-n]")].map((row) => [row.dataset.n, row]));
  const marks = new Map();
  for (const mark of text.querySelectorAll("mark[data-s]")) {
    for (const number of mark.dataset.s.split(" ")) marks.set(number, [...(marks.get(number) ?? []), mark]);
  }
  const note = (number) => text.querySelector(`[data-note="${number}"]`);
  let chosen = null;
  let lit = [];

  function light(numbers) {
    const wanted = new Set([...numbers, chosen].filter(Boolean));
    for (const number of lit) if (!wanted.has(number)) paint(number, false);
    for (const number of wanted) paint(number, true);
    lit = [...wanted];
  }

  function paint(number, on) {
    rows.get(number)?.classList.toggle("lit", on);
    for (const mark of marks.get(number) ?? []) mark.classList.toggle("lit", on);
  }

  function choose(number, { reveal: shown = null, keep = true } = {}) {
    chosen = number;
    for (const [each, row] of rows) row.querySelector(".number").setAttribute("aria-current", String(each === number));
    light([]);
    if (shown) reveal(shown, true);
    const statement = told.statements.find((each) => String(each.number) === number);
    if (keep && told.is_stored && page.params.get("id") && statement) page.keep({ id: told.id, s: statement.id });
  }

  /** Brings an element into sight: within its pane where the pane scrolls, else, if that is `asked` for, in the page. */
  function reveal(element, asked) {
    if (!element) return;
    const pane = element.closest(".pane");
    if (getComputedStyle(pane).overflowY === "auto") {
      const [box, own] = [pane.getBoundingClientRect(), element.getBoundingClientRect()];
      const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)]; // what is seen of the pane
      if (own.top < top + 8 || own.bottom > bottom - 8) pane.scrollTop += own.top - top - Math.max(16, (bottom - top - own.height) / 3);
    } else if (asked) element.scrollIntoView({ block: "center" });
  }

  function pointed(target) {
    const found = target.closest?.("li[data-n], mark[data-s], .note");
    if (!found) return { numbers: [], from: null };
    const numbers = (found.dataset.n ?? found.dataset.note ?? found.dataset.s).split(" ");
    return { numbers, from: found.matches("li") ? "list" : "text" };
  }

  const over = (event) => {
    const { numbers, from } = pointed(event.target);
    light(numbers);
    if (!numbers.length) return;
    if (from === "list") reveal(marks.get(numbers[0])?.[0], false);
    else reveal(rows.get(numbers.at(-1)), false);
  };
  whole.addEventListener("mouseover", over);
  whole.addEventListener("focusin", over);
  whole.addEventListener("mouseleave", () => light([]));
  whole.addEventListener("focusout", () => light([]));
  whole.addEventListener("click", (event) => {
    const button = event.target.closest(".number, .note");
    const place = event.target.closest("[data-place]");
    if (place) return choose(place.closest("li").dataset.n, { reveal: placeOf(place) });
    if (button?.matches(".note")) {
      choose(button.dataset.note, { reveal: rows.get(button.dataset.note) });
      rows.get(button.dataset.note)?.querySelector(".number").focus({ preventScroll: true });
      return;
    }
    if (button) {
      const { n } = button.closest("li").dataset;
      choose(n, { reveal: marks.get(n)?.[0] });
      note(n)?.focus({ preventScroll: true });
      return;
    }
    if (event.target.closest("a, button, summary, form, .correct") || String(getSelection())) return;
    const { numbers, from } = pointed(event.target);
    if (numbers.length) choose(numbers.at(-1), { reveal: from === "list" ? marks.get(numbers[0])?.[0] : rows.get(numbers.at(-1)) });
  });
  whole.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chosen) {
      chosen = null;
      light([]);
    }
  });

  /** The mark of a further place where a statement is said: notes stand in the order of the places. */
  function placeOf(button) {
    const { n } = button.closest("li").dataset;
    const ends = [...text.querySelectorAll(`[data-note="${n}"]`)];
    return ends[Number(button.dataset.place)] ?? marks.get(n)?.at(-1);
  }

  const wanted = asked(told, page.params);
  if (wanted) {
    const number = String(wanted.number);
    requestAnimationFrame(() => {
      choose(number, { keep: false });
      const shown = () => {
        if (getComputedStyle(text).overflowY === "auto") whole.scrollIntoView({ block: "start" });
        reveal(marks.get(number)?.[0], true);
        reveal(rows.get(number), false);
      };
      whenShown(whole, shown);
    });
  }
}

/** The statement that the address names: by its id (`s`), or by where its words begin (`at`). */
function asked({ statements }, params) {
  if (params.get("s")) return statements.find((each) => each.id === params.get("s"));
  if (!params.get("at")) return undefined;
  const at = Number(params.get("at"));
  const begins = (each) => each.places.some(({ start }) => start === at);
  const holds = (each) => each.places.some(({ start, end }) => start <= at && at < end);
  return statements.find((each) => begins(each) && each.kind === "event") ?? statements.find(begins) ?? statements.find(holds);
}

/** Waits until the page stands and its styles are there, for only then things have a place. */
function whenShown(element, then, tries = 60) {
  if (element.isConnected && getComputedStyle(element).display === "grid") then();
  else if (tries) requestAnimationFrame(() => whenShown(element, then, tries - 1));
}
