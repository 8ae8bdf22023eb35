// Firsts: what texts claim, held against the record, and firsts that nobody claimed. Each opens what it is told of.
import { get } from "../../api.js";
import { el } from "../../dom.js";
import { eventList } from "../../events.js";

export const id = "firsts";
export const title = "Firsts";

export async function fill(body, state) {
  const { claims, firsts } = state.pair;
  if (claims.length) {
    body.append(
      el("h3", {}, "Claimed by texts"),
      el(
        "ul",
        { class: "plain" },
        claims.map((claim) =>
          el("li", {}, opened([`“${claim.claim}”, says the text: `, el("b", {}, claim.verdict)], [claim.event, ...claim.against], state), el("p", { class: "meta" }, claim.reason)),
        ),
      ),
    );
  }
  if (firsts.length) {
    body.append(
      el("h3", {}, "In the record"),
      el("ul", { class: "plain" }, firsts.slice(-5).reverse().map((first) => el("li", {}, opened(first.words, [first.event, first.before].filter(Boolean), state)))),
    );
  }
}

const MOST_EVENTS = 50; // of one question

/** Words that open the events they are told of. */
function opened(words, ids, { a, b, signal }) {
  const place = el("div", { class: "picked" });
  const show = async ({ target }) => {
    if (!target.open || place.childElementCount) return;
    place.replaceChildren(el("p", { class: "waiting" }, "Looking up its events …"));
    try {
      const { events } = await get("pair/events", { a, b, ids: ids.slice(0, MOST_EVENTS) }, signal);
      place.replaceChildren(eventList(events));
    } catch (error) {
      if (!signal.aborted) place.replaceChildren(el("p", { class: "banner" }, error.message));
    }
  };
  return el("details", { on: { toggle: show } }, el("summary", {}, words), place);
}
