"""The tables of concepts and of changes that were taken into the content files."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.adapters.sql.base import Base, JsonText, Line, Name, RowId
from bot.adapters.sql.moments import aware
from bot.contract import Language
from bot.core.texts.drafts import Change, Draft, DraftState, FileChange, Revision

_TOPIC = String(200)


class DraftRow(Base):
    """A concept. `open_for` is its topic while it is open: no topic has two."""

    __tablename__ = "text_drafts"

    id: Mapped[RowId]
    topic: Mapped[str] = mapped_column(_TOPIC, index=True)
    open_for: Mapped[str | None] = mapped_column(_TOPIC, unique=True)
    state: Mapped[str] = mapped_column(String(20))
    texts: Mapped[dict[str, dict[str, list[str]]]] = mapped_column(JsonText)
    writers: Mapped[list[str]] = mapped_column(JsonText)
    why: Mapped[Line]
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    version: Mapped[int] = mapped_column(default=1, server_default=text("1"))
    decided_by: Mapped[Name] = mapped_column(default="", server_default=text("''"))
    decided_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    reason: Mapped[Line]

    @property
    def as_draft(self) -> Draft:
        """As the core knows it."""
        return Draft(
            id=self.id,
            topic=self.topic,
            texts={
                Language(language): {part: Change(*words) for part, words in changes.items()}
                for language, changes in self.texts.items()
            },
            writers=tuple(self.writers),
            made_at=aware(self.made_at),
            changed_at=aware(self.changed_at),
            why=self.why,
            state=DraftState(self.state),
            version=self.version,
            decided_by=self.decided_by,
            decided_at=self.decided_at and aware(self.decided_at),
            reason=self.reason,
        )


class RevisionRow(Base):
    """What was taken into the files, with the whole of each before and after."""

    __tablename__ = "text_revisions"

    id: Mapped[RowId]
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    topic: Mapped[str] = mapped_column(_TOPIC, index=True)
    writers: Mapped[list[str]] = mapped_column(JsonText)
    who: Mapped[Name]
    why: Mapped[Line]
    alone: Mapped[bool] = mapped_column(default=False, server_default=false())
    files: Mapped[list[list[str]]] = mapped_column(JsonText)
    undoes: Mapped[int | None] = mapped_column(ForeignKey("text_revisions.id"))

    @property
    def as_revision(self) -> Revision:
        """As the core knows it."""
        return Revision(
            number=self.id,
            made_at=aware(self.made_at),
            topic=self.topic,
            writers=tuple(self.writers),
            who=self.who,
            why=self.why,
            files=tuple(FileChange(*file) for file in self.files),
            alone=self.alone,
            undoes=self.undoes,
        )
