// Asking the server. Every answer is JSON; an error comes as {"error": {"kind", "message"}}.

export class ApiError extends Error {
  constructor(status, kind, message) {
    super(message);
    this.status = status;
    this.kind = kind;
  }
}

/** GET /api/PATH with the parameters that are set. */
export async function get(path, params = {}, signal = undefined) {
  return ask(address(path, params), { signal });
}

/** POST JSON to /api/PATH. */
export async function post(path, body, signal = undefined) {
  return ask(address(path, {}), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal,
  });
}

export function address(path, params) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== null && each !== undefined && each !== "") query.append(name, each);
    }
  }
  return `/api/${path}${query.size ? `?${query}` : ""}`;
}

async function ask(url, options) {
  let response;
  try {
    response = await fetch(url, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ApiError(0, "Unreachable", "The server does not answer. Is `detente serve` still running?");
  }
  if (response.ok) return response.json();
  let told = { kind: "HTTP", message: `The server answered ${response.status}.` };
  try {
    told = (await response.json()).error ?? told;
  } catch {
    // not JSON: the status has to do
  }
  throw new ApiError(response.status, told.kind, told.message);
}
