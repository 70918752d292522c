"""The body of an answer: restricted Markdown to blocks with plain text and safe HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin

from bot.adapters.content.problems import Problems
from bot.contract import Language
from bot.core.reply.reply import Block, BlockType

_CONTACT_MARKER = re.compile(r"\{\{contact:[a-z0-9-]+\}\}")
"""Stands in a body where an organisation's channels are shown; filled from the directory when the answer is given."""

_LINK = re.compile(r"https?://|mailto:|tel:|/(?!/)")
_ALLOWED = {
    "paragraph_open": "", "paragraph_close": "", "inline": "",
    "bullet_list_open": "", "bullet_list_close": "",
    "ordered_list_open": "", "ordered_list_close": "",
    "list_item_open": "", "list_item_close": "",
    "heading_open": "", "heading_close": "",
    "text": "", "softbreak": "", "hardbreak": "",
    "strong_open": "", "strong_close": "", "em_open": "", "em_close": "",
    "link_open": "", "link_close": "", "span_open": "", "span_close": "",
}  # fmt: skip
_NAMES = {
    "html_block": "HTML", "html_inline": "HTML", "image": "een afbeelding", "code_block": "een codeblok (inspringen met vier spaties)",
    "fence": "een codeblok", "code_inline": "code", "table_open": "een tabel", "blockquote_open": "een citaatblok", "hr": "een lijn",
}  # fmt: skip


def _parser() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "typographer": False})
    return markdown.use(attrs_plugin, spans=True, allowed=["lang"])


_MARKDOWN = _parser()


def to_blocks(body: str, language: Language, *, path: Path, first_line: int, problems: Problems) -> tuple[Block, ...]:
    """Split a body into text and steps blocks: an ordered list is steps, all else is text.

    Notes every construct that an answer may not have (HTML, images, tables, code, headings above level 2).
    """
    tokens = _MARKDOWN.parse(body)
    _check(tokens, path, first_line, problems)
    blocks = []
    for kind, part in _runs(tokens):
        text = _plain(part, numbered=kind is BlockType.STEPS)
        if text:
            html = _MARKDOWN.renderer.render(part, _MARKDOWN.options, {}).strip()
            blocks.append(Block(kind, text, language, _with_direction(html)))
    return tuple(blocks)


def _check(tokens: Sequence[Token], path: Path, first_line: int, problems: Problems) -> None:
    line = first_line
    for token in tokens:
        if token.map:
            line = first_line + token.map[0]
        for message in _mistakes(token):
            problems.add(path, line, message)


def _mistakes(token: Token) -> Iterator[str]:
    if token.type not in _ALLOWED:
        yield f"{_NAMES.get(token.type, token.type)} mag niet in een antwoord staan"
    if token.type == "heading_open" and token.tag not in {"h2", "h3"}:
        yield "gebruik koppen van niveau 2 of 3 ('## …'); de titel is al de kop van de pagina"
    if token.type == "inline":
        if re.search(r"<\s*/?\s*[a-zA-Z!][^>]*>", token.content):
            yield "HTML mag niet in een antwoord staan"
        if re.search(r"\{\{|\}\}", _CONTACT_MARKER.sub("", token.content)):
            yield "schrijf contactgegevens precies zo, zonder spaties: {{contact:ggmd}}"
    for child in token.children or ():
        if child.type == "text" and "](" in child.content:  # the parser leaves an address it does not trust as text
            yield f"de link in '{child.content.strip()}' is geen geldig adres"
        if child.type not in _ALLOWED:
            yield f"{_NAMES.get(child.type, child.type)} mag niet in een antwoord staan"
        if child.type == "link_open" and not _LINK.match(str(child.attrGet("href"))):
            yield f"de link naar '{child.attrGet('href')}' is geen geldig adres"


def _runs(tokens: Sequence[Token]) -> list[tuple[BlockType, list[Token]]]:
    """Group the top-level elements: each ordered list on its own, what stands between together."""
    runs: list[tuple[BlockType, list[Token]]] = []
    depth = 0
    for token in tokens:
        opens_steps = depth == 0 and token.type == "ordered_list_open"
        ended_steps = depth == 0 and runs and runs[-1][0] is BlockType.STEPS
        if opens_steps or ended_steps or not runs:
            runs.append((BlockType.STEPS if opens_steps else BlockType.TEXT, []))
        runs[-1][1].append(token)
        depth += token.nesting
    return runs


def _plain(tokens: Sequence[Token], *, numbered: bool) -> str:
    """The words without markup: a paragraph or list item a line; steps keep their number."""
    lines: list[str] = []
    number, depth = 0, 0
    starts_item = False
    for token in tokens:
        if token.type in {"ordered_list_open", "bullet_list_open"}:
            depth += 1
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            depth -= 1
        elif token.type == "list_item_open":
            starts_item = True
            number += numbered and depth == 1
        elif token.type == "inline":
            text = "".join(
                " " if child.type in {"softbreak", "hardbreak"} else child.content for child in token.children or ()
            )
            prefix = ""
            if starts_item:
                prefix = f"{number}. " if numbered and depth == 1 else "– "
                starts_item = False
            lines.append(prefix + text.strip())
    return "\n".join(line for line in lines if line)


def _with_direction(html: str) -> str:
    """Give each part in another language its own direction, so that Dutch inside Arabic is laid out right."""

    def direction(match: re.Match[str]) -> str:
        return f'{match[0]} dir="{"rtl" if match[1] in {"ar", "fa"} else "ltr"}"'

    return re.sub(r'<span lang="([a-z]{2})"', direction, html)
