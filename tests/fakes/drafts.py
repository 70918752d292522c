"""The book of concepts and the text files in memory: the first a twin of `SqlDraftBook`, the second what the rules need of `ContentTexts`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.contract import Language
from bot.core.texts.drafts import (
    Draft,
    DraftMovedError,
    DraftState,
    Fault,
    FileChange,
    NotWrittenError,
    Revision,
    Values,
)


class FakeDraftBook:
    def __init__(self) -> None:
        self._drafts: dict[int, Draft] = {}
        self._revisions: dict[int, Revision] = {}

    def open(self) -> Sequence[Draft]:
        found = [draft for draft in self._drafts.values() if draft.state is DraftState.OPEN]
        return tuple(sorted(found, key=lambda draft: (draft.changed_at, draft.id)))

    def open_of(self, topic: str) -> Draft | None:
        return next((draft for draft in self.open() if draft.topic == topic), None)

    def draft(self, draft_id: int) -> Draft | None:
        return self._drafts.get(draft_id)

    def of(self, topic: str) -> Sequence[Draft]:
        return tuple(draft for draft in reversed(self._drafts.values()) if draft.topic == topic)

    def refused(self, since: datetime) -> Sequence[Draft]:
        found = [
            (draft.decided_at, draft.id, draft)
            for draft in self._drafts.values()
            if draft.state is DraftState.REFUSED and draft.decided_at is not None and draft.decided_at >= since
        ]
        return tuple(draft for *_, draft in sorted(found, reverse=True))

    def keep(self, draft: Draft) -> Draft:
        other = self.open_of(draft.topic) if draft.state is DraftState.OPEN else None
        if other is not None and other.id != draft.id:
            raise DraftMovedError
        if draft.id and self._drafts[draft.id].version != draft.version:
            raise DraftMovedError
        made = replace(draft, id=draft.id or len(self._drafts) + 1, version=draft.version + 1)
        self._drafts[made.id] = made
        return made

    def take(self, revision: Revision, write: Callable[[], None], draft: Draft | None = None) -> Revision:
        if draft is not None and self._drafts[draft.id].version != draft.version:
            raise DraftMovedError
        write()
        if draft is not None:
            self.keep(draft)
        made = replace(revision, number=len(self._revisions) + 1)
        self._revisions[made.number] = made
        return made

    def revisions(self, topic: str = "") -> Sequence[Revision]:
        return tuple(one for one in reversed(self._revisions.values()) if topic in {"", one.topic})

    def revision(self, number: int) -> Revision | None:
        return self._revisions.get(number)


class FakeTexts:
    """Each language of a topic is a file of lines `part=words`; a text with FOUT in it has a fault."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.stored = dict(files)
        self.refuses = ""

    def values(self, topic: str, language: Language) -> Values:
        lines = self.stored.get(f"{language}/{topic}", "").splitlines()
        return dict(line.split("=", 1) for line in lines)  # type: ignore[misc]  # two parts each

    def files(self, topic: str, texts: Mapping[Language, Values]) -> tuple[FileChange, ...]:
        found = []
        for language, values in texts.items():
            now = {**self.values(topic, language), **values}
            path = f"{language}/{topic}"
            after = "\n".join(f"{part}={words}" for part, words in now.items())
            found.append(FileChange(path, self.stored.get(path, ""), after))
        return tuple(found)

    def faults(self, topic: str, files: Sequence[FileChange]) -> Sequence[Fault]:
        return [Fault("Dit klopt niet.", Language.DUTCH, "kort") for file in files if "FOUT" in file.after]

    def before(self, file: FileChange) -> FileChange:
        return replace(file, before=self.stored.get(file.path, ""))

    def write(self, files: Sequence[FileChange]) -> None:
        if self.refuses:
            raise NotWrittenError(self.refuses)
        if any(self.stored.get(file.path, "") != file.before for file in files):
            raise DraftMovedError
        self.stored.update({file.path: file.after for file in files})
