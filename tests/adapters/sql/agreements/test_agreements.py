"""Cases in the database, from the report to the day on which they are let go of."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, MetaData, select

from bot.adapters.sql.directory.setup import prepare
from bot.core.accounts.accounts import Role
from bot.core.agreements.agreements import Move
from bot.core.agreements.cases import (
    Agreement,
    CaseError,
    ChangedMeanwhileError,
    ClientDataError,
    EntryKind,
    Report,
    Side,
    Status,
)
from bot.core.directory.standing import State
from bot.core.mail.port import NotNowError, RefusedAddressError, Returned, UnsureError
from tests.contracts.closed_world import EDITOR, REPORT, ClosedWorld
from tests.contracts.directory_sample import write_sample
from tests.fakes.post import FakeReturns

NOOR = "noor@horizon.example.nl"
LATER = date(2026, 6, 20)


@pytest.fixture
def closed(engine: Engine, database_url: str, tmp_path: Path) -> ClosedWorld:
    prepare(database_url, write_sample(tmp_path / "content" / "directory"))
    return ClosedWorld(engine)


def everything(engine: Engine) -> str:
    """All that the database has, as text."""
    found = MetaData()
    with engine.connect() as connection:
        found.reflect(connection)
        return "\n".join(str(row) for table in found.sorted_tables for row in connection.execute(select(table)))


def test_a_report_gets_a_number_a_date_and_a_receipt(closed: ClosedWorld):
    made = closed.agreements.report("horizon", NOOR, REPORT)
    assert made.number == "A2026-00001"
    assert made.answer_by == date(2026, 6, 15)
    assert closed.agreements.report("horizon", NOOR, REPORT).number == "A2026-00002"
    assert closed.send() == ""
    receipt = closed.world.fake.to(NOOR)[0]
    for words in ("A2026-00001", "15 juni 2026", "gemeente 's-Voorbeeld", "de betaaltermijn"):
        assert words in receipt.text, words
    kept = closed.book.case("A2026-00001")
    assert kept.report == REPORT
    assert (kept.status, kept.entries) == (Status.RECEIVED, ())


def test_two_that_report_at_once_have_each_a_number(closed: ClosedWorld):
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: closed.agreements.report("horizon", NOOR, REPORT).number, range(8)))
    assert sorted(made) == [f"A2026-{number:05d}" for number in range(1, 9)]


@pytest.mark.parametrize("field", ["what", "since", "often", "tried", "wish"])
def test_client_data_is_shown_back_marked_and_kept_nowhere(closed: ClosedWorld, engine: Engine, field: str):
    report = replace(REPORT, **{field: "Het gaat om mevrouw Verzonnendijk, geboren op 3 mei 1961, BSN 111222333."})
    with pytest.raises(ClientDataError) as told:
        closed.agreements.report("horizon", NOOR, report)
    pieces = told.value.found[field]
    assert "".join(text for text, _ in pieces) == getattr(report, field)
    assert {"name", "bsn", "birthdate"} <= {kind for _, kind in pieces}
    assert closed.book.cases() == ()
    assert closed.outbox.waiting() == ()
    kept = everything(engine)
    assert "Voorbeeld" in kept
    assert "Verzonnendijk" not in kept
    assert "111222333" not in kept


def test_names_and_numbers_of_the_directory_are_no_client_data(closed: ClosedWorld):
    report = replace(REPORT, tried="Gemaild naar aanmelden@horizon.example.nl en gebeld met 010 555 0123.")
    assert closed.agreements.report("horizon", NOOR, report).report == report


@pytest.mark.parametrize("about", ["niemand", "horizon"])
def test_a_report_is_about_somebody_else_who_is_there(closed: ClosedWorld, about: str):
    with pytest.raises(CaseError, match="over welke andere"):
        closed.agreements.report("horizon", NOOR, replace(REPORT, about=about))


def test_a_code_goes_to_addresses_of_the_organisation_alone(closed: ClosedWorld):
    closed.world.representative(NOOR, "horizon")
    closed.world.representative("sam@voorbeeld.example.nl", "9001", role=Role.DEPUTY)
    knows = closed.agreements.knows
    assert knows("horizon", " Noor@Horizon.example.nl")
    assert knows("horizon", "aanmelden@horizon.example.nl")
    assert knows("9001", "sam@voorbeeld.example.nl")
    assert not knows("9001", NOOR)
    assert not knows("horizon", "iemand@horizon.example.nl")
    assert not knows("niemand", NOOR)
    closed.agreements.send_code("horizon", NOOR, "12345678", 30)
    closed.send()
    assert "12345678" in closed.world.fake.to(NOOR)[-1].text


def take(closed: ClosedWorld, number: str, move: Move):
    case = closed.book.case(number)
    return closed.agreements.move(case, EDITOR, move, version=case.version)


def test_a_case_goes_through_its_statuses_and_the_reporter_is_told(closed: ClosedWorld):
    number = closed.agreements.report("horizon", NOOR, REPORT).number
    closed.world.representative("wmo@voorbeeld.example.nl", "9001")
    take(closed, number, Move(Status.TAKEN_UP, LATER))
    asked = take(closed, number, Move(Status.ASKED, LATER, ask="Hoe zit het met de betaaltermijn?"))
    assert asked.passed_on
    agreed = take(closed, number, Move(Status.AGREED, LATER, "Binnen 30 dagen betalen.", date(2026, 7, 1)))
    assert (agreed.agreed, agreed.agreed_on) == ("Binnen 30 dagen betalen.", date(2026, 7, 1))
    solved = take(closed, number, Move(Status.SOLVED))
    assert (solved.closed_on, solved.next_on) == (date(2026, 6, 1), None)
    again = take(closed, number, Move(Status.TAKEN_UP, LATER))
    assert again.closed_on is None
    steps = [item.text for item in again.entries if item.kind is EntryKind.STEP]
    assert steps == [
        "ontvangen wordt in behandeling", "in behandeling wordt gevraagd aan de ander",
        "gevraagd aan de ander wordt afgesproken", "afgesproken wordt opgelost", "heropend: in behandeling",
    ]  # fmt: skip
    closed.send()
    told = [letter.subject for letter in closed.world.fake.to(NOOR)]
    assert told[0] == f"Uw melding {number} is ontvangen"
    assert told[1:] == [f"Melding {number}: {status}" for status in ("in behandeling", "gevraagd aan de ander", "afgesproken", "opgelost", "in behandeling")]  # fmt: skip
    (asking,) = closed.world.fake.to("wmo@voorbeeld.example.nl")
    assert "Hoe zit het met de betaaltermijn?" in asking.text
    assert REPORT.what not in asking.text
    assert "Stichting Horizon" in asking.text


def test_who_does_not_want_to_be_named_is_not(closed: ClosedWorld):
    closed.world.representative("wmo@voorbeeld.example.nl", "9001")
    number = closed.agreements.report("horizon", NOOR, replace(REPORT, may_name=False)).number
    take(closed, number, Move(Status.ASKED, LATER, ask="Hoe zit het?"))
    closed.send()
    (asking,) = closed.world.fake.to("wmo@voorbeeld.example.nl")
    assert "Horizon" not in asking.text + asking.html + asking.subject


@pytest.mark.parametrize(
    ("move", "why"),
    [
        (Move(Status.RECEIVED, LATER), "kan niet"),
        (Move(Status.TAKEN_UP), "weer naar kijkt"),
        (Move(Status.ASKED, LATER), "aan de ander vraagt"),
        (Move(Status.AGREED, LATER, "Iets"), "wat is afgesproken, en wanneer"),
        (Move(Status.AGREED, LATER, agreed_on=LATER), "wat is afgesproken, en wanneer"),
    ],
)
def test_a_step_that_lacks_something_is_none(closed: ClosedWorld, move: Move, why: str):
    number = closed.agreements.report("horizon", NOOR, REPORT).number
    before = closed.book.case(number)
    with pytest.raises(CaseError, match=why):
        take(closed, number, move)
    assert closed.book.case(number) == before


def test_notes_stay_inside_and_messages_reach_whom_they_are_for(closed: ClosedWorld):
    other = closed.world.representative("wmo@voorbeeld.example.nl", "9001")
    mine = closed.world.representative(NOOR, "horizon")
    stranger = closed.world.representative("x@elders.example.nl", "elders")
    case = closed.agreements.report("horizon", NOOR, REPORT)
    with pytest.raises(CaseError, match="weet nog niet"):
        closed.agreements.say(case, EDITOR, EntryKind.MESSAGE, Side.OTHER, "Graag.", version=case.version)
    assert closed.agreements.cases(other) == []
    case = take(closed, case.number, Move(Status.ASKED, LATER, ask="Hoe zit het?"))
    for kind, side, text in (
        (EntryKind.NOTE, Side.DESK, "Lijkt op een eerdere zaak."),
        (EntryKind.MESSAGE, Side.REPORTER, "Wij wachten op antwoord."),
        (EntryKind.MESSAGE, Side.OTHER, "Graag voor vrijdag."),
        (EntryKind.RECEIVED, Side.OTHER, "Het ligt bij financiën."),
    ):
        case = closed.agreements.say(case, EDITOR, kind, side, text, version=case.version)
    case = closed.agreements.answer(case, mine, Side.REPORTER, "Dank u.")

    def reads(account: object) -> set[str]:
        found, side = closed.agreements.case(account, case.number)  # type: ignore[arg-type,misc]
        return {item.text for item in found.entries if item.seen_by(side) and item.kind is not EntryKind.STEP}

    assert reads(mine) == {"Wij wachten op antwoord.", "Dank u."}
    assert reads(other) == {"Hoe zit het?", "Graag voor vrijdag.", "Het ligt bij financiën."}
    assert len(reads(EDITOR)) == 6
    assert closed.agreements.case(stranger, case.number) is None
    closed.send()
    assert [letter.subject for letter in closed.world.fake.to("wmo@voorbeeld.example.nl")] == [
        f"Bericht over melding {case.number}"
    ] * 2


def test_client_data_is_kept_in_no_text_of_the_desk_either(closed: ClosedWorld):
    case = closed.agreements.report("horizon", NOOR, REPORT)
    named = "Bel mevrouw Verzonnendijk op 06 12345678."
    for act in (
        lambda: closed.agreements.say(case, EDITOR, EntryKind.NOTE, Side.DESK, named, version=case.version),
        lambda: closed.agreements.answer(case, EDITOR, Side.REPORTER, named),
        lambda: closed.agreements.move(case, EDITOR, Move(Status.ASKED, LATER, ask=named), version=case.version),
        lambda: closed.agreements.move(case, EDITOR, Move(Status.AGREED, LATER, named, LATER), version=case.version),
    ):
        with pytest.raises(ClientDataError):
            act()
    assert closed.book.case(case.number).entries == ()


def test_who_saw_an_older_version_does_nothing(closed: ClosedWorld):
    case = closed.agreements.report("horizon", NOOR, REPORT)
    take(closed, case.number, Move(Status.TAKEN_UP, LATER))
    with pytest.raises(ChangedMeanwhileError):
        closed.agreements.move(case, EDITOR, Move(Status.SOLVED), version=case.version)
    assert closed.book.case(case.number).status is Status.TAKEN_UP


def test_what_is_let_go_of_still_counts(closed: ClosedWorld, engine: Engine):
    for _ in range(6):
        number = closed.agreements.report("horizon", NOOR, REPORT).number
        take(closed, number, Move(Status.SOLVED))
    closed.agreements.report("horizon", NOOR, replace(REPORT, kind=Agreement.OTHER))
    before = closed.agreements.quarters()
    assert before[0].kinds[Agreement.PAYMENT].words == "6"
    assert before[0].kinds[Agreement.OTHER].words == "minder dan 5"
    assert closed.book.forget(date(2026, 6, 1)) == 0
    assert closed.book.forget(date(2026, 6, 2)) == 6
    assert closed.agreements.quarters() == before
    assert len(closed.book.cases()) == 1
    assert everything(engine).count(REPORT.what) == 1


def refused(closed: ClosedWorld, error: Callable[[str], Exception]) -> str:
    closed.world.fake.refuses[NOOR] = error("weg")  # type: ignore[assignment]
    closed.agreements.report("horizon", NOOR, REPORT)
    return closed.send()


def test_a_letter_waits_for_a_server_that_is_away_and_goes_once(closed: ClosedWorld, engine: Engine):
    assert refused(closed, NotNowError) == "weg"
    assert len(closed.outbox.waiting()) == 1
    closed.world.fake.refuses.clear()
    assert closed.send() == ""
    assert closed.send() == ""
    assert len(closed.world.fake.to(NOOR)) == 1
    assert "Uw melding" not in everything(engine).split("outbox")[-1]


@pytest.mark.parametrize("error", [RefusedAddressError, UnsureError])
def test_a_letter_that_was_refused_or_may_have_gone_is_not_sent_again(
    closed: ClosedWorld, error: Callable[[str], Exception]
):
    assert refused(closed, error) == "weg"
    closed.world.fake.refuses.clear()
    closed.send()
    assert closed.world.fake.to(NOOR) == []
    assert closed.outbox.waiting() == ()


def test_every_kind_is_kept_as_it_is(closed: ClosedWorld):
    for kind in Agreement:
        report: Report = replace(REPORT, kind=kind)
        assert closed.book.case(closed.agreements.report("horizon", NOOR, report).number).report == report


def test_a_letter_about_a_case_that_came_back_is_read_at_the_case_once(closed: ClosedWorld):
    made = closed.agreements.report("horizon", NOOR, REPORT)
    closed.send()
    (letter,) = closed.world.fake.to(NOOR)
    back = Returned(letter.key.upper(), hard=True, reason="550 no such user.")
    read = closed.world.rounds.read(FakeReturns(back, back), closed.agreements.came_back)
    assert read == 2
    case = closed.book.case(made.number)
    (note,) = case.entries
    assert note.kind is EntryKind.NOTE
    assert "De mail aan noor@horizon.example.nl kwam terug: 550 no such user." in note.text
    assert not note.seen_by(Side.REPORTER)
    assert case.next_on == closed.world.clock.today, "the desk looks at it today"
    assert closed.world.book.dead() == (NOOR,)
    closed.world.representative(NOOR, "horizon")
    assert NOOR not in {item.address for item in closed.world.rounds.chain("horizon")}
    closed.world.book.revive(NOOR)
    assert closed.world.book.dead() == ()


def test_an_address_that_is_only_full_is_not_dead_and_a_closed_case_stays_closed(closed: ClosedWorld):
    made = closed.agreements.report("horizon", NOOR, REPORT)
    closed.send()
    key = closed.world.fake.to(NOOR)[0].key
    closed.agreements.came_back(Returned(key, hard=False, reason="452 full"))
    assert closed.book.case(made.number).entries == ()
    assert closed.world.book.dead() == ()
    closed.agreements.move(closed.book.case(made.number), EDITOR, Move(Status.SOLVED), version=1)
    closed.agreements.came_back(Returned(key, hard=True, reason="550 gone"))
    assert closed.book.case(made.number).next_on is None
    assert closed.book.case(made.number).status is Status.SOLVED
    closed.agreements.came_back(Returned("unknown", hard=True, reason="550"))


def test_what_the_server_refuses_counts_as_come_back_and_the_next_message_goes_to_who_is_next(closed: ClosedWorld):
    world = closed.world
    world.representative("eerste@voorbeeld.example.nl", "9001")
    world.representative("tweede@voorbeeld.example.nl", "9001", role=Role.DEPUTY)
    case = closed.agreements.report("horizon", NOOR, REPORT)
    closed.send()
    case = closed.agreements.move(case, EDITOR, Move(Status.ASKED, LATER, ask="Hoe zit het?"), version=case.version)
    world.fake.refuses["eerste@voorbeeld.example.nl"] = RefusedAddressError("Geweigerd.")
    assert closed.send() == "Geweigerd."
    case = closed.book.case(case.number)
    assert "eerste@voorbeeld.example.nl kwam terug: Geweigerd." in case.entries[-1].text
    closed.agreements.say(case, EDITOR, EntryKind.MESSAGE, Side.OTHER, "Hoort u ons?", version=case.version)
    closed.send()
    assert "Hoort u ons?" in world.fake.to("tweede@voorbeeld.example.nl")[-1].text


def test_an_address_of_the_directory_to_which_no_mail_goes_is_disputed_there(closed: ClosedWorld):
    world = closed.world
    desk = next(item for item in world.desk.records("horizon") if item.values.get("kind") == "email")
    closed.agreements.report("horizon", desk.values["value"], REPORT)
    closed.send()
    letter = world.fake.to(desk.values["value"])[-1]
    closed.agreements.came_back(Returned(letter.key, hard=True, reason="550 no such user"))
    now = world.desk.record(desk.ref)
    assert now.state(world.clock.today) is State.DISPUTED
    assert "mail kwam terug: 550 no such user" in now.disputed_why
