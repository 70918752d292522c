"""Words that are likely to be said here and that a general recogniser does not know."""

from __future__ import annotations

from bot.core.directory.port import Directory

SUBJECTS = (
    "Wmo-zg", "iWmo", "GGMD", "LTA", "ZG", "doventolk", "schrijftolk", "tolk", "doofblind", "slechthorend", "slechtziend",
    "inburgering", "declaratie", "beschikking", "toewijzing",
)  # fmt: skip
"""What people ask about, in the Dutch words that they take over in every language."""
MOST = 40
"""More take the recogniser longer, and it has room for a few hundred letters."""


def hot_words(directory: Directory) -> tuple[str, ...]:
    """The subjects' words and the organisations' names that are short enough to be said."""
    names = (organisation.name for organisation in directory.organisations())
    short = dict.fromkeys(name.partition("(")[0].strip() for name in names)
    return tuple(dict.fromkeys([*SUBJECTS, *(name for name in short if len(name.split()) <= 2)]))[:MOST]  # noqa: PLR2004  # a name, not a description
