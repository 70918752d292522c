"""A language that no native reader has read says so on every page and in every reply."""

from __future__ import annotations

import pytest

from bot.adapters.phrases.catalogues import GettextPhrases
from bot.contract import Language
from bot.core.reply.reply import Block, BlockType, Reply, ReplyKind
from tests.web.conftest import CheckingClient
from tests.web.fakes import World
from tests.web.pages.test_pages import PAGES
from web.http.unread import NOTICE, UNREAD, with_notice
from web.site import site

UNREAD_BY_ERITREANS = "ኤርትራዊ ኣንባቢ ገና ኣየንበቦን"
ASK_THE_MUNICIPALITY = "ንምምሕዳር ከተማኹም (gemeente) ሕተቱ"


def bare(language: Language) -> Reply:
    return Reply(ReplyKind.QUESTION, language, (Block(BlockType.TEXT, "?", language),))


@pytest.mark.parametrize("url", PAGES)
def test_every_page_in_tigrinya_says_that_nobody_has_read_it(client: CheckingClient, url: str):
    page = client.page(f"{url}{'&' if '?' in url else '?'}taal=ti")
    assert UNREAD_BY_ERITREANS in page.text()
    assert ASK_THE_MUNICIPALITY in page.text()
    assert page.link("Nederlands").endswith("taal=nl")


def test_page_that_is_not_there_says_so_too(client: CheckingClient):
    assert UNREAD_BY_ERITREANS in client.get("/nergens?taal=ti").get_data(as_text=True)


@pytest.mark.parametrize("language", [language for language in Language if language not in UNREAD])
def test_other_languages_do_not(client: CheckingClient, language: Language):
    assert UNREAD_BY_ERITREANS not in client.page(f"/help?taal={language}").text()


def test_reply_that_is_no_topic_says_so(client: CheckingClient, world: World):
    world.dialogue.reply = lambda message: bare(Language.TIGRINYA)
    response = client.post("/chat", json={"text": "ሰላም", "language": "ti"}, headers={"Accept": "application/json"})
    assert [block["type"] for block in response.json["blocks"]] == ["text", "notice"]
    assert UNREAD_BY_ERITREANS in response.json["blocks"][-1]["text"]


def test_said_once_and_only_where_it_holds(client: CheckingClient):
    with client.application.app_context():
        words = site().words
        once = with_notice(bare(Language.TIGRINYA), words)
        assert with_notice(once, words) == once
        assert with_notice(bare(Language.DUTCH), words) == bare(Language.DUTCH)


@pytest.mark.parametrize("language", sorted(UNREAD))
def test_dialogue_says_it_in_the_same_words(client: CheckingClient, language: Language):
    with client.application.app_context():
        said = site().words.translate(NOTICE, language)
    assert GettextPhrases().translate(NOTICE, language) == said
