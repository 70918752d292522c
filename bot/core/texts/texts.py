"""Changing the answers: written by one, read by another, taken into the files, and taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.contract import Language
from bot.core.texts.drafts import (
    Change,
    Draft,
    DraftMovedError,
    DraftState,
    Fault,
    FaultsError,
    FileChange,
    FileMovedError,
    PartsClashError,
    Revision,
    TextsError,
    Values,
    distinct,
    merged,
    tidy,
)
from bot.core.texts.port import DraftBook, TextFiles

_TRIES = 3
"""Who keeps a concept while another does looks again: the second time it is the other's turn no more."""


@dataclass(frozen=True, slots=True)
class Written:
    """The words of one language: as the concept has them where it does, else as the file; `file` is without the concept."""

    values: Values
    file: Values
    draft: Draft | None

    @property
    def changed(self) -> Sequence[str]:
        """The parts that differ from the file."""
        return [part for part, words in self.values.items() if words != self.file.get(part, "")]


@dataclass(frozen=True, slots=True)
class DeskTexts:
    """What people do with texts at the desk. `now` is an aware time."""

    files: TextFiles
    book: DraftBook
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def written(self, topic: str, language: Language) -> Written:
        """How the words of a topic stand; raises TextsError for a file that cannot be read."""
        file, draft = self.files.values(topic, language), self.book.open_of(topic)
        changes = draft.changes(language) if draft is not None else {}
        return Written({**file, **{part: change.after for part, change in changes.items()}}, file, draft)

    def tried(self, topic: str, language: Language, typed: Values) -> Sequence[Fault]:
        """What is wrong with the topic if these words stood in it, its concept in the other languages included."""
        now = self.written(topic, language)
        texts = _afters(now.draft)
        clean = {part: tidy(part, words) for part, words in typed.items()}
        texts[language] = {**texts.get(language, {}), **clean}
        return self._faults(topic, texts)

    def faults(self, draft: Draft) -> Sequence[Fault]:
        """What is wrong with a concept."""
        return self._faults(draft.topic, _afters(draft))

    def save(
        self,
        topic: str,
        language: Language,
        typed: Values,
        seen: Values,
        who: str,
        why: str = "",
        *,
        reads: bool = False,
    ) -> Draft | None:
        """Keep typed words in the topic's concept; None where nothing differs from the file.

        `seen` has by part the mark of what the form showed (`mark_of`). With `reads`, `who` is the second reader, who adapts
        a concept and does not become one of its writers. Raises PartsClashError where somebody else changed the same part.
        """
        clean = {part: tidy(part, words) for part, words in typed.items()}
        for _ in range(_TRIES):
            now = self.written(topic, language)
            words, both = merged(now.values, clean, seen)
            if both:
                raise PartsClashError(both, now.values, words, self._who(now.draft))
            draft = self._with(now, topic, language, words)
            if draft is None:
                return None
            writers = draft.writers if reads else distinct((*draft.writers, who))
            draft = replace(draft, writers=writers, why=why or draft.why)
            try:
                if not draft.texts:
                    self.refuse(draft, who, "Alles staat weer zoals het stond.")
                    return None
                return self.book.keep(draft)
            except DraftMovedError:
                continue
        raise DraftMovedError

    def moved(self, draft: Draft) -> Mapping[Language, Values]:
        """By language the parts of which the file says something else than when they were changed, as it says it now."""
        found: dict[Language, dict[str, str]] = {}
        for language, changes in draft.texts.items():
            file = self.files.values(draft.topic, language)
            for part, change in changes.items():
                stands = file.get(part, "")
                if stands not in {change.before, change.after}:
                    found.setdefault(language, {})[part] = stands
        return found

    def settle(self, draft: Draft, keep: Callable[[Language, str], bool]) -> Draft:
        """Choose for each part that moved: the concept's words, or the file's."""
        moved = self.moved(draft)
        texts = {
            language: {
                part: replace(change, before=moved.get(language, {}).get(part, change.before))
                for part, change in changes.items()
                if part not in moved.get(language, {}) or keep(language, part)
            }
            for language, changes in draft.texts.items()
        }
        return self.book.keep(replace(draft, texts=_filled(texts), changed_at=self.now()))

    def take(self, draft: Draft, who: str, why: str = "", *, alone: bool = False) -> Revision:
        """Take a concept into the files: by another than who wrote it, but for who is `alone`.

        Raises TextsError, FileMovedError, FaultsError, NotWrittenError and DraftMovedError; the concept is as it was then.
        """
        if draft.state is not DraftState.OPEN:
            raise DraftMovedError
        if who in draft.writers and not alone:
            raise TextsError("U schreef dit zelf. Iemand anders leest het en neemt het aan.")
        if moved := self.moved(draft):
            raise FileMovedError(moved)
        files = self.files.files(draft.topic, _afters(draft))
        if wrong := [fault for fault in self.files.faults(draft.topic, files) if fault.blocks]:
            raise FaultsError(wrong)
        reason = "; ".join(filter(None, (draft.why, why)))
        line = Revision(0, self.now(), draft.topic, draft.writers, who, reason, files, alone=who in draft.writers)
        decided = replace(draft, state=DraftState.TAKEN, decided_by=who, decided_at=self.now(), reason=why)
        return self.book.take(line, lambda: self.files.write(files), decided)

    def refuse(self, draft: Draft, who: str, reason: str) -> Draft:
        """Say no to a concept; its words stay, so that its writer can go on with them. Raises TextsError without a reason."""
        if draft.state is not DraftState.OPEN:
            raise DraftMovedError
        if not reason.strip():
            raise TextsError("Schrijf waarom. Wie dit schreef, leest dat.")
        decided = replace(draft, state=DraftState.REFUSED, decided_by=who, decided_at=self.now(), reason=reason.strip())
        return self.book.keep(decided)

    def reopen(self, draft: Draft) -> Draft:
        """Go on with a concept that was refused; raises DraftMovedError where the topic has another."""
        if draft.state is not DraftState.REFUSED:
            raise DraftMovedError
        return self.book.keep(replace(draft, state=DraftState.OPEN, changed_at=self.now()))

    def undo(self, revision: Revision, who: str) -> Revision:
        """Take a change back: the files are byte for byte what they were. Raises what `take` raises.

        Only where nothing was written since: who undoes an older change first undoes those after it.
        """
        back = tuple(FileChange(file.path, file.after, file.before) for file in revision.files)
        if any(self.files.before(file).before != file.before for file in back):
            raise TextsError("Daarna is deze tekst nog eens gewijzigd. Draai eerst dat terug.")
        if wrong := [fault for fault in self.files.faults(revision.topic, back) if fault.blocks]:
            raise FaultsError(wrong)
        line = Revision(
            0, self.now(), revision.topic, (who,), who, "teruggedraaid", back, alone=False, undoes=revision.number
        )
        return self.book.take(line, lambda: self.files.write(back))

    def _faults(self, topic: str, texts: Mapping[Language, Values]) -> Sequence[Fault]:
        try:
            return self.files.faults(topic, self.files.files(topic, texts))
        except FaultsError as error:
            return error.faults

    def _with(self, now: Written, topic: str, language: Language, words: Values) -> Draft | None:
        """The concept with these words; None where there is none and nothing differs."""
        kept = now.draft.changes(language) if now.draft is not None else {}
        changes = {
            part: Change(kept[part].before if part in kept else now.file.get(part, ""), text)
            for part, text in words.items()
            if text != now.file.get(part, "")
        }
        moment = self.now()
        if now.draft is None:
            return Draft(0, topic, {language: changes}, (), moment, moment) if changes else None
        return replace(now.draft, texts=_filled({**now.draft.texts, language: changes}), changed_at=moment)

    def _who(self, draft: Draft | None) -> str:
        return draft.writers[-1] if draft is not None and draft.writers else "iemand anders"


def _afters(draft: Draft | None) -> dict[Language, Values]:
    texts = draft.texts if draft is not None else {}
    return {language: {part: change.after for part, change in changes.items()} for language, changes in texts.items()}


def _filled(texts: Mapping[Language, Mapping[str, Change]]) -> dict[Language, Mapping[str, Change]]:
    return {language: changes for language, changes in texts.items() if changes}
