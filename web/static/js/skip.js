// A link at the very beginning of the host's page, seen when it has the focus: to the conversation without all that comes before.

import { make } from "./dom.js";

let added = false;

/** Once a page, for its first widget; `skip-link="off"` on the element leaves it out. */
export function addSkipLink(widget, words, sheet) {
  if (added || widget.getAttribute("skip-link") === "off") return;
  added = true;
  widget.id ||= "kennispunt-chat";
  const link = words.put(make("a", { href: `#${widget.id}`, class: "skip" }), "Skip to the questions of the Kennispunt ZG");
  link.addEventListener("click", (event) => {
    event.preventDefault();
    widget.focus();
    widget.scrollIntoView();
  });
  const holder = make("div");
  const shadow = holder.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [sheet];
  shadow.append(make("div", { class: "root skips" }, link));
  document.body.prepend(holder);
}
