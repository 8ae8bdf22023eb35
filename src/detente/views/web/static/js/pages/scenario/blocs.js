// Blocs before and after, side by side: the configuration of the lowest energy, and how many others are stable.
import { bdi, el, section } from "../../dom.js";
import { percent } from "../../words.js";

export function blocs(of) {
  const { told } = of;
  const sideOf = (minimum, actor) => minimum?.blocs.findIndex((side) => side.includes(actor)) ?? -1;
  const [before, after] = [told.blocs.before.minima[0], told.blocs.after.minima[0]];
  // Sides have no names: who moved is told against those that most actors of the pair's first stay with.
  const anchor = told.pair?.[0] ?? before?.blocs[0]?.[0];
  const withAnchor = (minimum, actor) => sideOf(minimum, actor) === sideOf(minimum, anchor);
  const moved = new Set(
    [before, after].flatMap((each) => each?.blocs.flat() ?? []).filter((actor) => sideOf(before, actor) >= 0 && sideOf(after, actor) >= 0 && withAnchor(before, actor) !== withAnchor(after, actor)),
  );
  return section(
    "blocs",
    "Blocs",
    el("div", { class: "two" }, one("Before", told.blocs.before, moved, of), one("After", told.blocs.after, moved, of)),
    moved.size > 0 && el("p", { class: "faint" }, "Marked ↔: on another side than before."),
    el("p", { class: "faint" }, "Landscape theory (Axelrod & Bennett 1993): the two sides that leave least frustration, given sizes and ties."),
  );
}

function one(title, told, moved, { name, told: { pair } }) {
  const lowest = told.minima[0];
  if (!lowest) return el("div", {}, el("h3", {}, title), el("p", {}, "none"));
  const others = told.count - 1;
  return el(
    "div",
    {},
    el("h3", {}, title),
    lowest.blocs.filter((side) => side.length).map((side, at) => [
      at > 0 && el("p", { class: "faint against" }, "against"),
      el("ul", { class: "side" }, side.map((actor) => el("li", { class: pair?.includes(actor) && "asked" }, moved.has(actor) && "↔ ", bdi(name(actor))))),
    ]),
    lowest.blocs.filter((side) => side.length).length === 1 && el("p", { class: "faint against" }, "all on one side"),
    el("p", { class: "meta" }, el("span", {}, `${percent(lowest.basin)} of all beginnings lead there`), el("span", {}, others > 0 ? `${others} other ${others === 1 ? "configuration is" : "configurations are"} stable` : "no other is stable"), el("span", {}, told.exact ? "all configurations looked at" : `best of ${(told.starts ?? 0).toLocaleString("en")} searches`)),
  );
}
