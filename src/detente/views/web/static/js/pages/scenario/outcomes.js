// How far will it go: where each issue ends before, after, and with the deal, on its own scale.
import { bdi, el, section } from "../../dom.js";
import { percent } from "../../words.js";
import { originOf } from "./origin.js";
import { rangeBar, ranged } from "./ranges.js";

export function outcomes(of) {
  const { told } = of;
  if (!told.issues.length && !told.together.after) return null;
  const asked = told.issues.filter(({ id }) => id === told.how_far);
  const rest = told.issues.filter(({ id }) => id !== told.how_far);
  return section(
    "outcomes",
    "How far will it go?",
    together(of),
    el("p", { class: "faint" }, `Dots are the compromise of all, weighted by salience and size, or the deal; lines hold nine of ten draws. The light band is where ${percent(told.band.share)} of EU issues (DEU III) ended around such a compromise.`),
    dealt(of),
    [...asked, ...rest].map((issue) => issueBlock(issue, of)),
  );
}

/** Whether the two find a deal at all: where they don't, "with the deal" is as without. */
function dealt({ told, name }) {
  if (!told.deal) return null;
  const [a, b] = told.deal.between.map(name);
  const share = percent(told.deal.agreed_in_draws);
  if (told.deal.agreed) return el("p", {}, `Alone ${a} and ${b} find a deal with the numbers as given, and in ${share} of the draws.`);
  return el("p", { class: "banner", role: "note" }, `With the numbers as given no deal leaves both ${a} and ${b} better off, so that nothing changes with it; in ${share} of the draws one does.`);
}

function together({ told, name }) {
  if (!told.pair || !told.together.after) return null;
  const [a, b] = told.pair.map(name);
  const { before, after } = told.together;
  const words = ({ given, share }) => `${given ? "in one bloc" : "in different blocs"} (together in ${percent(share)} of draws)`;
  return el(
    "div",
    { class: "two" },
    before && el("div", {}, el("h3", {}, "Before"), el("p", {}, bdi(a), " and ", bdi(b), ` ${words(before)}`)),
    el("div", {}, el("h3", {}, "After"), el("p", {}, bdi(a), " and ", bdi(b), ` ${words(after)}`)),
  );
}

function issueBlock(issue, of) {
  const rows = [
    ["before", issue.before, "before", null],
    ["after", issue.after, "after", issue.band],
    ["with the deal", issue.deal, "deal", null],
  ].filter(([, outcome]) => outcome);
  return el(
    "div",
    { class: `issue ${issue.id === of.told.how_far ? "asked" : ""}` },
    el("h3", {}, bdi(issue.title)),
    el(
      "dl",
      { class: "bars" },
      rows.map(([label, outcome, kind, band]) =>
        el("div", {}, el("dt", {}, label), el("dd", { class: "bar" }, rangeBar(outcome, [0, 100], { kind, band })), el("dd", { class: "numeric" }, ranged(outcome))),
      ),
    ),
    el("p", { class: "ends faint" }, el("span", {}, "0", issue.scale.low_means && [": ", bdi(issue.scale.low_means)]), el("span", {}, "100", issue.scale.high_means && [": ", bdi(issue.scale.high_means)])),
    issue.band ? el("p", { class: "meta" }, `DEU III band of the outcome after: ${issue.band.map((end) => end.toFixed(0)).join("–")}`) : el("p", { class: "meta" }, "Without the deal the file gives the outcome; no band."),
    el("details", { class: "basis" }, el("summary", {}, "What it rests on"), basis(issue, of), options(issue, of)),
  );
}

/** Each actor's position, salience and size, before and after where they differ; each a button to its origin. */
function basis(issue, { told, byField, goTo, name }) {
  const [before, after] = [told.settings.before, told.settings.after];
  const now = after.positions[issue.id] ?? {};
  const was = before.positions[issue.id] ?? {};
  const cell = (old, field) => {
    const number = byField.get(field);
    const first = old && old !== field ? byField.get(old) : null;
    return [first && [originOf(first, goTo), " → "], number ? originOf(number, goTo) : ""];
  };
  return el(
    "div",
    { class: "wide", tabindex: "0", role: "region", "aria-label": `Positions on ${issue.title}` },
    el(
      "table",
      {},
      el("thead", {}, el("tr", {}, ["Actor", "Position", "Salience", "Size, % of the world"].map((title) => el("th", { scope: "col" }, title)))),
      el(
        "tbody",
        {},
        Object.keys(now).map((actor) =>
          el(
            "tr",
            {},
            el("th", { scope: "row" }, bdi(name(actor)), !was[actor] && el("span", { class: "tag" }, "new")),
            el("td", {}, cell(was[actor]?.position, now[actor].position)),
            el("td", {}, cell(was[actor]?.salience, now[actor].salience)),
            el("td", {}, cell(before.sizes[actor], after.sizes[actor])),
          ),
        ),
      ),
    ),
    el("p", { class: "faint" }, "Positions are on the file’s own scale ", `(${issue.scale.low} to ${issue.scale.high})`, ". Press a number for its origin; underlined with dots is assumed."),
  );
}

function options(issue, { name }) {
  if (issue.options.length < 2) return null;
  return el(
    "div",
    {},
    el("h4", {}, "If one side’s wish wins outright"),
    el("p", { class: "faint" }, "KTAB’s election among positions, the span of three rules; nothing says which is right."),
    el(
      "ul",
      { class: "plain options" },
      issue.options.map(({ position, actors, probability }) => {
        const chances = Object.values(probability).sort((one, other) => one - other);
        return el("li", {}, `${position.toFixed(0)} (`, bdi(actors.map(name).join(", ")), `): ${percent(chances[0])} to ${percent(chances.at(-1))}`);
      }),
    ),
  );
}
