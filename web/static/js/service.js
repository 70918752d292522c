// The knowledge point's API (docs: /api/v1/openapi.json).

const TIME_LIMIT = 30_000;

/** Why a request failed: `offline`, `server`, `busy` (429, with `seconds`), `gone` (404) or `refused` (with `detail` for people). */
export class Failure extends Error {
  constructor(kind, { detail = "", seconds = 0 } = {}) {
    super(kind);
    this.kind = kind;
    this.detail = detail;
    this.seconds = seconds;
  }
}

export class Service {
  #base;
  #gone;

  /** `gone` ends what is under way: the element that asked has left the page. */
  constructor(base, gone) {
    this.#gone = gone;
    this.#base = new URL("api/v1/", base);
  }

  /** A new conversation: {id, expiresAfterMinutes}. */
  start(language) {
    return this.#call("POST", "conversations", { language }, language);
  }

  /** The reply to {text} or {choice}. */
  send(id, { text, choice }, language) {
    return this.#call("POST", `conversations/${id}/messages`, choice ? { choice, language } : { text, language }, language);
  }

  /** The conversation so far; asking for it also keeps it from expiring. */
  history(id, language) {
    return this.#call("GET", `conversations/${id}`, undefined, language);
  }

  /** Goes on when the element or the page goes: what somebody wiped must be gone. */
  wipe(id, language) {
    return this.#call("DELETE", `conversations/${id}`, undefined, language);
  }

  /** Whether an answer helped: {topic, helpful, language}. */
  judge(judgement) {
    return this.#call("POST", "feedback", judgement, judgement.language);
  }

  /** {about, comment, language} is not right; gives {number, keptUntil}. */
  report(report) {
    return this.#call("POST", "reports", report, report.language);
  }

  async #call(method, path, body, language) {
    const url = new URL(this.#base.href + path);
    url.searchParams.set("language", language);
    let response;
    let data = {};
    try {
      response = await fetch(url, {
        method,
        body: body && JSON.stringify(body),
        headers: body ? { "Content-Type": "application/json" } : {},
        credentials: "omit",
        cache: "no-store",
        keepalive: method === "DELETE",
        signal: AbortSignal.any([AbortSignal.timeout(TIME_LIMIT), ...(method === "DELETE" ? [] : [this.#gone])]),
      });
      if (response.status !== 204) data = await response.json();
    } catch {
      throw new Failure(!response || response.ok ? "offline" : "server");
    }
    if (response.ok) return data;
    if (response.status === 404) throw new Failure("gone");
    if (response.status === 429) throw new Failure("busy", { seconds: Number(response.headers.get("Retry-After")) || 60 });
    if (response.status >= 500) throw new Failure("server");
    throw new Failure("refused", { detail: data.detail });
  }
}
