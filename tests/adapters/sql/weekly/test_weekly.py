"""The weekly letter on both databases: asked for, once a week, only when there is news, and never twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, MetaData, select

from bot.adapters.sql.directory.setup import prepare
from bot.core.accounts.accounts import Account, Role
from bot.core.closed.shelf import Development
from bot.core.mail.port import Letter, NotNowError, RefusedAddressError, Returned, UnsureError
from bot.core.use.figures import Cell, Figure
from bot.core.weekly.news import MOST_NAMED
from bot.core.weekly.weekly import DAYS_LINK, Sent
from tests.contracts.closed_world import EDITOR, REPORT, ClosedWorld
from tests.contracts.directory_sample import write_sample
from tests.contracts.round_world import BASE

LEES = "lees@voorbeeld.example.nl"


@pytest.fixture
def closed(engine: Engine, database_url: str, tmp_path: Path) -> ClosedWorld:
    prepare(database_url, write_sample(tmp_path / "content" / "directory"))
    return ClosedWorld(engine)


@pytest.fixture
def reader(closed: ClosedWorld) -> Account:
    """Somebody who asked for it, a week ago."""
    made = closed.world.accounts.add(LEES, "Lees Voorbeeld", Role.READER, [])
    closed.weekly.ask(made)
    closed.world.clock.passes(days=7)
    return made


def write(closed: ClosedWorld, title: str = "Nieuw besluit") -> None:
    closed.part.write(Development(0, title, "Eerste alinea.", closed.part.today), EDITOR)


def letters(closed: ClosedWorld) -> list[Letter]:
    return closed.world.fake.to(LEES)


def token(letter: Letter) -> str:
    found = re.search(rf"{BASE}/bevestig/weekbericht/([\w-]{{43}})", letter.text)
    assert found is not None
    assert letter.stop == found[0]
    return found[1]


def test_nobody_gets_it_who_did_not_ask(closed: ClosedWorld):
    made = closed.world.accounts.add(LEES, "Lees", Role.READER, [])
    write(closed)
    closed.world.clock.passes(days=8)
    assert not closed.weekly.wanted(made)
    assert closed.weekly.send() == Sent()
    assert closed.world.fake.sent == []


def test_everything_that_is_new_is_one_letter_and_the_next_one_does_not_say_it_again(
    closed: ClosedWorld, reader: Account
):
    write(closed, "Eerste <b>besluit</b>")
    write(closed, "Tweede besluit")
    closed.part.add_document("Handreiking", "handreiking.pdf", b"%PDF-1.7", EDITOR)
    closed.use.put([Cell(2025, provider, place, Figure.of(9)) for provider in ("a", "b", "c") for place in ("9001", "9002", "9003")])  # fmt: skip
    closed.agreements.report("horizon", "x@horizon.example.nl", REPORT)
    assert closed.weekly.send() == Sent(1)
    (letter,) = letters(closed)
    assert letter.subject == (
        "Nieuw in het besloten deel van het Kennispunt ZG: 2 ontwikkelingen, 1 document, cijfers en aantallen meldingen"
    )
    for words in ("Beste Lees Voorbeeld,", "Eerste <b>besluit</b> (8 juni 2026)", "Tweede besluit", "Handreiking", f"{BASE}/beheer/besloten/gebruik", f"{BASE}/beheer/afspraken/aantallen", "hooguit één keer per week"):  # fmt: skip
        assert words in letter.text, words
    assert "&lt;b&gt;" in letter.html
    assert "<img" not in letter.html
    for days in (0, 1, 5):
        closed.world.clock.passes(days=days)
        assert closed.weekly.send() == Sent()
    closed.world.clock.passes(days=1)
    assert closed.weekly.send() == Sent()  # a new week, and nothing new
    write(closed, "Derde besluit")
    assert closed.weekly.send() == Sent()  # it was looked at this week
    closed.world.clock.passes(days=7)
    assert closed.weekly.send() == Sent(1)
    assert "Derde besluit" in letters(closed)[1].text
    assert "Tweede besluit" not in letters(closed)[1].text


def test_what_was_there_when_it_was_asked_for_is_not_new(closed: ClosedWorld):
    write(closed)
    made = closed.world.accounts.add(LEES, "Lees", Role.READER, [])
    closed.weekly.ask(made)
    closed.world.clock.passes(days=7)
    assert closed.weekly.send() == Sent()
    closed.weekly.ask(made)  # once more changes nothing
    write(closed, "Later")
    closed.world.clock.passes(days=7)
    closed.weekly.ask(made)
    assert closed.weekly.send() == Sent(1)


def test_what_was_taken_away_makes_nothing_new(closed: ClosedWorld, reader: Account):
    write(closed)
    assert closed.weekly.send() == Sent(1)
    closed.shelf.remove_development(1, EDITOR.email)
    closed.world.clock.passes(days=7)
    assert closed.weekly.send() == Sent()


def test_a_long_list_is_cut(closed: ClosedWorld, reader: Account):
    for number in range(MOST_NAMED + 3):
        write(closed, f"Besluit {number}")
    closed.weekly.send()
    assert "- en nog 3" in letters(closed)[0].text
    assert letters(closed)[0].text.count("- Besluit ") == MOST_NAMED


def test_others_figures_are_no_news_for_who_does_not_see_them(closed: ClosedWorld):
    noor = closed.world.representative(LEES, "9001")
    closed.weekly.ask(noor)
    closed.use.put([Cell(2025, "horizon", "9001", Figure.of(12))])
    closed.world.clock.passes(days=7)
    assert closed.weekly.send() == Sent(1)
    closed.use.put([Cell(2025, "horizon", "9001", Figure.of(13))])
    closed.world.clock.passes(days=7)
    assert closed.weekly.send() == Sent(1)
    closed.use.put([Cell(2025, "elders", "9002", Figure.of(900))])
    closed.world.clock.passes(days=7)
    assert closed.weekly.send() == Sent()


def test_it_waits_for_monday_morning(closed: ClosedWorld, reader: Account):
    write(closed)
    closed.world.clock.passes(days=6, hours=18.5)  # Monday, half past three at night
    reader_of_now = closed.world.accounts.add("b@voorbeeld.example.nl", "B", Role.READER, [])
    closed.weekly.ask(reader_of_now)
    write(closed, "Nog een")
    assert closed.weekly.send() == Sent(1)
    assert closed.world.fake.to("b@voorbeeld.example.nl") == []
    closed.world.clock.passes(hours=3)
    assert len(closed.world.fake.to("b@voorbeeld.example.nl")) == 0
    closed.weekly.send()
    assert len(closed.world.fake.to("b@voorbeeld.example.nl")) == 1


def test_a_server_that_is_away_is_for_later_and_loses_no_news(closed: ClosedWorld, reader: Account):
    write(closed)
    closed.world.fake.away, closed.world.fake.most = NotNowError("De mailserver is weg."), 0
    assert closed.weekly.send() == Sent(0, "De mailserver is weg.")
    assert closed.weekly.send() == Sent(0, "De mailserver is weg.")
    closed.world.fake.away = None
    assert closed.weekly.send() == Sent(1)
    assert closed.weekly.send() == Sent()
    assert len(letters(closed)) == 1


def test_who_dies_half_way_sends_nothing_twice(closed: ClosedWorld, reader: Account, monkeypatch: pytest.MonkeyPatch):
    other = closed.world.accounts.add("z@voorbeeld.example.nl", "Z", Role.READER, [])
    closed.weekly.ask(other)
    closed.world.clock.passes(days=7)
    write(closed)
    really: Callable[[Letter], None] = closed.world.fake.send

    def dies(letter: Letter) -> None:
        really(letter)
        raise KeyboardInterrupt

    monkeypatch.setattr(closed.world.fake, "send", dies)
    with pytest.raises(KeyboardInterrupt):
        closed.weekly.send()
    monkeypatch.setattr(closed.world.fake, "send", really)
    again = ClosedWorld(closed.engine, closed.world)
    assert again.weekly.send() == Sent(1)
    assert [letter.to for letter in closed.world.fake.sent] == [LEES, other.email]


def test_two_that_send_at_once_send_it_once(closed: ClosedWorld, reader: Account):
    write(closed)
    with ThreadPoolExecutor(4) as pool:
        sent = list(pool.map(lambda _: closed.weekly.send().count, range(4)))
    assert sum(sent) == 1
    assert len(letters(closed)) == 1


def test_a_line_that_broke_is_not_tried_again(closed: ClosedWorld, reader: Account):
    write(closed)
    closed.world.fake.refuses[LEES] = UnsureError("De verbinding brak af.")
    assert closed.weekly.send() == Sent(0, "De verbinding brak af.")
    closed.world.fake.refuses.clear()
    assert closed.weekly.send() == Sent()
    assert closed.weekly.wanted(reader)


def test_who_cannot_be_reached_gets_no_more(closed: ClosedWorld, reader: Account):
    write(closed)
    closed.weekly.send()
    (letter,) = letters(closed)
    closed.weekly.came_back(Returned(letter.key, hard=False, reason="vol"))
    closed.weekly.came_back(Returned("a" * 20, hard=True, reason="550"))
    assert closed.weekly.wanted(reader)
    closed.weekly.came_back(Returned(letter.key.upper(), hard=True, reason="550"))
    assert not closed.weekly.wanted(reader)
    closed.weekly.ask(reader)
    write(closed)
    closed.world.clock.passes(days=7)
    closed.world.fake.refuses[LEES] = RefusedAddressError("De mailserver kent dit adres niet.")
    assert closed.weekly.send() == Sent(0, "De mailserver kent dit adres niet.")
    assert not closed.weekly.wanted(reader)


def test_a_closed_account_gets_nothing_and_an_erased_one_leaves_nothing(closed: ClosedWorld, reader: Account):
    boss = closed.world.accounts.add("baas@vng.example.nl", "Baas", Role.ADMINISTRATOR, [])
    write(closed)
    closed.world.accounts.change(reader.id, boss, role=Role.READER, owners=[], active=False)
    assert closed.weekly.send() == Sent()
    closed.world.accounts.change(reader.id, boss, role=Role.READER, owners=[], active=True)
    assert closed.weekly.send() == Sent(1)
    closed.data.erase(LEES, "", closed.world.clock.today)
    assert closed.weekly.book.readers() == ()
    assert closed.weekly.whose(token(letters(closed)[0])) is None


def test_the_link_stops_it_and_only_its_hash_is_kept(closed: ClosedWorld, reader: Account, engine: Engine):
    write(closed)
    closed.weekly.send()
    opened = token(letters(closed)[0])
    tables = MetaData()
    with engine.connect() as connection:
        tables.reflect(connection)
        kept = "\n".join(str(row) for table in tables.sorted_tables for row in connection.execute(select(table)))
    assert opened not in kept
    assert closed.weekly.whose(opened) == reader.id
    assert closed.weekly.whose("niets") is None
    assert closed.weekly.wanted(reader)
    closed.weekly.stop(reader.id)
    assert not closed.weekly.wanted(reader)
    assert closed.weekly.whose(opened) == reader.id  # so that the page can say that it is done
    closed.world.clock.passes(days=DAYS_LINK + 1)
    closed.weekly.send()
    assert closed.weekly.whose(opened) is None


def test_a_letter_that_did_not_go_leaves_no_link(closed: ClosedWorld, reader: Account, engine: Engine):
    write(closed)
    closed.world.fake.refuses[LEES] = NotNowError("Nu niet.", everybody=False)
    closed.weekly.send()
    tables = MetaData()
    with engine.connect() as connection:
        tables.reflect(connection)
        assert connection.execute(select(tables.tables["weekly_links"])).all() == []
