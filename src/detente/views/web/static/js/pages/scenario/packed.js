// What was written and set, packed into the part of an address behind the #: it restores the page, and no server sees it.

const KEY = "#s=";

/** "#s=..." of {yaml, values}; "" where there is nothing to keep. */
export async function packed({ yaml, values }) {
  const kept = {};
  if (yaml) kept.yaml = yaml;
  if (values && Object.keys(values).length) kept.values = values;
  if (!Object.keys(kept).length) return "";
  const bytes = await through(new TextEncoder().encode(JSON.stringify(kept)), new CompressionStream("deflate-raw"));
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return KEY + btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The same back; {} of what was not packed here. */
export async function unpacked(hash) {
  if (!hash.startsWith(KEY)) return {};
  try {
    const letters = atob(hash.slice(KEY.length).replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = await through(Uint8Array.from(letters, (letter) => letter.charCodeAt(0)), new DecompressionStream("deflate-raw"));
    const told = JSON.parse(new TextDecoder().decode(bytes));
    const values = Object.entries(told.values ?? {}).filter(([, value]) => Number.isFinite(value));
    return { yaml: typeof told.yaml === "string" ? told.yaml : undefined, values: Object.fromEntries(values) };
  } catch {
    return {}; // somebody else's, or cut off
  }
}

async function through(bytes, stream) {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}
