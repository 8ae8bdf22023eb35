// What users put right: forms for actors and events, and every correction ever made, with a way back.
import { actorField } from "../actor_field.js";
import { get } from "../api.js";
import { faultOf, labelled, signature, submit, typeFields, types, undo } from "../correcting.js";
import { bdi, el, pageLink, section, unit } from "../dom.js";
import { eventList } from "../events.js";
import { day } from "../words.js";

// One form a kind: `fields(params, signal)` gives its fields, `body(told)` what is sent.
const FORMS = {
  merge: {
    words: "Merge two actors",
    help: "All that the first did becomes the second's. For a name that nobody knew, or two names of one actor.",
    fields: async ({ params, known }) => [
      actorField("Merge", "actor", known?.id ?? params.get("actor")),
      actorField("into", "into", params.get("into")),
    ],
    body: (told) => ({ kind: "merge", actor: told.get("actor"), into: told.get("into") }),
  },
  split: {
    words: "Split an actor",
    help: "Where an actor is named by certain words (or a feed's code), somebody else is meant.",
    fields: async ({ params, known }) => [
      actorField("Of", "actor", known?.id ?? params.get("actor")),
      wordsField(known),
      actorField("mean", "into", params.get("into")),
    ],
    body: (told) => ({ kind: "split", actor: told.get("actor"), text: told.get("text"), into: told.get("into") }),
  },
  rename: {
    words: "Rename an actor",
    help: "It is called by the new name wherever it is shown. What texts and feeds called it stays beside its sentences.",
    fields: async ({ params, known }) => [
      actorField("Call", "actor", known?.id ?? params.get("actor")),
      labelled("by this name", el("input", { name: "name", required: true, maxlength: "200", dir: "auto", autocomplete: "off" })),
    ],
    body: (told) => ({ kind: "rename", actor: told.get("actor"), name: told.get("name") }),
  },
  reject: {
    words: "Reject an event",
    help: "It did not happen, or is none. It leaves every count and list. Lists of events have “wrong? correct it” under each.",
    fields: async ({ params }) => [eventField(params)],
    body: (told) => ({ kind: "reject", event: told.get("event") }),
  },
  recode: {
    words: "Recode an event",
    help: "It is of another type. CAMEO code, quad class and Goldstein score follow from type and mode.",
    fields: async ({ params }) => [eventField(params), typeFields(await types(), { type: params.get("type"), mode: params.get("mode") })],
    body: (told) => ({ kind: "recode", event: told.get("event"), type: told.get("type"), mode: told.get("mode") || null }),
  },
};

export async function show(page) {
  const { root, params, signal } = page;
  const chosen = Object.hasOwn(FORMS, params.get("do") ?? "") ? params.get("do") : params.get("event") ? "reject" : "merge";
  const card = el("div", { "aria-live": "polite" });
  const [history, known] = await Promise.all([
    get("corrections", { most: 200 }, signal),
    lookUp("corrections/actor", { actor: params.get("actor") }, signal),
    isOfEvents(chosen) && lookUp("corrections/event", { event: params.get("event") }, signal).then((told) => card.append(eventCard(told))),
  ]);
  if (!isOfEvents(chosen)) card.append(actorCard(known, page));
  root.append(
    el("h1", {}, "Corrections"),
    el("p", { class: "faint" }, "What was read or imported stays as it was. A correction lies over it, counts at once in every number, keeps who made it, when and why, and can be taken back."),
    section("make", "Correct", choices(page, chosen), await form(page, chosen, known?.found, card)),
    card,
    section("made", `Made so far (${history.in_all.toLocaleString("en")})`, historyList(history)),
  );
}

function isOfEvents(kind) {
  return kind === "reject" || kind === "recode";
}

/** What the address names; {found} or {fault}, null where it names nothing. */
async function lookUp(path, asked, signal) {
  if (!Object.values(asked)[0]) return null;
  try {
    return { found: await get(path, asked, signal) };
  } catch (error) {
    if (error.status !== 404 && error.status !== 422) throw error;
    return { fault: error.message };
  }
}

function choices({ params, go }, chosen) {
  return el(
    "p",
    { class: "controls kinds", role: "group", "aria-label": "What to correct" },
    Object.entries(FORMS).map(([kind, { words }]) =>
      el("button", { type: "button", "aria-pressed": String(kind === chosen), on: { click: () => go({ ...Object.fromEntries(params), do: kind }, { replace: true }) } }, words),
    ),
  );
}

async function form(page, chosen, known, card) {
  const { help, fields, body } = FORMS[chosen];
  const made = el(
    "form",
    { class: "correction", on: { submit: (event) => submit(event, made, body, () => page.keep(leftOf(page.params, chosen))) } },
    el("p", { class: "faint" }, help),
    el("div", { class: "controls" }, await fields({ params: page.params, known })),
    signature(),
    el("p", { class: "controls" }, el("button", {}, "Correct"), faultOf()),
  );
  for (const name of ["actor", "event"]) {
    const input = made.elements.namedItem(name);
    input?.addEventListener("change", () => look(page, chosen, name, input.value.trim(), card));
  }
  return made;
}

/** Once a correction is made, the address names what is still there: a merged actor and a rejected event are not. */
function leftOf(params, chosen) {
  const left = { ...Object.fromEntries(params), do: chosen };
  if (chosen === "merge") delete left.actor;
  if (chosen === "reject") delete left.event;
  return left;
}

/** Shows what a field names, and puts it into the address; what else was typed stays. */
async function look(page, chosen, name, value, card) {
  const params = { ...Object.fromEntries(page.params), do: chosen, [name]: value };
  page.keep(params);
  page.params = new URLSearchParams(params);
  try {
    const told = await lookUp(`corrections/${name}`, { [name]: value }, page.signal);
    card.replaceChildren(name === "actor" ? actorCard(told, page) : eventCard(told));
    if (name === "actor") document.getElementById("namings")?.replaceChildren(...namingOptions(told?.found));
  } catch (error) {
    if (!page.signal.aborted) card.replaceChildren(el("p", { class: "banner" }, error.message));
  }
}

function wordsField(known) {
  const list = el("datalist", { id: "namings" }, namingOptions(known));
  const input = el("input", { name: "text", required: true, maxlength: "500", dir: "auto", autocomplete: "off", list: list.id });
  return [labelled("let these words", input), list];
}

function namingOptions(known) {
  return (known?.namings ?? []).map(({ words, times }) => el("option", { value: words }, `${times.toLocaleString("en")} times`));
}

function eventField(params) {
  return labelled("Event", el("input", { name: "event", required: true, maxlength: "300", autocomplete: "off", spellcheck: "false", value: params.get("event") ?? "", placeholder: "article:… or gdelt:…" }));
}

function eventCard(told) {
  if (!told) return "";
  if (told.fault) return el("p", { class: "banner" }, told.fault);
  return section("event", "The event as it stands", eventList([told.found]));
}

function actorCard(known, { params, go }) {
  if (!known) return "";
  if (known.fault) return el("p", { class: "banner" }, known.fault);
  const { found } = known;
  const MOST = 40;
  const take = (words) => go({ ...Object.fromEntries(params), do: "split", actor: found.id, text: words }, { replace: true });
  return section(
    "actor",
    "The actor as it stands",
    el("p", {}, el("b", {}, bdi(found.name)), ` (${found.id}), ${(found.kind ?? "kind not known").replaceAll("_", " ")}`, found.state && found.state !== found.id && `, of ${found.state}`, `, in ${unit(found.events, "event")}.`),
    el("p", { class: "faint" }, "Named in texts and feeds as they were stored:"),
    el(
      "ul",
      { class: "plain names" },
      found.namings.slice(0, MOST).map(({ words, feed, times }) =>
        el("li", {}, el("button", { type: "button", class: "link", on: { click: () => fillWords(words, take) } }, bdi(words)), el("span", { class: "faint" }, ` ${times.toLocaleString("en")} × ${feed === "article" ? "in articles" : feed}`)),
      ),
    ),
    found.namings.length > MOST && el("p", { class: "faint" }, `${found.namings.length - MOST} rarer ones are not shown.`),
  );
}

/** A click on words puts them into the form for splitting. */
async function fillWords(words, take) {
  if (!document.querySelector("form.correction input[name=text]")) await take(words);
  const input = document.querySelector("form.correction input[name=text]");
  if (!input) return;
  input.value = words;
  input.focus();
}

function historyList({ corrections, in_all: all }) {
  if (!corrections.length) return el("p", { class: "faint" }, "Nothing was corrected yet.");
  return [
    el("ol", { class: "plain history" }, corrections.map(historyItem)),
    all > corrections.length && el("p", { class: "faint" }, `The last ${corrections.length} are shown.`),
  ];
}

function historyItem(made) {
  const fault = faultOf();
  const isUndo = made.kind === "undo";
  return el(
    "li",
    { class: made.is_in_force ? "" : "undone", data: { correction: made.id } },
    el("p", { class: "head" }, el("span", { class: "kind" }, made.kind), " ", el(made.is_in_force ? "span" : "s", {}, bdi(made.what))),
    el("blockquote", { class: "said", dir: "auto" }, made.why),
    el(
      "p",
      { class: "meta" },
      el("span", {}, bdi(made.made_by)),
      el("span", {}, el("time", { datetime: made.made_at }, `${day(made.made_at)}, ${made.made_at.slice(11, 16)} UTC`)),
      made.undone_by && el("span", {}, "taken back by ", bdi(made.undone_by.made_by), ": ", bdi(made.undone_by.why)),
      made.actor && el("span", {}, pageLink("corrections", { actor: made.actor }, "the actor")),
      made.event && el("span", {}, pageLink("corrections", { event: made.event }, "the event")),
    ),
    made.is_in_force && el("p", { class: "controls" }, el("button", { type: "button", on: { click: () => undo(made).catch((error) => (fault.value = error.message)) } }, isUndo ? "Redo" : "Undo"), fault),
  );
}
