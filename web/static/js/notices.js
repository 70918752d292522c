// What is happening and what went wrong: words in sight that stay, said once by the announcer. Neither is live itself, so
// that an old one is not said again.

import { QUIET, hear, make, tell } from "./dom.js";
import { lines } from "./heard.js";

export class Notices {
  #chat;

  constructor(chat) {
    this.#chat = chat;
    this.status = make("div", { class: "status" });
    this.problem = make("div", { class: "problem", id: "problem" });
    hear(chat.root, {
      status: (text) => this.#tell(text),
      problem: (problem) => this.#complain(problem),
      busy: () => this.status.replaceChildren(),
      asking: () => this.clear(),
      typed: () => chat.field.hasAttribute("aria-invalid") && this.clear(),
      wiped: () => this.clear(),
    });
  }

  /** Nothing is wrong any more. */
  clear() {
    const { field } = this.#chat;
    this.problem.replaceChildren();
    field.removeAttribute("aria-invalid");
    field.setAttribute("aria-describedby", "hint");
  }

  #tell(text) {
    const { announcer, words } = this.#chat;
    this.status.replaceChildren(text);
    if (text) announcer.say(text, words.language);
  }

  #complain({ reason, ofField, retry, topics }) {
    const { words, field, base, announcer } = this.#chat;
    const again = () => {
      field.focus(); // The button goes away with its message, so the focus needs a place.
      this.clear();
      tell(field, "retry", retry);
    };
    const ways = retry && make(
      "div", { class: "row" },
      make("button", { type: "button", class: QUIET, click: again }, words.t("Try again")),
      topics && make("a", { href: new URL("onderwerpen", base) }, words.t("Read the topics instead")),
    );
    this.problem.replaceChildren(make("p", {}, reason), ...(ways ? [ways] : []));
    if (ofField) {
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", "problem hint");
    }
    announcer.warn([reason, ...(ways ? [...ways.children].flatMap((way) => lines(way, words)) : [])].join(" "), words.language);
  }
}
