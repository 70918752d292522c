// Listening to an answer: one recording at a time on the page, whichever widget it is in, and never by itself.
// The buttons keep their names: a name that changes under the focus would be spoken over the recording.

import { QUIET, hear, make, tell } from "./dom.js";
import { takeVoice, whenHidden } from "./voice.js";
import { _ } from "./words.js";

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2];
/** A widget's player. */
export class Player {
  #audio = null;
  #more = null;
  #chat;
  #silence = () => this.stop();

  constructor(chat) {
    this.#chat = chat;
    const { root, signal } = chat;
    signal.addEventListener("abort", this.#silence);
    whenHidden(() => this.#audio?.pause(), signal);
    hear(root, { asking: this.#silence }); // Its answer is told.
  }

  /** Controls for the recording at `url`; `start()` begins it, `toggle()` begins, pauses or goes on. */
  controls(url) {
    const { words, settings } = this.#chat;
    const press = (message, click, kind = QUIET) => words.put(make("button", { type: "button", class: kind, click }), message);
    const speed = make("select", { class: "field__input", change: () => this.#set("speed", Number(speed.value)) });
    for (const value of SPEEDS) speed.append(new Option(`${value}×`, value));
    const volume = make("input", { type: "range", min: 0, max: 1, step: 0.1, input: () => this.#set("volume", Number(volume.value)) });
    const more = make(
      "span", { class: "row", hidden: true },
      press(_("Pause or continue"), () => toggle()),
      press(_("Stop"), () => {
        play.focus(); // This button goes away.
        this.stop();
      }),
      make("label", {}, words.put(make("span"), "Speed"), " ", speed),
      make("label", {}, words.put(make("span"), "Volume"), " ", volume),
    );
    const start = () => {
      speed.value = settings.get("speed");
      volume.value = settings.get("volume");
      this.#play(url, more);
    };
    const toggle = () => {
      if (this.#more !== more) start();
      else if (this.#audio.paused) this.#sound();
      else this.#audio.pause();
    };
    const play = press(_("Listen to this answer"), toggle, "button button--listen");
    return Object.assign(make("div", { class: "row listen" }, play, more), { start, toggle });
  }

  stop() {
    this.#audio?.pause();
    this.#audio = null;
    if (this.#more) this.#more.hidden = true;
    this.#more = null;
  }

  #play(url, more) {
    this.stop();
    const { settings } = this.#chat;
    const audio = new Audio(url);
    this.#audio = audio;
    this.#more = more;
    more.hidden = false;
    audio.onended = () => {
      if (this.#audio !== audio) return;
      // The controls go away: who stands on one goes back to the button that brought them.
      if (more.matches(":focus-within")) more.previousSibling.focus();
      this.stop();
      tell(this.#chat.root, "silent");
    };
    audio.defaultPlaybackRate = audio.playbackRate = settings.get("speed");
    audio.volume = settings.get("volume");
    if (!document.hidden) this.#sound();
  }

  #sound() {
    const { announcer, root, words } = this.#chat;
    const audio = this.#audio;
    takeVoice(this.#silence);
    announcer.hush();
    audio.play().catch((error) => {
      if (this.#audio !== audio || error.name === "AbortError") return; // Silenced before it had begun.
      this.stop();
      tell(root, "problem", { reason: words.t("The recording cannot be played now.") });
    });
  }

  #set(name, value) {
    this.#chat.settings.set(name, value);
    if (!this.#audio) return;
    this.#audio.playbackRate = this.#chat.settings.get("speed");
    this.#audio.volume = this.#chat.settings.get("volume");
  }
}
