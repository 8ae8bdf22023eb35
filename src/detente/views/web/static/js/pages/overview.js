// What the world holds.
import { get } from "../api.js";
import { el, unit } from "../dom.js";

export async function show({ root, signal }) {
  const world = await get("world", {}, signal);
  root.append(
    el("h1", {}, "Overview"),
    el("ul", {}, el("li", {}, unit(world.articles, "article")), el("li", {}, unit(world.events, "event"))),
  );
}
