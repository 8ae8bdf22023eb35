// Firsts: what texts claim, held against the record, and firsts that nobody claimed.
import { el } from "../../dom.js";

export const id = "firsts";
export const title = "Firsts";

export async function fill(body, { pair: { claims, firsts } }) {
  if (claims.length) {
    body.append(
      el("h3", {}, "Claimed by texts"),
      el("ul", { class: "plain" }, claims.map((claim) => el("li", {}, `“${claim.claim}”, says the text: `, el("b", {}, claim.verdict), el("p", { class: "meta" }, claim.reason)))),
    );
  }
  if (firsts.length) {
    body.append(
      el("h3", {}, "In the record"),
      el("ul", { class: "plain" }, firsts.slice(-5).reverse().map((first) => el("li", {}, first.words))),
    );
  }
}
