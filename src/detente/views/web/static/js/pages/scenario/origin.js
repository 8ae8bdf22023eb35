// A number of the file as a button: hovered or opened, it tells its range, where it comes from, and its line.
import { bdi, el, quoted } from "../../dom.js";

const WORDS = { assumption: "assumed", source: "from a source", table: "from a table", world: "from this world" };

/** Numbers as the file has them: "0.35", "-1.5", "1,200". */
export function plainNumber(value) {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 3;
  return Number(value.toFixed(digits)).toLocaleString("en").replace("-", "−");
}

/** "assumed, 35 to 50"; what is taken as certain says so. */
export function originKind(number) {
  const range = number.low < number.high ? `, ${plainNumber(number.low)} to ${plainNumber(number.high)}` : ", taken as certain";
  return `${WORDS[number.origin]}${range}`;
}

function originWords(number) {
  return `${originKind(number)}${number.why ? `: ${number.why}` : ""}`;
}

/** The button; `goTo(line)` leads into the file. */
export function originOf(number, goTo, words = plainNumber(number.value)) {
  const button = el(
    "button",
    { type: "button", class: `origin o-${number.origin}`, title: originWords(number), "aria-expanded": "false", "aria-haspopup": "dialog", "aria-label": `${number.words}: ${words}, ${WORDS[number.origin]}`, on: { click: () => toggle(button, number, goTo) } },
    words,
  );
  return button;
}

function toggle(button, number, goTo) {
  const open = document.getElementById("origin");
  const mine = open?.opener === button;
  open?.shut();
  if (mine) return;
  const panel = el(
    "div",
    { id: "origin", role: "dialog", "aria-label": number.words, tabindex: "-1" },
    el("p", { class: "head" }, bdi(number.words)),
    el("p", {}, el("strong", {}, plainNumber(number.value)), " ", el("span", { class: `tag o-${number.origin}` }, WORDS[number.origin]), number.low < number.high ? ` from ${plainNumber(number.low)} to ${plainNumber(number.high)}` : " taken as certain"),
    number.why && el("p", {}, bdi(number.why)),
    number.quote && el("p", { class: "said" }, quoted(number.quote)),
    number.evidence.length > 0 && el("p", { class: "faint" }, `Evidence: ${number.evidence.slice(0, 6).join(", ")}${number.evidence.length > 6 ? ` and ${number.evidence.length - 6} more` : ""}`),
    el(
      "p",
      { class: "controls" },
      number.line && el("button", { type: "button", on: { click: () => (panel.shut(false), goTo(number.line)) } }, `Line ${number.line} of the file`),
      el("button", { type: "button", on: { click: () => panel.shut() } }, "Close"),
    ),
  );
  const ends = new AbortController();
  panel.opener = button;
  panel.shut = (back = true) => {
    ends.abort();
    panel.remove();
    button.setAttribute("aria-expanded", "false");
    if (back && button.isConnected) button.focus({ preventScroll: true });
  };
  button.setAttribute("aria-expanded", "true");
  document.getElementById("main").append(panel);
  const { left, bottom, top } = button.getBoundingClientRect();
  const below = bottom + panel.offsetHeight + 8 < innerHeight || top < panel.offsetHeight;
  panel.style.left = `${Math.max(8, Math.min(left, innerWidth - panel.offsetWidth - 8)) + scrollX}px`;
  panel.style.top = `${(below ? bottom + 6 : top - panel.offsetHeight - 6) + scrollY}px`;
  panel.focus({ preventScroll: true });
  document.addEventListener("keydown", (event) => event.key === "Escape" && panel.shut(), { signal: ends.signal });
  document.addEventListener("pointerdown", (event) => !panel.contains(event.target) && event.target !== button && panel.shut(false), { signal: ends.signal });
}
