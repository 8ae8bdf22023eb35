// All numbers with where they come from: found by word, kept by origin, each leading to its line of the file.
import { bdi, el, quoted, section, unit } from "../../dom.js";
import { plainNumber } from "./origin.js";

const ORIGINS = { "": "from anywhere", assumption: "assumed", source: "from a source", table: "from a table", world: "from this world" };

export function numbers({ told, goTo }) {
  const count = el("span", { class: "faint", role: "status" });
  const word = el("input", { type: "search", id: "number-word", placeholder: "word", on: { input: () => fill() } });
  const origin = el("select", { id: "number-origin", on: { change: () => fill() } }, Object.entries(ORIGINS).map(([value, words]) => el("option", { value }, words)));
  const body = el("tbody", {});
  const rows = told.numbers.map((number) => [number, row(number, goTo)]);
  const fill = () => {
    const wanted = word.value.trim().toLowerCase();
    const kept = rows.filter(([number]) => (!origin.value || number.origin === origin.value) && `${number.words} ${number.field} ${number.why} ${number.quote ?? ""}`.toLowerCase().includes(wanted));
    body.replaceChildren(...kept.map(([, each]) => each));
    count.textContent = unit(kept.length, "number");
  };
  fill();
  return section(
    "numbers",
    "Where every number comes from",
    el(
      "details",
      {},
      el("summary", {}, `All ${unit(told.numbers.length, "number")}`),
      el("p", { class: "controls" }, el("label", { for: "number-word" }, "With"), word, el("label", { for: "number-origin" }, "that are"), origin, count),
      el(
        "div",
        { class: "wide", tabindex: "0", role: "region", "aria-label": "All numbers" },
        el(
          "table",
          { class: "numbers" },
          el("thead", {}, el("tr", {}, ["Number", "Value", "Range", "Origin", "Line"].map((title) => el("th", { scope: "col" }, title)))),
          body,
        ),
      ),
    ),
  );
}

function row(number, goTo) {
  const words = { assumption: "assumed", source: "source", table: "table", world: "world" };
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, bdi(number.words)),
    el("td", { class: "numeric" }, plainNumber(number.value)),
    el("td", { class: "span" }, number.low < number.high ? `${plainNumber(number.low)} to ${plainNumber(number.high)}` : "fixed"),
    el("td", {}, el("span", { class: `tag o-${number.origin}` }, words[number.origin]), " ", bdi(number.why), number.quote && el("p", { class: "said" }, quoted(number.quote))),
    el("td", {}, number.line ? el("button", { type: "button", class: "link", on: { click: () => goTo(number.line) } }, String(number.line)) : ""),
  );
}
