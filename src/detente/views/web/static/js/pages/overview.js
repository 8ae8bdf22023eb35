// What the world holds, what changed lately, what is new, and whom nobody knows.
import { pairForm } from "../actor_field.js";
import { get } from "../api.js";
import { draw } from "../chart.js";
import { add, bdi, clear, el, pageLink, section, table, unit } from "../dom.js";
import { goTo, query } from "../router.js";
import { shiftList } from "../shifts.js";
import { day, span } from "../words.js";

export async function show(page) {
  const { root, signal } = page;
  const told = await get("overview", {}, signal);
  const { counts } = told;
  root.append(
    el("h1", {}, "What is known"),
    el("p", { class: "faint" }, "World: ", bdi(told.world)),
    el(
      "ul",
      { class: "figures" },
      ...[
        [counts.events, "event"],
        [counts.articles, "article"],
        [counts.statements, "statement"],
        [counts.actors, "actor"],
      ].map(([number, word]) => el("li", {}, el("b", {}, number.toLocaleString("en")), ` ${number === 1 ? word : `${word}s`}`)),
    ),
    pairForm({}, ({ a, b }) => goTo(`/pair${query({ a, b })}`)),
    el(
      "div",
      { class: "columns" },
      el("div", {}, await shifts(page), articles(told)),
      el("div", {}, coverage(told, signal), unknown(told)),
    ),
  );
}

async function shifts({ params, go, signal }) {
  const since = params.get("since") === "ever" ? "ever" : "year";
  const list = el("div", { class: "shifts", "aria-live": "polite" });
  const choice = el(
    "select",
    { on: { change: (event) => go({ since: event.target.value === "ever" ? "ever" : "" }, { replace: true }) } },
    el("option", { value: "year", selected: since === "year" }, "in the last year of the record"),
    el("option", { value: "ever", selected: since === "ever" }, "in the whole record"),
  );
  const look = async () => {
    const whole = await get("shifts", { most: 1 }, signal);
    const end = whole.coverage.at(-1)?.end;
    const from = since === "year" && end ? `${end.slice(0, 4) - 1}${end.slice(4, 7)}-01` : "";
    const found = from ? await get("shifts", { from, most: 12 }, signal) : await get("shifts", { most: 12 }, signal);
    add(clear(list), shiftList(found));
    if (found.state === "searching") setTimeout(() => signal.aborted || look().catch(() => {}), 1500);
  };
  await look();
  return section("shifts", "Biggest shifts", el("label", {}, el("span", { class: "unseen" }, "Since when: "), choice), list);
}

function coverage(told, signal) {
  const box = el("div", { class: "chart" });
  const alt = `Events by month${told.coverage.length ? `, covered ${told.coverage.map(span).join(", ")}` : ""}`;
  if (told.months.length) {
    get("overview/chart", {}, signal)
      .then((spec) => draw(box, spec, { alt }))
      .catch((error) => signal.aborted || box.replaceChildren(el("p", { class: "faint" }, error.message)));
  }
  const columns = [
    { title: "Feed" },
    { title: "Events", numeric: true },
    { title: "Counted", numeric: true },
    { title: "Days" },
    { title: "Licence" },
  ];
  const rows = told.feeds.map((feed) => [
    feed.feed,
    feed.events.toLocaleString("en"),
    feed.counted.toLocaleString("en"),
    [el("span", { class: "whole" }, `${day(feed.first)} –`), " ", el("span", { class: "whole" }, day(feed.last))],
    feed.licence ?? "–",
  ]);
  return section(
    "coverage",
    "Coverage and gaps",
    el(
      "figure",
      {},
      box,
      el("figcaption", {}, "Grey: no feed of the whole world was there. No data is not zero. Articles read one by one cover nothing whole."),
    ),
    rows.length ? table("Feeds; counted are events without repeats and copies", columns, rows) : el("p", {}, "No event is stored yet."),
    gaps(told),
  );
}

function gaps({ gaps: told, gaps_in_all: all }) {
  if (!all) return el("p", { class: "faint" }, "Within what the feeds' files span, no gap is known.");
  return el(
    "details",
    {},
    el("summary", {}, `${unit(all, "gap")} in the feeds`),
    el("ul", {}, told.map((gap) => el("li", {}, `${gap.feed}: ${span(gap)}, ${gap.why}`))),
    all > told.length && el("p", { class: "faint" }, `The last ${told.length} are shown; detente doctor tells all.`),
  );
}

function articles({ articles: told }) {
  const items = told.map((article) =>
    el(
      "li",
      {},
      pageLink("article", { id: article.id }, bdi(article.title ?? "(untitled)")),
      el(
        "p",
        { class: "meta" },
        el("span", {}, publishedWords(article)),
        article.outlet && el("span", {}, bdi(article.outlet)),
        article.author && el("span", {}, "by ", bdi(article.author)),
        el("span", {}, article.genre),
        el("span", {}, unit(article.events, "event")),
        article.copy_of && el("span", {}, "copy of another"),
      ),
    ),
  );
  return section("articles", "Newest articles", items.length ? el("ul", { class: "plain" }, items) : el("p", { class: "faint" }, "No article was read yet: detente read FILE --world DIR."));
}

function publishedWords({ published_start: start, published_end: end }) {
  return start || end ? span({ start, end }) : "date not known";
}

function unknown({ unknown: told }) {
  const items = told.map((name) =>
    el(
      "li",
      {},
      name.id ? pageLink("corrections", { actor: name.id }, bdi(name.name)) : bdi(name.name),
      el("span", { class: "faint" }, ` ${unit(name.events, "event")}${name.feed ? `, code of ${name.feed}` : ""}`),
    ),
  );
  return section(
    "unknown",
    "Names that nobody knows yet",
    items.length
      ? [el("p", { class: "faint" }, "In events, but not in the registry of actors."), el("ul", { class: "plain names" }, items)]
      : el("p", { class: "faint" }, "Every name in the events is known."),
  );
}
