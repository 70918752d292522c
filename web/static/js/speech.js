// Listening to an answer: one recording at a time on the page, and never by itself.

import { make } from "./dom.js";
import { _ } from "./words.js";

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2];
const NEXT = { playing: _("Pause"), paused: _("Continue listening"), stopped: _("Listen to this answer") };

/** The page's one player; `settings` holds `speed` and `volume`. */
export class Player {
  #audio = null;
  #show = null;

  constructor(settings, words, complain) {
    this.settings = settings;
    this.words = words;
    this.complain = complain;
  }

  /** Controls for the recording at `url` of the answer with this heading; `start()` begins it, `toggle()` begins or pauses. */
  controls(url, heading) {
    const { words } = this;
    const play = make("button", { type: "button", class: "quiet", click: () => this.#toggle(url, show) });
    const stop = words.put(make("button", { type: "button", class: "quiet", click: () => this.stop() }), "Stop");
    const speed = make("select", { change: () => this.#set("speed", Number(speed.value)) });
    for (const value of SPEEDS) speed.append(new Option(`${value}×`, value));
    const volume = make("input", { type: "range", min: 0, max: 1, step: 0.1, input: () => this.#set("volume", Number(volume.value)) });
    const more = make(
      "span", { class: "row", hidden: true }, stop,
      make("label", {}, words.put(make("span"), "Speed"), " ", speed),
      make("label", {}, words.put(make("span"), "Volume"), " ", volume),
    );
    const show = (state) => {
      play.textContent = words.t(NEXT[state]);
      more.hidden &&= state === "stopped";
      speed.value = this.settings.get("speed");
      volume.value = this.settings.get("volume");
    };
    show("stopped");
    const group = make("div", { role: "group", class: "row listen", "aria-labelledby": heading }, play, more);
    group.start = () => this.#play(url, show);
    group.toggle = () => this.#toggle(url, show);
    return group;
  }

  stop() {
    this.#audio?.pause();
    this.#audio = null;
    this.#show?.("stopped");
    this.#show = null;
  }

  #toggle(url, show) {
    if (this.#show !== show) this.#play(url, show);
    else if (this.#audio.paused) this.#audio.play();
    else this.#audio.pause();
  }

  #play(url, show) {
    this.stop();
    const audio = new Audio(url);
    this.#audio = audio;
    this.#show = show;
    audio.onplay = () => show("playing");
    audio.onpause = () => this.#audio === audio && show("paused");
    audio.onended = () => this.#audio === audio && this.stop();
    audio.defaultPlaybackRate = audio.playbackRate = this.settings.get("speed");
    audio.volume = this.settings.get("volume");
    audio.play().catch(() => {
      if (this.#audio !== audio) return;
      this.stop();
      this.complain();
    });
  }

  #set(name, value) {
    this.settings.set(name, value);
    if (!this.#audio) return;
    this.#audio.playbackRate = this.settings.get("speed");
    this.#audio.volume = this.settings.get("volume");
  }
}
