// A link at the very beginning of the host's page, seen when it has the focus: to the conversation without all that comes before.

import { make } from "./dom.js";

const CLASS = "kennispunt-skip-link";
// In the host's own document, so each rule is important: the host's style may be anything.
const RULES = `
  .${CLASS} { all: initial !important; position: absolute !important; inset-block-start: 0 !important; inset-inline-start: 0 !important;
    z-index: 2147483647 !important; padding: 0.75em 1em !important; font: medium/1.5 system-ui, sans-serif !important;
    color: #003a70 !important; background: #fff !important; text-decoration: underline !important; cursor: pointer !important;
    outline: 3px solid #003a70 !important; box-shadow: 0 0 0 7px #ffd23f !important; }
  .${CLASS}:not(:focus) { inline-size: 1px !important; block-size: 1px !important; padding: 0 !important; overflow: hidden !important;
    outline: 0 !important; box-shadow: none !important; clip-path: inset(50%) !important; white-space: nowrap !important; }`;

let sheet;

/** Once a page, to its first widget, as long as there is one; `skip-link="off"` on the element leaves it out. */
export function addSkipLink(widget, words, signal) {
  if (widget.getAttribute("skip-link") === "off") return;
  widget.id ||= "kennispunt-chat";
  signal.addEventListener("abort", () => {
    if (!first()) document.querySelector(`.${CLASS}`)?.remove();
  });
  if (document.querySelector(`.${CLASS}`)) return;
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(RULES);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }
  const link = words.put(make("a", { href: `#${widget.id}`, class: CLASS }), "Skip to the questions of the Kennispunt ZG");
  link.addEventListener("click", (event) => {
    event.preventDefault();
    first().focus();
    first().scrollIntoView();
  });
  document.body.prepend(link);
}

const first = () => document.querySelector("kennispunt-chat");
