// Putting right: the form under an event, who signs, and what stands at the page's foot once it is done.
import { get, post } from "./api.js";
import { bdi, el, tell } from "./dom.js";
import { again } from "./router.js";

const NAME = "detente-name";
let codings = null;
let count = 0;

/** "wrong? correct it" under an event; its form is made when it is opened. */
export function correctEvent(id, { type, mode } = {}) {
  const details = el("details", { class: "correct", on: { toggle: () => open(details, id, { type, mode }) } }, el("summary", {}, "wrong? correct it"));
  return details;
}

async function open(details, id, coded) {
  if (!details.open || details.querySelector("form")) return;
  try {
    details.append(eventForm(id, coded, await types()));
  } catch (error) {
    details.append(el("p", { class: "banner" }, error.message));
  }
}

/** Every event type with its modes, asked for once. */
export async function types() {
  codings ??= get("corrections/codings");
  try {
    return (await codings).types;
  } catch (error) {
    codings = null;
    throw error;
  }
}

function eventForm(id, coded, known) {
  const form = el(
    "form",
    { class: "correction", on: { submit: (event) => submit(event, form, (told) => bodyOf(told, id)) } },
    el(
      "fieldset",
      {},
      el("legend", { class: "unseen" }, "What is wrong"),
      choice("kind", "reject", "It did not happen, or is no event: reject it", true),
      choice("kind", "recode", "It is of another type:", false),
      typeFields(known, coded, () => form.querySelector("input[value=recode]").click()),
    ),
    signature(),
    el("p", { class: "controls" }, el("button", {}, "Correct"), faultOf()),
  );
  return form;
}

function bodyOf(told, event) {
  const kind = told.get("kind");
  return kind === "reject" ? { kind, event } : { kind, event, type: told.get("type"), mode: told.get("mode") || null };
}

function choice(name, value, words, checked) {
  return el("label", { class: "choice" }, el("input", { type: "radio", name, value, checked }), ` ${words}`);
}

/** Selects of type and mode; modes follow the type. */
export function typeFields(known, { type, mode } = {}, changed = () => {}) {
  const ofMode = el("select", { name: "mode", on: { change: changed } });
  const ofType = el(
    "select",
    { name: "type", on: { change: () => (fillModes(null), changed()) } },
    known.map((each) => el("option", { value: each.type, selected: each.type === type }, `${each.type} – ${each.definition}`)),
  );
  const fillModes = (chosen) => {
    const { modes } = known.find((each) => each.type === ofType.value) ?? { modes: [] };
    const listed = modes.map((each) => [each.name, `${each.name} – ${each.definition}`]);
    if (chosen && !modes.some((each) => each.name === chosen)) listed.push([chosen, chosen]); // a context, as "military"
    ofMode.replaceChildren(
      el("option", { value: "" }, "no mode"),
      ...listed.map(([name, words]) => el("option", { value: name, selected: name === chosen }, words)),
    );
    ofMode.disabled = listed.length === 0;
  };
  fillModes(mode);
  return el("p", { class: "controls" }, labelled("Type", ofType), labelled("Mode", ofMode));
}

export function labelled(words, input) {
  input.id ||= `field-${(count += 1)}`;
  return el("label", { class: "field", for: input.id }, el("span", {}, words), input);
}

/** Who corrects, and why; the name is remembered on this computer. */
export function signature() {
  return el(
    "p",
    { class: "controls signature" },
    labelled("Your name", el("input", { name: "made_by", required: true, maxlength: "100", autocomplete: "name", dir: "auto", value: kept() })),
    labelled("Why", el("input", { name: "why", required: true, maxlength: "500", autocomplete: "off", dir: "auto" })),
  );
}

export function faultOf() {
  return el("output", { class: "fault", role: "alert" });
}

/** Sends a form's correction; then `before` is told, and the page shown anew, with its numbers moved and a way back. */
export async function submit(event, form, body, before = () => {}) {
  event.preventDefault();
  const told = new FormData(form);
  const fault = form.querySelector(".fault");
  const button = form.querySelector("button:not([type=button])");
  keep(told.get("made_by"));
  fault.value = "";
  button.disabled = true;
  try {
    const made = await post("corrections", { ...body(told), made_by: told.get("made_by"), why: told.get("why") });
    before(made);
    await again();
    done(made);
    return made;
  } catch (error) {
    fault.value = error.message;
    return null;
  } finally {
    button.disabled = false;
  }
}

/** Takes a correction back. */
export async function undo(made, why = "taken back") {
  const back = await post("corrections", { kind: "undo", undoes: made.id, made_by: kept() || made.made_by, why });
  await again();
  done(back);
  return back;
}

/** What was done stands at the foot of the page until it is dismissed, with a way back. */
function done(made) {
  document.getElementById("done")?.remove();
  const fault = faultOf();
  const bar = el(
    "div",
    { id: "done", role: "region", "aria-label": "Last correction" },
    el("p", {}, made.kind === "undo" ? "" : "Corrected: ", bdi(made.what), ". Every number follows. ", fault),
    el(
      "p",
      { class: "controls" },
      el("button", { type: "button", on: { click: () => undo(made).catch((error) => (fault.value = error.message)) } }, made.kind === "undo" ? "Redo" : "Undo"),
      el("button", { type: "button", class: "quiet", on: { click: () => bar.remove() } }, "Dismiss"),
    ),
  );
  document.body.append(bar);
  tell(`Done: ${made.what}`);
}

function kept() {
  try {
    return localStorage.getItem(NAME) ?? "";
  } catch {
    return ""; // storage may be forbidden; the name is then typed each time
  }
}

function keep(name) {
  try {
    localStorage.setItem(NAME, name);
  } catch {
    // as above
  }
}
