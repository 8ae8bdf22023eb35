// A scenario's answer: before and after side by side, what each gains, what moves it, and where every number comes from.
import { bdi, el, figure, quoted, section, unit } from "../../dom.js";
import { day, percent } from "../../words.js";
import { blocs } from "./blocs.js";
import { gains } from "./gains.js";
import { movers } from "./movers.js";
import { numbers } from "./numbers.js";
import { outcomes } from "./outcomes.js";

export function answered(told, { quick, full, goTo }) {
  const byField = new Map(told.numbers.map((number) => [number.field, number]));
  const of = { told, byField, goTo, name: (id) => told.actors[id] ?? id };
  return [
    el("h2", { class: "title" }, bdi(told.scenario)),
    facts(told),
    el("p", { class: "banner", role: "note" }, el("strong", {}, "No forecast."), ` It says what follows from the numbers; ${origins(told)}. `, told.band.warning),
    quick && el("p", { class: "kept controls" }, `Tried with ${told.draws} draws: ranges and shares are rough. `, el("button", { type: "button", on: { click: full } }, "Draw 1,000 times")),
    outcomes(of),
    gains(of),
    movers(of),
    brokers(of),
    blocs(of),
    routes(of),
    said(told),
    numbers(of),
  ].filter(Boolean);
}

function facts(told) {
  const row = (label, words) => words && el("div", {}, el("dt", {}, label), el("dd", {}, bdi(words)));
  return el("dl", { class: "facts" }, row("As of", day(told.as_of)), row("Changes", told.change), row("About", told.about));
}

/** "of 93 numbers 86 are assumed, 7 from a table". */
function origins(told) {
  const words = { assumption: "assumed", source: "from a source", table: "from a table", world: "from this world" };
  const counts = Object.entries(words).map(([origin, each]) => [told.numbers.filter((number) => number.origin === origin).length, each]);
  return `of ${unit(told.numbers.length, "number")} ${counts.filter(([count]) => count).map(([count, each]) => `${count} ${count === 1 ? "is" : "are"} ${each}`).join(", ")}`;
}

function brokers({ told, name }) {
  if (!told.brokers.length) return null;
  const [a, b] = told.deal.between;
  return section(
    "brokers",
    "Who could carry the deal?",
    el("ul", { class: "plain" }, told.brokers.map((each) => el("li", {}, ...broker(each, { a, b, name })))),
    el("p", { class: "faint" }, `This compares what brokers would mean; it does not say that anybody will mediate.`),
  );
}

function broker(each, { a, b, name }) {
  const split = Object.entries(each.share).map(([actor, share]) => `${name(actor)} ${percent(share)}`);
  const worth = Object.entries(each.worth).map(([actor, factor]) => worthWords(name(actor), factor));
  return [
    el("p", {}, el("strong", {}, bdi(name(each.broker))), `: tie ${signed(each.ties[0])} to ${name(a)} and ${signed(each.ties[1])} to ${name(b)}, `, each.to_both ? "friendly with both" : "not friendly with both", each.stake ? `; stake ${figure(each.stake)} of an issue.` : "; no stake of its own: the bargain is as without it."),
    each.stake > 0 && el("p", {}, each.agreed ? `Split of the gain: ${split.join(", ")}. ${worth.join(" ")}` : "No bargain leaves all at the table better off."),
    each.holds !== null && el("p", { class: "meta" }, `Holds with it, by the file: ${percent(each.holds)}`),
    each.record.length
      ? el("ul", {}, each.record.map(({ what, why, quote }) => el("li", {}, "Mediated: ", bdi(what), why && [" (", bdi(why), ")"], quote && el("p", { class: "said" }, quoted(quote)))))
      : el("p", { class: "meta" }, "No mediation on record."),
  ];
}

function worthWords(actor, factor) {
  if (factor === null) return `${actor} gains nothing with it.`;
  if (factor <= 1) return `${actor} gains more with it than alone.`;
  return `Worth it to ${actor} if the deal becomes ${factor.toFixed(1)} times as likely to hold.`;
}

function signed(value) {
  return `${value > 0 ? "+" : ""}${figure(value, 1)}`;
}

function routes({ told, name }) {
  if (!told.routes.length) return null;
  const ways = (of) => of.why_none ?? (of.exits.length ? of.exits.map((one) => name(one)).join(", ") : "no way to the sea");
  return section(
    "routes",
    "Ways over land",
    el(
      "ul",
      { class: "plain" },
      told.routes.map((each) =>
        el(
          "li",
          {},
          el("p", {}, "Out of ", bdi(name(each.of)), " for ", bdi(name(each.user)), ":"),
          el("div", { class: "two" }, el("div", {}, el("h3", {}, "Before"), el("p", {}, ways(each.before))), el("div", {}, el("h3", {}, "After"), el("p", {}, ways(each.after)))),
          el("p", { class: "meta" }, each.won.length > 0 && el("span", {}, `won: ${each.won.map(name).join(", ")}`), each.lost.length > 0 && el("span", {}, `lost: ${each.lost.map(name).join(", ")}`), each.after.closing_set.length > 0 && el("span", {}, `all can be closed by ${each.after.closing_set.map(name).join(" and ")} together`), each.why && el("span", {}, bdi(each.why))),
        ),
      ),
    ),
  );
}

function said(told) {
  if (!told.said.length) return null;
  return section(
    "said",
    "Conditions and predictions",
    el("p", { class: "faint" }, "They belong to the story; nothing is reckoned from them."),
    el("ul", { class: "plain" }, told.said.map(({ text, why, quote }) => el("li", {}, bdi(text), why && el("span", { class: "faint" }, " (", bdi(why), ")"), quote && el("p", { class: "said" }, quoted(quote))))),
  );
}
