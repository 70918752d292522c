// A conversation that is not used is wiped from the server; that is told beforehand, and can be put off.

import { QUIET, hear, make, tell } from "./dom.js";

const WARN_BEFORE = 5 * 60_000;

export class Expiry {
  #chat;
  #timer = 0;

  constructor(chat) {
    this.#chat = chat;
    this.element = make("div", { class: "status" });
    hear(chat.root, { changed: () => this.watch() });
    chat.signal.addEventListener("abort", () => clearTimeout(this.#timer));
  }

  /** Wait for the moment to warn. */
  watch() {
    clearTimeout(this.#timer);
    this.element.replaceChildren();
    const left = this.#chat.conversation.expiresAt - Date.now();
    if (left !== Infinity) this.#timer = setTimeout(() => this.#warn(), Math.max(0, left - WARN_BEFORE));
  }

  #warn() {
    const { conversation, words, announcer } = this.#chat;
    const soon = conversation.expiresAt - Date.now(); // A device may have slept since.
    if (soon <= 0) {
      this.#expire();
      return;
    }
    const told = words.t("This conversation is wiped from our computer in {minutes} minutes.", { minutes: Math.round(WARN_BEFORE / 60_000) });
    const extend = make("button", { type: "button", class: QUIET, click: () => this.#extend() }, words.t("Keep it longer"));
    this.element.append(make("p", {}, told), extend);
    announcer.say(`${told} ${extend.textContent}.`, words.language);
    this.#timer = setTimeout(() => this.#expire(), soon);
  }

  #expire() {
    this.element.replaceChildren();
    this.#chat.conversation.expire();
    tell(this.#chat.root, "expired");
  }

  async #extend() {
    const { root, conversation, words, field } = this.#chat;
    field.focus();
    try {
      await conversation.extend(words.language);
      this.watch();
      tell(root, "status", words.t("Your conversation is kept."));
    } catch (failure) {
      if (failure.kind === "gone") this.#expire();
      else tell(root, "problem", { reason: words.t("The Kennispunt cannot be reached. Your question has not been lost.") });
    }
  }
}
