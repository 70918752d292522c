// The widget's frame: heading, buttons, the place of the conversation, the form, and the dialogs.

import { QUIET, hear, make, tell } from "./dom.js";
import { helpText } from "./help.js";
import { sendByEnter } from "./keys.js";
import { printOnly, unfold } from "./print.js";
import { settingsForm } from "./settings.js";
import { _ } from "./words.js";

/** A button whose words follow the language. */
export const button = (words, message, click, kind = QUIET) =>
  words.put(make("button", { type: "button", class: kind, click }), message);

/**
 * A small dialog, and a button that opens it at its beginning. The dialog itself has the focus: its name is told once, and
 * reading goes on at the heading. Orca may not tell of a focus within it: what had the focus before is out of reach then.
 */
function dialog(words, name, title, content) {
  const id = `${name}-title`;
  const close = button(words, _("Close"), () => shown.close(), "button");
  const shown = make(
    "dialog", { class: "panel small", "aria-labelledby": id },
    words.put(make("h2", { id }), title), make("div", { class: "body" }, content), close,
  );
  shown.addEventListener("close", () => shown.removeAttribute("tabindex"));
  const open = () => {
    shown.showModal();
    shown.tabIndex = -1;
    shown.focus();
  };
  return [shown, button(words, title, open)];
}

/** The field, made first: other parts need it. */
export function questionField(chat) {
  const field = make("textarea", {
    id: "question", class: "field__input", rows: 3, dir: "auto", "aria-describedby": "hint", keydown: sendByEnter,
    input: () => {
      chat.conversation.draft = field.value;
      chat.player.stop();
      chat.speaking.close();
      tell(field, "typed");
    },
  });
  return field;
}

/** What is kept of a conversation and how: hidden while there is none. */
function keeping({ root, words, conversation, base, element, log }) {
  const link = (message) => words.put(make("a", {}), message);
  const html = link(_("Save as a web page"));
  const text = link(_("Save as plain text"));
  const asked = words.put(make("p", { id: "wipe-asked" }), "Wipe the whole conversation? This cannot be undone.");
  const sure = button(words, _("Yes, wipe"), () => tell(root, "wipe"));
  const not = button(words, _("No, keep it"), () => {
    wipe.focus();
    question.hidden = true;
  });
  sure.setAttribute("aria-describedby", "wipe-asked");
  const question = make("div", { class: "status", hidden: true }, asked, make("div", { class: "row" }, sure, " ", not));
  const wipe = button(words, _("Wipe the conversation"), () => {
    question.hidden = false;
    sure.focus();
  });
  // The spaces are for who reads without styles.
  const keep = make(
    "div", { class: "row keep" }, html, " ", text, " ", button(words, _("Print"), () => printOnly(element)), " ",
    wipe,
  );
  const newest = button(words, _("To the newest answer"), () => tell(root, "newest"));
  const follow = () => {
    keep.hidden = newest.hidden = !log.newest;
    question.hidden = true;
    html.hidden = text.hidden = !conversation.id;
    if (!conversation.id) return;
    html.href = new URL(`chat/${conversation.id}/gesprek.html?taal=${words.language}`, base);
    text.href = new URL(`chat/${conversation.id}/gesprek.txt?taal=${words.language}`, base);
  };
  hear(root, { changed: follow, expired: follow });
  return { keep, newest, question };
}

/** Put the frame into the root; `chat` holds the parts. Returns what receives the focus from outside. */
export function build(chat) {
  const { root, words, settings, base, element, field, log, notices, expiry, announcer, speaking, player } = chat;
  const ownPage = element.hasAttribute("own-page");
  const [settingsDialog, openSettings] = dialog(words, "settings", _("Settings"), settingsForm(chat, !ownPage));
  const [help, openHelp] = dialog(words, "help", _("Help"), helpText(chat));
  const send = words.put(make("button", { type: "submit", class: "button" }), "Send");
  hear(root, { busy: (busy) => (busy ? send.setAttribute("aria-disabled", "true") : send.removeAttribute("aria-disabled")) });
  const { keep, newest, question } = keeping(chat);
  const form = make(
    "form", { class: "ask", novalidate: true, submit: (event) => { event.preventDefault(); tell(form, "send"); } },
    words.put(make("label", { for: "question", class: "field__label" }), "Your question"),
    words.put(make("p", { id: "hint", class: "field__hint" }), "Ask it in your own words. Do not enter names or other personal data."),
    field, speaking.heard,
    make("div", { class: "row" }, send, speaking.button, newest),
  );
  const top = make(
    "div", { class: "row top" },
    openSettings, openHelp,
  );
  const heading = ownPage ? _("Your conversation") : _("Ask the Kennispunt ZG");
  const inDialog = element.getAttribute("form") === "dialog";
  const panel = make(
    inDialog ? "dialog" : "section", { class: "panel", "aria-labelledby": "title" },
    // Our own page asks the question in its heading.
    make("div", { class: "head" }, words.put(make("h2", { id: "title", class: ownPage && "hidden" }), heading), top),
    make(
      "div", { class: "body" },
      words.put(make("p", { class: "soft" }), "A computer answers, from texts that editors wrote. Every answer has its sources."),
      log.element, notices.status, notices.problem, expiry.element, form, keep, question,
      make("div", { class: "row keep" }, words.put(make("a", { href: new URL("help", base) }), "Help and contact with a person")),
    ),
    announcer.polite, announcer.urgent,
  );
  let launcher = null;
  if (inDialog) {
    launcher = button(words, _("Ask the Kennispunt ZG"), () => {
      panel.showModal();
      field.focus();
    }, "button launcher");
    launcher.setAttribute("aria-haspopup", "dialog");
    top.append(button(words, _("Close"), () => panel.close()));
    panel.addEventListener("close", () => {
      player.stop();
      speaking.close();
      announcer.hush();
    });
    root.append(launcher);
  }
  root.append(panel, settingsDialog, help);
  unfold(panel, chat.signal);
  return launcher ?? field;
}
