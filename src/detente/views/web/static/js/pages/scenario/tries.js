// Other numbers tried out: those that move the answers most as sliders, any other by name. The file stays as it is.
import { bdi, el } from "../../dom.js";
import { originKind, plainNumber } from "./origin.js";

const OFFERED = 6;
const PAUSE = 450; // milliseconds after the last move of a slider

let count = 0;

export function tries(told, values, set) {
  const byField = new Map(told.numbers.map((number) => [number.field, number]));
  const mine = { ...values };
  const list = el("ul", { class: "plain sliders" });
  const shown = new Set();
  let waiting = 0;

  const changed = (field, value) => {
    if (value === null) delete mine[field];
    else mine[field] = value;
    clearTimeout(waiting);
    waiting = setTimeout(() => set({ ...mine }), PAUSE);
  };
  const offer = (field) => {
    const number = byField.get(field);
    if (!number || shown.has(field)) return;
    shown.add(field);
    list.append(slider(number, values[field], changed));
  };
  Object.keys(values).forEach(offer);
  telling(told).forEach(offer);

  const more = el(
    "select",
    {
      id: "try-more",
      on: {
        change: () => {
          offer(more.value);
          list.lastElementChild?.querySelector("input")?.focus();
          more.value = "";
        },
      },
    },
    el("option", { value: "" }, "another number …"),
    told.numbers.map((number) => el("option", { value: number.field }, number.words)),
  );
  return el(
    "section",
    { id: "tries", "aria-labelledby": "tries-title" },
    el("h2", { id: "tries-title" }, "Try other numbers"),
    el("p", { class: "faint" }, "The answer follows at once, with fewer draws. The file stays as it is; the address of this page keeps what you set."),
    list,
    el("p", { class: "controls" }, el("label", { for: "try-more" }, "Try"), more),
  );
}

/** The numbers that have most to say in what is asked first. */
function telling(told) {
  const asked = told.issues.filter(({ id }) => id === told.how_far);
  const pair = told.pair ?? [];
  const lists = [
    ...(asked.length ? asked : told.issues.slice(0, 1)).map(({ moved_by: moved }) => moved),
    told.together.moved_by,
    ...told.gains.filter(({ actor }) => pair.includes(actor) || !pair.length).map(({ moved_by: moved }) => moved),
  ];
  const found = [];
  for (let place = 0; place < OFFERED && found.length < OFFERED; place += 1) {
    for (const moved of lists) {
      const field = moved[place]?.field;
      if (field && !found.includes(field) && found.length < OFFERED) found.push(field);
    }
  }
  return found;
}

function slider(number, value, changed) {
  const id = `try-${(count += 1)}`;
  const { own } = number;
  const size = number.field.endsWith(".size");
  const most = size ? Math.max(2 * number.high, 2 * own, 0.1) : number.most;
  const step = size ? most / 200 : (most - number.least) / (most - number.least > 10 ? 100 : 80);
  const box = el("input", { type: "number", "aria-label": `${number.words}, as a number`, min: String(number.least), max: String(most), step: "any", value: plain(value ?? own), on: { change: () => (box.reportValidity() && box.value !== "" ? move(Number(box.value)) : null) } });
  const range = el("input", { type: "range", id, min: String(number.least), max: String(most), step: String(step), value: String(value ?? own), on: { input: () => move(Number(range.value)) } });
  const back = el("button", { type: "button", disabled: value === undefined, on: { click: () => move(null) } }, "as in the file");
  const move = (to) => {
    const told = to ?? own;
    if (Number(range.value) !== told) range.value = String(told);
    box.value = plain(told);
    back.disabled = to === null;
    changed(number.field, to);
  };
  return el(
    "li",
    {},
    el("label", { for: id }, bdi(number.words)),
    el("div", { class: "controls" }, range, box, back),
    el("p", { class: "meta" }, `${plainNumber(own)} in the file${value === undefined ? `, ${originKind(number)}` : ""}`),
  );
}

function plain(value) {
  return String(Number(value.toFixed(3)));
}
