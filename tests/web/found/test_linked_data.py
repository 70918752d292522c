"""JSON-LD: only what is true and what the page shows, and never a way to put markup on a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.content import ContentFiles
from bot.adapters.sql.base import engine_for
from bot.adapters.sql.directory.directory import SqlDirectory
from bot.adapters.sql.directory.setup import prepare
from bot.contract import Language
from bot.core.directory.contacts import Channel, ChannelKind, Confirmation, Contact
from bot.core.topics.topic import Topic
from tests.fakes.directory import FakeDirectory
from tests.fakes.world import DEAF, NL, TERMS, VNG, text, topic
from tests.web.conftest import CheckingClient
from tests.web.fakes import World
from tests.web.found.test_every_route import linked_data, metas
from tests.web.page_checks import Page, text_of
from web.found.entries import entries
from web.http.i18n import use_language

CONTENT = Path(__file__).resolve().parents[3] / "content"
MOST_CHARACTERS = 500
"""A search engine shows about 160; the first sentence is the answer."""
HOSTILE = "Wat is </script><script>alert('1')</script> & \"dit\"?"


@pytest.fixture(scope="module")
def gids(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlDirectory]:
    """Our own directory."""
    url = f"sqlite:///{tmp_path_factory.mktemp('gids') / 'gids.db'}"
    prepare(url, CONTENT / "directory")
    engine = engine_for(url)
    yield SqlDirectory(engine)
    engine.dispose()


def client_with(world: World, *topics: Topic) -> CheckingClient:
    world.library = type(world.library)(
        (*world.library.topics().values(), *topics),
        tuple(world.library.sources().values()),
        tuple(world.library.aids().values()),
    )
    world.answers = type(world.answers)(world.library, world.directory, world.phrases)
    app = world.app()
    app.test_client_class = CheckingClient
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    return client


def graph(page: Page) -> list[dict[str, Any]]:
    [data] = linked_data(page)
    nodes: list[dict[str, Any]] = data["@graph"]
    return nodes


def test_a_question_with_its_answer_on_the_page_is_one(world: World):
    asked = topic("wmo-zg/duur", texts=(text(NL, "Hoe lang duurt het?", "Zes weken.\n\nVraag het de gemeente."),))
    page = client_with(world, asked).page("/onderwerpen/wmo-zg/duur?taal=nl")
    node = graph(page)[0]
    assert node["@type"] == ["WebPage", "FAQPage"]
    [question] = node["mainEntity"]
    assert question["name"] == text_of(page.all("h1")[0]) == "Hoe lang duurt het?"
    for paragraph in question["acceptedAnswer"]["text"].split("\n\n"):
        assert paragraph in page.text()
    assert node["lastReviewed"] == "2026-11-22"
    assert node["creativeWorkStatus"] == "concept"
    assert [source["name"] for source in node["citation"]] == ["Verzonnen papier"]


def test_what_is_no_question_is_no_question(client: CheckingClient):
    for path in ("/", "/help", "/onderwerpen", "/onderwerpen/wmo-zg/wachttijd", "/gids/aanbieders/gehoor"):
        node = graph(client.page(f"{path}?taal=nl"))[0]
        assert node["@type"] == "WebPage"
        assert "FAQPage" not in str(node)


def test_words_are_never_markup(world: World):
    client = client_with(world, topic("wmo-zg/vreemd", texts=(text(NL, HOSTILE, "Niets."),)))
    page = client.page("/onderwerpen/wmo-zg/vreemd?taal=nl")
    assert len([script for script in page.all("script") if not script.get("src")]) == 1
    assert graph(page)[0]["name"] == HOSTILE
    assert metas(page, "property", "og:title") == [HOSTILE]
    policy = page.response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self' 'nonce-" in policy


def test_the_government_is_called_so_and_a_provider_is_not(world: World):
    world.directory = FakeDirectory((DEAF, replace(VNG, kind="vng")), (), TERMS)
    client = client_with(world)
    site, publisher = graph(client.page("/?taal=nl"))[1:]
    assert site["@type"] == "WebSite"
    assert site["publisher"]["@id"] == publisher["@id"]
    assert (publisher["@type"], publisher["name"]) == ("GovernmentOrganization", "VNG")
    assert graph(client.page("/gids/aanbieders/vng"))[0]["mainEntity"]["@type"] == "GovernmentOrganization"
    assert graph(client.page("/gids/aanbieders/gehoor"))[0]["mainEntity"]["@type"] == "Organization"


def test_nobody_is_made_up_as_publisher(world: World):
    world.directory = FakeDirectory((DEAF,), (), TERMS)
    [page, site] = graph(client_with(world).page("/?taal=nl"))
    assert (page["@type"], site["@type"]) == ("WebPage", "WebSite")
    assert "publisher" not in site


def test_only_what_somebody_confirmed_is_handed_on(world: World):
    today = datetime.now(UTC).date()
    lately = Confirmation(today - timedelta(days=30), "Redactie Voorbeeld")
    contact = Contact(
        "gehoor",
        "Stichting Gehoor",
        "Aanmelden",
        (
            Channel(ChannelKind.PHONE, "088 555 0101", confirmation=lately),
            Channel(
                ChannelKind.EMAIL, "oud@example.nl", confirmation=Confirmation(today - timedelta(days=3000), "Wie")
            ),
            Channel(ChannelKind.WEBSITE, "example.nl/niet-bevestigd"),
        ),
    )
    world.directory = FakeDirectory((replace(DEAF, contacts=(contact,)),), (), TERMS)
    node = graph(client_with(world).page("/gids/aanbieders/gehoor"))[0]["mainEntity"]
    assert node["contactPoint"] == [{"@type": "ContactPoint", "contactType": "Aanmelden", "telephone": "088 555 0101"}]


@pytest.mark.parametrize("language", list(Language))
def test_our_own_pages_are_each_described_and_no_two_alike(world: World, gids: SqlDirectory, language: Language):
    world.library = ContentFiles(CONTENT)  # type: ignore[assignment]
    world.directory = gids  # type: ignore[assignment]
    app = world.app()
    with app.test_request_context():
        use_language(language)
        said = {page.path(): page.describe() for page in entries() if language in page.languages}
    assert len(said) > 370
    assert min(map(len, said.values())) > 20
    assert max(map(len, said.values())) < MOST_CHARACTERS
    assert len(set(said.values())) == len(said)
