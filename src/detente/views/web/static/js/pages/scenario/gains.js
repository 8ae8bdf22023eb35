// How much will each gain: points without a deal, with it, and through each broker, with ranges; details by actor.
import { bdi, el, figure, section } from "../../dom.js";
import { percent } from "../../words.js";
import { rangeBar, ranged } from "./ranges.js";

const MOST_MOVERS = 4;

export function gains(of) {
  const { told, name } = of;
  if (!told.issues.length || !told.gains.length) return null;
  const stakes = new Set([...Object.values(told.settings.before.positions), ...Object.values(told.settings.after.positions)].flatMap((stands) => Object.keys(stands)));
  const rows = told.gains.filter(({ actor }) => stakes.has(actor));
  const idle = told.gains.filter(({ actor }) => !stakes.has(actor));
  const pair = new Set(told.pair ?? []);
  const last = (row) => (row.deal ?? row.change).value;
  rows.sort((one, other) => pair.has(other.actor) - pair.has(one.actor) || last(other) - last(one));
  const ways = [
    ["no deal", "after", (row) => row.change],
    told.deal && ["with the deal", "deal", (row) => row.deal],
    ...told.brokers.map(({ broker }) => [`via ${name(broker)}`, "via", (row) => row.via[broker]]),
  ].filter(Boolean);
  const ends = rows.flatMap((row) => ways.flatMap(([, , get]) => [get(row).low, get(row).high, get(row).value]));
  const most = Math.max(1, ...ends.map(Math.abs));
  const around = (row, side) => [row.around.before, row.around.after].map((each) => (each ? each[side] : null));
  return section(
    "gains",
    "How much will each gain?",
    el("p", { class: "faint" }, "Points: salience (0 to 1) times how much nearer outcomes come to what an actor wants, over all issues; in brackets nine of ten draws. Press a name for what it rests on. Friends and foes: percent of the world’s capability tied to it by 0.5 or more."),
    el(
      "div",
      { class: "wide", tabindex: "0", role: "region", "aria-label": "Gains of each actor" },
      el(
        "table",
        { class: "gains" },
        el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Actor"), ways.map(([title]) => el("th", { scope: "col" }, title)), el("th", { scope: "col", class: "numeric" }, "friends %"), el("th", { scope: "col", class: "numeric" }, "foes %"))),
        el(
          "tbody",
          {},
          rows.flatMap((row) => {
            const detail = el("tr", { class: "detail", hidden: true }, el("td", { colspan: String(ways.length + 3) }, details(row, of)));
            const button = el(
              "button",
              {
                type: "button",
                class: "link",
                "aria-expanded": "false",
                on: {
                  click: () => {
                    detail.hidden = !detail.hidden;
                    button.setAttribute("aria-expanded", String(!detail.hidden));
                  },
                },
              },
              bdi(name(row.actor)),
            );
            return [
              el(
                "tr",
                { class: pair.has(row.actor) && "asked" },
                el("th", { scope: "row" }, button),
                ways.map(([, kind, get]) => {
                  const gain = get(row);
                  return el("td", {}, el("span", { class: gain.low > 0 ? "up" : gain.high < 0 ? "down" : "" }, ranged(gain, { signed: true })), rangeBar(gain, [-most, most], { kind, zero: true }));
                }),
                el("td", { class: "numeric" }, arrow(...around(row, "friendly"))),
                el("td", { class: "numeric" }, arrow(...around(row, "hostile"))),
              ),
              detail,
            ];
          }),
        ),
      ),
    ),
    idle.length > 0 && el("p", { class: "faint" }, `No stake in any issue: ${idle.map(({ actor }) => name(actor)).join(", ")}.`),
    expected(of, rows),
  );
}

/** "12 → 15", a single number where nothing changes. */
function arrow(before, after) {
  const words = (value) => figure(value, 1);
  if (before === null || after === null || words(before) === words(after)) return words(after ?? before);
  return `${words(before)} → ${words(after)}`;
}

function expected({ told, name }, rows) {
  if (!told.deal) return null;
  const two = rows.filter(({ actor, expected: value }) => told.deal.between.includes(actor) && value !== null);
  if (!two.length) return null;
  const chances = [`alone ${percent(told.deal.holds.value)}`, ...told.brokers.filter(({ holds }) => holds !== null).map(({ broker, holds }) => `via ${name(broker)} ${percent(holds)}`)];
  const words = two.map((row) => `${name(row.actor)} ${signed(row.expected)} alone${Object.entries(row.expected_via).map(([broker, value]) => `, ${signed(value)} via ${name(broker)}`).join("")}`);
  return el("p", {}, `Weighed by how likely the deal holds (${chances.join(", ")}): ${words.join("; ")}.`);
}

function signed(value) {
  return `${value > 0 ? "+" : ""}${figure(value, 1)}`;
}

/** By issue what the gain comes from, the bloc it sits in, and what moves it most. */
function details(row, { told, byField, name }) {
  const parts = told.issues.filter(({ before }) => before).map((issue) => part(issue, row, told, byField)).filter(Boolean);
  const others = (side) => side.filter((actor) => actor !== row.actor).map(name).join(", ") || "nobody";
  return el(
    "div",
    { class: "inside" },
    parts.length > 0 && el("div", {}, el("h4", {}, told.deal ? "Points by issue, with the deal" : "Points by issue"), el("ul", { class: "plain" }, parts.map(({ title, points, words }) => el("li", {}, el("strong", {}, signed(points)), " ", bdi(title), el("span", { class: "faint" }, ` ${words}`))))),
    el("div", {}, el("h4", {}, "In one bloc with"), el("p", {}, `before: ${others(row.bloc.before)}`), el("p", {}, `after: ${others(row.bloc.after)}`)),
    row.moved_by.length > 0 && el("div", {}, el("h4", {}, "Moved most by"), el("ul", { class: "plain" }, row.moved_by.slice(0, MOST_MOVERS).map((each) => el("li", {}, bdi(byField.get(each.field)?.short ?? each.field), el("span", { class: "faint" }, `: from ${signed(each.at_low)} to ${signed(each.at_high)}, ${percent(each.total)} of the variance`))))),
  );
}

function part(issue, { actor }, told, byField) {
  const stand = told.settings.after.positions[issue.id]?.[actor] ?? told.settings.before.positions[issue.id]?.[actor];
  if (!stand) return null;
  const [position, salience] = [byField.get(stand.position), byField.get(stand.salience)];
  if (!position || !salience) return null;
  const { low, high } = issue.scale;
  const wanted = (100 * (position.value - low)) / (high - low);
  const last = (issue.deal ?? issue.after).value;
  const points = (salience.value / 100) * (Math.abs(issue.before.value - wanted) - Math.abs(last - wanted));
  return { title: issue.title, points, words: `wants ${wanted.toFixed(0)}, gets ${issue.before.value.toFixed(0)} → ${last.toFixed(0)}, cares ${salience.value.toFixed(0)} of 100` };
}
