"""Two records that are one: found, made one with a choice for each difference, and taken apart again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.adapters.sql.directory.desk import SqlDesk
from bot.adapters.sql.directory.directory import SqlDirectory
from bot.adapters.sql.directory.doubles import SqlMerging
from bot.adapters.sql.directory.setup import prepare
from bot.core.changes.changes import Action, Author, RecordKind, Ref
from bot.core.changes.merging import AREAS, UNDO_DAYS, MergeClashError, Side
from bot.core.changes.port import RefusedError, UnknownRecordError
from bot.core.changes.records import Record, ValuesError
from bot.core.directory.standing import Origin
from bot.core.directory.succession import organisation_now, successor

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
TODAY = NOW.date()
EDITOR = Author("redacteur@vng.example.nl", Origin.VNG, "dubbel ingevoerd")
OWNER = Author("loket@voorbeeld.example.nl", Origin.OWNER)
HORIZON, TWICE = (Ref(RecordKind.ORGANISATION, key) for key in ("horizon", "horizon-twee"))


@pytest.fixture(autouse=True)
def loaded(database_url: str, sample_dir: Path) -> None:
    prepare(database_url, sample_dir)


@pytest.fixture
def desk(engine: Engine) -> SqlDesk:
    """The sample, with Horizon in it a second time: another summary, a number of its own, one in common, another area."""
    desk = SqlDesk(engine, now=lambda: NOW)

    def add(what: RecordKind, author: Author = EDITOR, *, confirm: bool = False, **values: str) -> None:
        desk.add("horizon-twee", what, values, author, confirm=confirm)

    add(RecordKind.ORGANISATION, name="Horizon", kind_id="aanbieder", summary_nl="Helpt.", kvk="1234 5678")
    add(RecordKind.CHANNEL, OWNER, confirm=True, label="Aanmelden", kind="phone", value="+31 88 555 01 01")
    add(RecordKind.CHANNEL, label="Aanmelden", kind="email", value="nieuw@horizon.example.nl")
    add(RecordKind.CHANNEL, label="Verwijzers", kind="phone", value="088 555 0166")
    add(RecordKind.SERVICE, need_id="visueel", law_id="zvw", note="Ook thuis.")
    add(RecordKind.AREA, cbs_code="9002")
    return desk


@pytest.fixture
def merging(engine: Engine, desk: SqlDesk) -> SqlMerging:
    return SqlMerging(engine, now=lambda: NOW)


def merge(merging: SqlMerging, author: Author = EDITOR, keep: Ref = HORIZON, other: Ref = TWICE, **chosen: str) -> str:
    """Make them one; `chosen` by the kind of difference, or the value of the fact."""
    found = merging.compare(keep, other)
    return merging.merge(keep, other, found.versions, chosen, author)


def key_of(merging: SqlMerging, value: str) -> str:
    """The difference that is about this value."""
    found = merging.compare(HORIZON, TWICE)
    (only,) = [item.key for item in found.differences if any(value in one.values.values() for one in item.other)]
    return only


def facts(desk: SqlDesk, owner: str) -> list[tuple[object, ...]]:
    """All that an owner's facts say and how they stand, without their versions and keys."""
    return sorted(
        (
            str(item.ref),
            tuple(item.values.items()),
            item.origin,
            item.source_id,
            str(item.source_date),
            str(item.confirmation),
            str(item.withdrawn_on),
            item.withdrawn_why,
            item.successor,
        )
        for item in desk.records(owner)
    )


def values(desk: SqlDesk, owner: str, kind: RecordKind) -> set[str]:
    names = {RecordKind.CHANNEL: "value", RecordKind.SERVICE: "note", RecordKind.AREA: "cbs_code"}
    return {
        item.values[names[kind]] for item in desk.records(owner) if item.ref.kind is kind and item.withdrawn_on is None
    }


def test_only_what_differs_is_asked_with_a_proposal(merging: SqlMerging):
    found = merging.compare(HORIZON, TWICE)
    asked = {
        item.field or next(iter(item.other)).values.get("value") or item.kind.value: (item.options, item.default)
        for item in found.differences
    }
    assert asked == {
        "name": ((Side.KEPT, Side.OTHER), Side.KEPT),
        "summary_nl": ((Side.KEPT, Side.OTHER), Side.KEPT),
        "website": ((Side.KEPT, Side.OTHER), Side.KEPT),
        "kvk": ((Side.KEPT, Side.OTHER), Side.OTHER),
        "contract_status": ((Side.KEPT, Side.OTHER), Side.KEPT),
        "nieuw@horizon.example.nl": ((Side.KEPT, Side.OTHER, Side.BOTH), Side.BOTH),
        "088 555 0166": ((Side.OTHER, Side.NONE), Side.OTHER),
        "service": ((Side.OTHER, Side.NONE), Side.OTHER),
        "area": ((Side.KEPT, Side.OTHER), Side.KEPT),
    }
    ((ours, theirs),) = found.same
    assert (ours.values["value"], theirs.values["value"]) == ("088 555 0101", "088 555 0101")


def test_what_was_chosen_is_what_stays(merging: SqlMerging, desk: SqlDesk, engine: Engine):
    email, verwijzers = key_of(merging, "nieuw@horizon.example.nl"), key_of(merging, "088 555 0166")
    merge(merging, **{"veld-summary_nl": "andere", email: "andere", verwijzers: "geen", AREAS: "andere"})
    found = SqlDirectory(engine, today=lambda: TODAY).organisation("horizon")
    assert found is not None
    assert (found.name, found.summaries["nl"], found.area) == ("Stichting Horizon", "Helpt.", ("9002",))
    channels = {channel.value: channel for contact in found.contacts for channel in contact.channels}
    assert set(channels) == {"088 555 0101", "nieuw@horizon.example.nl", "https://horizon.example.nl"}
    assert channels["088 555 0101"].confirmation.confirmed_by == "Horizon", "the owner confirmed it on the other side"
    assert desk.records("horizon")[0].values["kvk"] == "12345678"
    assert values(desk, "horizon", RecordKind.SERVICE) == {"Alleen overdag.", "", "Ook thuis."}


def test_the_old_address_and_the_old_name_lead_to_the_one_that_stays(merging: SqlMerging, engine: Engine):
    directory = SqlDirectory(engine, today=lambda: TODAY)
    assert directory.organisation("horizon-twee") is not None
    merge(merging)
    assert directory.organisation("horizon-twee") is None
    gone = directory.retired("horizon-twee")
    assert gone is not None
    assert (gone.merged, gone.successor, gone.on) == (True, "horizon", TODAY)
    after = organisation_now(directory, "Horizon")
    assert after is not None
    assert after.id == "horizon"


def test_undo_gives_both_back_as_they_were(merging: SqlMerging, desk: SqlDesk):
    before = [facts(desk, owner) for owner in ("horizon", "horizon-twee")]
    email = key_of(merging, "nieuw@horizon.example.nl")
    batch = merge(merging, **{"veld-name": "andere", "veld-website": "andere", email: "andere", AREAS: "andere"})
    assert [facts(desk, owner) for owner in ("horizon", "horizon-twee")] != before
    merging.undo(batch, EDITOR)
    assert [facts(desk, owner) for owner in ("horizon", "horizon-twee")] == before
    (made,) = merging.merges()
    assert (made.undone, made.who, made.why, made.names) == (
        True,
        EDITOR.who,
        "dubbel ingevoerd",
        ("Horizon", "Stichting Horizon"),
    )
    with pytest.raises(RefusedError, match="al teruggedraaid"):
        merging.undo(batch, EDITOR)
    merge(merging)
    assert [item.undone for item in merging.merges()] == [False, True]


def test_undo_says_what_was_changed_after_it_and_then_does_nothing(merging: SqlMerging, desk: SqlDesk):
    batch = merge(merging)
    taken = next(item for item in desk.records("horizon") if item.values.get("value") == "088 555 0166")
    desk.change(taken.ref, taken.version, {"value": "088 555 0177"}, EDITOR, confirm=True)
    after = facts(desk, "horizon")
    with pytest.raises(RefusedError, match="088 555 0177"):
        merging.undo(batch, EDITOR)
    assert facts(desk, "horizon") == after
    desk.undo(desk.history(ref=taken.ref, most=1)[0].number, EDITOR)
    merging.undo(batch, EDITOR)
    assert values(desk, "horizon-twee", RecordKind.CHANNEL) >= {"088 555 0166"}


def test_a_merge_is_taken_back_whole_or_not_at_all_and_not_for_ever(merging: SqlMerging, desk: SqlDesk, engine: Engine):
    batch = merge(merging)
    line = next(item for item in desk.history(owner_id="horizon-twee") if item.action is Action.MERGED)
    assert line.author.batch == batch
    with pytest.raises(RefusedError, match="als geheel"):
        desk.undo(line.number, EDITOR)
    late = SqlMerging(engine, now=lambda: NOW + timedelta(days=UNDO_DAYS + 1))
    with pytest.raises(RefusedError, match="langer dan 90 dagen"):
        late.undo(batch, EDITOR)
    with pytest.raises(UnknownRecordError):
        merging.undo("samenvoeging-nooit", EDITOR)


def test_a_change_in_between_is_named_and_nothing_is_written(merging: SqlMerging, desk: SqlDesk):
    found = merging.compare(HORIZON, TWICE)
    record = next(item for item in desk.records("horizon-twee") if item.values.get("value") == "088 555 0166")
    desk.change(record.ref, record.version, {"value": "088 555 0199"}, OWNER, confirm=True)
    before = facts(desk, "horizon")
    with pytest.raises(MergeClashError) as clash:
        merging.merge(HORIZON, TWICE, found.versions, {}, EDITOR)
    assert clash.value.changed == {str(record.ref)}
    assert facts(desk, "horizon") == before


def test_what_an_owner_said_gives_way_only_to_an_owner(merging: SqlMerging, desk: SqlDesk):
    first = desk.records("horizon")[0]
    desk.confirm(first.ref, first.version, OWNER)
    with pytest.raises(RefusedError, match="zelf bevestigd"):
        merge(merging, **{"veld-name": "andere"})
    merge(merging, Author("redacteur@vng.example.nl", Origin.OWNER), **{"veld-name": "andere"})
    assert desk.records("horizon")[0].values["name"] == "Horizon"


def test_an_open_proposal_about_what_goes_comes_first(merging: SqlMerging, desk: SqlDesk):
    record = next(item for item in desk.records("horizon-twee") if item.origin is Origin.OWNER)
    desk.change(record.ref, record.version, {"value": "088 555 0100"}, EDITOR, confirm=True)
    with pytest.raises(RefusedError, match="nog een voorstel over Horizon"):
        merge(merging)
    desk.decide(desk.proposals()[0].id, EDITOR, take=False)
    assert merge(merging)


def test_a_load_of_the_files_changes_nothing_of_it(
    merging: SqlMerging, desk: SqlDesk, engine: Engine, sample_dir: Path
):
    elders = Ref(RecordKind.ORGANISATION, "elders")
    found = merging.compare(HORIZON, elders)
    merging.merge(HORIZON, elders, found.versions, {AREAS: "andere"}, EDITOR)
    before = facts(desk, "horizon")
    prepare(engine.url.render_as_string(hide_password=False), sample_dir)
    assert facts(desk, "horizon") == before
    directory = SqlDirectory(engine, today=lambda: TODAY)
    assert directory.organisation("elders") is None
    assert directory.retired("elders") is not None


def test_two_numbers_of_one_owner_become_one_and_two_again(merging: SqlMerging, desk: SqlDesk):
    first = next(item for item in desk.records("horizon-twee") if item.values.get("value") == "088 555 0101")
    second = next(item for item in desk.records("horizon-twee") if item.values.get("value") == "088 555 0166")
    before = facts(desk, "horizon-twee")
    batch = merge(merging, OWNER, first.ref, second.ref, **{"veld-value": "andere"})
    kept, gone = (desk.record(record.ref) for record in (first, second))
    assert kept is not None
    assert gone is not None
    assert (kept.values["label"], kept.values["value"]) == ("Aanmelden", "088 555 0166")
    assert (gone.withdrawn_on, gone.successor) == (TODAY, str(first.ref))
    merging.undo(batch, OWNER)
    assert facts(desk, "horizon-twee") == before


def test_where_everything_is_the_others_the_other_one_stays(merging: SqlMerging, desk: SqlDesk):
    first, second = (
        next(item for item in desk.records("horizon-twee") if item.values.get("value") == value)
        for value in ("088 555 0101", "088 555 0166")
    )
    merge(merging, OWNER, first.ref, second.ref, **{"veld-value": "andere", "veld-label": "andere"})
    kept, gone = desk.record(second.ref), desk.record(first.ref)
    assert kept is not None
    assert gone is not None
    assert (kept.withdrawn_on, gone.successor) == (None, str(second.ref))


@pytest.mark.parametrize(
    ("keep", "other"),
    [
        (HORIZON, HORIZON),
        (Ref(RecordKind.MUNICIPALITY, "9001"), Ref(RecordKind.MUNICIPALITY, "9002")),
        (HORIZON, Ref(RecordKind.MUNICIPALITY, "9001")),
    ],
)
def test_what_cannot_be_one(merging: SqlMerging, keep: Ref, other: Ref):
    with pytest.raises(RefusedError):
        merging.compare(keep, other)


def test_numbers_of_two_owners_or_of_two_kinds_are_not_one(merging: SqlMerging, desk: SqlDesk):
    by_value: Mapping[str, Record] = {
        item.values["value"]: item
        for owner in ("horizon", "9001")
        for item in desk.records(owner)
        if item.ref.kind is RecordKind.CHANNEL
    }
    phone = by_value["088 555 0101"].ref
    for other in ("010 555 0123", "aanmelden@horizon.example.nl"):
        with pytest.raises(RefusedError):
            merging.compare(phone, by_value[other].ref)
    with pytest.raises(UnknownRecordError):
        merging.compare(HORIZON, Ref(RecordKind.ORGANISATION, "nergens"))


def test_doubles_are_proposed_until_somebody_says_that_they_are_two(merging: SqlMerging):
    (double,) = merging.doubles()
    assert (double.first, double.second) == (HORIZON, TWICE)
    assert double.reasons[0].startswith(("dezelfde naam", "hetzelfde nummer"))
    assert len(double.reasons) == 2
    merging.say_not_same(TWICE, HORIZON, EDITOR)
    merging.say_not_same(HORIZON, TWICE, EDITOR)
    assert merging.doubles() == ()
    (said,) = merging.not_same()
    assert (said.who, said.names) == (EDITOR.who, ("Stichting Horizon", "Horizon"))
    merging.forget_not_same(said.number)
    assert len(merging.doubles()) == 1
    with pytest.raises(UnknownRecordError):
        merging.say_not_same(HORIZON, Ref(RecordKind.ORGANISATION, "nergens"), EDITOR)


def test_what_was_made_one_is_no_double_any_more(merging: SqlMerging):
    merge(merging)
    assert merging.doubles() == ()


def test_a_number_written_otherwise_under_another_desk_is_a_double_within_its_owner(merging: SqlMerging, desk: SqlDesk):
    merging.say_not_same(HORIZON, TWICE, EDITOR)
    desk.add(
        "9001", RecordKind.CHANNEL, {"label": "Loket", "kind": "phone", "value": "+31105550123"}, EDITOR, confirm=False
    )
    desk.add(
        "9001",
        RecordKind.CHANNEL,
        {"label": "Loket", "kind": "whatsapp", "value": "010 555 0123"},
        EDITOR,
        confirm=False,
    )
    (double,) = merging.doubles()
    assert (double.owner_id, double.reasons) == ("9001", ("hetzelfde nummer: +31105550123",))


def test_one_name_that_is_there_already_is_no_error_of_ours(desk: SqlDesk):
    first, second = (
        next(item for item in desk.records("horizon-twee") if item.values.get("value") == value)
        for value in ("088 555 0101", "088 555 0166")
    )
    with pytest.raises(ValuesError, match="Dit staat er al"):
        desk.change(
            second.ref, second.version, {"label": "Aanmelden", "value": first.values["value"]}, EDITOR, confirm=True
        )


def test_a_change_of_name_is_followed(desk: SqlDesk, engine: Engine):
    directory = SqlDirectory(engine, today=lambda: TODAY)
    first = desk.records("horizon")[0]
    desk.change(first.ref, first.version, {"name": "Stichting Einder"}, EDITOR, confirm=True)
    found = organisation_now(directory, "Stichting Horizon")
    assert found is not None
    assert found.name == "Stichting Einder"


def test_nothing_comes_in_its_own_place(desk: SqlDesk, engine: Engine):
    elders, horizon = desk.records("elders")[0], desk.records("horizon")[0]
    with pytest.raises(RefusedError, match="zichzelf"):
        desk.withdraw(elders.ref, elders.version, EDITOR, on=TODAY, successor="elders")
    desk.withdraw(elders.ref, elders.version, EDITOR, on=TODAY, successor="horizon")
    with pytest.raises(RefusedError, match="zichzelf"):
        desk.withdraw(horizon.ref, horizon.version, EDITOR, on=date(2027, 1, 1), successor="elders")
    desk.withdraw(horizon.ref, horizon.version, EDITOR, on=TODAY, successor="horizon-twee")
    after = successor(SqlDirectory(engine, today=lambda: TODAY), "elders")
    assert after is not None
    assert after.name == "Horizon"
