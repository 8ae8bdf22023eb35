// What is ahead: probabilities of events beside baselines, their past record, levels and rungs. Asked for by a button,
// since the first forecast of a world takes some seconds; `forecast=1` in the address asks at once.
import { get } from "../../api.js";
import { draw } from "../../chart.js";
import { el, table, tell } from "../../dom.js";
import { day, month } from "../../words.js";

export const id = "ahead";
export const title = "What is ahead";

const numeric = (name) => ({ title: name, numeric: true });

export async function fill(body, state) {
  const place = el("div", { "aria-live": "polite" });
  const button = el("button", { type: "button", on: { click: () => ask(place, button, state) } }, "Forecast events, levels and rungs");
  body.append(el("p", { class: "faint" }, "From what was published so far; the first forecast of a world takes some seconds. ", button), place);
  if (state.params.get("forecast")) await ask(place, button, state);
}

async function ask(place, button, { a, b, params, signal, keep }) {
  button.disabled = true;
  place.replaceChildren(el("p", { class: "faint", role: "status" }, "Learning the world's past …"));
  const asked = { a, b, as_of: params.get("as_of") };
  try {
    const told = await get("forecast", asked, signal);
    place.replaceChildren(el("p", { class: "faint" }, told.words.basis), ...events(told), ...levels(told), ...rungs(told));
    if (Object.keys(told.records).length) await reliability(place, asked, signal);
    keep({ forecast: "1" });
    tell("The forecast is there.");
  } catch (error) {
    if (signal.aborted) return;
    place.replaceChildren(el("p", { class: "banner", role: "alert" }, error.message));
    button.disabled = false;
  }
}

function events(told) {
  const columns = [{ title: "" }, numeric("forecast"), numeric("all dyads"), numeric("persistence"), numeric("own rate"), numeric("expected, 90 %")];
  const horizons = [...new Set(told.events.map((each) => each.months))];
  const rows = (kind, months) =>
    told.events
      .filter((each) => each.kind === kind && each.months === months)
      .map((each) => [each.target, el("b", {}, chance(each.probability)), ...["climatology", "persistence", "own_rate"].map((name) => chance(each.baselines[name])), expected(each.expected)]);
  return horizons.flatMap((months) => {
    const until = told.events.find((each) => each.months === months).until;
    return [
      table(`At least one event by ${day(until)}`, columns, rows("quad", months)),
      el("p", { class: "faint" }, told.words.records[months]),
      el("details", {}, el("summary", {}, "By type"), table(`By type, by ${day(until)}`, columns, rows("type", months))),
    ];
  });
}

function levels(told) {
  const words = el("p", { class: "faint" }, told.words.level);
  if (!told.levels.length) return [el("h3", {}, "How far it may go"), words];
  const names = Object.keys(told.levels[0].probabilities);
  const rows = told.levels.map((each) => [month(each.until), ...names.map((name) => chance(each.probabilities[name])), chance(each.higher), chance(each.lower)]);
  return [
    el("h3", {}, "How far it may go"),
    words,
    table("The peace scale", [{ title: "" }, ...names.map(numeric), numeric("higher"), numeric("lower")], rows),
    el("p", { class: "faint" }, told.words.levels),
  ];
}

function rungs(told) {
  if (!told.rungs.length) return [];
  const years = [...new Set(told.rungs.map((each) => each.years))];
  const names = [...new Set(told.rungs.map((each) => each.rung))];
  const cell = (each) => (each.probability === null ? el("span", { title: each.why_not }, "not to be told") : `${chance(each.probability)} (${chance(each.low)} to ${chance(each.high)})`);
  const rows = names.map((name) => {
    const own = told.rungs.filter((each) => each.rung === name);
    return [name, own[0].reached ? month(own[0].reached) : "", ...own.map(cell)];
  });
  return [
    table("Rungs of cooperation", [{ title: "" }, { title: "last" }, ...years.map((each) => numeric(each === 1 ? "in 1 year" : `in ${each} years`))], rows),
    el("p", { class: "faint" }, told.words.rungs),
  ];
}

async function reliability(place, asked, signal) {
  const spec = await get("forecast/chart", asked, signal);
  const figure = el("div", { class: "reliability-chart" });
  place.append(el("h3", {}, "How such forecasts have done"), el("p", { class: "faint" }, "Across: what was told; up: how often it came. On the dashed line all came as told."), figure);
  await draw(figure, spec, { alt: "Reliability of earlier forecasts by months ahead" });
}

function chance(value) {
  if (value === null || value === undefined) return "–";
  if (value < 0.001) return "under 0.1 %";
  if (value > 0.999) return "over 99.9 %";
  return `${(value * 100).toFixed(value < 0.1 || value > 0.99 ? 1 : 0)} %`;
}

function expected(value) {
  if (!value) return "–";
  const mean = value.mean >= 10 ? Math.round(value.mean).toLocaleString("en") : value.mean >= 0.1 ? value.mean.toFixed(1) : "under 0.1";
  return `${mean} (${value.low.toLocaleString("en")} to ${value.high.toLocaleString("en")})`;
}
