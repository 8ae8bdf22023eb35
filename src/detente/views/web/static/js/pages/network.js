// Who stands how to whom at the end of a month: signed ties, blocs, brokers. The server lays it out.
import { get } from "../api.js";
import { bdi, clear, el, pageLink, section, svg, table, tell, unit } from "../dom.js";
import { query } from "../router.js";
import { day, lastDay, month, percent, signWords } from "../words.js";

const SHOWN_TIES = 40;

export async function show(page) {
  const { root, params, signal } = page;
  const shape = innerWidth < 640 ? "tall" : "wide";
  const most = params.get("most") ?? (shape === "tall" ? 30 : 60);
  const asked = { at: params.get("at") ? lastDay(params.get("at")) : "", most, shape };
  const told = await get("network", asked, signal);
  const panel = el("div", { id: "actor", "aria-live": "polite" });
  const picture = drawing(told, page, (id) => choose(id));
  const choose = (id, { quiet = false } = {}) => {
    const node = told.nodes.find((each) => each.id === id);
    picture.light(node ? id : null);
    if (!quiet) page.keep({ ...Object.fromEntries(params), actor: node ? id : "" });
    clear(panel).append(node ? tiesOf(node, told) : el("p", { class: "faint" }, "Choose an actor in the picture to see its ties."));
    if (node && !quiet) tell(`${node.name}: ${unit(node.ties, "tie")}, ${node.hostile} hostile`);
  };
  page.title(month(told.day));
  root.append(
    el("h1", {}, `Who stands how to whom, ${month(told.day)}`),
    slider(told, page),
    el(
      "figure",
      { class: `network ${shape}` },
      picture.element,
      el(
        "figcaption",
        {},
        el("span", { class: "key" }, key("+"), "friendly"),
        el("span", { class: "key" }, key("-"), "hostile"),
        el("span", { class: "key" }, "● ■ two sides, split so that the fewest ties stand against it"),
        ` From events of ${day(told.window.start)} to ${day(told.window.end)}`,
        told.record_conflict_share === null ? "" : ` (${percent(told.record_conflict_share)} of all are conflict; a pair surely below is friendly, surely above hostile)`,
        ` and ties that texts state. Shown are ${told.nodes.length} of ${unit(told.actors_in_all, "actor")} and ${told.edges.length} of ${unit(told.edges_in_all, "tie")}. `,
        "A tie leads to its pair. Arrow keys move between actors, Enter chooses one.",
      ),
    ),
    section("ties", "Ties of an actor", panel),
    el("div", { class: "columns" }, blocs(told), brokers(told)),
    allTies(told),
  );
  choose(params.get("actor"), { quiet: true });
}

function slider(told, page) {
  if (!told.months) return el("p", {}, "The world has no dated event yet.");
  const [start, end] = [told.months.start, told.months.end].map(number);
  const output = el("output", { for: "at" }, month(told.day));
  const input = el("input", {
    type: "range",
    id: "at",
    min: String(start),
    max: String(Math.max(end, number(told.day))),
    step: "1",
    on: {
      input: () => {
        output.value = month(text(Number(input.value)));
        input.setAttribute("aria-valuetext", output.value);
      },
      change: () => move(Number(input.value)),
    },
  });
  input.value = String(number(told.day));
  input.setAttribute("aria-valuetext", output.value);
  const move = async (to) => {
    await page.go({ ...Object.fromEntries(page.params), at: text(to) }, { replace: true });
    document.getElementById("at")?.focus();
  };
  const step = (by, words) =>
    el(
      "button",
      {
        type: "button",
        "aria-label": words,
        disabled: number(told.day) + by < start || number(told.day) + by > Number(input.max),
        on: { click: () => move(number(told.day) + by) },
      },
      by < 0 ? "‹" : "›",
    );
  return el("p", { class: "controls" }, el("label", { for: "at" }, "Month"), step(-1, "A month earlier"), input, step(1, "A month later"), output);
}

function number(iso) {
  const [year, at] = iso.split("-").map(Number);
  return year * 12 + at - 1;
}

function text(months) {
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, "0")}`;
}

function key(sign) {
  return svg("svg", { viewBox: "0 0 34 10", width: "34", height: "10", "aria-hidden": "true" }, svg("line", { x1: 1, y1: 5, x2: 33, y2: 5, class: sign === "+" ? "tie friendly" : "tie hostile", "stroke-width": 2.5 }));
}

/** The picture. Edges are links to their pair; of the nodes one is in the tab order, and arrows go on from it. */
function drawing(told, page, choose) {
  const raised = told.nodes.map((node) => ({ ...node, y: node.y - told.letter * 0.5 })); // the mark above its label
  const place = new Map(raised.map((node) => [node.id, node]));
  const heaviest = Math.max(1, ...told.edges.map((edge) => edge.weight));
  const edges = told.edges.map((edge) => {
    const [one, other] = edge.actors.map((id) => place.get(id));
    const words = `${one.name} and ${other.name}: ${edge.sign === "+" ? "friendly" : "hostile"}, ${edge.weight}`;
    const ends = { x1: one.x, y1: one.y, x2: other.x, y2: other.y };
    const line = svg("a", { href: pairAddress(one.id, other.id, told.day), tabindex: "-1", data: { ends: edge.actors.join(" ") } });
    line.append(
      svg("title", {}, words),
      svg("line", { ...ends, class: "hit" }),
      svg("line", { ...ends, class: `tie ${edge.sign === "+" ? "friendly" : "hostile"}`, "stroke-width": (1 + 2.5 * Math.sqrt(edge.weight / heaviest)).toFixed(2) }),
    );
    return line;
  });
  const nodes = raised.map((node, at) => {
    const group = svg("g", {
      class: `node side-${node.side ?? "none"}`,
      transform: `translate(${node.x} ${node.y})`,
      role: "button",
      tabindex: at === 0 ? "0" : "-1",
      "aria-label": `${node.name}: ${unit(node.ties, "tie")}, ${node.hostile} hostile`,
      data: { id: node.id },
      on: { click: () => choose(node.id), keydown: (event) => move(event, node) },
    });
    group.append(
      svg("title", {}, node.name),
      node.side === 1 ? svg("rect", { x: -5, y: -5, width: 10, height: 10 }) : svg("circle", { r: 5.5 }),
      svg("text", { y: told.letter * 1.25, "font-size": told.letter, "text-anchor": "middle" }, node.label),
    );
    return group;
  });
  const element = svg(
    "svg",
    { viewBox: `0 0 ${told.width} ${told.height}`, role: "group", "aria-label": `Network of ${unit(told.nodes.length, "actor")} and ${unit(told.edges.length, "tie")}` },
    svg("g", { class: "edges" }, edges),
    svg("g", { class: "nodes" }, nodes),
  );
  const byId = new Map(nodes.map((group) => [group.dataset.id, group]));
  const move = (event, node) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      choose(node.id);
      return;
    }
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!way) return;
    event.preventDefault();
    const next = nearest(node, raised, way);
    if (!next) return;
    for (const each of nodes) each.setAttribute("tabindex", "-1");
    byId.get(next.id).setAttribute("tabindex", "0");
    byId.get(next.id).focus();
  };
  const light = (id) => {
    element.classList.toggle("lit", Boolean(id));
    const near = new Set([id]);
    for (const edge of edges) {
      const ends = edge.dataset.ends.split(" ");
      edge.classList.toggle("on", ends.includes(id));
      if (ends.includes(id)) ends.forEach((end) => near.add(end));
    }
    for (const group of nodes) {
      group.classList.toggle("on", near.has(group.dataset.id));
      group.setAttribute("aria-pressed", String(group.dataset.id === id));
    }
  };
  return { element, light };
}

/** The nearest node in a direction: distance along it, and twice that beside it. */
function nearest(from, nodes, [dx, dy]) {
  let best = null;
  let least = Infinity;
  for (const node of nodes) {
    const along = (node.x - from.x) * dx + (node.y - from.y) * dy;
    const beside = Math.abs((node.x - from.x) * dy) + Math.abs((node.y - from.y) * dx);
    if (along > 0.5 && along + 2 * beside < least) [best, least] = [node, along + 2 * beside];
  }
  return best;
}

function pairAddress(a, b, at) {
  return `/pair${query({ a, b, at })}`;
}

function tiesOf(node, told) {
  const ties = told.edges
    .filter((edge) => edge.actors.includes(node.id))
    .map((edge) => [edge, edge.actors[0] === node.id ? edge.actors[1] : edge.actors[0]])
    .sort(([one], [other]) => other.weight - one.weight);
  const item = ([edge, other]) =>
    el(
      "li",
      {},
      pageLink("pair", { a: node.id, b: other, at: told.day }, bdi(told.names[other] ?? other)),
      " ",
      signWords(edge.sign),
      el("span", { class: "faint" }, `, ${unit(edge.weight, "event or statement", "events and statements")}${edge.against_split ? ", against the split" : ""}`),
    );
  return el(
    "div",
    {},
    el("h3", {}, bdi(node.name), `: ${unit(node.ties, "tie")}, ${node.hostile} hostile`),
    el("ul", { class: "plain ties" }, ties.slice(0, SHOWN_TIES).map(item)),
    ties.length > SHOWN_TIES && el("p", { class: "faint" }, `and ${ties.length - SHOWN_TIES} weaker ones`),
  );
}

function blocs(told) {
  const names = (ids) => ids.map((id, at) => [at ? ", " : "", bdi(told.names[id] ?? id)]);
  return section(
    "blocs",
    "Blocs",
    el("p", { class: "faint" }, "Actors that are all on good terms with each other, the largest first."),
    told.blocs.length
      ? el("ol", { class: "plain" }, told.blocs.map(({ members }) => el("li", {}, el("b", {}, `${members.length}: `), names(members))))
      : el("p", { class: "faint" }, "No three actors are all on good terms."),
    el("p", { class: "faint" }, `${unit(told.frustration, "tie")} stand${told.frustration === 1 ? "s" : ""} against the best split into two sides${told.frustration_is_exact ? "" : " found in the time allowed"}.`),
    el("p", { class: "faint" }, told.what_it_is),
  );
}

function brokers(told) {
  const item = (broker) => {
    const shown = broker.rivalries.slice(0, 6);
    return el(
      "li",
      {},
      el("b", {}, bdi(broker.name)),
      ` between ${unit(broker.rivalries.length, "pair")} of rivals: `,
      shown.map(([a, b], at) => [at ? "; " : "", pageLink("pair", { a, b, at: told.day }, bdi(told.names[a] ?? a), " and ", bdi(told.names[b] ?? b))]),
      broker.rivalries.length > shown.length && " …",
    );
  };
  return section(
    "brokers",
    "Brokers",
    el("p", { class: "faint" }, "On good terms with both sides of a rivalry."),
    told.brokers.length ? el("ol", { class: "plain" }, told.brokers.map(item)) : el("p", { class: "faint" }, "Nobody is on good terms with both sides of a rivalry."),
  );
}

function allTies(told) {
  const columns = [{ title: "Pair" }, { title: "Sign" }, { title: "Events and statements", numeric: true }];
  const rows = [...told.edges]
    .sort((one, other) => other.weight - one.weight)
    .map((edge) => {
      const [a, b] = edge.actors;
      return [pageLink("pair", { a, b, at: told.day }, bdi(told.names[a] ?? a), " – ", bdi(told.names[b] ?? b)), signWords(edge.sign), edge.weight.toLocaleString("en")];
    });
  return el("details", {}, el("summary", {}, `All ${unit(told.edges.length, "tie")} shown, as a table`), table("Ties, the strongest first", columns, rows));
}

