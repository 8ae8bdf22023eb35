// An article beside all that it says; or the form that has a text read. The parts are in pages/article/.
import { get } from "../api.js";
import { bdi, el, pageLink } from "../dom.js";
import { desk } from "./article/desk.js";
import { readForm } from "./article/form.js";

export async function show(page) {
  const { root, params, signal } = page;
  const id = params.get("id");
  if (!id) {
    const shown = el("div", {});
    const form = await readForm(page, (told, keepIt) => {
      shown.replaceChildren(...parts(told, page, keepIt));
      shown.scrollIntoView({ block: "start" });
      shown.querySelector("h2")?.focus({ preventScroll: true });
    });
    root.append(el("h1", {}, "Read an article"), form, shown);
    return;
  }
  const told = await get(`articles/${encodeURIComponent(id)}`, {}, signal);
  page.title(told.title ?? "untitled");
  root.append(...parts(told, page, null));
}

function parts(told, page, keepIt) {
  const heading = keepIt ? el("h2", { tabindex: "-1" }, bdi(told.title ?? "(untitled)")) : el("h1", {}, bdi(told.title ?? "(untitled)"));
  return [
    heading,
    keepIt && kept(told, keepIt),
    facts(told),
    banner(told),
    desk(told, page),
  ].filter(Boolean);
}

/** What became of a text that was brought: nothing of it is stored unless that was asked for. */
function kept(told, keepIt) {
  if (told.is_stored) {
    const words = { added: "Kept in this world. ", copy: "Kept in this world, as a copy of another article. " }[told.outcome] ?? "This world holds the text already. ";
    return el("p", { class: "kept", role: "status" }, words, pageLink("article", { id: told.id }, "Its own page"), " can be linked to, and its events corrected.");
  }
  const button = el("button", { type: "button", on: { click: () => keepIt(button) } }, "Keep in this world");
  return el("p", { class: "kept controls", role: "status" }, "Not kept: nothing of this text is stored, and it is gone when you leave the page.", button);
}

function facts(told) {
  const origin = told.origin && { label: "Read from", words: told.origin };
  return el(
    "dl",
    { class: "facts" },
    [...told.facts, origin].filter(Boolean).map(({ label, words }) => el("div", {}, el("dt", {}, label), el("dd", {}, bdi(words)))),
    told.copy_of && el("div", {}, el("dt", {}, "Copy"), el("dd", {}, "nearly the same as ", pageLink("article", { id: told.copy_of }, "another article"), "; what it says is counted once")),
  );
}

function banner(told) {
  if (told.is_opinion) {
    return el("p", { class: "banner opinion", role: "note" }, el("strong", {}, "An opinion column: its claims are the author’s."), " Where it says “the author”, it is ", told.author ? bdi(told.author) : "the writer", " who says so, and argues for it. Why it is taken for opinion stands above, beside its genre.");
  }
  return el("p", { class: "banner", role: "note" }, el("strong", {}, "What the text says, not what is so."), " Where it says “the author”, the text says it in its own voice.");
}
