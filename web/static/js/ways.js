// What one can do with an answer: its own page, a link to pass on, its checklist, and to say whether it helped or that it is not right.

import { QUIET, make, tell } from "./dom.js";
import { _ } from "./words.js";

let formed = 0;

/** Take the place of a form that was sent: the words have the focus, so that they are told. */
function done(form, text) {
  const said = make("p", { tabindex: -1 }, text);
  form.replaceChildren(said);
  said.focus();
}

/** Pass a link on: by the device's own means where it has them, and by copying. */
function passing(page, title, words) {
  const item = (message, click) => make("li", { class: "script-only" }, make("button", { type: "button", class: "button button--next", click }, words.t(message)));
  const copy = item(_("Copy the link"), async ({ target }) => {
    try {
      await navigator.clipboard.writeText(page);
      tell(target, "status", words.t("The link has been copied."));
    } catch {
      tell(target, "status", page); // Forbidden here: to copy by hand.
    }
  });
  // Who changes their mind has shared nothing, and that is no fault.
  const share = navigator.share && item(_("Share"), () => navigator.share({ title, url: page }).catch(() => {}));
  return [copy, share];
}

/** The ways under an answer, in the forms that `form` makes by the description of a message. */
export function ways({ links, topic, name, language }, form, { words, service }) {
  if (!links) return null;
  const { page, checklist, about } = links;
  const send = (sending, failed) => async (event) => {
    event.preventDefault();
    const { target } = event;
    try {
      done(target, await sending(event));
    } catch (failure) {
      failed(failure.detail || words.t("Something went wrong on our side. Your question has not been lost."), target);
    }
  };
  const list = page && form(
    "links", {},
    make("li", {}, make("a", { href: page }, words.t("This answer on a page of its own"))),
    checklist && make("li", {}, make("a", { href: checklist }, words.t("Print the steps as a checklist"))),
    ...passing(page, name?.text, words),
  );
  const judge = topic && form(
    "judge", { submit: send(async ({ submitter }) => {
      await service.judge({ topic, helpful: submitter.value === "yes", language });
      return words.t("Thank you");
    }, (reason, target) => tell(target, "problem", { reason })) },
    make("button", { class: QUIET, name: "helpful", value: "yes" }, words.t("This helped")),
    make("button", { class: QUIET, name: "helpful", value: "no" }, words.t("This did not help")),
  );
  const id = `report-${(formed += 1)}`;
  // What is wrong stands at its field and is heard with it: the focus goes there.
  const wrong = make("p", { class: "field__error", id: `${id}-wrong` });
  const comment = make("textarea", { class: "field__input", name: "comment", rows: 3, dir: "auto", "aria-describedby": id, input: () => {
    wrong.remove();
    comment.removeAttribute("aria-invalid");
    comment.setAttribute("aria-describedby", id);
  } });
  const label = make("label", { class: "field__label" }, words.t("What is not right, and what should it be?"), " ", comment);
  const refused = (reason) => {
    wrong.replaceChildren(reason);
    label.before(wrong);
    comment.setAttribute("aria-invalid", "true");
    comment.setAttribute("aria-describedby", `${wrong.id} ${id}`);
    comment.focus();
  };
  const mistake = form(
    "mistake", { submit: send(async ({ target }) => {
      const { number, keptUntil } = await service.report({ about, comment: comment.value, language: words.language });
      if (number) return words.t("Your report has number {number}. An editor looks at it. It is kept until {date}.", { number, date: words.date(keptUntil) });
      // Somebody may be in danger: help goes first.
      tell(target, "urgent", comment.value);
      return "";
    }, refused) },
    make("p", { class: "field__hint", id }, words.t("Write no data of clients. What we recognise, we remove.")),
    label,
    make("button", { class: QUIET }, words.t("Send the report")),
  );
  return form("ways", {}, list, judge, form("report", {}, make("summary", {}, words.t("Is this not right?")), mistake));
}
