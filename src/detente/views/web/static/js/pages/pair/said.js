// What texts say of the two beside events: ties, stances, dependencies, causes, predictions, questions.
import { bdi, el, pageLink, unit } from "../../dom.js";
import { day, span } from "../../words.js";

export const id = "said";
export const title = "What texts say of the two";

const MOST = 8;

export async function fill(body, { pair: { said } }) {
  const kinds = Map.groupBy ? Map.groupBy(said, (each) => each.kind) : groups(said);
  for (const [kind, listed] of kinds) {
    const items = [...listed].sort((one, other) => lastDay(other).localeCompare(lastDay(one)));
    body.append(
      el("h3", {}, unit(items.length, kind, kind === "dependency" ? "dependencies" : `${kind}s`)),
      el("ul", { class: "plain" }, items.slice(0, MOST).map(item)),
      items.length > MOST ? el("details", {}, el("summary", {}, `${items.length - MOST} more`), el("ul", { class: "plain" }, items.slice(MOST).map(item))) : "",
    );
  }
}

function groups(said) {
  const found = new Map();
  for (const each of said) found.set(each.kind, [...(found.get(each.kind) ?? []), each]);
  return found;
}

function lastDay(said) {
  return said.event_date?.end ?? said.event_date?.start ?? said.known ?? "";
}

function item(said) {
  const what = [said.polarity === "negative" ? "not" : "", said.tie ?? said.stance ?? said.type ?? ""].filter(Boolean).join(" ");
  const who = [...new Map(said.actors.map((actor) => [actor.id, actor.name])).values()];
  const when = said.event_date ? span(said.event_date) : said.known ? `told by ${day(said.known)}` : "";
  return el(
    "li",
    {},
    el("span", {}, who.map((name, at) => [at ? " ↔ " : "", bdi(name)])),
    what && [": ", el("b", {}, what)],
    el(
      "p",
      { class: "meta" },
      el("span", { class: "says" }, bdi(speakerOf(said)), ` says · ${said.status}`),
      when && el("span", {}, when),
      pageLink("article", { id: said.evidence.article_id, at: said.evidence.start }, "in its article"),
    ),
    el("blockquote", { class: "said", dir: "auto" }, said.evidence.quote),
  );
}

function speakerOf({ speaker }) {
  return !speaker || speaker.id === "unnamed" ? "somebody not named" : speaker.name;
}
