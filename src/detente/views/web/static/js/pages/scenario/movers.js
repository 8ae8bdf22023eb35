// Which number moves the answer most: each answer's numbers, from one end of their range to the other.
import { bdi, el, figure, section, svg } from "../../dom.js";
import { percent } from "../../words.js";
import { originOf } from "./origin.js";

const SHOWN = 6;

export function movers(of) {
  const { told, name } = of;
  const answers = [];
  for (const issue of [...told.issues].sort((one, other) => (other.id === told.how_far) - (one.id === told.how_far))) {
    if (issue.moved_by.length) answers.push({ title: `Outcome: ${issue.title}`, moved: issue.moved_by });
  }
  if (told.together.moved_by.length) answers.splice(1, 0, { title: "One bloc or not (0 or 1)", moved: told.together.moved_by });
  const pair = told.pair ?? [];
  for (const row of [...told.gains].sort((one, other) => pair.includes(other.actor) - pair.includes(one.actor))) {
    if (row.moved_by.length) answers.push({ title: `Gain of ${name(row.actor)}`, moved: row.moved_by });
  }
  if (!answers.length) return section("movers", "Which number moves the answer most?", el("p", {}, "No number has a range: give some, or mark numbers as assumptions."));
  const shown = el("div", {});
  const first = Math.max(0, answers.findIndex(({ title }) => pair.length && title === `Gain of ${name(pair[0])}`));
  const select = el("select", { id: "mover", on: { change: () => fill(Number(select.value)) } }, answers.map(({ title }, at) => el("option", { value: String(at) }, title)));
  const fill = (at) => shown.replaceChildren(list(answers[at], of));
  fill(0);
  return section(
    "movers",
    "Which number moves the answer most?",
    headline(answers, first, of),
    el("p", { class: "controls" }, el("label", { for: "mover" }, "Answer"), select),
    el("p", { class: "faint" }, "Bars go from the answer with the number at the low end of its range to that at the high end, all others as given: blue where the answer rises with the number, orange where it falls. At the right: its share of the answer’s variance, alone or together with others (Sobol’s total index)."),
    shown,
  );
}

function headline(answers, other, { byField }) {
  const told = [0, other].filter((at, place, all) => all.indexOf(at) === place).map((at) => answers[at]);
  return el(
    "ul",
    { class: "plain" },
    told.map(({ title, moved }) => el("li", {}, bdi(title), ": most by ", el("strong", {}, bdi(byField.get(moved[0].field)?.words ?? moved[0].field)), ` (${percent(moved[0].total)} of its variance)`)),
  );
}

function list({ moved }, { byField, goTo }) {
  const shown = moved.slice(0, SHOWN);
  const ends = shown.flatMap(({ at_low: low, at_high: high }) => [low, high]);
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const at = (value) => `${most > least ? ((100 * (value - least)) / (most - least)).toFixed(2) : "50"}%`;
  return el(
    "dl",
    { class: "bars movers" },
    shown.map((each) => {
      const number = byField.get(each.field);
      const [low, high] = [Math.min(each.at_low, each.at_high), Math.max(each.at_low, each.at_high)];
      const rises = each.at_high >= each.at_low;
      return el(
        "div",
        {},
        el("dt", {}, number ? [bdi(number.short), " ", originOf(number, goTo, `${spoken(number.low)} … ${spoken(number.high)}`)] : each.field),
        el(
          "dd",
          { class: "bar" },
          svg(
            "svg",
            { class: "range", height: "18", width: "100%", "aria-hidden": "true" },
            svg("line", { class: "axis", x1: "0%", x2: "100%", y1: "9", y2: "9" }),
            svg("line", { class: `swing ${rises ? "rises" : "falls"}`, x1: at(low), x2: at(high), y1: "9", y2: "9" }),
          ),
          el("span", { class: "faint" }, `${figure(each.at_low, 1)} → ${figure(each.at_high, 1)}`),
        ),
        el("dd", { class: "numeric" }, percent(each.total)),
      );
    }),
  );
}

function spoken(value) {
  return String(Number(value.toFixed(2))).replace("-", "−");
}
