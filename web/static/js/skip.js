// A link at the very beginning of the host's page, seen when it has the focus: to the conversation without all that comes before.

import { make } from "./dom.js";

/** The id of a widget that has none of its own. */
export const ANCHOR = "kennispunt-chat";
const CLASS = "kennispunt-skip-link";
// In the host's own document, so each rule is important: the host's style may be anything.
const RULES = `
  .${CLASS} { all: initial !important; position: absolute !important; inset-block-start: 0 !important; inset-inline-start: 0 !important;
    z-index: 2147483647 !important; padding: 0.75em 1em !important; font: medium/1.5 system-ui, sans-serif !important;
    color: #003a70 !important; background: #fff !important; text-decoration: underline !important; cursor: pointer !important;
    outline: 3px solid #003a70 !important; box-shadow: 0 0 0 7px #ffd23f !important; }
  .${CLASS}:not(:focus) { inline-size: 1px !important; block-size: 1px !important; padding: 0 !important; overflow: hidden !important;
    outline: 0 !important; box-shadow: none !important; clip-path: inset(50%) !important; white-space: nowrap !important; }`;

let linkSheet;

/** The parts of each widget on the page that has a link. */
const here = new Map();

/** Once a page, to its first widget, as long as there is one; `skip-link="off"` on the element leaves it out. */
export function addSkipLink(chat) {
  const { element: widget, signal } = chat;
  if (widget.getAttribute("skip-link") === "off") return;
  widget.id ||= ANCHOR;
  if (!linkSheet) {
    linkSheet = new CSSStyleSheet();
    linkSheet.replaceSync(RULES);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, linkSheet];
  }
  here.set(widget, chat);
  signal.addEventListener("abort", () => {
    here.delete(widget);
    link();
  });
  link();
}

/** The first widget in the order of the page. */
const first = () => [...here.keys()].reduce((a, b) => (a && a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? a : b), null);

/** One link, to the first widget that is left, or none. */
function link() {
  document.querySelector(`.${CLASS}`)?.remove();
  const widget = first();
  if (!widget) return;
  const { words, reveal } = here.get(widget);
  const made = words.put(make("a", { href: `#${widget.id}`, class: CLASS }), "Skip to the questions of the Kennispunt ZG");
  made.addEventListener("click", (event) => {
    event.preventDefault();
    reveal(widget, "start");
    widget.focus(); // Last: after a long conversation the field is not in the same view.
  });
  document.body.prepend(made);
}
