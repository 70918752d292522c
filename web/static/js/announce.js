// What a screen reader is told. The conversation is not live: many nodes added at once are many events, which a reader
// speaks in any order. One hidden text is live instead; it is emptied, so that nothing is left to be said again when a
// dialog closes or the page comes back.

import { make } from "./dom.js";

const STAYS = 5000;

/** Two hidden places, one polite and one urgent. They stand in the panel, which may be a modal dialog itself. */
export class Announcer {
  #waiting = null;
  #timers = new Map();

  constructor(root, language, signal) {
    this.root = root;
    // Not atomic: what goes away is not said.
    [this.polite, this.urgent] = ["status", "alert"].map((role) => make("div", { class: "hidden", role, lang: language, "aria-atomic": "false" }));
    // While Help or Settings is open the rest is inert and nothing of it would be heard.
    root.addEventListener("close", () => setTimeout(() => this.#flush()), true);
    signal.addEventListener("abort", () => {
      for (const timer of this.#timers.values()) clearTimeout(timer);
    });
  }

  /** Say this once, after what is being said now. */
  say(text, language) {
    this.#waiting = [text, language];
    this.#flush();
  }

  /** Say this at once: something went wrong. */
  warn(text, language) {
    this.#put(this.urgent, text, language);
  }

  /** Forget what has not been heard yet. */
  hush() {
    this.#waiting = null;
    this.polite.replaceChildren();
    this.urgent.replaceChildren();
  }

  #flush() {
    if (!this.#waiting || this.root.querySelector("dialog.small[open]")) return;
    const [text, language] = this.#waiting;
    this.#waiting = null;
    this.#put(this.polite, text, language);
  }

  #put(place, text, language) {
    clearTimeout(this.#timers.get(place));
    if (place.lang !== language) place.lang = language;
    place.replaceChildren(text);
    this.#timers.set(place, setTimeout(() => place.replaceChildren(), STAYS));
  }
}
