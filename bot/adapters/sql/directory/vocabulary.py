"""The directory's small vocabularies: kinds of organisation, needs, laws and functions."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Mapped, mapped_column

from bot.adapters.sql.base import Base, JsonText, Name, Slug


class Word(Base):
    """Columns of a vocabulary: an id, its official name, and what `bot.core.directory.organisations.Term` says of it."""

    __abstract__ = True

    id: Mapped[Slug]
    name_nl: Mapped[Name]
    name_en: Mapped[Name]
    labels: Mapped[dict[str, str]] = mapped_column(JsonText, default=dict, server_default=text("'{}'"))
    consists_of: Mapped[list[str]] = mapped_column(JsonText, default=list, server_default=text("'[]'"))
    topics: Mapped[list[str]] = mapped_column(JsonText, default=list, server_default=text("'[]'"))
    position: Mapped[int]
    """Order of the file, which is the order in which people are shown the choices."""


class Kind(Word):
    """A kind of organisation."""

    __tablename__ = "kinds"


class Need(Word):
    """What somebody needs help with: a sensory disability."""

    __tablename__ = "needs"


class Law(Word):
    """The law under which help is paid."""

    __tablename__ = "laws"


class Function(Word):
    """What kind of help a service is."""

    __tablename__ = "functions"


VOCABULARIES: dict[str, type[Word]] = {"kinds": Kind, "needs": Need, "laws": Law, "functions": Function}
