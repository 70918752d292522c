// What was said, as elements, by the description that the pages' templates follow too (message.json).

import { direction, make, tell } from "./dom.js";
import { safe } from "./markup.js";
import { ways } from "./ways.js";
import { _ } from "./words.js";

let shape;
let made = 0;

/** Take the description; before anything is made. */
export function describe(description) {
  shape = description;
}

/** The element that the description names, with more attributes and its children. */
function form(name, attributes = {}, ...children) {
  const { tag, parts, ...own } = shape[name];
  return make(tag, { ...own, ...attributes }, ...children);
}

/** In its order what the description names; what is not there is left out. */
const inOrder = (name, made) => shape[name].parts.flatMap((part) => made[part]).filter(Boolean);

const tongue = (language) => ({ lang: language, dir: direction(language) });

/** One turn: the question, and later its answer. */
export const exchange = (...messages) => form("exchange", {}, ...messages);

/** The person's own words. */
export function question(words, said) {
  const id = `message-${(made += 1)}`;
  return form("question", { id, "aria-labelledby": id, ...tongue(words.language) }, ...inOrder("question", {
    asker: [form("asker", {}, words.t("You asked"), ":"), " "],
    said: form("said", {}, said),
  }));
}

/** The text: what was asked first, the whole answer folded behind it. */
function body(reply, words, base) {
  const blocks = (behind) => reply.blocks.filter((block) => block.behind === behind)
    .map((block) => form("block", tongue(block.lang), safe(block.html, block.text, base)));
  const whole = blocks(true);
  return [...blocks(false), ...(whole.length ? [make("details", { class: "answer__whole" }, make("summary", {}, words.t("The whole answer")), ...whole)] : [])];
}

/** What can be chosen: a form as on the page, of which the choice stays here. */
function picks(items, kind, item, message, words, language) {
  if (!items.length) return null;
  const submit = (event) => {
    event.preventDefault();
    const { value, textContent } = event.submitter;
    if (!event.target.past) tell(event.target, "choose", { choice: value, label: textContent });
  };
  const list = items.map(({ label, value }) => make("li", tongue(language), form(item, { value }, label)));
  return form(kind, { submit }, kind === "related" && make("p", { class: "message__who" }, words.t(message)), make("ul", { "aria-label": words.t(message) }, ...list));
}

/**
 * What could be chosen with an answer that is not the newest any more, as words: it is about what was said then. What one could
 * read on with are links to pages now. Who stands on a choice keeps standing there, and it goes when they leave it.
 */
export function settle(message, words, base) {
  for (const offered of message.querySelectorAll(".choices, .read-on")) {
    const list = offered.querySelector("ul");
    const items = [...list.children].map(({ lang, dir, firstChild: { value, textContent } }) => make("li", { lang, dir }, offered.matches(".choices")
      ? textContent
      : make("a", { href: new URL(`onderwerpen/${value.slice(6)}?taal=${lang}`, base) }, textContent)));
    const who = offered.querySelector("p") ?? make("p", { class: "message__who" }, words.t("You could choose:"));
    const past = form("past", {}, who.cloneNode(true), make("ul", { "aria-label": list.getAttribute("aria-label") }, ...items));
    const go = () => offered.matches(":focus-within") || offered.replaceWith(past);
    offered.past = true;
    offered.addEventListener("focusout", () => setTimeout(go));
    go();
  }
}

function sources(reply, words) {
  if (!reply.sources.length && !reply.reviewedOn) return null;
  const dutch = tongue("nl");
  const items = reply.sources.map(({ title, url, date }) => make(
    "li", {}, url ? make("a", { href: url, ...dutch }, title) : make("span", dutch, title), date && ` (${words.date(date)})`,
  ));
  return form(
    "sources", {},
    make("summary", {}, words.t("Sources and date")),
    items.length > 0 && make("ul", {}, ...items),
    reply.reviewedOn && make("p", {}, words.t("Reviewed on: {date}.", { date: words.date(reply.reviewedOn) })),
    reply.validUntil && make("p", {}, words.t("Read again before: {date}.", { date: words.date(reply.validUntil) })),
    reply.status === "concept" && make("p", {}, words.t("Draft: VNG has not confirmed this answer yet.")),
  );
}

/** An answer; `context` holds {words, base, player, service, number, note}: `note` is said before the answer. */
export function answer(reply, context) {
  const { words, base, player, number, note } = context;
  const id = `message-${(made += 1)}`;
  const name = [words.t("Answer {number}", { number }), ...(reply.name ? [": ", make("span", tongue(reply.name.language), reply.name.text)] : [])];
  const listen = reply.speech?.url && player.controls(reply.speech);
  const related = reply.related.map(({ topic, title: label }) => ({ label, value: `topic:${topic}` }));
  const shown = form("answer", { "aria-labelledby": id, ...tongue(words.language) }, ...inOrder("answer", {
    name: form("name", { id }, ...name),
    note: note && form("note", {}, note),
    blocks: body(reply, words, base),
    choices: picks(reply.choices, "choices", "choice", _("Choices"), words, reply.language),
    listen,
    sources: sources(reply, words),
    related: picks(related, "related", "next", _("Read on"), words, reply.language),
    ways: ways(reply, form, context),
  }));
  shown.listen = listen;
  return shown;
}
