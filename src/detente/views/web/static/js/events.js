// Events with the sentences that tell them: every one somebody's claim, with its status.
import { correctEvent } from "./correcting.js";
import { bdi, el, outside, pageLink } from "./dom.js";
import { day, QUAD_CLASSES, span, speaker } from "./words.js";

/** A list of events, or the words that there are none. */
export function eventList(events, nothing = "No event is known.") {
  if (!events.length) return el("p", { class: "faint" }, nothing);
  return el("ol", { class: "events" }, events.map(eventItem));
}

function eventItem(event) {
  const source = bdi(event.source.name ?? event.source.id ?? "somebody");
  const target = bdi(event.target.name ?? event.target.id ?? "nobody named");
  const coding = [event.type, event.mode].filter(Boolean).join(" ") || event.cameo_code || "not coded";
  const not = event.polarity === "negative" ? "not " : "";
  return el(
    "li",
    { class: `event q${event.quad_class ?? 0}`, data: { event: event.id } },
    el(
      "p",
      { class: "head" },
      el("span", { class: "when" }, span(event.event_date)),
      " ",
      source,
      ` → `,
      target,
      ": ",
      el("b", {}, not + coding),
      ` · ${QUAD_CLASSES[event.quad_class] ?? "no quad class"}`,
      event.goldstein === null ? "" : ` · Goldstein ${event.goldstein.toFixed(1).replace("-", "−")}`,
    ),
    sentenceOf(event),
    el(
      "p",
      { class: "meta" },
      el("span", { class: "says" }, bdi(speaker(event)), ` says · ${event.status}`),
      event.outlet && el("span", {}, bdi(event.outlet)),
      el("span", {}, event.feed === "article" ? "read from an article" : `feed ${event.feed}`),
      event.published_at && el("span", {}, `known ${day(event.published_at)}`),
      event.licence && el("span", {}, `licence: ${event.licence}`),
      event.cameo_code && el("span", {}, `CAMEO ${event.cameo_code}`),
      event.left_out && el("span", { class: "left-out" }, `not counted: ${event.left_out}`),
      whereTo(event),
    ),
    correctEvent(event.id, event),
  );
}

function sentenceOf({ sentence }) {
  if (!sentence) return el("p", { class: "faint said" }, "The feed gives no sentence.");
  return el(
    "blockquote",
    { class: "said", dir: "auto" },
    sentence.before,
    el("mark", {}, sentence.words),
    sentence.after,
    sentence.title && el("cite", {}, "from ", bdi(sentence.title)),
  );
}

function whereTo(event) {
  if (event.article_id) {
    return pageLink("article", { id: event.article_id, at: event.quote_start }, "in its article");
  }
  return event.origin ? outside(event.origin) : null;
}
