"""Every page that a person can open, in every language."""

from __future__ import annotations

import pytest

from bot.contract import Language
from tests.web.conftest import CheckingClient

PAGES = [
    "/",
    "/chat",
    "/onderwerpen",
    "/zoeken",
    "/zoeken?q=wachttijd",
    "/zoeken?q=xyzzyq",
    "/onderwerpen/wmo-zg/wachttijd",
    "/onderwerpen/wmo-zg/looptijd",
    "/onderwerpen/gids/aanbieder-zoeken",
    "/onderwerpen/gids/wijziging-doorgeven",
    "/gids",
    "/gids?behoefte=doofblind&wet=wmo&gemeente=9001",
    "/gids?wet=inburgering",
    "/gids?behoefte=tos",
    "/gids/aanbieders/gehoor",
    "/gids/aanbieders/beide",
    "/gids/gemeenten",
    "/zoeken?q=stad",
    "/gids/vergelijken",
    "/gids/vergelijken?met=gehoor&met=zicht",
    "/gids/gemeenten/9001",
    "/gids/keuzes",
    "/gids/keuzes?ritme=maand&volgorde=ritme&richting=af",
    "/gids/gemeenten/9003",
    "/bronnen",
    "/bronnen/papier",
    "/bronnen/site",
    "/help",
    "/privacy",
    "/toegankelijkheid",
    "/keuzehulp",
    "/keuzehulp/past-dit",
    "/keuzehulp/past-dit?pad=ja",
    "/keuzehulp/past-dit?pad=ja.ja",
    "/keuzehulp/welke-wet",
    "/onderwerpen/wmo-zg/verwijzen",
    "/checklist/verwijzen",
    "/klopt-dit-niet?over=gids/aanbieders/gehoor",
    "/klopt-dit-niet/ontvangen?nummer=20261130-7KQ3X",
]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("url", PAGES)
def test_every_page_in_every_language(client: CheckingClient, url: str, language: Language):
    page = client.page(f"{url}{'&' if '?' in url else '?'}taal={language}")
    assert page.tree.get("lang") == language
    assert page.response.headers["Content-Language"] == language
