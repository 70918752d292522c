// Who recognises what is said: the browser, only where it does so on the device, else our own server. Each gives {text, unsure,
// spoken} or throws a name out of `WRONG` (dictation.js); null when it was given up.

import { LOCALES, availability } from "./device.js";
import { Recorder } from "./recorder.js";

const TIME_LIMIT = 40_000;
const MOST_SECONDS = 59;
const NAMES = { NotAllowedError: "not-allowed", SecurityError: "not-allowed", NotFoundError: "audio-capture", NotReadableError: "audio-capture", TakenAway: "taken-away" };

export class DeviceEar {
  #recognition = new SpeechRecognition();

  async listen({ language, begun, fetching }) {
    const recognition = this.#recognition;
    const locale = LOCALES[language];
    if ((await availability(language)) !== "available") {
      fetching();
      if (!(await SpeechRecognition.install({ langs: [locale], processLocally: true }))) throw "failed";
    }
    let text = "";
    let problem = "";
    recognition.lang = locale;
    recognition.processLocally = true;
    recognition.onstart = begun;
    recognition.onresult = ({ results }) => { text = [...results].map((result) => result[0].transcript).join(" ").trim(); };
    recognition.onerror = ({ error }) => { problem = error; };
    await new Promise((done) => {
      recognition.onend = done;
      recognition.start();
    });
    if (problem === "aborted") return null;
    if (problem) throw problem;
    return { text, unsure: [] };
  }

  stop() {
    this.#recognition.stop();
  }

  abort() {
    this.#recognition.abort();
  }
}

export class ServerEar {
  #recorder = new Recorder();
  #gone = new AbortController();
  #byHand = false;
  #base;

  constructor(base) {
    this.#base = base;
  }

  async listen({ language, begun, level, pause, working }) {
    let sound;
    try {
      sound = await this.#recorder.record({ pause, most: MOST_SECONDS, level, begun });
    } catch ({ name }) {
      throw NAMES[name] ?? "failed";
    }
    if (!sound) return null;
    if (!this.#recorder.spoke && !this.#byHand) return { text: "", unsure: [] }; // Silence is not sent.
    working();
    const url = new URL("api/v1/hearing", this.#base);
    url.searchParams.set("language", language);
    let response;
    let data;
    try {
      response = await fetch(url, {
        method: "POST", body: sound, headers: { "Content-Type": sound.type }, credentials: "omit", cache: "no-store",
        signal: AbortSignal.any([AbortSignal.timeout(TIME_LIMIT), this.#gone.signal]),
      });
      data = await response.json();
    } catch {
      if (this.#gone.signal.aborted) return null;
      throw "failed";
    }
    if (response.ok) return { text: data.text, unsure: data.unsure, urgent: data.urgent };
    throw response.status < 429 ? { said: data.detail } : "failed";
  }

  stop() {
    this.#byHand = true;
    this.#recorder.stop();
  }

  abort() {
    this.#recorder.abort();
    this.#gone.abort();
  }
}
