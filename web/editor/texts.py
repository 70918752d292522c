"""The answers at the desk: all of them in a table, one with its sources, and what was changed of it."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, Response, abort, request, url_for

from bot.contract import Language
from bot.core.errors import UnknownTopicError
from bot.core.languages import DUTCH_NAMES
from bot.core.texts.drafts import Draft, DraftMovedError, DraftState, FaultsError, FileChange, Revision, TextsError
from bot.core.texts.texts import DeskTexts
from bot.core.topics.topic import Topic
from web.editor.audit import tell
from web.editor.gate import account, editing, page, see
from web.editor.text_words import FILTERS, Line, counted, part_name
from web.site import site

_TOLD = timedelta(days=14)
"""So long a writer is told at 'Vandaag' that a concept was refused."""
_SPREAD = timedelta(minutes=10)
"""Files that were put down together differ no more than this."""


def are_there() -> bool:
    """Whether this desk has texts, for who is signed in."""
    return editing().texts is not None and account().role.edits_everything


def desk_texts() -> DeskTexts:
    """The texts, for editors and administrators; for everybody else there is nothing here."""
    found = editing().texts
    if found is None or not account().role.edits_everything:
        abort(404)
    return found


def topic_of(topic_id: str) -> Topic:
    """A topic by its name; 404 for anything that is none."""
    try:
        return site().services.library.topic(topic_id)
    except UnknownTopicError:
        abort(404)


def language_of(code: str) -> Language:
    """A language by its code; 404 for anything that is none."""
    if code not in set(Language):
        abort(404)
    return Language(code)


def waiting() -> list[Draft]:
    """The concepts that wait for who is signed in: all but their own."""
    if not are_there():
        return []
    return [draft for draft in desk_texts().book.open() if account().email not in draft.writers or alone()]


def refused() -> list[Draft]:
    """The concepts of who is signed in that another refused lately, with a reason for them to read."""
    if not are_there():
        return []
    mine, desk = account().email, desk_texts()
    late = desk.book.refused(desk.now() - _TOLD)
    return [draft for draft in late if mine in draft.writers and draft.decided_by != mine]


def alone() -> bool:
    """Whether nobody else could read what they write."""
    others = [other for other in editing().accounts.accounts() if other.active and other.role.edits_everything]
    return len(others) == 1


def texts() -> Response:
    """Every topic with what it asks for."""
    book, library = desk_texts().book, site().services.library
    open_ones = {draft.topic: draft for draft in book.open()}
    lines = [_line(topic, open_ones.get(topic.id)) for topic in library.topics().values()]
    wanted = request.args.get("q", "").strip()
    only = request.args.get("toon", "") if request.args.get("toon") in FILTERS else ""
    found = [line for line in lines if (not only or only in line.signs) and _has(line.topic, wanted)]
    return page(
        "teksten/teksten.html",
        counted=counted(lines),
        found=found,
        q=wanted,
        only=only,
        filters=list(FILTERS.items()),
        broken=[str(problem) for problem in library.problems()],
    )


def text(topic_id: str) -> Response:
    """One topic: the answer, its sources, what is unknown, and who changed it."""
    desk, topic = desk_texts(), topic_of(topic_id)
    language = language_of(request.args.get("taal", "nl"))
    revisions = desk.book.revisions(topic_id)
    return page(
        "teksten/tekst.html",
        topic=topic,
        text=topic.texts.get(language),
        language=language,
        languages=DUTCH_NAMES,
        line=_line(topic, desk.book.open_of(topic_id)),
        reply=site().services.answers.answer(topic_id, language),
        beside=desk.files.beside(topic) if language is Language.DUTCH else (),
        unknown=desk.files.unknown(topic),
        more=topic.more_questions.get(language, ()),
        latest=revisions[0] if revisions else None,
        edited_since=bool(revisions) and any(desk.files.before(one).before != one.after for one in revisions[0].files),
        written_at=desk.files.changed_at(topic_id, language),
    )


def history(topic_id: str) -> Response:
    """What was changed of a topic, by whom, when and why; and the concepts that were refused."""
    desk, topic = desk_texts(), topic_of(topic_id)
    revisions = desk.book.revisions(topic_id)
    return page(
        "teksten/tekst_geschiedenis.html",
        topic=topic,
        title=topic.text(Language.DUTCH).title,
        revisions=[(one, [_differences(file) for file in one.files]) for one in revisions],
        undone={one.undoes for one in revisions},
        refused=[draft for draft in desk.book.of(topic_id) if draft.state is DraftState.REFUSED],
        problem="",
    )


def undo(number: int) -> Response:
    """Take one change back."""
    desk = desk_texts()
    found: Revision | None = desk.book.revision(number)
    if found is None:
        abort(404)
    back = url_for("editor.text_history", topic_id=found.topic)
    try:
        desk.undo(found, account().email)
    except (TextsError, FaultsError) as error:
        return page("teksten/tekst_kan_niet.html", status=409, problem=str(error), back=back)
    except DraftMovedError:
        return see(back, "intussen")
    tell("text taken back", account().id, revision=number, topic=found.topic)
    return see(back, "teruggedraaid")


def _line(topic: Topic, draft: Draft | None) -> Line:
    desk = desk_texts()
    others = [language for language in topic.texts if language is not Language.DUTCH]
    dutch = desk.files.changed_at(topic.id, Language.DUTCH)
    facets = len(topic.text(Language.DUTCH).facets)
    behind = [
        language
        for language in others
        if len(topic.texts[language].facets) != facets
        or (dutch and (own := desk.files.changed_at(topic.id, language)) and own + _SPREAD < dutch)
    ]
    unread = [language for language in others if not topic.texts[language].reviewed_translation]
    return Line(topic, editing().today(), tuple(behind), tuple(unread), len(desk.files.unknown(topic)), draft)


def _has(topic: Topic, wanted: str) -> bool:
    dutch = topic.text(Language.DUTCH)
    said = " ".join([topic.id, dutch.title, dutch.short, *(block.text for block in dutch.blocks)]).casefold()
    return all(word in said for word in wanted.casefold().split())


def _differences(file: FileChange) -> tuple[Language, list[tuple[str, str, str]]]:
    """What differs in a file: name of the part, before and after."""
    language, before, after = desk_texts().files.parts_of(file)
    parts = dict.fromkeys([*before, *after])
    differing = [part for part in parts if before.get(part, "") != after.get(part, "")]
    return language, [(part_name(part), before.get(part, ""), after.get(part, "")) for part in differing]


def register(pages: Blueprint) -> None:
    """`/beheer/teksten` and what is read below it."""
    pages.add_url_rule("/teksten", "texts", texts)
    pages.add_url_rule("/teksten/<path:topic_id>", "text", text)
    pages.add_url_rule("/teksten/geschiedenis/<path:topic_id>", "text_history", history)
    pages.add_url_rule("/teksten/geschiedenis/<int:number>/terug", "undo_text", undo, methods=["POST"])
