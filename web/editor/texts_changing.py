"""Changing an answer at the desk: a form of plain fields, the content check, a concept, and a second reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from flask import Blueprint, Response, abort, request, url_for

from bot.contract import Language
from bot.core.texts.drafts import (
    Draft,
    DraftMovedError,
    DraftState,
    Fault,
    FaultsError,
    FileMovedError,
    PartsClashError,
    TextsError,
    Values,
    mark_of,
)
from bot.core.texts.texts import Written
from bot.core.topics.topic import Topic
from web.editor import text_words
from web.editor.audit import tell
from web.editor.gate import account, page, see
from web.editor.texts import alone, desk_texts, language_of, topic_of

_SEEN = "gezien-"
"""Before the name of a part: the mark of what it said when the form was made."""
_QUESTIONS = "meer-vragen"
_LONGEST = 90_000
"""Letters of a form: what is more cannot be kept when a session ends."""
_LONGEST_WHY = 500


def change(language: str, topic_id: str) -> Response:
    """Title, short form, answer, short answers and the questions that are shown."""
    return _change(language_of(language), topic_of(topic_id), questions=False)


def change_questions(language: str, topic_id: str) -> Response:
    """All other example questions: as long a list as a form can hold, so on a page of its own."""
    return _change(language_of(language), topic_of(topic_id), questions=True)


def concept(draft_id: int) -> Response:
    """Old and new side by side; for another than the writer: take it, adapt it, or say no."""
    return _concept(_draft(draft_id))


def decide(draft_id: int) -> Response:
    """Take a concept, refuse it, go on with a refused one, or choose where the file says something else by now."""
    draft, step = _draft(draft_id), _STEPS.get(request.form.get("doe", ""))
    if step is None:
        abort(400)
    if request.form.get("versie") != str(draft.version):
        return see(url_for("editor.concept", draft_id=draft_id), "intussen")
    return _or_shown(draft, step)


def _change(language: Language, topic: Topic, *, questions: bool) -> Response:
    try:
        now = desk_texts().written(topic.id, language)
    except TextsError as error:
        return page(
            "teksten/tekst_kan_niet.html",
            status=409,
            problem=str(error),
            back=url_for("editor.text", topic_id=topic.id),
        )
    form = _Form(topic, language, now, questions=questions)
    if request.method != "POST":
        return form.show()
    try:
        return form.answer()
    except PartsClashError as clash:
        return form.clash(clash)
    except TextsError as error:
        return form.show({form.first: str(error)}, status=409)
    except DraftMovedError:
        return form.show(status=409, meanwhile=True)


@dataclass(frozen=True, slots=True)
class _Form:
    """The form with the words of one language, and what came with it."""

    topic: Topic
    language: Language
    now: Written
    questions: bool = field(kw_only=True)

    @property
    def parts(self) -> list[str]:
        """The parts that it has."""
        whole = [part for part in self.now.values if part != _QUESTIONS]
        return [_QUESTIONS] if self.questions else [*whole, *_new(self.now.values)]

    @property
    def first(self) -> str:
        """The part at which is told what is about all of them."""
        return self.parts[0]

    @property
    def typed(self) -> dict[str, str]:
        """The parts as they came; a new short answer counts once it has words."""
        found = {part: request.form[part] for part in self.parts if part in request.form}
        added = _new(self.now.values)
        if any(found.get(part, "").strip() for part in added if part.startswith(("vragen-", "tekst-"))):
            return found
        return {part: words for part, words in found.items() if part not in added}

    @property
    def wanted(self) -> str:
        """Which button was pressed."""
        return request.form.get("doe", "nakijken")

    def answer(self) -> Response:
        """Do what the button says; raises TextsError for more than a form may hold, and what `DeskTexts.save` raises."""
        if sum(map(len, self.typed.values())) > _LONGEST:
            raise TextsError(f"Dit is samen te lang: hoogstens {_LONGEST} tekens.")
        return self.keep() if self.wanted in {"bewaren", "aannemen"} else self.look()

    def look(self) -> Response:
        """'Nakijken': what the content check finds, and nothing kept."""
        faults = desk_texts().tried(self.topic.id, self.language, self.typed)
        here, others = dict[str, str](), list[Fault]()
        for fault in faults:
            if fault.language is self.language and fault.part in self.parts and fault.blocks:
                here[fault.part] = " ".join(filter(None, (here.get(fault.part, ""), _sentence(fault.message))))
            else:
                others.append(fault)
        return self.show(here, others, status=400 if any(fault.blocks for fault in faults) else 200, looked=True)

    def keep(self) -> Response:
        """Keep a concept; a second reader takes it at once."""
        seen = {part: request.form.get(f"{_SEEN}{part}", "") for part in self.parts}
        reads = self.wanted == "aannemen" and _reads(self.now.draft)
        draft = desk_texts().save(self.topic.id, self.language, self.typed, seen, account().email, _why(), reads=reads)
        if draft is None:
            return see(url_for("editor.text", topic_id=self.topic.id, taal=self.language), "niets-anders")
        tell("text concept kept", account().id, concept=draft.id, topic=self.topic.id)
        return _or_shown(draft, _take) if reads else see(url_for("editor.concept", draft_id=draft.id), "concept")

    def show(
        self,
        problems: Mapping[str, str] | None = None,
        others: Sequence[Fault] = (),
        *,
        status: int = 200,
        looked: bool = False,
        meanwhile: bool = False,
    ) -> Response:
        """The form with what was typed, or with what there is; what was found stands above it and at the fields."""
        posted = request.method == "POST"
        marks = {part: mark_of(self.now.values.get(part, "")) for part in self.parts}
        return page(
            "teksten/tekst_wijzig.html",
            status=status,
            topic=self.topic,
            title=self.topic.text(Language.DUTCH).title,
            language=self.language,
            values={**self.now.values, **({part: request.form.get(part, "") for part in self.parts} if posted else {})},
            seen={part: request.form.get(f"{_SEEN}{part}") or mark for part, mark in marks.items()},
            numbers=sorted(int(part.rpartition("-")[2]) for part in self.parts if part.startswith("vragen-")),
            questions=self.questions,
            problems=problems or {},
            others=others,
            fine=looked and not problems and not others,
            meanwhile=meanwhile,
            draft=self.now.draft,
            reads=_reads(self.now.draft),
            names={part: text_words.part_name(part) for part in self.parts},
            parts=text_words,
            statuses=list(text_words.STATUSES.items()),
            facets=list(text_words.FACETS.items()),
            known=list(text_words.KNOWN.items()),
            yes_no=list(text_words.YES_NO.items()),
            why=_why(),
        )

    def clash(self, clash: PartsClashError) -> Response:
        """The parts that two people changed: theirs and yours, to choose; the rest goes along."""
        typed = self.typed
        other = [part for part in typed if part not in clash.parts]
        return page(
            "teksten/tekst_botsing.html",
            status=409,
            topic=self.topic,
            title=self.topic.text(Language.DUTCH).title,
            language=self.language,
            clash=clash,
            typed=typed,
            carried={part: clash.merged.get(part, "") for part in other},
            marks={part: mark_of(clash.now.get(part, "")) for part in typed},
            action=request.path,
            wanted=self.wanted,
            why=_why(),
            parts=text_words,
        )


def _or_shown(draft: Draft, step: Callable[[Draft], Response]) -> Response:
    """Take a step with a concept, or show it with what stands in the way."""
    try:
        return step(draft)
    except FileMovedError as error:
        return _concept(draft, moved=error.moved, status=409)
    except FaultsError as error:
        return _concept(draft, faults=error.faults, status=400)
    except TextsError as error:
        return _concept(draft, problems={"waarom": str(error)}, status=400)
    except DraftMovedError:
        return see(url_for("editor.concept", draft_id=draft.id), "intussen")


def _why() -> str:
    return request.form.get("waarom", "").strip()[:_LONGEST_WHY]


def _take(draft: Draft) -> Response:
    by_themselves = request.form.get("alleen") == "ja" and alone()
    made = desk_texts().take(draft, account().email, _why(), alone=by_themselves)
    tell("text taken", account().id, revision=made.number, topic=draft.topic, alone=int(made.alone))
    done = "tekst-oefenen" if draft.teaches else "tekst-aangenomen"
    return see(url_for("editor.text", topic_id=draft.topic), done)


def _refuse(draft: Draft) -> Response:
    desk_texts().refuse(draft, account().email, _why())
    tell("text refused", account().id, concept=draft.id, topic=draft.topic)
    return see(url_for("editor.text", topic_id=draft.topic), "afgewezen-concept")


def _reopen(draft: Draft) -> Response:
    return see(url_for("editor.concept", draft_id=desk_texts().reopen(draft).id), "concept")


def _settle(draft: Draft) -> Response:
    made = desk_texts().settle(draft, lambda language, part: request.form.get(f"{language}-{part}") != "nu")
    return see(url_for("editor.concept", draft_id=made.id), "concept")


_STEPS = {"aannemen": _take, "afwijzen": _refuse, "verder": _reopen, "kies": _settle}


def _reads(draft: Draft | None) -> bool:
    """Whether who is signed in is the second reader of this concept."""
    return draft is not None and account().email not in draft.writers


def _draft(draft_id: int) -> Draft:
    found = desk_texts().book.draft(draft_id)
    if found is None:
        abort(404)
    topic_of(found.topic)
    return found


def _new(now: Values) -> list[str]:
    """The parts of one more short answer."""
    number = max((int(part.rpartition("-")[2]) for part in now if part.startswith("vragen-")), default=0) + 1
    return [f"{kind}-{number}" for kind in ("vragen", "soort", "onbekend", "tekst")]


def _sentence(words: str) -> str:
    whole = words[:1].upper() + words[1:]
    return whole if whole.endswith((".", "!", "?", '"')) else f"{whole}."


def _concept(
    draft: Draft,
    *,
    faults: Sequence[Fault] | None = None,
    moved: Mapping[Language, Values] | None = None,
    problems: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    desk, told = desk_texts(), dict(problems or {})
    is_open = draft.state is DraftState.OPEN
    try:
        found = faults if faults is not None else (desk.faults(draft) if is_open else ())
        moved = moved if moved is not None else (desk.moved(draft) if is_open else {})
    except TextsError as error:
        found, moved = (), {}
        told.setdefault("waarom", str(error))
    topic = topic_of(draft.topic)
    return page(
        "teksten/tekst_concept.html",
        status=status,
        draft=draft,
        topic=topic,
        title=topic.text(Language.DUTCH).title,
        is_open=is_open,
        mine=account().email in draft.writers,
        alone=alone(),
        faults=found,
        blocked=any(fault.blocks for fault in found),
        moved=moved,
        problems=told,
        parts=text_words,
        why=_why(),
        other_is_open=not is_open and desk.book.open_of(draft.topic) is not None,
    )


def register(pages: Blueprint) -> None:
    """What is changed below `/beheer/teksten`."""
    both = ["GET", "POST"]
    pages.add_url_rule("/teksten/wijzig/<language>/<path:topic_id>", "change_text", change, methods=both)
    pages.add_url_rule(
        "/teksten/voorbeeldvragen/<language>/<path:topic_id>", "change_questions", change_questions, methods=both
    )
    pages.add_url_rule("/teksten/concept/<int:draft_id>", "concept", concept)
    pages.add_url_rule("/teksten/concept/<int:draft_id>", "decide_concept", decide, methods=["POST"])
