// The text of a scenario file, with the numbers of its lines, and its faults each at its line.
import { bdi, el } from "../../dom.js";

export function editor(yaml, limits, { run, write }) {
  const gutter = el("pre", { class: "gutter", "aria-hidden": "true" });
  const area = el("textarea", {
    id: "yaml",
    rows: "22",
    spellcheck: "false",
    autocomplete: "off",
    autocapitalize: "off",
    wrap: "off",
    "aria-describedby": "faults",
    on: {
      input: () => (number(), later()),
      scroll: () => (gutter.scrollTop = area.scrollTop),
      keydown: (event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run(area.value);
      },
    },
  });
  const faults = el("div", { id: "faults", role: "alert" });
  const form = el(
    "form",
    {
      class: "editor",
      on: {
        submit: (event) => {
          event.preventDefault();
          run(area.value);
        },
      },
    },
    el("label", { for: "yaml" }, "YAML; Ctrl+Enter answers it. The fields are explained in docs/scenarios.md."),
    el("div", { class: "lines" }, gutter, area),
    faults,
    el(
      "p",
      { class: "controls" },
      el("button", {}, "Answer"),
      el("button", { type: "button", on: { click: () => save(area.value) } }, "Save as a file"),
      el("span", { class: "faint" }, `Up to ${limits.most_bytes.toLocaleString("en")} bytes. A file is data: nothing in it is executed, nothing of it is stored.`),
    ),
  );
  let bad = new Set();
  let waiting = 0;
  area.value = yaml;
  number();

  function number() {
    const count = area.value.split("\n").length;
    gutter.replaceChildren(
      ...Array.from({ length: count }, (_, at) => el("span", { class: bad.has(at + 1) && "bad" }, `${at + 1}\n`)),
    );
    gutter.scrollTop = area.scrollTop;
  }

  function later() {
    clearTimeout(waiting);
    waiting = setTimeout(() => write(area.value), 600);
  }

  function select(line) {
    const lines = area.value.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    area.focus();
    area.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
    const height = area.scrollHeight / lines.length;
    area.scrollTop = Math.max(0, (line - 4) * height);
    area.scrollLeft = 0;
    area.scrollIntoView({ block: "nearest" });
  }

  return {
    element: form,
    text: () => area.value,
    set: (text) => {
      area.value = text;
      number();
    },
    select,
    problems: (found) => {
      bad = new Set(found.map(({ line }) => line).filter(Boolean));
      number();
      faults.replaceChildren();
      if (!found.length) return;
      faults.append(
        el("p", { class: "fault" }, found.length === 1 ? "The file has a fault:" : `The file has ${found.length} faults:`),
        el("ul", { class: "plain" }, found.map((each) => problem(each, select))),
      );
    },
  };
}

function problem({ line, field, what, allowed, nearest }, select) {
  return el(
    "li",
    {},
    line ? el("button", { type: "button", class: "link", on: { click: () => select(line) } }, `line ${line}`) : "file",
    field && [" ", el("code", {}, bdi(field))],
    " ",
    bdi(what),
    ". ",
    el("span", { class: "faint" }, "Allowed: ", bdi(allowed), "."),
    nearest && el("strong", {}, " Did you mean ", bdi(nearest), "?"),
  );
}

function save(text) {
  const link = el("a", { download: "scenario.yaml" });
  link.href = URL.createObjectURL(new Blob([text], { type: "text/yaml" }));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
