// <kennispunt-chat>: the conversation in one shadow root. See docs/widget.md for what a site can set.

import { Conversation } from "./conversation.js";
import { Dictation } from "./dictation.js";
import { direction, make } from "./dom.js";
import { helpText } from "./help.js";
import { Kept } from "./keep.js";
import { answer, question } from "./messages.js";
import { printOnly } from "./print.js";
import { Service } from "./service.js";
import { Settings, settingsForm } from "./settings.js";
import { addSkipLink } from "./skip.js";
import { Player } from "./speech.js";
import { LANGUAGES, Words, _, load } from "./words.js";

const SEARCHING_AFTER = 1000;
/** So long the log is silent for the person's own words, who has just said them; an answer never comes sooner. */
const QUIET = 250;
const WARN_BEFORE = 5 * 60_000;
const LONGEST = 2000;

let base;
let folder;
let sheet;
let settings;
let count = 0;

class KennispuntChat extends HTMLElement {
  static observedAttributes = ["lang", "theme"];

  #root = null;
  #part = {};
  #busy = false;
  #quiet = null;
  #timer = 0;

  async connectedCallback() {
    if (this.shadowRoot || this.building) return;
    this.building = true;
    this.number = (count += 1);
    const language = this.#language();
    try {
      await load(folder, language);
    } catch (error) {
      console.warn("kennispunt-chat:", error); // The plain link stays.
      return;
    }
    this.words = new Words(language);
    this.conversation = new Conversation(new Service(base), new Kept("sessionStorage", `kennispunt-chat-${this.number}`));
    const begun = this.getAttribute("conversation");
    if (begun) await this.conversation.adopt(begun, language).catch(() => {});
    this.player = new Player(settings, this.words, () => this.#complain(this.words.t("The recording cannot be played now.")));
    this.#build();
    this.#resume();
  }

  attributeChangedCallback() {
    if (this.#root) this.#follow("language");
  }

  /** Chosen by the person, else set by the site, else the page's. On our own page it is always the page's. */
  #language() {
    const chosen = !this.hasAttribute("own-page") && settings.get("language");
    const wanted = [chosen || "", this.lang, this.closest("[lang]")?.lang];
    return wanted.map((code) => code?.split("-")[0].toLowerCase()).find((code) => code in LANGUAGES) ?? "nl";
  }

  #build() {
    const { words } = this;
    const part = this.#part;
    const button = (message, click, kind = "quiet") =>
      words.put(make("button", { type: "button", class: kind, click }), message);
    // Not atomic: what goes away is not said.
    const live = (role) => make("div", { role, class: role, "aria-atomic": "false" });
    part.history = make("div", { class: "messages" });
    part.log = words.put(make("div", { role: "log", class: "messages", "aria-live": "polite", "aria-relevant": "additions" }), "Conversation", "aria-label");
    part.status = live("status");
    part.alert = live("alert");
    part.expiry = live("status");
    part.settings = this.#dialog("settings", _("Settings"), settingsForm(settings, words, !this.hasAttribute("own-page")));
    part.help = this.#dialog("help", _("Help"), helpText(settings, words));
    part.field = make("textarea", {
      id: "question", rows: 3, dir: "auto", "aria-describedby": "hint",
      input: () => this.#typed(), keydown: (event) => this.#keyInField(event),
    });
    part.send = words.put(make("button", { type: "submit" }), "Send");
    part.newest = button(_("To the newest answer"), () => this.#toNewest());
    this.dictation = new Dictation(
      {
        words, field: part.field, status: part.status, send: () => this.#send(),
        wrote: () => { this.conversation.draft = part.field.value; },
        complain: (reason) => this.#complain(reason),
        quiet: () => { this.player.stop(); part.alert.replaceChildren(); },
      },
      () => settings.get("aloud"),
    );
    part.print = button(_("Print"), () => printOnly(this));
    const form = make(
      "form", { class: "ask", novalidate: true, submit: (event) => { event.preventDefault(); this.#send(); } },
      words.put(make("label", { for: "question" }), "Your question"),
      words.put(make("p", { id: "hint", class: "soft" }), "Ask it in your own words. Do not enter names or other personal data."),
      part.field, this.dictation.heard,
      make("div", { class: "row" }, part.send, this.dictation.button, part.newest),
    );
    part.html = words.put(make("a", {}), "Save as a web page");
    part.text = words.put(make("a", {}), "Save as plain text");
    // The spaces are for who reads without styles.
    part.keep = make("div", { class: "row keep" }, part.html, " ", part.text, " ", part.print, " ", button(_("Wipe the conversation"), () => this.#wipe()));
    const top = make("div", { class: "row top" }, button(_("Settings"), () => part.settings.showModal()), button(_("Help"), () => part.help.showModal()));
    const inner = [
      make("div", { class: "head" }, words.put(make("h2", { id: "title" }), "Ask the Kennispunt ZG"), top),
      words.put(make("p", { class: "soft" }), "A computer answers, from texts that editors wrote. Every answer has its sources."),
      part.history, part.log, part.status, part.alert, part.expiry, form, part.keep,
      make("div", { class: "row keep" }, words.put(make("a", { href: new URL("help", base) }), "Help and contact with a person")),
    ];
    const inDialog = this.getAttribute("form") === "dialog";
    const panel = make(inDialog ? "dialog" : "section", { class: "panel", "aria-labelledby": "title" }, ...inner);
    this.#root = make("div", { class: "root", keydown: (event) => this.#shortcut(event) });
    if (inDialog) {
      part.launcher = button(_("Ask the Kennispunt ZG"), () => {
        panel.showModal();
        part.field.focus();
      }, "launcher");
      part.launcher.setAttribute("aria-haspopup", "dialog");
      top.append(button(_("Close"), () => panel.close()));
      panel.addEventListener("close", () => {
        this.player.stop();
        this.dictation.close();
      });
      this.#root.append(part.launcher);
    }
    this.#root.append(panel, part.settings, part.help);
    for (const list of [part.history, part.log]) list.addEventListener("keydown", (event) => this.#walk(event));
    this.#showHistory();
    part.field.value = this.conversation.draft;
    for (const name of ["language", "text", "line", "colours", "motion"]) this.#follow(name);
    settings.watch((name) => this.#follow(name));
    this.#takeOver();
    addSkipLink(this, words);
  }

  /** Put the conversation in place of the plain link or form; what was being typed there goes on here. */
  #takeOver() {
    const plain = this.querySelector("textarea");
    const { field } = this.#part;
    if (plain?.value) field.value = plain.value;
    const typing = plain && plain === document.activeElement && [plain.selectionStart, plain.selectionEnd];
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [sheet];
    shadow.append(this.#root);
    if (typing) {
      field.focus({ preventScroll: true });
      field.setSelectionRange(...typing);
    }
  }

  /** Focus for who comes by the skip link. */
  focus(options) {
    (this.#part.launcher ?? this.#part.field)?.focus(options);
  }

  #dialog(name, title, content) {
    const id = `${name}-title`;
    const close = this.words.put(make("button", { type: "button", click: () => dialog.close() }), "Close");
    const dialog = make(
      "dialog", { class: "panel small", "aria-labelledby": id },
      this.words.put(make("h2", { id }), title), content, close,
    );
    return dialog;
  }

  /** Bring a setting into force. */
  async #follow(name) {
    if (name === "language") {
      const language = this.#language();
      try {
        await load(folder, language);
      } catch {
        return; // The words that stand here stay.
      }
      if (language !== this.words.language) {
        this.words.use(language);
        this.dictation.close();
        this.dictation.follow();
      }
      this.#root.lang = language;
      this.#root.dir = direction(language);
    }
    const colours = settings.get("colours") || this.getAttribute("theme") || "";
    Object.assign(this.#root.dataset, { colours, text: settings.get("text"), line: settings.get("line"), motion: settings.get("motion") });
  }

  // -- asking ---------------------------------------------------------------------------------------------------

  #typed() {
    const { field } = this.#part;
    this.conversation.draft = field.value;
    this.player.stop();
    this.dictation.close();
    if (field.hasAttribute("aria-invalid")) {
      field.removeAttribute("aria-invalid");
      this.#part.alert.replaceChildren();
    }
  }

  #keyInField(event) {
    if (event.key !== "Enter" || event.shiftKey || event.altKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#send();
  }

  #send() {
    const { field } = this.#part;
    const text = field.value.trim();
    if (this.#busy) return;
    this.dictation.close();
    if (!text) this.#refuse(this.words.t("Type a question first."));
    else if (text.length > LONGEST) this.#refuse(this.words.t("Your text is longer than {most} characters. Please make it shorter.", { most: LONGEST }));
    else {
      field.value = this.conversation.draft = "";
      const again = this.conversation.pending?.text === text;
      if (!again) this.#forgetUnanswered();
      this.#ask({ text }, { again });
    }
  }

  #refuse(reason) {
    this.#part.field.setAttribute("aria-invalid", "true");
    this.#complain(reason);
  }

  async #ask(message, options) {
    if (this.#busy) return;
    this.#setBusy(true);
    this.player.stop();
    this.#part.alert.replaceChildren();
    let own = this.#part.unanswered;
    if (!own) {
      own = question(this.words, message.text ?? message.label);
      this.#addQuietly(own);
    }
    this.#part.unanswered = null;
    try {
      const { reply, renewed, forgotten } = await this.conversation.ask(message, this.words.language, options);
      await this.#quiet;
      if (forgotten) this.#clearBefore(own);
      if (reply.private && message.text) own.querySelector(".said").textContent = this.words.t("We do not keep this message.");
      this.#show(reply, renewed, own);
      if (message.choice?.startsWith("language:")) settings.set("language", reply.language);
    } catch (failure) {
      if (!failure.kind) console.error(failure);
      this.#fail(failure, message, own);
    } finally {
      this.#setBusy(false);
    }
  }

  #addQuietly(own) {
    const { log } = this.#part;
    log.setAttribute("aria-live", "off");
    log.append(make("div", {}, own));
    this.#quiet = new Promise((done) => {
      setTimeout(() => {
        log.setAttribute("aria-live", "polite");
        done();
      }, QUIET);
    });
  }

  #setBusy(busy) {
    const { send, status } = this.#part;
    this.#busy = busy;
    clearTimeout(this.#timer);
    status.replaceChildren();
    send.toggleAttribute("aria-disabled", false);
    if (!busy) return;
    send.setAttribute("aria-disabled", "true");
    this.#timer = setTimeout(() => status.append(this.words.t("Searching for an answer…")), SEARCHING_AFTER);
  }

  #answer(reply, number, note) {
    return answer(reply, {
      words: this.words, base, player: this.player, number, note, easy: settings.get("easy"),
      choose: (message) => this.#choose(message),
    });
  }

  /** What the person asked to forget leaves the page as well. */
  #clearBefore(own) {
    const { history, log } = this.#part;
    history.replaceChildren();
    for (const item of [...log.children]) if (!item.contains(own)) item.remove();
  }

  #show(reply, renewed, own) {
    const note = renewed && this.words.t("Your earlier conversation had expired. This is a new one.");
    const message = this.#answer(reply, this.conversation.turns.length, note);
    // Inside an element without a name of its own: some screen readers say an element's name in place of its text.
    this.#part.log.append(make("div", {}, message));
    this.#makeNewest(message);
    this.#bringIntoView(own, message);
    this.#watchExpiry();
    if (settings.get("aloud")) message.listen?.start();
  }

  #fail(failure, message, own) {
    const { words } = this;
    const { field } = this.#part;
    if (message.text && !field.value) field.value = this.conversation.draft = message.text;
    const seconds = words.seconds(failure.seconds);
    const reason = {
      offline: words.t("The Kennispunt cannot be reached. Your question has not been lost."),
      busy: words.t("Too many questions at once. You can ask again in {wait}.", { wait: seconds }),
      refused: failure.detail,
    }[failure.kind] || words.t("Something went wrong on our side. Your question has not been lost.");
    if (failure.kind === "refused") {
      own.parentNode.remove();
      this.conversation.drop();
      this.#refuse(reason);
      return;
    }
    this.#part.unanswered = own;
    const retry = make("button", { type: "button", class: "quiet", click: () => this.#retry(message) }, words.t("Try again"));
    const topics = make("a", { href: new URL("onderwerpen", base) }, words.t("Read the topics instead"));
    this.#complain(reason, make("span", { class: "row" }, retry, failure.kind !== "busy" && topics));
  }

  #retry(message) {
    const { field, alert } = this.#part;
    // The button goes away with its message, so the focus needs a place.
    field.focus();
    alert.replaceChildren();
    if (message.text) this.#send();
    else this.#ask(message, { again: true });
  }

  #choose(message) {
    if (!this.#busy) this.#forgetUnanswered();
    this.#ask(message);
  }

  #forgetUnanswered() {
    this.#part.unanswered?.parentNode.remove();
    this.#part.unanswered = null;
  }

  #complain(reason, ...more) {
    this.#part.alert.replaceChildren(make("p", {}, reason), ...more);
  }

  // -- the conversation so far ----------------------------------------------------------------------------------

  /** Earlier messages stand outside the live region: they are never announced. */
  #showHistory() {
    const { history, log } = this.#part;
    log.replaceChildren();
    history.replaceChildren(...this.conversation.turns.flatMap(({ said, reply }, at) => [question(this.words, said ?? this.words.t("We do not keep this message.")), this.#answer(reply, at + 1)]));
    this.#makeNewest([...history.children].at(-1));
    this.#watchExpiry();
  }

  /** After a reload: a question without an answer goes on. */
  #resume() {
    const { pending } = this.conversation;
    if (pending) this.#ask(pending, { again: true });
  }

  async #wipe() {
    this.player.stop();
    this.#part.unanswered = null;
    this.#part.field.value = "";
    this.#part.alert.replaceChildren();
    const wiped = this.conversation.wipe(this.words.language);
    this.#showHistory();
    this.#part.field.focus();
    try {
      await wiped;
      this.#part.status.replaceChildren(this.words.t("Your conversation has been wiped."));
    } catch {
      this.#complain(this.words.t("Wiped here. Our computer could not be reached; it wipes the conversation by itself later."));
    }
  }

  #makeNewest(message) {
    const { newest, keep, html, text } = this.#part;
    for (const earlier of this.#messages()) earlier.tabIndex = -1;
    if (message) message.tabIndex = 0;
    this.#part.newestMessage = message;
    newest.hidden = keep.hidden = !message;
    html.hidden = text.hidden = !this.conversation.id;
    if (!this.conversation.id) return;
    html.href = new URL(`chat/${this.conversation.id}/gesprek.html?taal=${this.words.language}`, base);
    text.href = new URL(`chat/${this.conversation.id}/gesprek.txt?taal=${this.words.language}`, base);
  }

  #messages() {
    return [...this.#root.querySelectorAll(".message")];
  }

  #toNewest() {
    const { newestMessage } = this.#part;
    newestMessage?.focus();
    newestMessage?.scrollIntoView({ block: "start" });
  }

  /** From message to message by arrows, Home and End. */
  #walk(event) {
    const all = this.#messages();
    const at = all.indexOf(event.target);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[event.key];
    if (at < 0 || to === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!all[to]) return;
    for (const message of all) message.tabIndex = -1;
    all[to].tabIndex = 0;
    all[to].focus();
  }

  /** Show where the answer begins; the focus stays where it is. */
  #bringIntoView(own, message) {
    const long = message.getBoundingClientRect().height > innerHeight / 2;
    (long ? own : message).scrollIntoView({ block: long ? "start" : "nearest" });
  }

  #shortcut(event) {
    if (!settings.get("keys")) return;
    const { newestMessage, field } = this.#part;
    const action = {
      "Alt+PageDown": () => this.#toNewest(),
      "Alt+PageUp": () => field.focus(),
      F8: () => newestMessage?.listen?.toggle(),
    }[`${event.altKey ? "Alt+" : ""}${event.key}`];
    if (!action || event.ctrlKey || event.metaKey || event.shiftKey || this.shadowRoot.activeElement?.closest("dialog.small")) return;
    event.preventDefault();
    action();
  }

  // -- expiry ---------------------------------------------------------------------------------------------------

  #watchExpiry() {
    clearTimeout(this.expiryTimer);
    const { expiry } = this.#part;
    expiry.replaceChildren();
    const left = this.conversation.expiresAt - Date.now();
    if (left === Infinity) return;
    const minutes = Math.round(WARN_BEFORE / 60_000);
    const warn = () => {
      const soon = this.conversation.expiresAt - Date.now(); // A device may have slept since.
      if (soon <= 0) {
        this.#expire();
        return;
      }
      const extend = make("button", { type: "button", class: "quiet", click: () => this.#extend() }, this.words.t("Keep it longer"));
      expiry.append(make("p", {}, this.words.t("This conversation is wiped from our computer in {minutes} minutes.", { minutes })), extend);
      this.expiryTimer = setTimeout(() => this.#expire(), soon);
    };
    this.expiryTimer = setTimeout(warn, Math.max(0, left - WARN_BEFORE));
  }

  #expire() {
    this.#part.expiry.replaceChildren();
    this.conversation.expire();
    this.#makeNewest(this.#part.newestMessage);
  }

  async #extend() {
    this.#part.field.focus();
    try {
      await this.conversation.extend(this.words.language);
      this.#watchExpiry();
      this.#part.status.replaceChildren(this.words.t("Your conversation is kept."));
    } catch (failure) {
      if (failure.kind === "gone") this.#expire();
      else this.#complain(this.words.t("The Kennispunt cannot be reached. Your question has not been lost."));
    }
  }
}

/** Begin; `base` is where the script came from, `version` names this set of files. */
export async function install(where, version) {
  if (customElements.get("kennispunt-chat")) return;
  base = where;
  folder = new URL(`embed/${version}/`, base);
  const response = await fetch(new URL("widget.css", folder));
  if (!response.ok) throw new Error(`widget.css: ${response.status}`);
  sheet = new CSSStyleSheet();
  sheet.replaceSync(await response.text());
  settings = new Settings(new Kept("localStorage", "kennispunt-settings"));
  customElements.define("kennispunt-chat", KennispuntChat);
}
