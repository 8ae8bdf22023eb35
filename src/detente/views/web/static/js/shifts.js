// Shifts of the world as a list; each leads to its pair, with the shift opened.
import { bdi, el, pageLink, unit } from "./dom.js";
import { chance, direction, months, percent } from "./words.js";

export function shiftList(found) {
  if (found.state === "failed") return el("p", { class: "banner" }, `The search for shifts failed: ${found.fault}`);
  const looking = found.state === "searching" && el("p", { class: "waiting" }, "Every pair is being searched; the list fills in by itself.");
  if (!found.shifts.length) {
    return looking || el("p", { class: "faint" }, `None found among ${unit(found.searched, "pair")} searched.`);
  }
  return [
    looking,
    el("ol", { class: "plain" }, found.shifts.map(shiftItem)),
    el("p", { class: "faint" }, `${found.in_all.toLocaleString("en")} in all, of ${unit(found.searched, "pair")} searched.`),
  ];
}

function shiftItem(shift) {
  const [a, b] = shift.actors;
  const [first, second] = shift.names;
  const { conflict_share: before } = shift.before;
  const { conflict_share: after } = shift.after;
  return el(
    "li",
    {},
    pageLink("pair", { a, b, shift: shift.month.slice(0, 7) }, bdi(first), " – ", bdi(second)),
    " ",
    direction(shift.direction === "cooperation"),
    el(
      "p",
      { class: "meta" },
      el("span", {}, months(shift.earliest, shift.latest)),
      before && after && el("span", {}, `conflict share ${percent(before.value)} → ${percent(after.value)}`),
      el("span", {}, `probability ${percent(shift.probability)}`),
      shift.false_alarms !== null && el("span", {}, chance(shift.false_alarms)),
    ),
  );
}
