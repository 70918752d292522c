// Answers in a voice of the device itself, for who prefers it: fetched when such a one is first played. Only voices on the device:
// others send the text to whoever made the browser.

const LATE = 1000;

/** Some browsers know their voices only a while after they were first asked. */
async function voices() {
  const { speechSynthesis } = globalThis;
  if (!speechSynthesis) return [];
  if (!speechSynthesis.getVoices().length) {
    await new Promise((done) => {
      speechSynthesis.addEventListener?.("voiceschanged", done, { once: true });
      setTimeout(done, LATE);
    });
  }
  return speechSynthesis.getVoices().filter(({ localService }) => localService);
}

/** What sounds in the stead of an Audio, in a voice for this language; null where the device has none. */
export async function deviceSound(language) {
  const own = await voices();
  const of = (code) => own.find(({ lang }) => lang.split(/[-_]/)[0].toLowerCase() === code);
  return of(language) ? class {
    own = true;
    paused = true;
    ended = false;
    volume = 1;
    #rate = 1;
    #recording;
    #turn = null;

    constructor(_address, recording) {
      this.#recording = recording;
    }

    /** Another sentence: `recording` knows which. */
    set src(_address) {
      this.pause();
      this.ended = false;
    }

    get playbackRate() {
      return this.#rate;
    }

    /** A voice that speaks keeps its speed: the sentence begins again. */
    set playbackRate(rate) {
      const changed = rate !== this.#rate;
      this.#rate = rate;
      if (changed && !this.paused) this.play();
    }

    /** Say the sentence from its beginning to its end; rejects when it cannot be had or said. */
    async play() {
      const turn = {};
      this.#turn = turn;
      this.paused = this.ended = false;
      const { parts } = await this.#recording.sentence();
      if (turn !== this.#turn) return;
      speechSynthesis.cancel();
      await new Promise((done, failed) => {
        turn.said = parts.map((part) => {
          const said = new SpeechSynthesisUtterance(part.text);
          said.voice = of(part.language) ?? of(language);
          Object.assign(said, { lang: said.voice.lang, rate: this.#rate, volume: this.volume, onerror: failed });
          return said;
        });
        turn.said.at(-1).onend = done;
        turn.said.forEach((said) => speechSynthesis.speak(said));
      }).catch((error) => {
        if (turn === this.#turn) throw error; // We silence it ourselves, too.
      });
      if (turn === this.#turn) this.#end();
    }

    pause() {
      this.#turn = null;
      if (!this.paused) speechSynthesis.cancel();
      this.paused = true;
    }

    #end() {
      this.#turn = null;
      this.paused = this.ended = true;
      this.onended();
    }
  } : null;
}
