// Where a scenario begins: an example, what the world knows of two actors, a file of one's own, or an empty page.
import { actorField } from "../../actor_field.js";
import { bdi, el } from "../../dom.js";

const EMPTY = `scenario: What if
as_of: ${new Date().toISOString().slice(0, 10)}
question: {pair: [RUS, PAK], issue: closeness}
actors: # a state's size is its share of the world's capability; others need a size
  RUS: {}
  PAK: {}
ties: # -2 enemies ... 2 allies
  default: {value: 0, range: [-0.5, 0.5], assumption: "nothing known of these two"}
  pairs: []
issues:
  closeness:
    title: How close they become
    scale: {low_means: "foes", high_means: "allies"}
    positions: # position and salience, 0 to 100
      RUS: {position: 50, salience: 50, assumption: "why"}
      PAK: {position: 70, salience: 60, assumption: "why"}
change:
  title: What changes
  issues: {closeness: {positions: {RUS: {position: 70, assumption: "why"}}}}
`;

export function beginnings(page, limits, start, { folded }) {
  const form = el(
    "form",
    {
      class: "pair-form",
      on: {
        submit: (event) => {
          event.preventDefault();
          const told = new FormData(form);
          page.go({ a: told.get("a").trim(), b: told.get("b").trim(), at: told.get("at") });
        },
      },
    },
    actorField("What this world knows of", "a", page.params.get("a")),
    actorField("and", "b", page.params.get("b")),
    el("label", { class: "field day" }, el("span", {}, "on (last day known)"), el("input", { type: "date", name: "at", value: page.params.get("at") ?? "" })),
    el("button", {}, "Begin with that"),
  );
  return el(
    "details",
    { class: "begin", open: !folded },
    el("summary", {}, folded ? "Begin with another" : "Begin with"),
    el(
      "ul",
      { class: "plain examples" },
      limits.examples.map(({ name, title }) =>
        el(
          "li",
          {},
          el("button", { type: "button", "aria-pressed": String(page.params.get("example") === name), on: { click: () => page.go({ example: name }) } }, bdi(title)),
          el("span", { class: "faint" }, ` an example that comes along`),
        ),
      ),
    ),
    form,
    el(
      "p",
      { class: "controls" },
      el("label", { class: "choice" }, "A file of your own ", el("input", { type: "file", accept: ".yaml,.yml,text/yaml", on: { change: (event) => load(event.target, limits, start) } })),
      el("button", { type: "button", on: { click: () => start(EMPTY) } }, "An empty one"),
    ),
  );
}

async function load(input, limits, start) {
  const [file] = input.files;
  input.setCustomValidity(file && file.size > limits.most_bytes ? `${file.name} has ${file.size.toLocaleString("en")} bytes; at most ${limits.most_bytes.toLocaleString("en")} are read.` : "");
  if (input.reportValidity() && file) start(await file.text());
}
