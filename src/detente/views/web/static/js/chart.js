// Charts: Vega-Lite specifications of the server, drawn by Vega out of the server's own bundle, without eval.
import { el, figure, plain } from "./dom.js";

let bundle = null;

/**
 * Draws a specification into an element, as wide as it is. `pick(datum, event)` is called when a mark is clicked,
 * `place(day)` when anything else in the plot is: with the time under the pointer.
 */
export async function draw(container, spec, { alt, pick = null, place = null } = {}) {
  bundle ??= import("/static/vega.js");
  const { embed } = await bundle;
  const fitted = structuredClone(spec);
  for (const plot of fitted.vconcat ?? [fitted]) {
    plot.width = Math.max(container.clientWidth - 66, 180);
    delete plot.title; // the page says whose it is
  }
  fitted.description = alt;
  const { view } = await embed(container, fitted, {
    ast: true, // expressions are interpreted: the policy forbids eval
    renderer: "svg",
    actions: false,
    defaultStyle: false,
    tooltip: showTip,
    mode: "vega-lite",
  });
  const drawn = container.querySelector("svg");
  drawn?.setAttribute("role", "img");
  drawn?.setAttribute("aria-label", plain(alt));
  if (pick || place) {
    view.addEventListener("click", (event, item) => {
      if (pick && item?.datum && pick(item.datum, event)) return;
      const day = place ? dayAt(view, event, drawn) : null;
      if (day) place(day);
    });
  }
  return view;
}

/** The time under the pointer, by the scale that all parts of the chart share. */
function dayAt(view, event, drawn) {
  for (const name of ["x", "concat_0_x"]) {
    try {
      const scale = view.scale(name);
      const [left] = view.origin();
      const inner = drawn.querySelector(".mark-group .background")?.getBoundingClientRect();
      const at = inner ? event.clientX - inner.left : event.offsetX - left;
      const [low, high] = scale.range();
      if (at < Math.min(low, high) || at > Math.max(low, high)) return null;
      return new Date(scale.invert(at));
    } catch {
      // the scale has another name
    }
  }
  return null;
}

/** A tooltip that is text and nothing but text. */
function showTip(_handler, event, _item, value) {
  let tip = document.getElementById("tip");
  if (value === null || value === undefined || value === "") {
    if (tip) tip.hidden = true;
    return;
  }
  if (!tip) {
    tip = el("div", { id: "tip", "aria-hidden": "true" });
    document.body.append(tip);
  }
  const rows = typeof value === "object" ? Object.entries(value) : [["", value]];
  tip.replaceChildren(
    ...rows.map(([name, words]) => el("div", {}, name && el("span", { class: "faint" }, `${name} `), shown(words))),
  );
  tip.hidden = false;
  const { clientX: x, clientY: y } = event;
  tip.style.left = `${Math.max(4, Math.min(x + 14, innerWidth - tip.offsetWidth - 8))}px`;
  tip.style.top = `${Math.max(4, y + 18 + tip.offsetHeight > innerHeight ? y - tip.offsetHeight - 12 : y + 18)}px`;
}

function shown(words) {
  return typeof words === "number" ? figure(words) : String(words);
}
