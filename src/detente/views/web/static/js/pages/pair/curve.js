// The curve with its interval, volume and shifts; any point or shift opens the events that make it.
import { get } from "../../api.js";
import { draw } from "../../chart.js";
import { add, bdi, clear, el, figure, tell, unit } from "../../dom.js";
import { eventList } from "../../events.js";
import { chance, direction, lastDay, month, months, percent, QUAD_CLASSES } from "../../words.js";

export const id = "curve";
export const title = "Over time";

const PAGE_OF_EVENTS = 20;

export async function fill(body, state) {
  const { pair, params } = state;
  if (!pair.months.length) {
    body.append(el("p", {}, "No dated event and no covered month is known, so there is no curve."));
    return;
  }
  const measures = pair.measures.filter((each) => pair.months.some(({ values }) => values[each.name].value !== null));
  const wanted = params.get("measure") ?? "goldstein_stock";
  const measure = measures.find((each) => each.name === wanted) ?? measures[0];
  const picked = el("div", { class: "picked", id: "picked" });
  const open = opener(picked, state);
  body.append(
    measures.length ? await figureOf(measure, measures, state, open) : el("p", {}, "No month has a value."),
    shifts(pair, open),
    picked,
  );
  if (params.get("shift")) await open.shift(params.get("shift"), { quiet: true });
  else if (params.get("month")) await open.month(params.get("month"), { quiet: true });
}

async function figureOf(measure, measures, state, open) {
  const { pair, params, signal } = state;
  const box = el("div", { class: "chart relation-chart" });
  const choice = el(
    "select",
    { id: "measure", on: { change: (event) => state.go(with_(params, { measure: event.target.value }), { replace: true }) } },
    measures.map((each) => el("option", { value: each.name, selected: each === measure }, each.title)),
  );
  const known = pair.months.filter(({ values }) => values[measure.name].value !== null);
  const last = known.at(-1);
  const alt =
    `${measure.title} of ${pair.first.name} and ${pair.second.name} by month, ${month(pair.months[0].month)} to ` +
    `${month(pair.months.at(-1).month)}; last known ${figure(last.values[measure.name].value)} in ${month(last.month)}; ` +
    `${unit(pair.shifts.length, "shift")} marked.`;
  const asked = get("pair/chart", { a: params.get("a"), b: params.get("b"), measure: measure.name, from: params.get("from"), to: params.get("to") }, signal); // spelled as the page's own question: the server has made both
  asked
    .then(async (spec) => {
      await laidOut(box, signal);
      const drawn = () =>
        draw(box, spec, { alt, pick: (datum) => pickOf(datum, open), place: (at) => open.month(at.toISOString().slice(0, 7)) });
      await drawn();
      watchWidth(box, drawn, signal);
    })
    .catch((error) => signal.aborted || box.replaceChildren(el("p", { class: "faint" }, error.message)));
  return el(
    "figure",
    {},
    el("p", { class: "controls" }, el("label", { for: "measure" }, "Measure"), choice),
    box,
    el(
      "figcaption",
      {},
      `Line: ${measure.title}, with its 90 % interval; below, events a month. `,
      "Grey months are not covered by any feed: nothing is known of them, which is no zero. ▲ ▼ mark shifts. ",
      "Click the chart, or move the slider, to see the events of a month.",
    ),
    monthSlider(measure, state, open),
  );
}

/** A chart needs its width; a section that is not shown yet has none. */
async function laidOut(box, signal) {
  while (!signal.aborted && box.clientWidth === 0) await new Promise((resolve) => requestAnimationFrame(resolve));
}

function watchWidth(box, redraw, signal) {
  let width = box.clientWidth;
  let waiting = 0;
  const watcher = new ResizeObserver(() => {
    if (box.clientWidth === width || !box.clientWidth) return;
    width = box.clientWidth;
    clearTimeout(waiting);
    waiting = setTimeout(() => signal.aborted || redraw(), 150);
  });
  watcher.observe(box);
  signal.addEventListener("abort", () => watcher.disconnect());
}

function pickOf(datum, open) {
  if (datum.words && datum.low) {
    open.shift(iso(datum.month));
    return true;
  }
  return false;
}

function iso(value) {
  return (typeof value === "number" || value instanceof Date ? new Date(value).toISOString() : String(value)).slice(0, 7);
}

function monthSlider(measure, { pair, params }, open) {
  const chosen = params.get("month") ?? params.get("shift");
  const at = chosen ? pair.months.findIndex((each) => each.month.startsWith(chosen)) : -1;
  const output = el("output", { for: "month" });
  const input = el("input", {
    type: "range",
    id: "month",
    min: "0",
    max: String(pair.months.length - 1),
    step: "1",
    on: { input: () => say(), change: () => open.month(pair.months[Number(input.value)].month.slice(0, 7)) },
  });
  input.value = String(at < 0 ? pair.months.length - 1 : at);
  const say = () => {
    const each = pair.months[Number(input.value)];
    const { value, low, high } = each.values[measure.name];
    const words = !each.covered
      ? "not covered"
      : `${figure(value)}${low !== null && low !== high ? ` (${figure(low)} to ${figure(high)})` : ""}, ${unit(each.events ?? 0, "event")}`;
    output.value = `${month(each.month)}: ${words}`;
    input.setAttribute("aria-valuetext", output.value);
  };
  say();
  open.follow = (wanted) => {
    const place = pair.months.findIndex((each) => each.month.startsWith(wanted));
    if (place >= 0) {
      input.value = String(place);
      say();
    }
  };
  return el("p", { class: "controls" }, el("label", { for: "month" }, "Month"), input, output);
}

function shifts(pair, open) {
  const listed = [...pair.shifts.map((shift) => [shift, false]), ...pair.live.map((shift) => [shift, true])];
  if (!listed.length) return el("p", { class: "faint" }, "No shift was found in this time.");
  return el(
    "ol",
    { class: "plain shift-list" },
    listed.map(([shift, isLive]) =>
      el(
        "li",
        {},
        el(
          "button",
          { type: "button", class: "link", on: { click: () => open.shift(shift.month.slice(0, 7)) } },
          direction(shift.direction === "cooperation"),
          ` ${months(shift.earliest, shift.latest)}`,
        ),
        el(
          "p",
          { class: "meta" },
          isLive && el("span", {}, "perhaps begun of late"),
          el("span", {}, `probability ${percent(shift.probability)}`),
          shift.false_alarms !== null && el("span", {}, chance(shift.false_alarms)),
          shift.until && el("span", {}, `back again ${month(shift.until)}`),
        ),
      ),
    ),
  );
}

/** Opens a month or a shift: its numbers and the events under them. The address keeps which. */
function opener(picked, state) {
  const { a, b, pair, params, signal } = state;
  const open = { follow: () => {} };
  const settle = (parts, heading, quiet) => {
    add(clear(picked), heading, parts);
    tell(heading.textContent);
    if (!quiet) heading.focus({ preventScroll: false });
  };
  // A page that is being left still stands until the next one does; what is done on it then is nothing any more.
  const whileHere = (act) => async (...asked) => {
    if (signal.aborted) return;
    try {
      await act(...asked);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  };
  open.month = whileHere(async (wanted, { quiet = false, quadClass = null, offset = 0 } = {}) => {
    const told = pair.months.find((each) => each.month.startsWith(wanted));
    if (!told) return;
    state.keep(with_(params, { month: wanted, shift: null }));
    open.follow(wanted);
    const asked = { a, b, from: told.month, to: lastDay(wanted), quad_class: quadClass, offset, most: PAGE_OF_EVENTS };
    const found = await get("pair/events", asked, signal);
    const heading = el("h3", { tabindex: "-1" }, `Events of ${month(wanted)}`);
    settle(
      [
        counts(told, pair, (chosen) => open.month(wanted, { quadClass: chosen }), quadClass),
        eventList(found.events, told.covered ? "No event of the two is known in this month." : "This month is not covered: nothing is known."),
        pager(found, (place) => open.month(wanted, { quadClass, offset: place })),
      ],
      heading,
      quiet,
    );
  });
  open.shift = whileHere(async (wanted, { quiet = false } = {}) => {
    const shift = [...pair.shifts, ...pair.live].find((each) => each.month.startsWith(wanted));
    if (!shift) return open.month(wanted, { quiet });
    state.keep(with_(params, { shift: wanted, month: null }));
    open.follow(wanted);
    const ids = [...shift.before.event_ids, ...shift.after.event_ids];
    const { events } = ids.length ? await get("pair/events", { a, b, ids }, signal) : { events: [] };
    const of = (side) => eventList(events.filter((event) => side.event_ids.includes(event.id)).reverse(), "No event carries this side.");
    const heading = el("h3", { tabindex: "-1" }, direction(shift.direction === "cooperation"), ` in ${month(wanted)}`);
    settle(
      [
        regimes(shift),
        el("h4", {}, `Before, ${months(shift.before.start, shift.before.end)}`),
        of(shift.before),
        el("h4", {}, `After, ${months(shift.after.start, shift.after.end)}`),
        of(shift.after),
      ],
      heading,
      quiet,
    );
  });
  return open;
}

function with_(params, changes) {
  return { ...Object.fromEntries(params), ...changes };
}

function counts(told, pair, choose, chosen) {
  const cell = (count, quad) =>
    el(
      "button",
      {
        type: "button",
        class: "count",
        "aria-pressed": chosen === quad ? "true" : "false",
        on: { click: () => choose(chosen === quad ? null : quad) },
      },
      count === null ? "–" : count.toLocaleString("en"),
    );
  const rows = [
    [[bdi(pair.first.name), " → ", bdi(pair.second.name)], told.forth],
    [[bdi(pair.second.name), " → ", bdi(pair.first.name)], told.back],
  ];
  return el(
    "div",
    { class: "wide", tabindex: "0", role: "region", "aria-label": "Events by class" },
    el(
      "table",
      { class: "counts" },
      el("caption", {}, "Counted events by class; a number shows its own"),
      el("thead", {}, el("tr", {}, el("td"), Object.values(QUAD_CLASSES).map((name) => el("th", { scope: "col" }, name)))),
      el(
        "tbody",
        {},
        rows.map(([who, quads]) =>
          el("tr", {}, el("th", { scope: "row" }, who), quads.map((count, at) => el("td", {}, cell(count, at + 1)))),
        ),
      ),
    ),
  );
}

function pager(found, turn) {
  const { offset, in_all: all } = found;
  const end = offset + found.events.length;
  if (all <= PAGE_OF_EVENTS) return null;
  return el(
    "p",
    { class: "controls" },
    el("button", { type: "button", disabled: offset === 0, on: { click: () => turn(Math.max(offset - PAGE_OF_EVENTS, 0)) } }, "Later"),
    ` ${(offset + 1).toLocaleString("en")}–${end.toLocaleString("en")} of ${unit(all, "event")} `,
    el("button", { type: "button", disabled: end >= all, on: { click: () => turn(offset + PAGE_OF_EVENTS) } }, "Earlier"),
  );
}

function regimes(shift) {
  const rows = [
    ["conflict share", shift.before.conflict_share, shift.after.conflict_share, percent],
    ["conflict, events a month", shift.before.conflict_rate, shift.after.conflict_rate, (value) => figure(value, 1)],
    ["cooperation, events a month", shift.before.cooperation_rate, shift.after.cooperation_rate, (value) => figure(value, 1)],
  ];
  const shown = (interval, form) => (interval ? `${form(interval.value)} (${form(interval.low)} to ${form(interval.high)})` : "unknown");
  return el(
    "div",
    { class: "wide", tabindex: "0", role: "region", "aria-label": "Before and after" },
    el(
      "table",
      {},
      el("caption", {}, `Found by ${shift.detectors.map((name) => name.replaceAll("_", " ")).join(", ")}; 90 % intervals in brackets`),
      el("thead", {}, el("tr", {}, el("td"), el("th", { scope: "col" }, "before"), el("th", { scope: "col" }, "after"))),
      el(
        "tbody",
        {},
        rows.map(([name, before, after, form]) =>
          el("tr", {}, el("th", { scope: "row" }, name), el("td", {}, shown(before, form)), el("td", {}, shown(after, form))),
        ),
      ),
    ),
  );
}
