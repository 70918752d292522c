// Asking aloud. Speech is recognised on the person's own device or not at all: no sound leaves it and none is kept.
// What was heard is shown and read back, and counts only once the person says so, by voice, button or keyboard.

import { QUIET, make, tell } from "./dom.js";
import { takeVoice, whenHidden } from "./voice.js";
import { _ } from "./words.js";

/** Recognisers know languages by country. */
const LOCALES = { nl: "nl-NL", en: "en-GB", ar: "ar-SA", tr: "tr-TR", uk: "uk-UA", fa: "fa-IR", pl: "pl-PL", ti: "ti-ER" };
const WRONG = {
  "not-allowed": _("The microphone may not be used. Allow it in your browser, or type your question."),
  "audio-capture": _("No microphone was found. Type your question."),
  "no-speech": _("Nothing was heard. Try again, or type your question."),
};
const FAILED = _("Your speech cannot be recognised now. Type your question.");
const SPEAK = _("Speak your question");
const STOP = _("Stop listening");

/** Whether this browser recognises the language on the device: `available`, `downloadable`, `downloading` or `unavailable`. */
async function availability(language) {
  try {
    return await SpeechRecognition.available({ langs: [LOCALES[language]], processLocally: true });
  } catch {
    return "unavailable"; // No such browser, or the site forbids it.
  }
}

/** As it is compared with 'yes' and 'no'. */
const plain = (text) => text.toLocaleLowerCase().replace(/[\p{P}\s]+/gu, " ").trim();

/**
 * A button to speak, and the place where what was heard is read back: in sight, and said once by the announcer.
 */
export class Dictation {
  #chat;
  #recognition = null;
  #before = "";
  #onceMore = false;
  #silence = () => {
    this.#recognition?.abort();
    globalThis.speechSynthesis?.cancel();
  };

  constructor(chat) {
    this.#chat = chat;
    chat.signal.addEventListener("abort", () => this.close());
    whenHidden(this.#silence, chat.signal);
    this.button = make("button", { type: "button", class: QUIET, hidden: true, click: () => this.#press() });
    this.heard = make("div", { class: "status heard" });
    this.follow();
  }

  /** Whether something was heard that the person has not agreed with yet. */
  get open() {
    return this.heard.childElementCount > 0;
  }

  /** Look again what the browser can do: the language may have changed. */
  async follow() {
    const { language } = this.#chat.words;
    const known = await availability(language);
    if (language !== this.#chat.words.language) return;
    this.button.hidden = known === "unavailable";
    this.#name();
  }

  /** The person typed or sent: nothing is asked back any more. */
  close() {
    this.#silence();
    this.heard.replaceChildren();
  }

  #name() {
    this.button.textContent = this.#chat.words.t(this.#recognition ? STOP : SPEAK);
  }

  async #press() {
    const { root, words, notices } = this.#chat;
    if (this.#recognition) {
      this.#recognition.stop();
      return;
    }
    takeVoice(this.#silence);
    notices.clear();
    globalThis.speechSynthesis?.cancel();
    const locale = LOCALES[words.language];
    const recognition = new SpeechRecognition();
    this.#recognition = recognition;
    this.#name();
    let problem = "";
    const say = (message) => tell(root, "status", words.t(message));
    try {
      if ((await availability(words.language)) !== "available") {
        say(_("Your browser is fetching its speech recognition. This happens once."));
        if (!(await SpeechRecognition.install({ langs: [locale], processLocally: true }))) throw new Error("not installed");
      }
      recognition.lang = locale;
      recognition.processLocally = true;
      recognition.onstart = () => say(_("I am listening. Speak now."));
      recognition.onresult = ({ results }) => this.#take([...results].map((result) => result[0].transcript).join(" ").trim());
      recognition.onerror = ({ error }) => { problem = error; };
      await new Promise((done) => {
        recognition.onend = done;
        recognition.start();
      });
    } catch {
      problem = "failed";
    }
    this.#recognition = null;
    this.#name();
    tell(root, "status", "");
    if (problem && problem !== "aborted") {
      tell(root, "problem", { reason: words.t(WRONG[problem] ?? FAILED) });
    }
    if (this.#onceMore) {
      this.#onceMore = false;
      this.#press();
    }
  }

  #take(text) {
    const { words, field } = this.#chat;
    const says = (list) => words.t(list).split(",").some((one) => plain(one) === plain(text));
    if (this.open && says(_("yes, that is right, right"))) this.#agree();
    else if (this.open && says(_("no, that is wrong, wrong"))) this.#again();
    else if (text) this.#readBack(text, this.open ? this.#before : field.value.trim());
  }

  #readBack(text, before) {
    const { words, field, conversation, announcer, settings } = this.#chat;
    this.#before = before; // What was typed stays; a correction takes the place of what was heard.
    field.value = before ? `${before} ${text}` : text;
    conversation.draft = field.value;
    const asked = words.t("I heard: “{text}”. Is that right?", { text });
    const button = (message, click) => make("button", { type: "button", class: QUIET, click }, words.t(message));
    this.heard.replaceChildren(
      make("p", { dir: "auto" }, asked),
      make(
        "div", { class: "row" },
        button(_("Yes, send"), () => this.#agree()),
        button(_("No, speak again"), () => this.#again()),
        button(_("Correct by typing"), () => field.focus()),
      ),
    );
    if (settings.get("aloud") && this.#say(asked)) return; // Never two voices.
    announcer.say(asked, words.language);
  }

  /** Only with a voice on the device itself; returns whether there is one. */
  #say(text) {
    const { language } = this.#chat.words;
    const voice = globalThis.speechSynthesis?.getVoices().find((one) => one.localService && one.lang.startsWith(language));
    if (!voice) return false;
    const said = new SpeechSynthesisUtterance(text);
    said.voice = voice;
    said.lang = voice.lang;
    takeVoice(this.#silence);
    speechSynthesis.speak(said);
    return true;
  }

  #agree() {
    const { field } = this.#chat;
    this.#leave(field);
    this.close();
    tell(field, "send");
  }

  #again() {
    const { field, conversation } = this.#chat;
    this.#leave(this.button);
    field.value = this.#before;
    conversation.draft = field.value;
    this.heard.replaceChildren();
    if (this.#recognition) this.#onceMore = true;
    else this.#press();
  }

  /** The buttons go away; a focus that is on one of them needs a place. */
  #leave(place) {
    if (this.heard.matches(":focus-within")) place.focus();
  }
}
