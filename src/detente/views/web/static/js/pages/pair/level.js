// How the two stand on the peace scale, as probabilities, with what moved them.
import { el, figure } from "../../dom.js";
import { month, percent } from "../../words.js";

export const id = "level";
export const title = "Level on the peace scale";

export async function fill(body, { pair: { level } }) {
  if (!level) return;
  if (level.reason) {
    body.append(el("p", {}, `Not enough evidence: ${level.reason}.`));
    return;
  }
  const moved = [...level.moved].sort((one, other) => Math.abs(other.by) - Math.abs(one.by)).slice(0, 4);
  body.append(
    el("p", { class: "faint" }, `At the end of ${month(level.month)}, from events since ${month(level.window_start)}. Scale of Diehl, Goertz & Gallegos.`),
    el(
      "ul",
      { class: "levels" },
      Object.entries(level.probabilities).map(([name, probability]) =>
        el(
          "li",
          { class: name === level.likeliest && "likeliest" },
          el("span", {}, name, name === level.likeliest && el("span", { class: "unseen" }, " (likeliest)")),
          el("meter", { min: "0", max: "1", value: String(probability), "aria-label": name }, percent(probability)),
          el("span", { class: "numeric" }, percent(probability)),
        ),
      ),
    ),
    el(
      "p",
      { class: "faint" },
      `Mean ${figure(level.peace)} of 0 (severe rivalry) to 1 (security community)`,
      moved.length ? `; moved by ${moved.map((each) => `${each.given.replaceAll("_", " ")} (${each.value}) ${each.by > 0 ? "+" : ""}${figure(each.by)}`).join(", ")}.` : ".",
    ),
  );
}
