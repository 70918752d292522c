// How it works, and the keys. No single letters, so that they do not get in the way of screen readers and speech control.

import { make } from "./dom.js";
import { checkbox } from "./settings.js";
import { _ } from "./words.js";

const LINES = [
  _("Type your question in your own words and choose Send."),
  _("You can also speak your question: with the button for it where there is one, or with the dictation of your device."),
  _("Is the answer not clear? Ask for a shorter answer, or ask another question."),
  _("Your conversation stays in this tab until you wipe it or close the tab."),
];
const KEYS = [
  ["Enter", _("Send the question")],
  ["Shift + Enter", _("New line")],
  ["Alt + Page Down", _("To the newest answer")],
  ["Alt + Page Up", _("To the question field")],
  ["F8", _("Listen to the newest answer, or pause")],
  ["F9", _("Speak your question, or stop speaking")],
  ["↑ ↓ Home End", _("From message to message, when you are on one")],
  ["Esc", _("Close a window")],
];

/** The contents of the help dialog. */
export function helpText(chat) {
  const { words } = chat;
  const text = make("div");
  for (const line of LINES) text.append(words.put(make("p"), line));
  text.append(chat.speaking.absent, words.put(make("h3"), "Keys"));
  const keys = make("dl", { class: "keys" });
  for (const [key, message] of KEYS) {
    keys.append(make("div", {}, make("dt", { lang: "en", dir: "ltr" }, make("kbd", {}, key)), " ", words.put(make("dd"), message)), " ");
  }
  text.append(keys, checkbox(chat, "keys", _("Use Alt + Page Down, Alt + Page Up, F8 and F9")));
  return text;
}
