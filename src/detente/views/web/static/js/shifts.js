// Shifts of the world as a list; each leads to its pair, with the shift opened.
import { bdi, el, figure, pageLink, unit } from "./dom.js";
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
      ...moved(shift).map((words) => el("span", {}, words)),
      el("span", {}, `probability ${percent(shift.probability)}`),
      shift.false_alarms !== null && el("span", {}, chance(shift.false_alarms)),
    ),
  );
}

const TOLD_BY_SHARE = 0.05;

/** What moved: the share of conflict, or, where that did not, how many events of either kind there are. */
function moved({ before, after, direction: towards }) {
  const [was, is] = [before.conflict_share?.value, after.conflict_share?.value];
  const by = towards === "conflict" ? is - was : was - is;
  if (was != null && is != null && by >= TOLD_BY_SHARE) return [`conflict share ${percent(was)} → ${percent(is)}`];
  return [
    ["conflict", before.conflict_rate, after.conflict_rate],
    ["cooperation", before.cooperation_rate, after.cooperation_rate],
  ]
    .filter(([, one, other]) => one && other)
    .map(([kind, one, other]) => `${kind} ${figure(one.value, 1)} → ${figure(other.value, 1)} events a month`);
}
