// Predictions: what texts foretold and Detente told, what came of it, and how good who said so has been.
import { actorField } from "../actor_field.js";
import { get } from "../api.js";
import { labelled } from "../correcting.js";
import { bdi, el, pageLink, quoted, section, table, unit } from "../dom.js";
import { day } from "../words.js";

const OUTCOMES = { came: "came", "did not come": "failed", open: "open", "cannot be resolved": "unresolved" };
const numeric = (title) => ({ title, numeric: true });

export async function show(page) {
  const { root, params, signal } = page;
  const asked = Object.fromEntries(["a", "b", "within", "own"].map((name) => [name, params.get(name)]));
  const told = await get("ledger", asked, signal);
  const wanted = Object.hasOwn(OUTCOMES, params.get("outcome") ?? "") ? params.get("outcome") : null;
  const entries = wanted ? told.entries.filter((each) => each.outcome === wanted) : told.entries;
  root.append(
    el("h1", {}, "Predictions"),
    el(
      "p",
      { class: "faint" },
      "What texts say will come, and what Detente foretold and was kept (",
      el("code", {}, "detente forecast A B --keep"),
      "), held against the events of this world. Whoever says so says so; a prediction is resolved only by its rule. Silence without a feed is no failure.",
    ),
    form(page),
    section("outcomes", `${unit(told.in_all, "prediction")}`, outcomes(page, told, wanted)),
    section("speakers", "How good they have been", speakers(told)),
    section("entries", wanted ? `Predictions: ${wanted}` : "Predictions", list(entries, told)),
  );
}

function form({ params, go }) {
  const ask = (event) => {
    event.preventDefault();
    const filled = Object.fromEntries([...new FormData(event.target)].filter(([, value]) => value.trim()));
    go(filled);
  };
  const days = el("input", { name: "within", type: "number", min: "1", max: "36500", inputmode: "numeric", value: params.get("within") ?? "" });
  const own = el("input", { name: "own", type: "checkbox", value: "true", checked: params.get("own") === "true" });
  return el(
    "form",
    { class: "controls ledger", on: { submit: ask } },
    optional(actorField("That name", "a", params.get("a"))),
    optional(actorField("and", "b", params.get("b"))),
    labelled("Days where none is told", days),
    el("label", { class: "choice" }, own, " with Detente's own"),
    el("button", {}, "Show"),
  );
}

/** The field of an actor that need not be filled in. */
function optional(field) {
  for (const input of field.querySelectorAll("input")) input.required = false;
  return field;
}

function outcomes({ params, go }, told, wanted) {
  const choose = (outcome) => go({ ...Object.fromEntries(params), outcome: outcome ?? "" }, { replace: true });
  const button = (outcome, words) => el("button", { type: "button", "aria-pressed": String(outcome === wanted), on: { click: () => choose(outcome) } }, words);
  return el(
    "p",
    { class: "controls kinds", role: "group", "aria-label": "Which predictions" },
    button(null, "all"),
    Object.keys(OUTCOMES).map((outcome) => button(outcome, `${outcome} (${told.outcomes[outcome].toLocaleString("en")})`)),
  );
}

function speakers(told) {
  const scored = told.speakers.filter((each) => each.resolved);
  if (!scored.length) return el("p", { class: "faint" }, "None can be told yet: no prediction was said to come without condition by a day that is over and covered by feeds.");
  const error = (value) => (value === null ? "–" : value.toFixed(4));
  const rows = scored.map((each) => [
    bdi(each.name),
    each.predictions.toLocaleString("en"),
    each.resolved.toLocaleString("en"),
    `${each.came.toLocaleString("en")} (${Math.round(100 * each.hit_rate)} %)`,
    ...[each.brier, each.brier_climatology, each.brier_own_rate].map(error),
  ]);
  return [
    table("Speakers with predictions that could be scored", [{ title: "" }, ...["made", "scored", "came", "Brier", "climatology", "own rates"].map(numeric)], rows),
    el("p", { class: "faint" }, "Brier: the mean squared error of told probabilities, less is better; beside it that of simple rules on the same forecasts."),
  ];
}

function list(entries, told) {
  if (!entries.length) return el("p", { class: "faint" }, "None.");
  return [
    el("ul", { class: "plain predictions" }, entries.map(item)),
    told.in_all > told.entries.length && el("p", { class: "faint" }, `The first ${told.entries.length.toLocaleString("en")} of ${told.in_all.toLocaleString("en")} are looked at.`),
  ];
}

function item(each) {
  const { rule } = each;
  const article = /^article:([0-9a-f]+):/.exec(each.id)?.[1];
  return el(
    "li",
    { class: OUTCOMES[each.outcome], data: { entry: each.id } },
    el("p", { class: "head" }, el("span", { class: "outcome" }, each.outcome), " ", bdi(each.speaker_name), ": ", each.probability === null ? quoted(each.wording) : each.wording),
    el(
      "p",
      { class: "meta" },
      el("span", {}, each.said ? `said by ${day(each.said)}` : "nobody knows when it was said"),
      el("span", {}, each.probability === null ? each.status : `probability ${each.probability.toFixed(3)}`),
      each.condition && el("span", {}, "on condition: ", quoted(each.condition)),
      article && el("span", {}, pageLink("article", { id: article }, "in its text")),
      rule && el("span", {}, pageLink("pair", { a: rule.source, b: rule.target }, "the pair")),
    ),
    rule && each.probability === null && el("p", { class: "faint" }, "Rule: ", rule.words),
    each.first_event ? el("p", { class: "faint" }, `${unit(each.events, "event")}, first on ${day(each.first_event.day)} (${each.first_event.id})`) : each.why && el("p", { class: "faint" }, each.why),
  );
}
