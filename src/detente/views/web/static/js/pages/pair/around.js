// Who stands around the two: third parties, brokers, shared opponents, land routes; chance beside it on demand.
import { get } from "../../api.js";
import { add, bdi, el, figure, pageLink, unit } from "../../dom.js";
import { day, signWords } from "../../words.js";

export const id = "around";
export const title = "Third parties";

const MOST = 12;

export async function fill(body, { a, b, params, pair, signal }) {
  const at = params.get("at");
  const told = await get("pair/around", { a, b, at, events: false }, signal);
  const name = (id_) => told.names[id_] ?? id_;
  const [first, second] = [pair.first.name, pair.second.name];
  add(
    body,
    el(
      "p",
      { class: "faint" },
      `On ${day(told.window.end)}, from events since ${day(told.window.start)} and ties that texts state. Between the two: `,
      told.edge ? [signWords(told.edge.sign), `, ${unit(told.edge.weight, "event or statement", "events and statements")}`] : "no sign (too few events, or as much conflict as usual)",
      ".",
    ),
    pulls(told, "together", `Pull them together`, { a, b, first, second, name }),
    pulls(told, "apart", `Pull them apart`, { a, b, first, second, name }),
    brokers(told, name),
    told.opponents.length ? el("p", {}, el("b", {}, "Both oppose: "), told.opponents.map((each, place) => [place ? ", " : "", bdi(name(each))])) : null,
    routes(told, name, { a, first, second }),
    chance(told, { a, b, at, signal }),
  );
}

function pulls(told, pull, words, { a, b, first, second, name }) {
  const thirds = told.third_parties
    .filter((third) => third.pull === pull)
    .sort((one, other) => Math.min(other.to_first.weight, other.to_second.weight) - Math.min(one.to_first.weight, one.to_second.weight));
  if (!thirds.length) return "";
  const item = (third) =>
    el(
      "li",
      {},
      el("b", {}, bdi(name(third.actor))),
      ": ",
      pageLink("pair", { a: third.actor, b: a, at: told.window.end }, signWords(third.to_first.sign), " with ", bdi(first)),
      el("span", { class: "faint" }, ` (${third.to_first.weight.toLocaleString("en")})`),
      ", ",
      pageLink("pair", { a: third.actor, b, at: told.window.end }, signWords(third.to_second.sign), " with ", bdi(second)),
      el("span", { class: "faint" }, ` (${third.to_second.weight.toLocaleString("en")})`),
    );
  return el(
    "div",
    {},
    el("h3", {}, `${words} (${thirds.length})`),
    el("ul", { class: "plain" }, thirds.slice(0, MOST).map(item)),
    thirds.length > MOST && el("details", {}, el("summary", {}, `${thirds.length - MOST} more`), el("ul", { class: "plain" }, thirds.slice(MOST).map(item))),
  );
}

function brokers({ brokers: told }, name) {
  if (!told.length) return "";
  return el(
    "div",
    {},
    el("h3", {}, "Brokers between rivals"),
    el(
      "ul",
      { class: "plain" },
      told.slice(0, MOST).map(({ actor, between }) =>
        el("li", {}, el("b", {}, bdi(name(actor))), ": on good terms with both of ", between.slice(0, 8).map(([rivalry], place) => [place ? "; " : "", bdi(name(rivalry.actors[0])), " and ", bdi(name(rivalry.actors[1]))]), between.length > 8 && ` and ${between.length - 8} more`),
      ),
    ),
  );
}

function routes({ routes: told }, name, { a, first, second }) {
  return told.map((route) => {
    const other = route.state === a ? second : first;
    const closing = route.closing_set;
    return el(
      "div",
      {},
      el("h3", {}, "Land routes of ", bdi(name(route.state)), ", which has no coast"),
      closing
        ? el("p", {}, closing.map((each, place) => [place ? ", " : "", bdi(name(each))]), closing.length > 1 ? " together can close every way to the sea. " : " can close every way to the sea. ", "Of ", bdi(other), route.way_through_other ? ": a way begins there" : ": no way begins there", route.other_in_closing_set ? ", and it is one of those who close them." : ", and it is not needed to close them.")
        : el("p", {}, "No way to the sea is open."),
    );
  });
}

function chance(told, { a, b, at, signal }) {
  const out = el("div", { "aria-live": "polite" });
  const button = el("button", { type: "button", on: { click: () => look() } }, "Compare with chance");
  const look = async () => {
    button.disabled = true;
    out.replaceChildren(el("p", { class: "waiting" }, "Dealing the signs out anew …"));
    try {
      const found = await get("pair/chance", { a, b, at }, signal);
      out.replaceChildren(chanceTable(found), el("p", { class: "faint" }, told.what_it_is));
      button.hidden = true;
    } catch (error) {
      button.disabled = false;
      out.replaceChildren(el("p", { class: "banner" }, error.message));
    }
  };
  return el("div", {}, button, out);
}

function chanceTable({ together, apart, shared_friends: friends, network }) {
  const rows = [
    ["third parties that pull together", together, 0],
    ["third parties that pull apart", apart, 0],
    ["shared friends", friends, 0],
    ["whole network: share of balanced triads", network.balanced_share, 2],
    ["the same, all-positive triads set apart", network.balanced_share_with_negative, 2],
    ["whole network: frustration index", network.frustration.beside_null, 0],
  ].filter(([, found]) => found);
  return el(
    "div",
    { class: "wide", tabindex: "0", role: "region", "aria-label": "Beside chance" },
    el(
      "table",
      {},
      el("caption", {}, "Each figure beside the same figure where the signs are dealt out anew among the ties"),
      el("thead", {}, el("tr", {}, ["figure", "here", "by chance", "middle 90 %", "p"].map((name) => el("th", { scope: "col" }, name)))),
      el(
        "tbody",
        {},
        rows.map(([name, found, digits]) =>
          el("tr", {}, el("th", { scope: "row" }, name), el("td", {}, figure(found.observed, digits)), el("td", {}, figure(found.mean)), el("td", {}, `${figure(found.low, digits)} to ${figure(found.high, digits)}`), el("td", {}, figure(found.p, 3))),
        ),
      ),
    ),
  );
}

