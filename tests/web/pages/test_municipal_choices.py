"""What all municipalities chose: filtered, ordered, printed and taken along, without script."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from bot.core.directory.organisations import AdministrativeChoice
from tests.fakes import world as sample
from tests.fakes.directory import FakeDirectory
from tests.fakes.world import TERMS
from tests.web.conftest import CheckingClient
from tests.web.fakes import World
from tests.web.page_checks import Page, text_of


def rows(page: Page) -> dict[str, list[str]]:
    """The cells of each municipality."""
    found = {}
    for row in page.all("tr"):
        names = [text_of(cell) for cell in row.iter("th") if cell.get("scope") == "row"]
        if names:
            found[names[0]] = [text_of(cell) for cell in row.iter("td")]
    return found


def taken(client: CheckingClient, query: str = "") -> list[list[str]]:
    response = client.get(f"/gids/keuzes.csv{query}")
    assert response.mimetype == "text/csv"
    assert "attachment" in response.headers["Content-Disposition"]
    return list(csv.reader(io.StringIO(response.get_data().decode("utf-8-sig")), delimiter=";"))


def test_everybody_is_there_and_not_stated_is_said(client: CheckingClient):
    page = client.page("/gids/keuzes?taal=nl")
    assert list(rows(page)) == ["Bekendstad", "Modelstad", "Voorbeelddorp"]
    assert rows(page)["Bekendstad"] == [
        "Verzonnen",
        "niet opgegeven",
        "elke maand (bevestigd door Redactie Voorbeeld op 1 oktober 2026)",
        "niet opgegeven",
    ]
    assert "Gevonden: 3" in page.text()
    assert "Waarvan iets hebben opgegeven: 1" in page.text()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ritme=maand", ["Bekendstad"]),
        ("ritme=niet opgegeven", ["Modelstad", "Voorbeelddorp"]),
        ("ritme=wel", ["Bekendstad"]),
        ("wijze=factuur", []),
        ("provincie=Verzonnen&richting=af", ["Voorbeelddorp", "Modelstad", "Bekendstad"]),
        ("volgorde=ritme", ["Bekendstad", "Modelstad", "Voorbeelddorp"]),
    ],
)
def test_page_and_file_are_filtered_and_ordered_alike(client: CheckingClient, query: str, found: list[str]):
    page = client.page(f"/gids/keuzes?taal=nl&{query}")
    assert list(rows(page)) == found
    assert [line[1] for line in taken(client, f"?{query}")[1:]] == found
    if found:
        link = page.link("Download deze tabel (CSV, voor een rekenblad)")
        assert [line[1] for line in taken(client, f"?{link.partition('?')[2]}")[1:]] == found


def test_the_column_that_orders_says_so(client: CheckingClient):
    page = client.page("/gids/keuzes?taal=nl&volgorde=ritme&richting=af")
    assert [(text_of(cell), cell.get("aria-sort")) for cell in page.all("th") if cell.get("aria-sort")] == [
        ("Hoe vaak", "descending")
    ]


@pytest.mark.parametrize("query", ["wijze=misschien", "volgorde=kleur", "provincie=Nergens"])
def test_what_there_is_not_to_ask_is_not_found(client: CheckingClient, query: str):
    assert client.get(f"/gids/keuzes?{query}").status_code == 404
    assert client.get(f"/gids/keuzes.csv?{query}").status_code == 404


def test_the_file_says_who_said_so_when_and_where_from(client: CheckingClient):
    heads, first, *_ = taken(client, "?ritme=maand")
    said = dict(zip(heads, first, strict=True))
    assert said["code"] == "9003"
    assert said["ritme"] == "maand"
    assert said["ritme bevestigd door"] == "Redactie Voorbeeld"
    assert said["ritme bevestigd op"] == "2026-10-01"
    assert said["ritme bron"] == "site"
    assert (said["wijze"], said["wijze toestand"]) == ("niet opgegeven", "")


def test_nothing_in_the_file_is_a_formula(world: World):
    town = replace(
        sample.BEKEND,
        name="=1+1",
        choices=(AdministrativeChoice("ritme", "maand", "@bron"),),
    )
    world.directory = FakeDirectory(world.directory.organisations(), [town], TERMS)
    app = world.app()
    app.test_client_class = CheckingClient
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    _, line = taken(client)
    assert "'=1+1" in line
    assert "'@bron" in line


def test_for_programs(client: CheckingClient):
    answer = client.get("/gids/keuzes?ritme=maand", headers={"Accept": "application/json"}).get_json()
    (only,) = answer["municipalities"]
    assert (only["cbsCode"], only["administrativeChoices"][0]["value"]) == ("9003", "maand")
