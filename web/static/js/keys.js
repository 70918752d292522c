// The keys: Enter in the field, and the shortcuts that a person can switch off. Arrows among messages are the log's.

import { tell } from "./dom.js";

/** Enter sends, Shift+Enter makes a line, and neither does while an input method is composing. */
export function sendByEnter(event) {
  if (event.key !== "Enter" || event.shiftKey || event.altKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  tell(event.target, "send");
}

/** The shortcuts, heard anywhere in the widget except in a small dialog. */
export function shortcuts({ root, settings, log, field, speaking }) {
  root.addEventListener("keydown", (event) => {
    if (!settings.get("keys")) return;
    const action = {
      "Alt+PageDown": () => log.toNewest(),
      "Alt+PageUp": () => field.focus(),
      F8: () => log.newest?.listen?.toggle(),
      F9: () => speaking.button.hidden || speaking.button.click(),
    }[`${event.altKey ? "Alt+" : ""}${event.key}`];
    if (!action || event.ctrlKey || event.metaKey || event.shiftKey || root.querySelector("dialog.small[open]")) return;
    event.preventDefault();
    action();
  });
}
