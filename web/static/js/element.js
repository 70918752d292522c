// <kennispunt-chat>: the conversation in one shadow root. See docs/widget.md for what a site can set.
// The parts talk by events on the root (dom.js: tell, hear); this file puts them together and takes them apart again.

import { Announcer } from "./announce.js";
import { Conversation } from "./conversation.js";
import { direction, make, tell } from "./dom.js";
import { Expiry } from "./expiry.js";
import { Kept } from "./keep.js";
import { shortcuts } from "./keys.js";
import { Log } from "./log.js";
import { describe } from "./messages.js";
import { Notices } from "./notices.js";
import { Requests } from "./requests.js";
import { keepClear } from "./reveal.js";
import { Service } from "./service.js";
import { Settings } from "./settings.js";
import { ANCHOR, addSkipLink } from "./skip.js";
import { Speaking } from "./speaking.js";
import { Player } from "./speech.js";
import { build, questionField } from "./view.js";
import { LANGUAGES, Words, load } from "./words.js";

/** So long after it was made an element has its name for who does not see it. */
const LANDS_AFTER = 250;

let base;
let folder;
let sheet;
let settings;
/** The names under which the elements on the page keep their conversation: one that takes another's place finds it. */
const names = new Set();
/** Kept by name, for where storage is forbidden. */
const kept = new Map();

/** The elements before this one: a language that loads sooner must not take the name, and the conversation, of another. */
let before = Promise.resolve();

/** A free name: of the site's own id for the element, else of a number. */
function named({ id }) {
  let number = 0;
  let name = `kennispunt-chat-${id}`;
  // The id of addSkipLink is as good as none.
  while (names.has(name) || !id || id === ANCHOR) {
    id = name = `kennispunt-chat-${(number += 1)}`;
  }
  names.add(name);
  if (!kept.has(name)) kept.set(name, new Kept("sessionStorage", name));
  return name;
}

class KennispuntChat extends HTMLElement {
  static observedAttributes = ["lang", "theme"];

  #chat = null;
  #leave = () => {};
  #entrance = null;

  async connectedCallback() {
    const gone = new AbortController();
    const { signal } = gone;
    this.#leave = () => gone.abort();
    const language = this.#language();
    const loaded = load(folder, language);
    const turn = Promise.allSettled([before, loaded]);
    before = turn;
    await turn;
    try {
      await loaded;
    } catch (error) {
      console.warn("kennispunt-chat:", error); // The plain link stays.
      return;
    }
    // A site may put the new element on the page before it takes the old one away.
    if (signal.aborted) return;
    const name = named(this);
    signal.addEventListener("abort", () => names.delete(name));
    const service = new Service(base, signal);
    const conversation = new Conversation(service, kept.get(name));
    const begun = this.getAttribute("conversation");
    if (begun) await conversation.adopt(begun, language).catch(() => {});
    if (signal.aborted) return;
    this.#assemble(conversation, service, new Words(language), signal);
  }

  /** Pages come and go on some sites: nothing sounds, listens or waits any longer. */
  disconnectedCallback() {
    this.#leave();
    this.#chat = null;
  }

  attributeChangedCallback() {
    if (this.#chat) this.#follow("language");
  }

  /** Focus for who comes by the skip link. */
  focus(options) {
    this.#entrance?.focus(options);
  }

  /** Chosen by the person, else set by the site, else the page's. On our own page it is always the page's. */
  #language() {
    const chosen = !this.hasAttribute("own-page") && settings.get("language");
    const wanted = [chosen || "", this.lang, this.closest("[lang]")?.lang];
    return wanted.map((code) => code?.split("-")[0].toLowerCase()).find((code) => code in LANGUAGES) ?? "nl";
  }

  #assemble(conversation, service, words, signal) {
    const root = make("div", { class: "root" });
    const chat = { element: this, root, base, folder, settings, words, conversation, service, signal };
    this.#chat = chat;
    chat.announcer = new Announcer(root, words.language, signal);
    chat.player = new Player(chat);
    chat.field = questionField(chat);
    chat.log = new Log(chat);
    chat.notices = new Notices(chat);
    chat.expiry = new Expiry(chat);
    chat.speaking = new Speaking(chat);
    const requests = new Requests(chat);
    this.#entrance = build(chat);
    shortcuts(chat);
    chat.log.history();
    chat.field.value = conversation.draft;
    for (const name of ["language", "text"]) this.#follow(name);
    settings.watch((name) => this.#follow(name), signal);
    this.#takeOver();
    addSkipLink(chat);
    requests.resume();
  }

  /** Put the conversation in place of the plain link or form; what was being typed there goes on here. */
  #takeOver() {
    const { field, root, log, conversation, signal } = this.#chat;
    const plain = this.querySelector("#vraag-tekst");
    if (plain?.value) field.value = plain.value;
    const typing = plain && plain === document.activeElement && [plain.selectionStart, plain.selectionEnd];
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const clear = keepClear(this, signal);
    this.#chat.reveal = clear.reveal;
    shadow.adoptedStyleSheets = [sheet, clear.sheet];
    shadow.replaceChildren(root);
    if (typing) {
      field.focus({ preventScroll: true });
      field.setSelectionRange(...typing);
    } else {
      // Asked on another page (page/reading-aids.js keeps where it goes): the journey goes on at the answer.
      const page = document.documentElement.dataset;
      if (page.answer && page.answer === conversation.turns.at(-1)?.reply.id) setTimeout(() => signal.aborted || log.toNewest(), LANDS_AFTER);
      delete page.answer;
    }
  }

  /** Bring a setting into force. */
  async #follow(name) {
    const { root, words, speaking, signal } = this.#chat;
    if (name === "language") {
      const language = this.#language();
      try {
        await load(folder, language);
      } catch {
        return; // The words that stand here stay.
      }
      if (signal.aborted) return;
      if (language !== words.language) {
        words.use(language);
        speaking.close();
        speaking.follow();
        tell(root, "expired"); // The files to keep are in the language too.
      }
      root.lang = language;
      root.dir = direction(language);
    }
    const colours = settings.get("colours") || this.getAttribute("theme") || "";
    Object.assign(root.dataset, { colours, text: settings.get("text"), line: settings.get("line"), motion: settings.get("motion") });
  }
}

async function get(name, read) {
  const response = await fetch(new URL(name, folder));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response[read]();
}

/** Begin; `base` is where the script came from, `version` names this set of files. A second script tag begins nothing. */
export async function install(where, version) {
  if (base || customElements.get("kennispunt-chat")) return;
  base = where;
  folder = new URL(`embed/${version}/`, base);
  const [style, shape] = await Promise.all([get("widget.css", "text"), get("message.json", "json")]);
  if (customElements.get("kennispunt-chat")) return;
  describe(shape);
  sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  try {
    // Sizes are parts of the person's own letter, in the widget's sheets as in the page's, whatever size a host gives its root.
    CSS.registerProperty({ name: "--kennispunt-rem", syntax: "<length>", inherits: true, initialValue: "16px" });
  } catch {
    // Another copy has done so, or the browser cannot: sizes are then parts of the text around them.
  }
  settings = new Settings(new Kept("localStorage", "kennispunt-settings"));
  customElements.define("kennispunt-chat", KennispuntChat);
}
