// The conversation without its looks: what was said, what is being asked, and that nothing is asked twice.

/** So long after a question an answer may still be under way; only then is the question asked again. */
const UNDER_WAY = 6000;

/** Kept per tab: {id, minutes, usedAt, turns: [{said, reply}], newest, pending: message | null, askedAt, draft}. */
const EMPTY = { id: null, minutes: 60, usedAt: 0, turns: [], newest: null, pending: null, askedAt: 0, draft: "" };

/** The topic of the reply that says that all before it has been forgotten. */
const BEGINS_ANEW = "gesprek/opnieuw";

/** A message is {text} or {choice, label}. */
export class Conversation {
  #service;
  #kept;
  #state;

  constructor(service, kept) {
    this.#service = service;
    this.#kept = kept;
    this.#state = { ...EMPTY, ...kept.value };
  }

  get id() { return this.#state.id; }
  get turns() { return this.#state.turns; }
  get pending() { return this.#state.pending; }
  /** Whether the person was told that it failed; a lost connection may have been the page's own end. */
  get failed() { return this.#state.askedAt === 0; }
  get draft() { return this.#state.draft; }
  get expiresAt() { return this.#state.id ? this.#state.usedAt + this.#state.minutes * 60_000 : Infinity; }

  set draft(text) {
    this.#change({ draft: text });
  }

  /** Take over a conversation that the server has begun. */
  async adopt(id, language) {
    if (this.id === id) return;
    const { messages, expiresAfterMinutes } = await this.#service.history(id, language);
    this.#change({ ...EMPTY, id, minutes: expiresAfterMinutes, turns: messages, newest: messages.at(-1)?.reply.id, usedAt: Date.now() });
  }

  /**
   * Ask, and give back {reply, renewed, forgotten}: whether an expired conversation was begun anew, and whether the
   * person asked to forget what was said before.
   * With `again` the server is first asked whether it has answered already: the answer may have been lost on its way.
   * On a Failure the message stays `pending`.
   */
  async ask(message, language, { again = false } = {}) {
    this.#change({ pending: message, askedAt: again ? this.#state.askedAt : Date.now() });
    let renewed = false;
    let reply = again && this.id ? await this.#answerThatWasMissed(language) : null;
    if (!reply) {
      if (!this.id) await this.#begin(language);
      try {
        reply = await this.#service.send(this.id, message, language);
      } catch (failure) {
        // Whoever was told of a failure waits for nothing any more; a lost connection tells nothing.
        if (failure.kind !== "offline") this.#change({ askedAt: 0 });
        if (failure.kind !== "gone") throw failure;
        renewed = this.turns.length > 0;
        await this.#begin(language);
        reply = await this.#service.send(this.id, message, language);
      }
    }
    // What somebody in danger writes is kept nowhere, also not in this tab.
    const said = reply.private && message.text ? null : (message.text ?? message.label);
    const forgotten = reply.topic === BEGINS_ANEW;
    const before = forgotten ? [] : this.turns;
    this.#change({ pending: null, usedAt: Date.now(), newest: reply.id, turns: [...before, { said, reply }] });
    return { reply, renewed, forgotten };
  }

  /** Give up what is being asked. */
  drop() {
    this.#change({ pending: null });
  }

  /** Keep the conversation on the server for another while; raises Failure("gone") when it is too late. */
  async extend(language) {
    await this.#service.history(this.id, language);
    this.#change({ usedAt: Date.now() });
  }

  /** The server has forgotten this conversation; what stands here stays. */
  expire() {
    this.#change({ id: null });
  }

  /** Forget everything, here at once and on the server. */
  async wipe(language) {
    const { id } = this.#state;
    this.#state = { ...EMPTY };
    this.#kept.value = null;
    if (id) {
      await this.#service.wipe(id, language).catch((failure) => {
        if (failure.kind !== "gone") throw failure;
      });
    }
  }

  async #begin(language) {
    const { id, expiresAfterMinutes } = await this.#service.start(language);
    this.#change({ id, minutes: expiresAfterMinutes, usedAt: Date.now(), newest: null });
  }

  async #answerThatWasMissed(language) {
    try {
      for (;;) {
        const { messages } = await this.#service.history(this.id, language);
        const newest = messages.at(-1)?.reply;
        if (newest && newest.id !== this.#state.newest) return newest;
        if (Date.now() > this.#state.askedAt + UNDER_WAY) return null;
        await new Promise((done) => setTimeout(done, 1000));
      }
    } catch (failure) {
      if (failure.kind === "gone") return null;
      throw failure;
    }
  }

  #change(part) {
    this.#state = { ...this.#state, ...part };
    this.#kept.value = this.#state;
  }
}
