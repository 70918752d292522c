"""What must hold on every page, whatever it shows."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.test import TestResponse

from bot.contract import Language

FIELDS = {"input", "select", "textarea"}
UNLABELLED = {"hidden", "submit", "button"}
INTERACTIVE = {"a", "button", "summary", "audio"}


class Page:
    """A page parsed as HTML5 without a mistake, and checked; `tree` is its root element."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        self.tree: Element = parser.parse(response.get_data(as_text=True))
        self.check()

    def check(self) -> None:
        root = self.tree
        language = Language(root.get("lang", ""))
        assert root.get("dir") == language.direction
        headings = self.all("h1")
        assert len(headings) == 1, [text_of(heading) for heading in headings]
        assert text_of(headings[0]) in text_of(self.all("title")[0])
        assert len(self.all("main")) == 1
        levels = [int(element.tag[1]) for element in root.iter() if re.fullmatch("h[1-6]", str(element.tag))]
        assert levels[0] == 1
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels)), levels
        self.check_ids()
        self.check_names()
        self.check_nothing_inline()

    def check_ids(self) -> None:
        ids = [element.get("id") for element in self.tree.iter() if element.get("id") is not None]
        assert [key for key, count in Counter(ids).items() if count > 1] == []
        for element in self.tree.iter():
            for attribute in ("for", "aria-labelledby", "aria-describedby"):
                for name in element.get(attribute, "").split():
                    assert name in ids, (attribute, name)
            if element.tag == "a" and element.get("href", "").startswith("#"):
                assert element.get("href", "")[1:] in ids

    def check_names(self) -> None:
        labels = {label.get("for") for label in self.all("label") if text_of(label)}
        for element in self.tree.iter():
            if element.tag in FIELDS and element.get("type") not in UNLABELLED:
                assert element.get("id") in labels, element.attrib
            if element.tag in INTERACTIVE:
                assert text_of(element) or element.get("aria-label"), element.attrib
            if element.tag == "img":
                assert element.get("alt") is not None
            if element.get("lang") is not None:
                assert element.get("lang") in set(Language)

    def check_nothing_inline(self) -> None:
        """The content security policy would refuse it."""
        for element in self.tree.iter():
            assert element.tag != "style"
            assert not [name for name in element.attrib if name == "style" or name.startswith("on")]
            if element.tag == "script" and element.get("type") == "application/ld+json":
                json.loads(text_of(element))  # data: nothing runs it
            elif element.tag == "script":
                assert element.get("src")

    def all(self, tag: str) -> list[Element]:
        return list(self.tree.iter(tag))

    def text(self) -> str:
        return text_of(self.all("main")[0])

    def link(self, words: str) -> str:
        """Where the link with these words goes."""
        return next(link.get("href", "") for link in self.all("a") if text_of(link) == words)

    def by_id(self, name: str) -> Element:
        return next(element for element in self.tree.iter() if element.get("id") == name)


def text_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
