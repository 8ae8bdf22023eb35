// A field for an actor: type a name or code, pick one that the world knows.
import { get } from "./api.js";
import { el } from "./dom.js";

let count = 0;

/** A labelled input with suggestions of the world's own actors. */
export function actorField(label, name, value) {
  const id = `actor-${(count += 1)}`;
  const list = el("datalist", { id: `${id}-list` });
  const input = el("input", {
    id,
    name,
    value: value ?? "",
    list: list.id,
    required: true,
    autocomplete: "off",
    spellcheck: "false",
    dir: "auto",
    placeholder: "name or code",
    maxlength: "200",
    on: { input: () => suggest(input, list), focus: () => suggest(input, list) },
  });
  return el("label", { class: "field", for: id }, el("span", {}, label), input, list);
}

let asked = 0;

async function suggest(input, list) {
  const mine = (asked += 1);
  await new Promise((resolve) => setTimeout(resolve, 120)); // until the typing pauses
  if (mine !== asked) return;
  try {
    const { actors } = await get("actors", { q: input.value });
    if (mine !== asked) return;
    list.replaceChildren(...actors.map(({ id, name, events }) => el("option", { value: name }, `${id} · ${events} events`)));
  } catch {
    list.replaceChildren(); // without suggestions a name can still be typed
  }
}

/** The form that asks how two actors stand. */
export function pairForm({ a, b }, go) {
  const form = el(
    "form",
    {
      class: "pair-form",
      on: {
        submit: (event) => {
          event.preventDefault();
          const told = new FormData(form);
          go({ a: told.get("a").trim(), b: told.get("b").trim() });
        },
      },
    },
    actorField("How do", "a", a),
    actorField("and", "b", b),
    el("button", {}, "stand?"),
  );
  return form;
}
