// Asking aloud: the button for it, where the device or our own server recognises the language. All else is fetched when it is
// first pressed (dictation.js): most people type.

import { availability } from "./device.js";
import { QUIET, make, tell } from "./dom.js";
import { takeVoice, whenHidden } from "./voice.js";
import { _ } from "./words.js";

/** Held for so long, the button listens until it is let go. */
const HELD = 400;

/** In which languages the server listens: asked once for all elements on the page. */
let served;

async function listens(base) {
  if (!globalThis.MediaRecorder || !navigator.mediaDevices) return [];
  try {
    const response = await fetch(new URL("api/v1/hearing", base), { credentials: "omit" });
    return response.ok ? (await response.json()).languages : [];
  } catch {
    return [];
  }
}

export class Speaking {
  #chat;
  #part = null;
  #held = false;
  #timer = 0;

  constructor(chat) {
    this.#chat = chat;
    Object.assign(chat, { takeVoice, whenHidden });
    this.absent = chat.words.put(make("p", { hidden: true }), "In this language you cannot speak your question here. You can type it.");
    this.heard = make("div", { class: "heard" });
    this.button = make("button", {
      type: "button", class: QUIET, hidden: true,
      click: () => {
        if (!this.#held) this.#press();
        this.#held = false;
      },
      pointerdown: () => { this.#timer = setTimeout(() => this.#hold(), HELD); },
      pointerup: () => this.#release(),
      pointercancel: () => this.#release(),
      pointerleave: () => this.#release(),
    });
    chat.signal.addEventListener("abort", () => {
      clearTimeout(this.#timer);
      this.close();
    });
    this.name(_("Speak your question"));
    this.follow();
  }

  /** Look again who listens: the language may have changed. */
  async follow() {
    const { words, base } = this.#chat;
    const { language } = words;
    let by = (await availability(language)) === "unavailable" ? "" : "device";
    if (!by) by = (await (served ??= listens(base))).includes(language) ? "server" : "";
    if (language !== words.language) return;
    this.by = by;
    this.button.hidden = !by;
    this.absent.hidden = Boolean(by);
    this.name(this.#message);
  }

  /** The person typed or sent: nothing is asked back any more. */
  close() {
    this.#part?.close();
  }

  #message;

  /** What the button is called now. */
  name(message) {
    this.#message = message;
    this.button.textContent = this.#chat.words.t(message);
  }

  async #load() {
    const { Dictation } = await import(new URL("dictation.js", this.#chat.folder));
    this.#part ??= new Dictation(this.#chat);
    return this.#part;
  }

  async #press() {
    try {
      (await this.#load()).press();
    } catch {
      const { root, words } = this.#chat;
      tell(root, "problem", { reason: words.t("Your speech cannot be recognised now. Type your question.") });
    }
  }

  #hold() {
    if (this.#part?.listening) return;
    this.#held = true;
    this.#press();
  }

  #release() {
    clearTimeout(this.#timer);
    if (this.#held) this.#part?.stop();
  }
}
