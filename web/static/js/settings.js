// Reading aids: they follow the system until they are set, and what is set is kept for every visit.

import { QUIET, make } from "./dom.js";
import { LANGUAGES, _ } from "./words.js";

const USUAL = {
  language: "", text: "100", line: "usual", colours: "", motion: "", voice: "", aloud: false, keys: true, speed: 1, volume: 1,
  pause: 2, confirm: true, earcons: true, handsfree: false,
};

const CHOICES = [
  ["text", _("Text size"), [["100", "100%"], ["125", "125%"], ["150", "150%"], ["200", "200%"]]],
  ["line", _("Line length"), [["usual", _("Usual")], ["short", _("Short lines")], ["full", _("Full width")]]],
  ["colours", _("Colours"), [["", _("Follow my device")], ["light", _("Light")], ["dark", _("Dark")], ["contrast", _("High contrast")]]],
  ["motion", _("Motion"), [["", _("Follow my device")], ["less", _("No motion")]]],
  ["voice", _("Voice for answers"), [["", _("Of this service")], ["device", _("Of my device")]]],
];
const SWITCHES = [
  ["aloud", _("Read new answers aloud by themselves")],
];

/** The settings of this browser; every widget on the page is told of a change by `changed(name)`. */
export class Settings {
  #kept;
  #listeners = new Set();

  constructor(kept) {
    this.#kept = kept;
  }

  get(name) {
    return this.#kept.value?.[name] ?? USUAL[name];
  }

  set(name, value) {
    this.#kept.value = { ...this.#kept.value, [name]: value };
    for (const changed of this.#listeners) changed(name);
  }

  /** Call `changed(name)` at each change, until the element that asked for it has gone. */
  watch(changed, signal) {
    this.#listeners.add(changed);
    signal.addEventListener("abort", () => this.#listeners.delete(changed));
  }

  /** Back to how everything was. */
  reset() {
    this.#kept.value = null;
    for (const name of Object.keys(USUAL)) for (const changed of this.#listeners) changed(name);
  }
}

/** A check box for a setting that is on or off. */
export function checkbox({ settings, words, signal }, name, message) {
  const box = make("input", { type: "checkbox", change: () => settings.set(name, box.checked) });
  const show = () => { box.checked = settings.get(name); };
  show();
  settings.watch((changed) => changed === name && show(), signal);
  return make("label", { class: "check" }, box, words.put(make("span"), message));
}

function languageSelect({ settings, words, signal }) {
  const select = make("select", { class: "field__input", change: () => settings.set("language", select.value) });
  for (const [code, name] of Object.entries(LANGUAGES)) select.append(make("option", { value: code, lang: code }, name));
  select.value = words.language;
  settings.watch((name) => name === "language" && (select.value = settings.get(name) || words.language), signal);
  return make("label", {}, words.put(make("span"), "Language"), select);
}

/** The form with all settings; `withLanguage` is false where the page itself has links to other languages. */
export function settingsForm(chat, withLanguage) {
  const { settings, words, signal } = chat;
  const form = make("div", { class: "settings" });
  if (withLanguage) form.append(languageSelect(chat));
  for (const [name, message, options] of CHOICES) {
    const select = make("select", { class: "field__input", change: () => settings.set(name, select.value) });
    for (const [value, label] of options) select.append(words.put(make("option", { value }), label));
    const show = () => { select.value = settings.get(name); };
    show();
    settings.watch((changed) => changed === name && show(), signal);
    form.append(make("label", {}, words.put(make("span"), message), select));
  }
  for (const [name, message] of SWITCHES) form.append(checkbox(chat, name, message));
  const reset = words.put(make("button", { type: "button", class: QUIET, click: () => settings.reset() }), "Undo all settings");
  form.append(make("p", {}, reset));
  return form;
}
