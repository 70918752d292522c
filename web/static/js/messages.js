// What was said, as elements. An answer is built whole before it is put in the page, so that it is announced in one go.

import { direction, make } from "./dom.js";
import { safe } from "./markup.js";
import { _ } from "./words.js";

let made = 0;

/** A message with a heading, which also names it for who walks through the messages. */
function message(tag, kind, name, words, attributes = {}) {
  const id = `message-${(made += 1)}`;
  return make(
    tag,
    { class: `message ${kind}`, tabindex: -1, lang: words.language, dir: direction(words.language), "aria-labelledby": id, ...attributes },
    make("h3", { class: "who", id }, name),
  );
}

/** The person's own words. */
export function question(words, said) {
  const own = message("div", "own", words.t("You"), words, { role: "group" });
  own.append(make("p", { class: "said", dir: "auto" }, said));
  return own;
}

function blocks(reply, base) {
  return reply.blocks.map((block) =>
    make("div", { class: block.type, lang: block.lang, dir: direction(block.lang) }, safe(block.html, block.text, base)));
}

/** The text: the short form first when that is wanted and there is one. */
function body(reply, words, base, easy) {
  if (!easy || !reply.short || reply.kind !== "answer") return blocks(reply, base);
  const notices = { ...reply, blocks: reply.blocks.filter((block) => block.type === "notice") };
  const others = { ...reply, blocks: reply.blocks.filter((block) => block.type !== "notice") };
  const { language } = reply;
  return [
    ...blocks(notices, base),
    make("p", { class: "short", lang: language, dir: direction(language) }, reply.short),
    make("details", {}, make("summary", {}, words.t("The whole answer")), ...blocks(others, base)),
  ];
}

function choices(items, heading, words, language, choose) {
  if (!items.length) return null;
  const list = items.map(({ label, value }) => {
    const button = make("button", { type: "button", class: "quiet", click: () => choose({ choice: value, label }) }, label);
    return make("li", { lang: language, dir: direction(language) }, button);
  });
  return make("ul", { class: "choices", "aria-label": words.t(heading) }, ...list);
}

function sources(reply, words) {
  if (!reply.sources.length && !reply.reviewedOn) return null;
  const items = reply.sources.map(({ title, url, date }) => make(
    "li", {},
    url ? make("a", { href: url, lang: "nl", dir: "ltr" }, title) : make("span", { lang: "nl", dir: "ltr" }, title),
    date && ` (${words.date(date)})`,
  ));
  return make(
    "details", { class: "sources" },
    make("summary", {}, words.t("Sources and date")),
    items.length > 0 && make("ul", {}, ...items),
    reply.reviewedOn && make("p", {}, words.t("Reviewed on: {date}.", { date: words.date(reply.reviewedOn) })),
    reply.validUntil && make("p", {}, words.t("Read again before: {date}.", { date: words.date(reply.validUntil) })),
    reply.status === "concept" && make("p", {}, words.t("Draft: VNG has not confirmed this answer yet.")),
  );
}

/**
 * An answer. `context` holds {words, base, easy, choose, player, number, note}: `choose` is called with a message,
 * `note` is said before the answer.
 */
export function answer(reply, { words, base, easy, choose, player, number, note }) {
  const related = reply.related.map(({ topic, title }) => ({ label: title, value: `topic:${topic}` }));
  const shown = message("article", "answer", words.t("Answer {number}", { number }), words);
  const heading = shown.getAttribute("aria-labelledby");
  shown.listen = reply.speech?.url && player.controls(reply.speech.url, heading);
  const parts = [
    note && make("p", { class: "notice" }, note),
    ...body(reply, words, base, easy),
    choices(reply.choices, _("Choices"), words, reply.language, choose),
    shown.listen,
    sources(reply, words),
    related.length > 0 && make("p", { class: "who" }, words.t("Read on")),
    choices(related, _("Read on"), words, reply.language, choose),
  ];
  shown.append(...parts.filter(Boolean));
  return shown;
}
