"use strict";
// Comfort only: the page reads without it. A row and its words in the text light up together; a click leads over.
{
  document.documentElement.classList.add("js");
  const text = document.getElementById("text");
  const light = (numbers, on) => {
    for (const number of numbers) {
      const row = document.getElementById("s" + number);
      if (row) row.classList.toggle("lit", on);
      for (const mark of text.querySelectorAll('[data-s~="' + number + '"]')) mark.classList.toggle("lit", on);
    }
  };
  const numbersOf = (element) => {
    const found = element.closest && element.closest("[data-n], mark[data-s]");
    return found ? (found.dataset.n || found.dataset.s).split(" ") : [];
  };
  let chosen = [];
  const choose = () => {
    light(chosen, false);
    const match = /^#[st](\d+)/.exec(location.hash);
    chosen = match ? [match[1]] : [];
    light(chosen, true);
  };
  document.addEventListener("mouseover", (event) => light(numbersOf(event.target), true));
  document.addEventListener("mouseout", (event) => {
    light(numbersOf(event.target), false);
    light(chosen, true);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("a, summary") || String(getSelection())) return;
    const row = event.target.closest("[data-n]");
    const mark = event.target.closest("mark[data-s]");
    const id = row ? "t" + row.dataset.n : mark ? "s" + mark.dataset.s.split(" ").pop() : "";
    if (id && document.getElementById(id)) location.hash = id;
  });
  addEventListener("hashchange", choose);
  choose();
}
