// Listening to an answer: one recording at a time on the page, whichever widget it is in, and never by itself.
// The buttons keep their names: a name that changes under the focus would be spoken over the recording.

import { QUIET, direction, hear, make, tell } from "./dom.js";
import { Recording } from "./recording.js";
import { takeVoice, whenHidden } from "./voice.js";
import { _ } from "./words.js";

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2];
/** Keys of a keyboard or a headset, and the buttons of a locked screen. */
const MEDIA_KEYS = ["play", "pause", "stop", "previoustrack", "nexttrack"];

/** A widget's player. */
export class Player {
  #recording = null;
  #shown = null;
  /** What will be played once there is a voice for it. */
  #coming = null;
  /** The languages for which the device has no voice. */
  #without = new Set();
  /** Whether it ended with the question whether to go on. */
  offered = false;
  #chat;
  #silence = () => this.stop();

  constructor(chat) {
    this.#chat = chat;
    const { root, signal, settings } = chat;
    signal.addEventListener("abort", this.#silence);
    whenHidden(() => this.#recording?.pause(), signal, () => settings.get("handsfree"));
    hear(root, {
      asking: () => { // Its answer is told.
        this.stop();
        this.offered = false;
      },
    });
  }

  /**
   * Controls for a recording: `{ url, short }`, of which the short one, if there is one, is read first. `start(whole)` begins it,
   * `toggle()` begins, pauses or goes on; `more` tells whether there is more than was read first.
   */
  controls({ url, short }) {
    const { words, settings } = this.#chat;
    const first = short?.url ?? url;
    const press = (message, click, kind = QUIET) => words.put(make("button", { type: "button", class: kind, click }), message);
    const speed = make("select", { class: "field__input", change: () => this.#set("speed", Number(speed.value)) });
    for (const value of SPEEDS) speed.append(new Option(`${value}×`, value));
    const volume = make("input", { type: "range", min: 0, max: 1, step: 0.1, input: () => this.#set("volume", Number(volume.value)) });
    const to = (step) => this.#recording?.to(this.#recording.at + step);
    const text = make("p", { class: "listen__text" });
    const row = make(
      "div", { class: "row" },
      press(_("Pause or continue"), () => toggle()),
      press(_("Stop"), () => {
        play.focus(); // This button goes away.
        this.stop();
      }),
      press(_("Repeat"), () => this.#recording?.to(0)),
      press(_("One sentence back"), () => to(-1)),
      press(_("One sentence on"), () => to(1)),
      first !== url && press(_("Listen to the whole answer"), () => start(true)),
      make("label", {}, words.put(make("span"), "Speed"), " ", speed),
      make("label", {}, words.put(make("span"), "Volume"), " ", volume),
    );
    const more = make(
      "div", { hidden: true }, row,
      make("details", { open: true }, words.put(make("summary"), "Text of the recording"), text),
    );
    const start = (whole = false) => {
      speed.value = settings.get("speed");
      volume.value = settings.get("volume");
      const shown = { more, text, to, short: !whole && first !== url, name: () => more.closest("article")?.querySelector("h1, h3").textContent };
      if (settings.get("voice")) this.#own(whole ? url : first, shown);
      else this.#play(whole ? url : first, shown);
    };
    const toggle = () => {
      if (this.#shown?.more !== more) start();
      else if (this.#recording.paused) this.#sound();
      else this.#recording.pause();
    };
    const play = press(_("Listen to this answer"), toggle, "button button--listen");
    return Object.assign(make("div", { class: "listen" }, play, more), { start, toggle, more: first !== url });
  }

  stop() {
    this.#recording?.close();
    this.#recording = this.#coming = null;
    if (this.#shown) this.#shown.more.hidden = true;
    this.#shown = null;
    this.#keys();
  }

  /** By a voice of the device; where it has none for this language, by ours, which is said once. */
  async #own(url, shown) {
    this.stop();
    this.#coming = shown;
    const { root, words, folder } = this.#chat;
    const { language } = words;
    const sound = await import(new URL("own-voice.js", folder)).then((part) => part.deviceSound(language)).catch(() => null);
    if (this.#coming !== shown) return; // Something else has begun, or it was stopped.
    this.#play(url, shown, sound ?? Audio);
    if (sound || this.#without.has(language)) return;
    this.#without.add(language);
    tell(root, "status", words.t("Your device has no voice for this language. You hear the voice of this service."));
  }

  #play(url, shown, Sound) {
    this.stop();
    const { root, words, settings } = this.#chat;
    this.#recording = new Recording(url, (what) => ({
      at: () => this.#mark(),
      ended: () => {
        this.offered = shown.short;
        tell(root, "silent");
      },
      failed: () => {
        this.stop();
        tell(root, "problem", { reason: words.t("The recording cannot be played now.") });
      },
    })[what](), Sound);
    this.#shown = shown;
    this.offered = false;
    shown.text.replaceChildren();
    shown.more.hidden = false;
    this.#set("speed", settings.get("speed"));
    this.#keys();
    if (!document.hidden || settings.get("handsfree")) this.#sound();
  }

  #sound() {
    takeVoice(this.#silence);
    this.#chat.announcer.hush();
    this.#recording.play();
  }

  /** The sentence that is being read stands out among the others. */
  #mark() {
    const { text } = this.#shown ?? {};
    const { sentences, at } = this.#recording ?? {};
    if (!text || !sentences.length) return;
    if (text.childElementCount !== sentences.length) {
      text.replaceChildren(...sentences.flatMap(({ parts }) => [make("span", {}, ...parts.flatMap((part, number) => [
        number > 0 && " ", make("span", { lang: part.language, dir: direction(part.language) }, part.text),
      ]).filter(Boolean)), " "]));
    }
    [...text.children].forEach((one, number) => {
      if (number === at) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
    });
  }

  #keys() {
    const session = navigator.mediaSession;
    if (!session) return;
    const { to, name } = this.#shown ?? {};
    session.metadata = to ? new MediaMetadata({ title: name() ?? document.title, artist: "Kennispunt ZG" }) : null;
    const acts = [() => this.#sound(), () => this.#recording?.pause(), this.#silence, () => to(-1), () => to(1)];
    MEDIA_KEYS.forEach((key, number) => session.setActionHandler(key, to ? acts[number] : null));
  }

  #set(name, value) {
    const { settings } = this.#chat;
    if (settings.get(name) !== value) settings.set(name, value);
    this.#recording?.set(settings.get("speed"), settings.get("volume"));
  }
}
