"""What every `Library` does. Subclass it as `Test…` and give a fixture `library` that holds one topic `groep/onderwerp`."""

from __future__ import annotations

import pytest

from bot.contract import Language
from bot.core.errors import UnknownTopicError
from bot.core.topics.port import Library


class LibraryContract:
    def test_a_topic_is_found_by_its_id(self, library: Library):
        topic = library.topic("groep/onderwerp")

        assert topic.id == "groep/onderwerp"
        assert topic.text(Language.DUTCH).title == "Onderwerp"
        assert library.topics() == {"groep/onderwerp": topic}

    def test_its_source_is_among_the_sources(self, library: Library):
        (citation,) = library.topic("groep/onderwerp").citations

        assert library.sources()[citation.source.id] == citation.source

    def test_an_unknown_topic_is_an_error_that_names_it(self, library: Library):
        with pytest.raises(UnknownTopicError, match="bestaat/niet"):
            library.topic("bestaat/niet")

    def test_content_without_mistakes_has_no_problems_and_a_version(self, library: Library):
        assert list(library.problems()) == []
        assert library.version()
