"""What a letter says, once: as plain text and as simple HTML. Nothing in it is fetched or attached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Told:
    """What a letter says: its subject, and its paragraphs (a text, a list, a link or a heading)."""

    subject: str
    parts: Sequence[Part]

    @property
    def text(self) -> str:
        """The letter as plain text."""
        return "\n\n".join(part.text for part in self.parts) + "\n"

    @property
    def html(self) -> str:
        """The letter as HTML."""
        body = "\n".join(part.html for part in self.parts)
        return (
            '<!doctype html>\n<html lang="nl"><head><meta charset="utf-8">'
            f"<title>{escape(self.subject)}</title></head><body>\n{body}\n</body></html>\n"
        )


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph; with `items` a list under it, with `link` an address under it, a `heading` alone."""

    said: str
    items: tuple[str, ...] = ()
    link: str = ""
    heading: bool = False

    @property
    def text(self) -> str:
        """As plain text."""
        lines = [self.said.upper() if self.heading else self.said, *(f"- {item}" for item in self.items)]
        return "\n".join([*lines, self.link] if self.link else lines)

    @property
    def html(self) -> str:
        """As HTML."""
        said = f"<h2>{escape(self.said)}</h2>" if self.heading else f"<p>{escape(self.said)}</p>"
        items = "".join(f"<li>{escape(item)}</li>" for item in self.items)
        link = f'<p><a href="{escape(self.link)}">{escape(self.link)}</a></p>' if self.link else ""
        return f"{said}{f'<ul>{items}</ul>' if items else ''}{link}"
