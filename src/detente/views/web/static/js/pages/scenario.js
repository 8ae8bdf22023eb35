// What if: a scenario file is chosen or written, answered by the server, and its numbers tried out.
//
// The address holds all of it: ?example=NAME or ?a=RUS&b=PAK say what the text began as; what was written or set differently
// stands packed behind the #, which no server sees. The parts are in pages/scenario/.
import { get, post } from "../api.js";
import { add, bdi, el, tell } from "../dom.js";
import { answered } from "./scenario/answer.js";
import { beginnings } from "./scenario/begin.js";
import { editor } from "./scenario/editor.js";
import { packed, unpacked } from "./scenario/packed.js";
import { tries } from "./scenario/tries.js";

const QUICK = 64; // draws while numbers are tried out

export async function show(page) {
  const { root, params, signal } = page;
  const [limits, kept] = await Promise.all([get("scenario", {}, signal), unpacked(location.hash)]);
  const begun = await beginning(params, limits, signal);
  const state = { yaml: kept.yaml ?? begun.yaml ?? "", values: kept.values ?? {}, draws: limits.most_draws };
  const shown = el("div", { class: "answer" });
  const trying = el("div", { class: "trying" });
  const status = el("p", { class: "waiting", role: "status" });
  const fault = el("p", { class: "banner", role: "alert", hidden: true });
  let running = null;

  const file = editor(state.yaml, limits, {
    run: (yaml) => start(yaml, {}),
    write: (yaml) => keep({ ...state, yaml }),
  });
  const details = el("details", { class: "file", open: !state.yaml }, el("summary", {}, "The scenario’s file"), file.element);

  add(
    root,
    el("h1", {}, "What if, and how much will each gain?"),
    el("p", { class: "faint" }, "A scenario says how things stand, what changes, and perhaps a deal; the answer sets before and after side by side. It is no forecast: it says what follows from the numbers, and each says where it comes from."),
    beginnings(page, limits, (text) => start(text, {}), { folded: Boolean(state.yaml) }),
    begun.note && el("p", { class: "faint" }, begun.note),
    begun.fault && el("p", { class: "banner", role: "alert" }, begun.fault),
    details,
    fault,
    status,
    el("div", { class: "split" }, shown, trying),
  );
  if (state.yaml) run(state.draws, true);

  function start(yaml, values) {
    Object.assign(state, { yaml, values });
    if (file.text() !== yaml) file.set(yaml);
    keep(state);
    run(limits.most_draws, true);
  }

  async function run(draws, anew) {
    running?.abort();
    running = new AbortController();
    const mine = running;
    signal.addEventListener("abort", () => mine.abort());
    status.textContent = draws < limits.most_draws ? "Trying it …" : "Answering: each number is drawn anew, which takes some seconds …";
    fault.hidden = true;
    shown.setAttribute("aria-busy", "true");
    try {
      const told = await post("scenario", { yaml: state.yaml, values: state.values, draws }, mine.signal);
      if (mine.signal.aborted) return;
      file.problems(told.problems);
      if (told.problems.length) {
        details.open = true;
        shown.replaceChildren();
        trying.replaceChildren();
        tell(`${told.problems.length} faults in the file`);
        return;
      }
      details.open = false;
      page.title(told.answer.scenario);
      shown.replaceChildren(...answered(told.answer, { quick: draws < limits.most_draws, full: () => run(limits.most_draws, false), goTo: toLine }));
      if (anew) trying.replaceChildren(tries(told.answer, state.values, set));
      tell("The scenario is answered.");
    } catch (error) {
      if (error.name === "AbortError") return;
      fault.replaceChildren(bdi(error.message));
      fault.hidden = false;
    } finally {
      if (running === mine) {
        status.textContent = "";
        shown.removeAttribute("aria-busy");
      }
    }
  }

  function set(values) {
    state.values = values;
    keep(state);
    run(QUICK, false);
  }

  function toLine(line) {
    details.open = true;
    file.select(line);
  }

  async function keep({ yaml, values }) {
    const told = await packed({ yaml: yaml === begun.yaml ? undefined : yaml, values });
    if (!signal.aborted) history.replaceState(null, "", location.pathname + location.search + told);
  }
}

/** The text that the address names: an example, or what the world knows of two actors. */
async function beginning(params, limits, signal) {
  const named = params.get("example");
  if (named) {
    const found = limits.examples.find(({ name }) => name === named);
    return found ? { yaml: found.yaml } : { fault: `No example is called ${named}; there is ${limits.examples.map(({ name }) => name).join(", ")}.` };
  }
  const [a, b] = [params.get("a"), params.get("b")];
  if (!a || !b) return {};
  try {
    const { yaml, note } = await get("scenario/template", { a, b, at: params.get("at") }, signal);
    return { yaml, note };
  } catch (error) {
    if (error.name === "AbortError") throw error;
    return { fault: error.message };
  }
}
