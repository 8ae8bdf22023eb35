// A value with its range as a small drawing as wide as there is room; the words beside it say the same.
import { svg } from "../../dom.js";

/** `of` is {value, low, high}; `domain` the ends of the scale; `band` lies behind; `kind` gives the mark its shape. */
export function rangeBar(of, domain, { kind = "after", band = null, zero = false } = {}) {
  const [least, most] = domain;
  const at = (value) => `${(100 * Math.min(Math.max((value - least) / (most - least), 0), 1)).toFixed(2)}%`;
  const across = (low, high) => `${(100 * Math.max(0, Math.min(high, most) - Math.max(low, least)) / (most - least)).toFixed(2)}%`;
  return svg(
    "svg",
    { class: `range r-${kind}`, height: "18", width: "100%", "aria-hidden": "true" },
    band && svg("rect", { class: "band", x: at(band[0]), width: across(...band), y: "0", height: "18" }),
    svg("line", { class: "axis", x1: "0%", x2: "100%", y1: "9", y2: "9" }),
    zero && svg("line", { class: "zero", x1: at(0), x2: at(0), y1: "1", y2: "17" }),
    svg("line", { class: "reach", x1: at(of.low), x2: at(of.high), y1: "9", y2: "9" }),
    svg("svg", { x: at(of.value), y: "9", overflow: "visible", width: "1", height: "1" }, svg("path", { class: "mark", d: SHAPES[kind] ?? SHAPES.after })),
  );
}

const SHAPES = {
  before: "M-5 0A5 5 0 1 0 5 0A5 5 0 1 0 -5 0Z",
  after: "M-5 0A5 5 0 1 0 5 0A5 5 0 1 0 -5 0Z",
  deal: "M-5 -5H5V5H-5Z",
  via: "M0 -6L6 0L0 6L-6 0Z",
};

/** "43 (36–52)"; signed "+17 (7 … 27)"; a value that does not vary stands alone. */
export function ranged(of, { signed = false } = {}) {
  const large = !signed || Math.max(Math.abs(of.value), Math.abs(of.low), Math.abs(of.high)) >= 10;
  const words = (value) => sign(value.toFixed(large ? 0 : 1), signed);
  const [value, low, high] = [of.value, of.low, of.high].map(words);
  if (low === value && high === value) return value;
  return `${value} (${low.replace("+", "")}${signed ? "\u00a0…\u00a0" : "–"}${high.replace("+", "")})`;
}

function sign(text, signed) {
  if (Number(text) === 0) return "0";
  return signed && !text.startsWith("-") ? `+${text}` : text.replace("-", "−");
}
