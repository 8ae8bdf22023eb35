// How things read: days, months, codings, who says what. The same words as on the terminal (views/wording.py).
import { el } from "./dom.js";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export const QUAD_CLASSES = {
  1: "verbal cooperation",
  2: "material cooperation",
  3: "verbal conflict",
  4: "material conflict",
};

/** "2016-09-24" as "24 Sep 2016". */
export function day(iso) {
  if (!iso) return "";
  const [year, month, date] = iso.slice(0, 10).split("-").map(Number);
  return `${date} ${MONTHS[month - 1]} ${year}`;
}

/** "2016-09-01" or "2016-09" as "Sep 2016". */
export function month(iso) {
  const [year, number] = iso.split("-").map(Number);
  return `${MONTHS[number - 1]} ${year}`;
}

/** The last day of a month, as ISO writes it; "" of what is no month, as an address may have it. */
export function lastDay(iso) {
  if (!/^\d{4}-(0[1-9]|1[0-2])(-\d\d)?$/.test(iso)) return "";
  const [year, number] = iso.split("-").map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}

/** A span of days in words. */
export function span({ start, end, precision = "day" } = {}) {
  if (precision === "vague past") return "earlier";
  if (!start && !end) return "undated";
  if (!end) return `from ${day(start)}`;
  if (!start) return `until ${day(end)}`;
  if (start === end) return day(start);
  if (start.slice(0, 7) === end.slice(0, 7) && precision === "month") return month(start);
  if (start.endsWith("-01-01") && end.endsWith("-12-31")) {
    return start.slice(0, 4) === end.slice(0, 4) ? start.slice(0, 4) : `${start.slice(0, 4)}–${end.slice(0, 4)}`;
  }
  return `${day(start)} – ${day(end)}`;
}

/** "between Mar and Jul 2018": the months a shift lies in. */
export function months(earliest, latest) {
  return earliest === latest ? month(earliest) : `${month(earliest)} – ${month(latest)}`;
}

/** A share of 1 as a percentage. */
export function percent(value) {
  if (value === null || value === undefined) return "–";
  return value > 0 && value < 0.01 ? "under 1\u00a0%" : value < 1 && value > 0.99 ? "over 99\u00a0%" : `${Math.round(100 * value)}\u00a0%`;
}

/** Who says so: the speaker, else the author; of a feed its name. Claims are somebody's. */
export function speaker(event) {
  if (event.speaker) return event.speaker;
  return event.feed && event.feed !== "article" ? event.feed : "somebody not named";
}

/** Direction of a shift, by sign, word and colour. */
export function direction(cooperative) {
  return el(
    "span",
    { class: cooperative ? "towards-cooperation" : "towards-conflict" },
    cooperative ? "▲ towards cooperation" : "▼ towards conflict",
  );
}

/** How many shifts as strong as one shuffled months give, in ten years of a pair. */
export function chance(rate) {
  return `chance alone gives ${rate < 0.001 ? "under 0.001" : rate.toPrecision(2)} as strong in ten years of a pair`;
}

/** A sign of a tie, by word, sign and colour. */
export function signWords(sign) {
  return el("span", { class: sign === "+" ? "towards-cooperation" : "towards-conflict" }, sign === "+" ? "+ friendly" : "− hostile");
}
