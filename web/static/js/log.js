// The conversation as it stands on the page, and going from message to message in it.

import { hear, make, tell } from "./dom.js";
import { heard } from "./heard.js";
import { answer, exchange, question, settle } from "./messages.js";
import { _ } from "./words.js";

const NOT_KEPT = _("We do not keep this message.");

/** A view of fewer pixels across is a small screen. */
const SMALL = 640;

export class Log {
  #chat;
  #unanswered = null;

  constructor(chat) {
    this.#chat = chat;
    this.element = make("div", { class: "conversation", hidden: true, keydown: (event) => this.#walk(event) });
    this.newest = null;
    hear(chat.root, {
      asking: (message) => this.#ask(message),
      answered: (answered) => this.#show(answered),
      refused: () => this.forgetUnanswered(),
      wiped: () => this.history(),
      newest: () => this.toNewest(),
    });
  }

  /** All that was said, anew. */
  history() {
    const { conversation, words, base } = this.#chat;
    this.#unanswered = null;
    const turns = conversation.turns.map(({ said, reply }, at) => exchange(question(words, said ?? words.t(NOT_KEPT)), this.#answer(reply, at + 1)));
    for (const turn of turns.slice(0, -1)) settle(turn, words, base);
    this.element.replaceChildren(...turns);
    this.#makeNewest([...this.element.querySelectorAll("article")].at(-1) ?? null);
  }

  /** A question that got no answer goes when another takes its place. */
  forgetUnanswered() {
    this.#unanswered?.remove();
    this.#unanswered = null;
    this.element.hidden = !this.element.childElementCount;
  }

  /** Focus for the newest answer. */
  toNewest() {
    if (!this.newest) return;
    this.newest.focus({ preventScroll: true });
    this.#chat.reveal(this.newest, "start");
  }

  #answer(reply, number, note) {
    const { words, base, player, service } = this.#chat;
    return answer(reply, { words, base, player, service, number, note });
  }

  #ask(message) {
    if (this.#unanswered) return;
    this.#unanswered = exchange(question(this.#chat.words, message.text ?? message.label));
    this.element.append(this.#unanswered);
    this.element.hidden = false;
  }

  #show({ reply, renewed, forgotten, message: asked }) {
    const { conversation, words, base, settings, announcer } = this.#chat;
    const note = renewed && words.t("Your earlier conversation had expired. This is a new one.");
    const message = this.#answer(reply, conversation.turns.length, note);
    const turn = this.#unanswered ?? this.element.appendChild(exchange());
    this.#unanswered = null;
    // What the person asked to forget leaves the page as well, and so do the words of somebody in danger.
    if (forgotten) this.element.replaceChildren(turn);
    if (reply.private && asked.text) turn.querySelector(".message__said").textContent = words.t(NOT_KEPT);
    settle(this.element, words, base);
    turn.append(message);
    this.#makeNewest(message);
    // Where the answer begins; the focus stays where it is. On a small screen always: nothing else fits beside it.
    const long = innerWidth < SMALL || message.getBoundingClientRect().height > innerHeight / 2;
    this.#chat.reveal(message, long ? "start" : "nearest");
    // Never two voices: who has answers read aloud hears the name and then the recording.
    const aloud = settings.get("aloud") && message.listen;
    announcer.say(aloud ? message.firstChild.textContent : heard(message, reply, words, settings.get("keys")), reply.language);
    if (aloud) message.listen.start();
  }

  #makeNewest(message) {
    for (const earlier of this.#messages()) earlier.tabIndex = -1;
    if (message) message.tabIndex = 0;
    this.newest = message;
    this.element.hidden = !this.element.childElementCount;
    tell(this.#chat.root, "changed");
  }

  #messages() {
    return [...this.element.querySelectorAll(".message")];
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
}
