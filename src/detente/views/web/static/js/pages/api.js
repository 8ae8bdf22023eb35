// The REST API, read from its own description: no page of others, nothing fetched from elsewhere.
import { el } from "../dom.js";

export async function show({ root, signal }) {
  const told = await (await fetch("/api/openapi.json", { signal })).json();
  root.append(
    el("h1", {}, "REST API"),
    el("p", {}, told.info.description),
    el("p", {}, "Described by OpenAPI at ", download("/api/openapi.json"), `. Answers are JSON; an error is {"error": {"kind", "message"}}.`),
    ...operations(told),
  );
}

function operations(told) {
  return Object.entries(told.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, of]) => operation(path, method, of, told)),
  );
}

function download(address) {
  return el("a", { href: address, download: true }, address);
}

function operation(path, method, of, told) {
  const answer = of.responses?.["200"]?.content?.["application/json"]?.schema;
  const body = of.requestBody?.content?.["application/json"]?.schema;
  return el(
    "section",
    { class: "operation" },
    el("h2", {}, el("code", {}, `${method.toUpperCase()} ${path}`)),
    el("p", {}, of.description ?? of.summary ?? ""),
    (of.parameters ?? []).length
      ? el(
          "dl",
          {},
          of.parameters.map(({ name, required, schema, description }) => [
            el("dt", {}, el("code", {}, name), required ? " (required)" : "", el("span", { class: "faint" }, ` ${typeName(schema)}`)),
            el("dd", {}, description ?? schema?.description ?? ""),
          ]),
        )
      : el("p", { class: "faint" }, "No parameters."),
    body && el("p", {}, "Takes ", schemaOf(body, told)),
    answer && el("p", {}, "Gives ", schemaOf(answer, told)),
  );
}

function typeName(schema = {}) {
  if (schema.enum) return schema.enum.join(" | ");
  if (schema.const !== undefined) return String(schema.const);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map(typeName).filter((name) => name !== "null").join(" or ");
  if (schema.type === "array") return `${typeName(schema.items)}[]`;
  if (schema.$ref) return schema.$ref.split("/").at(-1);
  return [schema.type ?? "any", schema.format].filter(Boolean).join(", ");
}

function schemaOf(schema, told) {
  if (schema.oneOf) return ["one of", ...schema.oneOf.map((each) => schemaOf(each, told))];
  const name = typeName(schema);
  const found = told.components?.schemas?.[name.replace("[]", "")];
  if (!found?.properties) return el("code", {}, name);
  return el(
    "details",
    {},
    el("summary", {}, el("code", {}, name)),
    el("p", { class: "faint" }, found.description ?? ""),
    el("ul", { class: "plain" }, Object.entries(found.properties).map(([field, of]) => el("li", {}, el("code", {}, field), el("span", { class: "faint" }, ` ${typeName(of)}`)))),
  );
}
