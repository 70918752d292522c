// What somebody may say instead of a question. Only the whole utterance is a command: 'help' is, 'wie kan mij helpen' is a question.

import { _ } from "./words.js";

/** Each with its words in the person's language, apart by commas. */
const COMMANDS = [
  ["repeat", _("repeat, again, say that again")],
  ["stop", _("stop, be quiet")],
  ["slower", _("slower, speak slower")],
  ["back", _("back, previous")],
  ["more", _("more, tell me more, yes tell me more")],
  ["help", _("help, what can I say")],
  ["person", _("person, a person please, speak to a person, 0, zero")],
];

/** As it is compared: without case (a Turkish i has a dot or not), accents, signs and marks. */
export const plain = (text) =>
  text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ı", "i").replace(/[\p{P}\s]+/gu, " ").trim();

/** The name of the command that this is, if it is one; `translate` gives the words. */
export function commandIn(text, translate) {
  const said = plain(text);
  return COMMANDS.find(([, message]) => translate(message).split(",").some((one) => plain(one) === said))?.[0];
}
