// Issues on which texts give a stance of both: agreed, disputed, unclear.
import { get } from "../../api.js";
import { bdi, el } from "../../dom.js";

export const id = "issues";
export const title = "Issues agreed and disputed";

const WORDS = { agree: "agree", differ: "differ", unclear: "unclear" };

export async function fill(body, { a, b, params, pair, signal }) {
  const told = await get("pair/around", { a, b, at: params.get("at"), events: false }, signal);
  if (!told.issues.length) return;
  const side = (party, stand) => [bdi(party.name), ` ${stand.position}`];
  body.append(
    el(
      "ul",
      { class: "plain" },
      told.issues.map((issue) =>
        el(
          "li",
          {},
          el("b", {}, bdi(issue.issue)),
          ": ",
          el("span", { class: `comparison ${issue.comparison}` }, WORDS[issue.comparison]),
          " · ",
          side(pair.first, issue.first),
          ", ",
          side(pair.second, issue.second),
          [...issue.first.evidence, ...issue.second.evidence].slice(0, 6).map((each) => told.quotes[each] && el("p", { class: "said", dir: "auto" }, told.quotes[each])),
        ),
      ),
    ),
    el("p", { class: "faint" }, "Stances are what texts say that the two want; a state speaks through its officials."),
  );
}
