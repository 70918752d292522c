// Asking aloud, once somebody does. What was heard is shown and read back, and counts only once the person says so, by voice,
// button or key, unless they switched that off. Whoever says one of the commands and nothing else gives that command.

import { commandIn, plain } from "./commands.js";
import { DeviceEar, ServerEar } from "./ears.js";
import { QUIET, hear, make, tell } from "./dom.js";
import { numbered } from "./heard.js";
import { checkbox } from "./settings.js";
import { _ } from "./words.js";

const WRONG = {
  "not-allowed": _("The microphone may not be used. Allow it in your browser, or type your question."),
  "audio-capture": _("No microphone was found. Type your question."),
  "taken-away": _("The microphone was taken away. Try again, or type your question."),
  "no-speech": _("Nothing was heard. Try again, or type your question."),
};
const FAILED = _("Your speech cannot be recognised now. Type your question.");
const YES = _("yes, that is right, right, one, 1");
const NO = _("no, that is wrong, wrong, two, 2");
const SLOWER = [0.5, 0.75, 1];
const PAUSES = [1, 2, 3, 5];
/** Hands-free ends when nobody spoke so often. */
const UNANSWERED = 2;
const SAYING = 15_000;
const HIGH = 880;
const LOW = 440;

export class Dictation {
  #chat;
  #ear = null;
  #before = "";
  #unanswered = 0;
  #waiting = false;
  #byHand = false;
  #said = null;
  #silence = () => {
    this.#waiting = false;
    this.#ear?.abort();
    this.#hush();
  };

  constructor(chat) {
    this.#chat = chat;
    const { root, signal, speaking, words } = chat;
    this.#meter = make("meter", { class: "heard__level", min: 0, max: 1, value: 0, hidden: true });
    this.#asked = make("div", { class: "status" });
    speaking.heard.append(this.#meter, this.#asked, this.#options());
    speaking.heard.addEventListener("keydown", (event) => this.#key(event));
    speaking.button.addEventListener("keydown", (event) => this.#key(event));
    // Hands-free goes on with the screen off, as far as the browser lets it.
    chat.whenHidden(this.#silence, signal, () => chat.settings.get("handsfree"));
    hear(root, {
      answered: () => this.#answered(),
      silent: () => this.#waiting && this.#goOn(),
    });
    this.#words = words;
  }

  #meter;
  #asked;
  #words;

  get listening() {
    return this.#ear !== null;
  }

  get #isAloud() {
    const { settings } = this.#chat;
    return settings.get("aloud") || settings.get("handsfree");
  }

  /** Whether something was heard that the person has not agreed with yet. */
  get #open() {
    return this.#asked.childElementCount > 0;
  }

  /** The person typed or sent. */
  close() {
    this.#silence();
    this.#asked.replaceChildren();
  }

  /** What was said until now is taken. */
  stop() {
    this.#byHand = true;
    this.#ear?.stop();
  }

  /** Begin to listen, or take what was said. */
  async press() {
    if (this.#ear) {
      this.stop();
      return;
    }
    const { root, base, settings, notices, player, speaking } = this.#chat;
    const words = this.#words;
    this.#waiting = this.#byHand = false;
    player.stop();
    this.#chat.takeVoice(this.#silence);
    notices.clear();
    this.#hush();
    const say = (message) => tell(root, "status", words.t(message));
    const ear = speaking.by === "device" ? new DeviceEar() : new ServerEar(base);
    this.#ear = ear;
    speaking.name(_("Stop listening"));
    let found = null;
    let problem = "";
    try {
      found = await ear.listen({
        language: words.language,
        pause: settings.get("pause"),
        level: (level) => {
          this.#meter.hidden = false;
          this.#meter.setAttribute("aria-hidden", "true"); // for the eye; what is heard tells it to the ear
          this.#meter.value = level;
        },
        begun: () => {
          this.#beep(HIGH);
          say(_("I am listening. Speak now."));
        },
        fetching: () => say(_("Your browser is fetching its speech recognition. This happens once.")),
        working: () => {
          this.#beep(LOW);
          say(_("Your words are being recognised…"));
        },
      });
      if (found && !found.text) problem = "no-speech";
    } catch (error) {
      problem = error.said ? error : typeof error === "string" ? error : "failed";
    }
    this.#ear = null;
    this.#meter.hidden = true;
    this.#meter.removeAttribute("aria-hidden");
    speaking.name(_("Speak your question"));
    tell(root, "status", "");
    if (problem) {
      tell(root, "problem", { reason: problem.said ?? words.t(WRONG[problem] ?? FAILED) });
      if (problem === "no-speech" && settings.get("handsfree") && !this.#byHand && (this.#unanswered += 1) < UNANSWERED) this.#goOn();
    } else if (found) {
      this.#unanswered = 0;
      this.#take(found);
    }
  }

  #take({ text, unsure, urgent }) {
    const { conversation, field, settings, player } = this.#chat;
    const says = (message) => this.#words.t(message).split(",").some((one) => plain(one) === plain(text));
    if (urgent) {
      conversation.draft = field.value = `${field.value} ${text}`.trim();
      this.#agree(); // Whoever is in danger is not asked first whether that was what they said.
    } else if (this.#open && says(YES)) this.#agree();
    else if (this.#open && says(NO)) this.#again();
    else if (!this.#open && this.#choose(text)) player.offered = false;
    else if (player.offered && says(YES)) this.#play(this.#chat.log.newest, true);
    else if (player.offered && says(NO)) {
      player.offered = false;
      if (settings.get("handsfree")) this.#goOn();
    } else if (!this.#command(text)) {
      this.#readBack(text, this.#open ? this.#before : field.value.trim(), unsure);
      if (!settings.get("confirm")) this.#agree();
    }
  }

  /** Take the choice of the newest answer that this names, or its number; returns whether there is one. */
  #choose(text) {
    const choices = [...(this.#chat.log.newest?.querySelectorAll(".choices button") ?? [])];
    const said = plain(text);
    const chosen = choices.find(({ textContent }) => plain(textContent) === said) ?? choices[numbered(this.#words, said) - 1];
    chosen?.click();
    return Boolean(chosen);
  }

  /** Read an answer aloud, or all of it; hands-free it listens when that has ended. */
  #play(answer, whole) {
    const { root, settings } = this.#chat;
    if (!answer?.listen) {
      tell(root, "status", this.#words.t("There is no answer to read aloud yet."));
      return;
    }
    answer.listen.start(whole);
    this.#waiting = settings.get("handsfree");
  }

  /** Do what the whole utterance commands; returns whether it does. */
  #command(text) {
    const { root, log, settings } = this.#chat;
    const words = this.#words;
    const command = commandIn(text, (message) => words.t(message));
    if (!command) return false;
    const answers = [...log.element.querySelectorAll("article")].filter((one) => one.listen);
    this.#asked.replaceChildren();
    const speed = settings.get("speed");
    ({
      repeat: () => this.#play(answers.at(-1)),
      more: () => this.#play(answers.at(-1), true),
      back: () => this.#play(answers.at(-2) ?? answers.at(-1)),
      stop: () => tell(root, "status", words.t("I have stopped.")),
      slower: () => {
        settings.set("speed", SLOWER.filter((one) => one < speed).at(-1) ?? SLOWER[0]);
        this.#play(answers.at(-1));
      },
      help: () => {
        const can = words.t("You can say: repeat, more, back, slower, stop, help, or that you want to speak to a person.");
        tell(root, "status", can);
        if (this.#isAloud) this.#say(can);
      },
      person: () => tell(root, "choose", { choice: "topic:gesprek/medewerker", label: text }),
    })[command]();
    return true;
  }

  #readBack(text, before, unsure) {
    const { field, conversation, settings } = this.#chat;
    const words = this.#words;
    this.#before = before; // What was typed stays; a correction takes the place of what was heard.
    field.value = before ? `${before} ${text}` : text;
    conversation.draft = field.value;
    const asked = words.t("I heard: “{text}”. Is that right?", { text });
    const spelled = unsure.map((word) => [...word].join("-")).join(", ");
    const doubt = spelled && words.t("I am not sure of: {words}.", { words: spelled });
    const button = (message, click) => make("button", { type: "button", class: QUIET, click }, words.t(message));
    this.#asked.replaceChildren(
      make("p", { dir: "auto" }, asked), doubt && make("p", { dir: "auto" }, doubt),
      make(
        "div", { class: "row" },
        button(_("Yes, send"), () => this.#agree()),
        button(_("No, speak again"), () => this.#again()),
        button(_("Correct by typing"), () => field.focus()),
      ),
    );
    if (settings.get("confirm")) this.#say(`${asked} ${doubt}`.trim());
  }

  /**
   * Say this, for who has answers read aloud; hands-free it listens then. By a voice on the device itself, else by ours, which makes
   * it for this once and keeps nothing. What nobody says is for the screen reader: never two voices.
   */
  async #say(text) {
    const { settings, announcer } = this.#chat;
    const { language } = this.#words;
    const show = () => announcer.say(text, language);
    if (!this.#isAloud) return show();
    this.#chat.takeVoice(this.#silence);
    const voice = globalThis.speechSynthesis?.getVoices().find((one) => one.localService && one.lang.startsWith(language));
    const said = voice ? new SpeechSynthesisUtterance(text) : new AudioContext();
    this.#said = said;
    try {
      await (voice ? new Promise((done, failed) => {
        Object.assign(said, { voice, lang: voice.lang, onend: done, onerror: failed });
        speechSynthesis.speak(said);
      }) : this.#ours(text, said));
    } catch {
      if (this.#said === said) show();
    }
    if (this.#said !== said) return;
    this.#hush();
    if (settings.get("handsfree")) this.#goOn();
  }

  #hush() {
    this.#said?.close?.();
    this.#said = null;
    globalThis.speechSynthesis?.cancel();
  }

  /** Until it has been said; rejects when it cannot be. */
  async #ours(text, context) {
    const { base } = this.#chat;
    const response = await fetch(new URL("api/v1/speech", base), {
      method: "POST", body: JSON.stringify({ text, language: this.#words.language }), headers: { "Content-Type": "application/json" },
      credentials: "omit", cache: "no-store", signal: AbortSignal.timeout(SAYING),
    });
    const source = context.createBufferSource();
    source.buffer = await context.decodeAudioData(await response.arrayBuffer()); // A refusal is no sound.
    source.connect(context.destination);
    source.start();
    await new Promise((done) => { source.onended = done; });
  }

  #agree() {
    const { field } = this.#chat;
    this.#leave(field);
    this.close();
    tell(field, "send");
  }

  #again() {
    const { field, conversation, speaking } = this.#chat;
    this.#leave(speaking.button);
    field.value = this.#before;
    conversation.draft = field.value;
    this.#asked.replaceChildren();
    if (!this.#ear) this.press();
  }

  /** 1 and 2 answer what is asked back, for who is on the button or the question itself. */
  #key(event) {
    const act = this.#open && { 1: () => this.#agree(), 2: () => this.#again() }[event.key];
    if (!act || event.ctrlKey || event.altKey || event.metaKey || event.target.matches("select")) return;
    event.preventDefault();
    act();
  }

  /** Hands-free: the answer is heard, and then the microphone is open again. */
  #answered() {
    const { settings, log } = this.#chat;
    if (!settings.get("handsfree")) return;
    const { listen } = log.newest;
    if (!listen) this.#goOn();
    else if (settings.get("aloud")) this.#waiting = true;
    else this.#play(log.newest);
  }

  #goOn() {
    this.#waiting = false;
    if (!this.#ear) this.press();
  }

  #beep(frequency) {
    if (!this.#chat.settings.get("earcons")) return;
    const context = new AudioContext();
    const tone = new OscillatorNode(context, { frequency });
    const soft = new GainNode(context, { gain: 0.1 });
    tone.connect(soft).connect(context.destination);
    tone.onended = () => context.close();
    tone.start();
    tone.stop(context.currentTime + 0.12);
  }

  /** How it listens, folded: most people never look. */
  #options() {
    const { settings, words, speaking } = this.#chat;
    const pause = make("select", { class: "field__input", change: () => settings.set("pause", Number(pause.value)) });
    for (const seconds of PAUSES) pause.append(new Option(words.seconds(seconds), seconds));
    pause.value = settings.get("pause");
    const box = (name, message) => checkbox(this.#chat, name, message);
    return make(
      "details", {}, words.put(make("summary"), "Settings for speaking"),
      speaking.by === "server" && words.put(make("p"), "Your voice goes to our own computer, which keeps nothing of it."),
      make("label", {}, words.put(make("span"), "Silence after which I stop listening"), pause),
      box("confirm", _("Ask back what was heard")),
      box("earcons", _("Tones when listening begins and ends")),
      box("handsfree", _("Hands-free: read the answer aloud, then listen again, also with the screen off")),
    );
  }

  /** The buttons go away; a focus that is on one of them needs a place. */
  #leave(place) {
    if (this.#asked.matches(":focus-within")) place.focus();
  }
}
