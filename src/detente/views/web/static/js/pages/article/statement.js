// One statement of an article: who, what, to whom, who says so and how firmly, and its sentence.
import { correctEvent } from "../../correcting.js";
import { bdi, el, pageLink } from "../../dom.js";

export function statementItem(said) {
  return el(
    "li",
    { class: `statement q${said.quad_class}`, id: `s-${said.number}`, data: { n: said.number, kind: said.kind } },
    el(
      "p",
      { class: "head" },
      el("button", { type: "button", class: "number", "aria-label": `Statement ${said.number}: show it in the text` }, String(said.number)),
      " ",
      el("span", { class: "kind" }, said.kind),
      " ",
      whoOf(said),
      el("b", {}, said.what === said.kind ? "" : said.what),
    ),
    el(
      "p",
      { class: "meta" },
      el("span", { class: "says" }, said.named ? bdi(said.says) : "somebody not named", " says", said.cue && el("span", { class: "faint" }, " (“", bdi(said.cue), "”)")),
      el("span", { class: "status" }, el("span", { "aria-hidden": "true" }, `${said.shape} `), said.status),
      said.when && el("span", {}, said.when),
      said.where && el("span", {}, "in ", bdi(said.where)),
      said.how_many && el("span", {}, said.how_many),
      said.quad_label && el("span", {}, said.quad_label),
      said.goldstein && el("span", {}, `Goldstein ${said.goldstein}`),
      said.cameo && el("span", {}, `CAMEO ${said.cameo} ${said.cameo_name}`),
      el("span", {}, `confidence ${said.confidence}`),
      said.pair && el("span", {}, pageLink("pair", { a: said.pair[0], b: said.pair[1] }, "how the two stand")),
    ),
    sentence(said.said),
    novelty(said),
    again(said.places),
    said.event && correctEvent(said.event, said),
  );
}

function whoOf({ who, arrow, whom, actors, about, what, kind }) {
  const names = who || whom ? [who || "somebody not named"] : actors;
  const between = kind === "tie" ? " ↔ " : ", ";
  const words = names.map((name, at) => [at ? between : "", bdi(name)]);
  const others = about.filter((name) => !names.includes(name) && name !== whom);
  return [
    words,
    whom && [` ${arrow} `, bdi(whom)],
    others.length ? [" on ", others.map((name, at) => [at ? ", " : "", bdi(name)])] : "",
    (names.length || whom) && what !== kind ? ": " : "",
  ];
}

function sentence({ before, quote, after }) {
  return el("blockquote", { class: "said", dir: "auto" }, before, el("mark", {}, quote), after);
}

/** A claim to be a first, beside what the world's record says of it. */
function novelty({ novelty: claim, verdict }) {
  if (!claim) return null;
  const sign = { confirmed: "✓", contradicted: "✗" }[verdict?.words] ?? "?";
  return el("p", { class: "novelty" }, el("b", {}, bdi(claim)), ", says the text. This world: ", el("b", { class: `verdict v-${verdict?.words === "confirmed" || verdict?.words === "contradicted" ? verdict.words : "open"}` }, `${sign} ${verdict?.words ?? "not looked up"}`), verdict && el("span", { class: "faint" }, ` – ${verdict.reason}`));
}

function again(places) {
  if (places.length < 2) return null;
  return el("p", { class: "again" }, "Said again: ", places.slice(1).map((place, at) => [at ? ", " : "", el("button", { type: "button", class: "link", data: { place: at + 1 }, title: place.quote }, `place ${at + 2}`)]));
}
