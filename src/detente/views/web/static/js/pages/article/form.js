// The form that has a text read: pasted, from a file, or, where the server was started so, from a web address.
import { ApiError, get, post } from "../../api.js";
import { faultOf, labelled } from "../../correcting.js";
import { el } from "../../dom.js";
import { goTo, query } from "../../router.js";

/** `done(told, keepIt)` is called with what was read; `keepIt(button)` has it read again and kept. */
export async function readForm({ signal }, done) {
  const limits = await get("read", {}, signal);
  const fault = faultOf();
  const state = el("p", { class: "waiting", role: "status" }, limits.is_ready ? "" : "The language pipeline is being loaded; a text is read as soon as it is there.");
  const button = el("button", {}, "Read");
  const form = el(
    "form",
    { class: "read", on: { submit: (event) => read(event) } },
    labelled("Text of an article, in English", el("textarea", { name: "text", rows: "9", dir: "auto", spellcheck: "false" })),
    el(
      "div",
      { class: "controls" },
      labelled("or a file, plain text or HTML", el("input", { type: "file", name: "file", accept: ".txt,.text,.md,.html,.htm,.xhtml,text/plain,text/html" })),
      limits.allows_urls && labelled("or a web address", el("input", { type: "url", name: "url", maxlength: "2000" })),
      labelled("Published on, if known", el("input", { type: "date", name: "published" })),
    ),
    el("p", { class: "controls" }, el("label", { class: "choice" }, el("input", { type: "checkbox", name: "keep" }), " keep in this world"), button),
    fault,
    state,
    el("p", { class: "faint" }, `Read on this computer; nothing leaves it, and nothing is stored unless you keep it. Up to ${limits.most_characters.toLocaleString("en")} characters, or a file of ${(limits.most_bytes / 1e6).toLocaleString("en")} MB.`),
  );
  if (!limits.is_ready) watch(state, signal);

  async function read(event) {
    event.preventDefault();
    fault.value = "";
    try {
      const asked = await asking(new FormData(form), limits);
      await send(asked, button);
    } catch (error) {
      if (error.name !== "AbortError") fault.value = error.message;
    }
  }

  async function send(asked, pressed) {
    pressed.disabled = true;
    state.textContent = "Reading …";
    try {
      const told = await post("read", asked, signal);
      if (told.is_stored && asked.keep) {
        goTo(`/article${query({ id: told.id })}`);
        return;
      }
      done(told, (again) => send({ ...asked, keep: true }, again).catch((error) => (fault.value = error.message)));
    } finally {
      pressed.disabled = false;
      state.textContent = "";
    }
  }
  return form;
}

async function asking(told, limits) {
  const [text, file, url] = [told.get("text"), told.get("file"), told.get("url")?.trim()];
  const given = [text.trim() && "a text", file?.name && "a file", url && "an address"].filter(Boolean);
  if (!given.length) throw new ApiError(0, "Empty", "Paste a text, or choose a file.");
  if (given.length > 1) throw new ApiError(0, "Several", `There are ${given.join(" and ")}; give one of them.`);
  const asked = { keep: told.get("keep") === "on", published: told.get("published") || null };
  if (url) return { ...asked, url };
  if (file?.name) {
    if (file.size > limits.most_bytes) throw new ApiError(413, "TooLarge", `${file.name} has ${file.size.toLocaleString("en")} bytes, at most ${limits.most_bytes.toLocaleString("en")} are read as one article. Split it into its articles.`);
    return { ...asked, file: { name: file.name, data: await base64(file) } };
  }
  if (text.length > limits.most_characters) throw new ApiError(413, "TooLarge", `The text has ${text.length.toLocaleString("en")} characters, at most ${limits.most_characters.toLocaleString("en")} are read as one article. Split it into its articles.`);
  return { ...asked, text };
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(",")[1] ?? "");
    reader.onerror = () => reject(new ApiError(0, "Unreadable", `${file.name} cannot be read.`));
    reader.readAsDataURL(file);
  });
}

async function watch(state, signal) {
  while (!signal.aborted) {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    try {
      if ((await get("read", {}, signal)).is_ready) break;
    } catch {
      return;
    }
  }
  if (state.textContent !== "Reading …") state.textContent = "";
}
