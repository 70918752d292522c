"""The directory's small vocabularies: kinds of organisation, needs, laws and functions."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from bot.adapters.sql.base import Base, Name, Slug


class Word(Base):
    """Columns of a vocabulary: an id and its name in Dutch and English."""

    __abstract__ = True

    id: Mapped[Slug]
    name_nl: Mapped[Name]
    name_en: Mapped[Name]
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
