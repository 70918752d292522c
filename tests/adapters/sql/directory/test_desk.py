"""Changing facts at the desk: who may, what it becomes, its history, and that a release changes nothing of it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.adapters.register.reading import read_register
from bot.adapters.sql.directory.desk import SqlDesk
from bot.adapters.sql.directory.directory import SqlDirectory
from bot.adapters.sql.directory.queries import revision
from bot.adapters.sql.directory.register_import import import_register
from bot.adapters.sql.directory.setup import prepare
from bot.core.changes.changes import Action, Author, RecordKind, Ref
from bot.core.changes.port import ClashError, RefusedError, UnknownRecordError
from bot.core.changes.proposals import Proposal
from bot.core.changes.records import Record, ValuesError
from bot.core.directory.standing import Origin, State
from tests.contracts.register_sample import write_export

TODAY = date(2026, 6, 1)
EDITOR = Author("redacteur@vng.example.nl", Origin.VNG, "gebeld")
OWNER = Author("loket@voorbeeld.example.nl", Origin.OWNER, "via de mail")
OTHER = Author("tweede@vng.example.nl", Origin.VNG, "ook gebeld")


@pytest.fixture(autouse=True)
def loaded(database_url: str, sample_dir: Path) -> None:
    prepare(database_url, sample_dir)


@pytest.fixture
def desk(engine: Engine) -> SqlDesk:
    return SqlDesk(engine, lambda: TODAY)


def reload(engine: Engine, sample_dir: Path):
    return prepare(engine.url.render_as_string(hide_password=False), sample_dir)


def the(desk: SqlDesk, owner: str, kind: RecordKind, value: str = "") -> Record:
    found = [item for item in desk.records(owner) if item.ref.kind is kind and value in item.values.get("value", value)]
    return found[0]


def phone(desk: SqlDesk) -> Record:
    return the(desk, "9001", RecordKind.CHANNEL)


def change(desk: SqlDesk, record: Record, author: Author = EDITOR, *, confirm: bool = True, **values: str):
    return desk.change(record.ref, record.version, values, author, confirm=confirm)


def shown(engine: Engine, code: str = "9001") -> list[str]:
    found = SqlDirectory(engine).municipality(code)
    return [channel.value for contact in found.contacts for channel in contact.channels]


def test_a_fact_of_the_files_is_unconfirmed_and_says_where_it_is_from(desk: SqlDesk):
    record = phone(desk)
    assert (record.state(TODAY), record.origin, record.source_id) == (State.UNCONFIRMED, Origin.FILES, "voorbeeld")
    assert record.values == {"label": "Wmo", "kind": "phone", "value": "010 555 0123"}
    assert (record.owner_id, record.owner_name, record.version) == ("9001", "'s-Voorbeeld", 1)


def test_a_change_is_seen_at_once_with_who_confirmed_it(desk: SqlDesk, engine: Engine):
    directory = SqlDirectory(engine)
    directory.municipalities()
    changed = change(desk, phone(desk), value="010-5550124")
    assert isinstance(changed, Record)
    assert (changed.state(TODAY), changed.origin, changed.version) == (State.CONFIRMED, Origin.VNG, 2)
    channel = directory.municipality("9001").contacts[0].channels[0]
    assert (channel.value, channel.confirmation.confirmed_by) == ("010-5550124", "VNG")


def test_what_the_owner_says_is_confirmed_in_its_name_and_not_in_the_persons(desk: SqlDesk):
    record = phone(desk)
    confirmed = desk.confirm(record.ref, record.version, OWNER)
    assert (confirmed.confirmation.confirmed_by, confirmed.confirmation.confirmed_on) == (
        "gemeente 's-Voorbeeld",
        TODAY,
    )
    assert desk.history(ref=record.ref)[0].author.who == OWNER.who


def test_the_same_values_again_write_nothing(desk: SqlDesk, engine: Engine):
    record = phone(desk)
    before = revision(engine)
    assert change(desk, record, confirm=False, value="010 555 0123") == record
    assert revision(engine) == before


def test_the_history_says_who_when_why_and_what(desk: SqlDesk):
    record = phone(desk)
    change(desk, record, value="010 555 0124")
    newest, first = desk.history(ref=record.ref)
    assert (newest.action, newest.author) == (Action.CHANGED, EDITOR)
    assert newest.about == {"label": "Wmo"}
    assert (newest.before["value"], newest.after["value"]) == ("010 555 0123", "010 555 0124")
    assert newest.made_at.tzinfo is not None or newest.made_at
    assert (first.action, first.author.who, first.author.origin) == (
        Action.ADDED,
        "bestanden van de gids",
        Origin.FILES,
    )
    assert newest.number > first.number
    assert newest in desk.history(owner_id="9001")


def test_undo_says_again_what_was_said_before(desk: SqlDesk, engine: Engine):
    record = phone(desk)
    change(desk, record, value="010 555 0124")
    number = desk.history(ref=record.ref)[0].number
    desk.undo(number, OTHER)
    again = phone(desk)
    assert (again.values, again.origin, again.state(TODAY)) == (record.values, Origin.FILES, State.UNCONFIRMED)
    newest, undone, _ = desk.history(ref=record.ref)
    assert (newest.action, newest.undoes, undone.undone_by) == (Action.UNDONE, number, newest.number)
    with pytest.raises(RefusedError, match="al teruggedraaid"):
        desk.undo(number, OTHER)


def test_an_undo_is_undone(desk: SqlDesk):
    record = phone(desk)
    change(desk, record, value="010 555 0124")
    desk.undo(desk.history(ref=record.ref)[0].number, OTHER)
    desk.undo(desk.history(ref=record.ref)[0].number, EDITOR)
    assert (phone(desk).values["value"], phone(desk).origin) == ("010 555 0124", Origin.VNG)


def test_what_was_changed_since_is_not_undone(desk: SqlDesk):
    record = phone(desk)
    change(desk, record, value="010 555 0124")
    number = desk.history(ref=record.ref)[0].number
    change(desk, phone(desk), OTHER, value="010 555 0125")
    with pytest.raises(ClashError) as clash:
        desk.undo(number, EDITOR)
    assert clash.value.now.values["value"] == "010 555 0125"
    assert phone(desk).values["value"] == "010 555 0125"


def test_two_who_saw_the_same_version_do_not_overwrite_each_other(desk: SqlDesk):
    seen = phone(desk)
    change(desk, seen, value="010 555 0124")
    with pytest.raises(ClashError) as clash:
        change(desk, seen, OTHER, value="010 555 0125")
    assert clash.value.now.values["value"] == "010 555 0124"
    assert phone(desk).values["value"] == "010 555 0124"


def test_a_number_moves_to_another_desk_and_back(desk: SqlDesk, engine: Engine):
    record = phone(desk)
    change(desk, record, label="Team Toegang")
    contact = SqlDirectory(engine).municipality("9001").contacts
    assert [item.label for item in contact] == ["Team Toegang"]
    newest = desk.history(ref=record.ref)[0]
    assert (newest.before["label"], newest.after["label"]) == ("Wmo", "Team Toegang")
    desk.undo(newest.number, EDITOR)
    assert phone(desk).values["label"] == "Wmo"


def test_what_cannot_be_is_refused_by_field(desk: SqlDesk):
    with pytest.raises(ValuesError) as refused:
        change(desk, phone(desk), value="bel maar")
    assert set(refused.value.problems) == {"value"}
    with pytest.raises(ValuesError) as refused:
        desk.add("9001", RecordKind.CHANNEL, {"kind": "fax", "value": ""}, EDITOR, confirm=True)
    assert set(refused.value.problems) == {"value"}
    with pytest.raises(ValuesError) as refused:
        desk.add("9002", RecordKind.CHOICE, {"subject": "ritme", "value": "soms"}, EDITOR, confirm=True)
    assert "maand, vier weken" in refused.value.problems["value"]


@pytest.mark.parametrize("key", ["999999", "x", "-1", "99999999999999999999"])
def test_what_is_not_there_is_unknown(desk: SqlDesk, key: str):
    ref = Ref(RecordKind.CHANNEL, key)
    assert desk.record(ref) is None
    with pytest.raises(UnknownRecordError):
        desk.confirm(ref, 1, EDITOR)
    assert desk.records("nergens") == ()
    with pytest.raises(UnknownRecordError):
        desk.add("nergens", RecordKind.CHANNEL, {"kind": "email", "value": "a@b.example.nl"}, EDITOR, confirm=True)


def test_adding_a_contact_and_a_choice(desk: SqlDesk, engine: Engine):
    values = {"label": "Wmo", "kind": "email", "value": "wmo@nergenshuizen.example.nl"}
    added = desk.add("9002", RecordKind.CHANNEL, values, OWNER, confirm=True)
    desk.add("9002", RecordKind.CHOICE, {"subject": "wijze", "value": "declaratie", "valid_from": "2026-07-01"}, EDITOR, confirm=False)  # fmt: skip
    found = SqlDirectory(engine).municipality("9002")
    assert [channel.value for channel in found.contacts[0].channels] == ["wmo@nergenshuizen.example.nl"]
    (choice,) = found.choices
    assert (choice.value, choice.valid_from, choice.state(TODAY)) == ("declaratie", date(2026, 7, 1), State.UNCONFIRMED)
    with pytest.raises(RefusedError, match="staat er al"):
        desk.add("9002", RecordKind.CHANNEL, values, OWNER, confirm=True)
    desk.undo(desk.history(ref=added.ref)[0].number, EDITOR)
    assert SqlDirectory(engine).municipality("9002").contacts == ()


def test_what_was_added_taken_away_and_put_back(desk: SqlDesk):
    values = {"label": "Wmo", "kind": "email", "value": "wmo@nergenshuizen.example.nl"}
    added = desk.add("9002", RecordKind.CHANNEL, values, OWNER, confirm=True)
    desk.undo(desk.history(ref=added.ref)[0].number, EDITOR)
    desk.undo(desk.history(owner_id="9002")[0].number, EDITOR)
    again = the(desk, "9002", RecordKind.CHANNEL)
    assert (again.values, again.origin, again.confirmation.confirmed_on) == (values, Origin.OWNER, TODAY)


def test_a_new_organisation_with_a_service(desk: SqlDesk, engine: Engine):
    desk.add("nieuw", RecordKind.ORGANISATION, {"name": "Nieuwe Hulp", "kind_id": "aanbieder"}, EDITOR, confirm=True)
    desk.add("nieuw", RecordKind.SERVICE, {"need_id": "visueel", "law_id": "wmo"}, EDITOR, confirm=True)
    desk.add("nieuw", RecordKind.AREA, {"cbs_code": "9001"}, EDITOR, confirm=True)
    found = SqlDirectory(engine).organisation("nieuw")
    assert (found.name, [service.need for service in found.services], found.area) == (
        "Nieuwe Hulp",
        ["visueel"],
        ("9001",),
    )
    with pytest.raises(RefusedError, match="staat al in de gids"):
        desk.add(
            "nieuw-2", RecordKind.ORGANISATION, {"name": "Nieuwe Hulp", "kind_id": "aanbieder"}, EDITOR, confirm=True
        )


def test_a_report_makes_it_disputed_until_somebody_says_that_it_holds(desk: SqlDesk, engine: Engine):
    record = phone(desk)
    disputed = desk.dispute(record.ref, Author("een lezer", Origin.FILES, "het nummer is buiten gebruik"))
    assert disputed.state(TODAY) is State.DISPUTED
    assert (disputed.disputed_why, disputed.origin) == ("het nummer is buiten gebruik", Origin.FILES)
    channel = SqlDirectory(engine).municipality("9001").contacts[0].channels[0]
    assert (channel.state(TODAY), channel.confirmation.disputed_on) == (State.DISPUTED, TODAY)
    assert desk.confirm(record.ref, disputed.version, EDITOR).state(TODAY) is State.CONFIRMED


def test_what_is_withdrawn_answers_nothing_from_its_day_on(desk: SqlDesk, engine: Engine):
    record = phone(desk)
    desk.withdraw(record.ref, record.version, EDITOR, on=TODAY + timedelta(days=2))
    days = [TODAY]
    directory = SqlDirectory(engine, today=lambda: days[0])
    assert directory.municipality("9001").contacts
    days[0] += timedelta(days=2)
    assert directory.municipality("9001").contacts == ()
    assert phone(desk).state(days[0]) is State.WITHDRAWN


def test_an_organisation_retires_with_a_successor(desk: SqlDesk, engine: Engine):
    record = the(desk, "elders", RecordKind.ORGANISATION)
    desk.withdraw(record.ref, record.version, EDITOR, on=TODAY, successor="horizon")
    directory = SqlDirectory(engine, today=lambda: TODAY)
    assert directory.organisation("elders") is None
    gone = directory.retired("elders")
    assert (gone.name, gone.on, gone.successor, gone.why) == ("Élders Loket", TODAY, "horizon", "gebeld")
    assert directory.retired("horizon") is None


def test_what_the_owner_said_the_editor_only_proposes_to_change(desk: SqlDesk, engine: Engine):
    record = desk.confirm(phone(desk).ref, 1, OWNER)
    proposal = change(desk, record, EDITOR, value="010 555 0124")
    assert isinstance(proposal, Proposal)
    assert shown(engine) == ["010 555 0123"]
    (waiting,) = desk.proposals()
    assert (waiting.owner_id, waiting.proposed, waiting.who) == ("9001", {"value": "010 555 0124"}, EDITOR.who)
    assert waiting.text == "waarde: '010 555 0123' wordt '010 555 0124'"
    desk.decide(waiting.id, OWNER, take=True)
    assert shown(engine) == ["010 555 0124"]
    assert desk.proposals() == ()
    with pytest.raises(RefusedError, match="al aangenomen"):
        desk.decide(waiting.id, EDITOR, take=False)


def test_a_proposal_is_taken_otherwise_or_refused(desk: SqlDesk, engine: Engine):
    record = desk.confirm(phone(desk).ref, 1, OWNER)
    change(desk, record, EDITOR, value="010 555 0124")
    change(desk, record, EDITOR, value="010 555 0125")
    first, second = desk.proposals()
    desk.decide(first.id, OWNER, take=True, values={"value": "010 555 0126"})
    desk.decide(second.id, OWNER, take=False)
    assert shown(engine) == ["010 555 0126"]
    with pytest.raises(UnknownRecordError):
        desk.decide(10_000, OWNER, take=True)


def test_a_release_leaves_what_was_changed_added_and_withdrawn(desk: SqlDesk, engine: Engine, sample_dir: Path):
    change(desk, phone(desk), value="010 555 0124")
    desk.add(
        "9002", RecordKind.CHANNEL, {"label": "Wmo", "kind": "email", "value": "w@n.example.nl"}, OWNER, confirm=True
    )
    desk.add("nieuw", RecordKind.ORGANISATION, {"name": "Nieuwe Hulp", "kind_id": "aanbieder"}, EDITOR, confirm=False)
    number = the(desk, "horizon", RecordKind.CHANNEL, "088")
    desk.withdraw(number.ref, number.version, EDITOR, on=TODAY)
    choice = the(desk, "9001", RecordKind.CHOICE)
    change(desk, choice, OWNER, value="vier weken")
    before, at = [desk.records(owner) for owner in ("9001", "9002", "horizon", "nieuw")], revision(engine)
    reload(engine, sample_dir)
    assert [desk.records(owner) for owner in ("9001", "9002", "horizon", "nieuw")] == before
    assert (revision(engine), desk.proposals()) == (at, ())


def test_something_new_in_the_files_becomes_a_proposal_once(desk: SqlDesk, engine: Engine, sample_dir: Path):
    change(desk, phone(desk), value="010 555 0124")
    path = sample_dir / "contacts.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("010 555 0123", "010 555 0177"), encoding="utf-8")
    assert reload(engine, sample_dir).proposed == 1
    assert shown(engine) == ["010 555 0124"]
    (waiting,) = desk.proposals()
    assert (waiting.proposed, waiting.origin) == ({"value": "010 555 0177"}, Origin.FILES)
    desk.decide(waiting.id, EDITOR, take=False)
    reload(engine, sample_dir)
    assert desk.proposals() == ()


def test_a_proposal_of_the_files_is_taken(desk: SqlDesk, engine: Engine, sample_dir: Path):
    choice = the(desk, "9001", RecordKind.CHOICE)
    change(desk, choice, OWNER, value="vier weken")
    change(desk, the(desk, "horizon", RecordKind.ORGANISATION), OWNER, name="Horizon")
    path = sample_dir / "organisations.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Stichting Horizon", "Horizon Groep"), encoding="utf-8")
    reload(engine, sample_dir)
    (waiting,) = desk.proposals()
    desk.decide(waiting.id, OWNER, take=True)
    assert SqlDirectory(engine).organisation("horizon").name == "Horizon Groep"


def test_the_register_proposes_to_who_said_something_and_its_proposal_can_be_taken(
    desk: SqlDesk, engine: Engine, tmp_path: Path
):
    register = read_register(write_export(tmp_path))
    import_register(engine, register, TODAY)
    number = the(desk, "9002", RecordKind.CHANNEL, "0555")
    assert (number.origin, number.values["label"]) == (Origin.REGISTER, "Algemeen")
    change(desk, number, OWNER, value="010 555 0199")
    import_register(engine, register, TODAY)
    assert "010 555 0199" in shown(engine, "9002")
    (waiting,) = desk.proposals()
    desk.decide(waiting.id, OWNER, take=True)
    assert "0555 01 01 02" in shown(engine, "9002")
    import_register(engine, register, TODAY)
    assert desk.proposals() == ()


def test_a_retired_municipality_is_no_proposal_of_the_register(desk: SqlDesk, engine: Engine, tmp_path: Path):
    record = the(desk, "9002", RecordKind.MUNICIPALITY)
    desk.withdraw(record.ref, record.version, EDITOR, on=TODAY, successor="9001")
    import_register(engine, read_register(write_export(tmp_path)), TODAY, accept_fewer=True)
    assert desk.proposals() == ()
    assert SqlDirectory(engine, today=lambda: TODAY).municipality("9002") is None


def test_the_history_of_a_load_names_the_files(desk: SqlDesk):
    assert {change.author.who for change in desk.history(owner_id="horizon")} == {"bestanden van de gids"}
