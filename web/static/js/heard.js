// An answer as one text for the ear: in the order in which it is written, lists numbered in words.

import { _ } from "./words.js";

const INLINE = new Set("a abbr b bdi cite code em i q s small span strong sub sup time u".split(" "));
const ENDED = /[.!?:;,…؟۔።፡،]$/;
/** From so many words on the short form is said first. */
const LONG = 60;
/** More than these is counted in figures. */
const NUMBERS = _("one, two, three, four, five, six, seven, eight, nine, ten");

const number = (words, count) => words.t(NUMBERS).split(/[,،]\s*/)[count - 1] ?? String(count);

/** Which number this is, as a word or in figures; NaN for what is none. */
export function numbered(words, said) {
  const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, ""); // 'één' is 'een'.
  const at = words.t(NUMBERS).split(/[,،]\s*/).map(bare).indexOf(bare(said));
  return at < 0 ? Number(said || NaN) : at + 1;
}

/** The lines of text in an element; each ends as a sentence does. */
export function lines(element, words) {
  const found = [];
  let line = "";
  const end = () => {
    const text = line.replace(/\s+/g, " ").trim();
    if (text) found.push(ENDED.test(text) ? text : `${text}.`);
    line = "";
  };
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      line += node.data;
      return;
    }
    const block = !INLINE.has(node.localName);
    const cell = node.localName === "td" || node.localName === "th";
    if (cell && line.trim()) line += ", ";
    else if (block && !cell) end();
    if (node.parentElement?.localName === "ol") line += `${number(words, [...node.parentElement.children].indexOf(node) + 1)}: `;
    node.childNodes.forEach(walk);
    if (block && !cell) end();
  };
  walk(element);
  end();
  return found;
}

const count = (list) => list.join(" ").split(/\s+/).length;

/** What is said of a new answer: its name, the text or its short form and where the rest is, the choices, the sources. */
export function heard(message, reply, words, keys) {
  const said = (selector) => [...message.querySelectorAll(selector)].flatMap((part) => lines(part, words));
  const name = said("h3");
  const notices = said(".notice");
  const whole = said(":scope > .reply__block");
  const parts = [...name];
  const long = reply.kind === "answer" && reply.short && count(whole) > LONG;
  if (long) parts.push(...notices, reply.short);
  else parts.push(...said(":scope > .notice"), ...whole);
  if (long || message.querySelector(".answer__whole")) {
    const rest = keys
      ? _("The whole answer is in the conversation. Go to it with Alt + Page Down.")
      : _("The whole answer is in the conversation. Go to it with the button “To the newest answer”.");
    parts.push(words.t(rest));
  }
  const labels = reply.choices.map(({ label }, at) => `${number(words, at + 1)}: ${label}`);
  if (labels.length) {
    const form = labels.length === 1 ? _("1 choice: {list}") : _("{count} choices: {list}");
    parts.push(`${words.t(form, { count: number(words, labels.length), list: labels.join("; ") })}.`);
  }
  if (reply.sources.length) parts.push(words.t("The sources are under the answer."));
  return parts.join(" ");
}
