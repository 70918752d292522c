// Asking: what is typed or chosen goes to the service, and what comes of it is told to the other parts.

import { hear, tell } from "./dom.js";

const SEARCHING_AFTER = 1000;
const LONGEST = 2000;

export class Requests {
  #chat;
  #busy = false;
  #timer = 0;

  constructor(chat) {
    this.#chat = chat;
    hear(chat.root, {
      send: () => this.send(),
      choose: (message) => this.#choose(message),
      retry: (message) => this.#retry(message),
      wipe: () => this.#wipe(),
      urgent: (text) => {
        chat.field.value = text;
        this.send();
      },
    });
    chat.signal.addEventListener("abort", () => clearTimeout(this.#timer));
  }

  /** Ask what stands in the field. */
  send() {
    const { field, words, conversation, speaking, log } = this.#chat;
    const text = field.value.trim();
    if (this.#busy) return;
    speaking.close();
    if (!text) this.#refuse(words.t("Type a question first."));
    else if (text.length > LONGEST) this.#refuse(words.t("Your text is longer than {most} characters. Please make it shorter.", { most: LONGEST }));
    else {
      field.value = conversation.draft = "";
      const again = conversation.pending?.text === text;
      if (!again) log.forgetUnanswered();
      this.#ask({ text }, { again });
    }
  }

  /** After a reload: a question without an answer goes on; one that failed stands in the field again. */
  resume() {
    const { conversation, field } = this.#chat;
    const { pending, failed } = conversation;
    if (!pending || failed) return;
    if (pending.text === field.value.trim()) field.value = conversation.draft = "";
    this.#ask(pending, { again: true });
  }

  #choose(message) {
    if (this.#busy) return;
    this.#chat.log.forgetUnanswered();
    this.#ask(message);
  }

  #retry(message) {
    if (message.text) this.send();
    else this.#ask(message, { again: true });
  }

  async #ask(message, options) {
    if (this.#busy) return;
    const { root, conversation, words, settings, signal } = this.#chat;
    this.#setBusy(true);
    tell(root, "asking", message);
    try {
      const answered = await conversation.ask(message, words.language, options);
      if (signal.aborted) return;
      this.#setBusy(false);
      tell(root, "answered", { ...answered, message });
      if (message.choice?.startsWith("language:")) settings.set("language", answered.reply.language);
    } catch (failure) {
      if (signal.aborted) return; // The element has gone; a new one asks whether the answer came.
      if (!failure.kind) console.error(failure);
      this.#setBusy(false);
      this.#fail(failure, message);
    }
  }

  #setBusy(busy) {
    const { root, words } = this.#chat;
    this.#busy = busy;
    clearTimeout(this.#timer);
    tell(root, "busy", busy);
    if (busy) this.#timer = setTimeout(() => tell(root, "status", words.t("Searching for an answer…")), SEARCHING_AFTER);
  }

  #refuse(reason) {
    tell(this.#chat.root, "problem", { reason, ofField: true });
  }

  #fail(failure, message) {
    const { root, words, field, conversation } = this.#chat;
    if (message.text && !field.value) field.value = conversation.draft = message.text;
    if (failure.kind === "refused") {
      conversation.drop();
      tell(root, "refused");
      this.#refuse(failure.detail);
      return;
    }
    const reason = {
      offline: words.t("The Kennispunt cannot be reached. Your question has not been lost."),
      busy: words.t("Too many questions at once. You can ask again in {wait}.", { wait: words.seconds(failure.seconds) }),
    }[failure.kind] || words.t("Something went wrong on our side. Your question has not been lost.");
    tell(root, "problem", { reason, retry: message, topics: failure.kind !== "busy" });
  }

  async #wipe() {
    const { root, words, field, conversation, player } = this.#chat;
    player.stop();
    field.value = "";
    const wiped = conversation.wipe(words.language);
    tell(root, "wiped");
    field.focus();
    try {
      await wiped;
      tell(root, "status", words.t("Your conversation has been wiped."));
    } catch {
      tell(root, "problem", { reason: words.t("Wiped here. Our computer could not be reached; it wipes the conversation by itself later.") });
    }
  }
}
