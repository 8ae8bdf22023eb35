// How two actors stand: the curve with its shifts, the level, what lies under each number, who else is in it.
//
// A section is one module in pages/pair/ that exports `title`, `id` and `async function fill(section, state)`, and one
// line in SECTIONS. `fill` puts elements into the section; one that has nothing to tell leaves it empty, and it is not
// shown. `state` is {a, b, pair, params, signal, go, keep}; `pair` is the answer of /api/pair. Sections are filled one by
// one after the page stands, so that a slow one holds up nothing.
import { pairForm } from "../actor_field.js";
import { get } from "../api.js";
import { bdi, el, unit } from "../dom.js";
import { span } from "../words.js";
import * as ahead from "./pair/ahead.js";
import * as around from "./pair/around.js";
import * as curve from "./pair/curve.js";
import * as firsts from "./pair/firsts.js";
import * as issues from "./pair/issues.js";
import * as level from "./pair/level.js";
import * as said from "./pair/said.js";

const SECTIONS = [curve, level, ahead, around, issues, firsts, said];

export async function show(page) {
  const { root, params, signal } = page;
  const a = params.get("a");
  const b = params.get("b");
  const form = pairForm({ a, b }, ({ a: first, b: second }) => page.go({ a: first, b: second }));
  if (!a || !b) {
    root.append(el("h1", {}, "How do two actors stand?"), form);
    return;
  }
  const pair = await get("pair", { a, b, from: params.get("from"), to: params.get("to") }, signal).catch((error) => {
    if (error.status !== 404 && error.status !== 422) throw error;
    return error;
  });
  if (pair instanceof Error) {
    root.append(el("h1", {}, "How do two actors stand?"), el("p", { class: "banner", role: "alert" }, pair.message), form);
    return;
  }
  page.title(`${pair.first.name} – ${pair.second.name}`);
  root.append(el("h1", {}, bdi(pair.first.name), " – ", bdi(pair.second.name)), form, head(pair));
  const state = { a: pair.first.id, b: pair.second.id, pair, params, signal, go: page.go, keep: page.keep };
  const filled = SECTIONS.map((module) => {
    const element = el("section", { id: module.id, "aria-labelledby": `${module.id}-title`, hidden: true });
    root.append(element);
    return [module, element];
  });
  for (const [module, element] of filled) fillSection(module, element, state);
}

async function fillSection(module, element, state) {
  const body = el("div", { class: "body" });
  try {
    await module.fill(body, state);
  } catch (error) {
    if (state.signal.aborted) return;
    body.replaceChildren(el("p", { class: "banner" }, error.message));
  }
  if (!body.childNodes.length) return;
  element.append(el("h2", { id: `${module.id}-title` }, module.title), body);
  element.hidden = false;
}

function head({ pair, ...told }) {
  const whole = pair ?? told;
  const covered = whole.coverage.length ? whole.coverage.map(span).join(", ") : "no time by a feed of the whole world";
  return el(
    "p",
    { class: "faint" },
    `${unit(whole.events_in_all, "event")} known of the two; covered: ${covered}.`,
    whole.licences.length ? ` Licences of the feeds: ${whole.licences.join(", ")}.` : "",
    whole.events_in_all === 0 ? " That no event is known does not say that there was none." : "",
  );
}
