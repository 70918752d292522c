// One recording, sentence by sentence: each is a sound of its own, so the first is there soon and one can go back to any.

export class Recording {
  /** Which sentence is being read, from 0, and what they are: `[{ parts: [{ text, language }] }]`, once that is known. */
  at = 0;
  sentences = [];

  #url;
  #sound;
  #next = document.createElement("audio");
  #known;
  #over = false;
  #tell;

  /**
   * `tell` is called with "at" for another sentence or once they are known, "ended", or "failed". `Sound` is what sounds: an Audio,
   * or a voice of the device (own-voice.js).
   */
  constructor(url, tell, Sound = Audio) {
    this.#url = url;
    this.#tell = (what) => this.#over || tell(what);
    // One for all sentences: a browser that wants a press before it sounds had it with this one.
    this.#sound = new Sound(this.#address(0), this);
    this.#sound.onended = () => this.to(this.at + 1);
    this.#next.preload = "auto";
    this.#known = this.#words();
    this.#known.catch(() => {}); // Told when one goes on.
  }

  /** The one that is being read; rejects when they cannot be had. */
  async sentence() {
    await this.#known;
    return this.sentences[this.at];
  }

  get paused() {
    return this.#sound.paused;
  }

  /** Sound; a failure is told. */
  play() {
    if (this.#sound.ended) this.to(0);
    else this.#sound.play().catch((error) => error.name === "AbortError" || this.#tell("failed")); // Silenced before it had begun.
  }

  pause() {
    this.#sound.pause();
  }

  set(speed, volume) {
    Object.assign(this.#sound, { defaultPlaybackRate: speed, playbackRate: speed, volume });
  }

  /** Read from this sentence on; before the first is the first, and after the last it has ended. */
  async to(at) {
    try {
      await this.#known;
    } catch {
      this.#tell("failed");
    }
    if (this.#over) return;
    if (at >= this.sentences.length) {
      this.#sound.pause();
      this.#tell("ended");
      return;
    }
    this.at = Math.max(at, 0);
    this.#sound.src = this.#address(this.at);
    this.#ahead();
    this.#tell("at");
    this.play();
  }

  close() {
    this.#over = true;
    this.#sound.pause();
    this.#next.removeAttribute("src");
  }

  #address(at) {
    return `${this.#url}/sentences/${at}`;
  }

  async #words() {
    const response = await fetch(`${this.#url}/sentences`, { credentials: "omit" });
    this.sentences = (await response.json()).sentences;
    this.#ahead();
    this.#tell("at");
  }

  /** The next one is made and fetched while this one is read. */
  #ahead() {
    if (this.at + 1 < this.sentences.length && !this.#over && !this.#sound.own) this.#next.src = this.#address(this.at + 1);
  }
}
