"""The round from beginning to end, on both databases: days pass by the clock, and nothing is sent twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from bot.adapters.phrases.catalogues import GettextPhrases
from bot.adapters.sql.directory.setup import prepare
from bot.contract import Language
from bot.core.accounts.accounts import AccountError, Role
from bot.core.answering.answers import Answers
from bot.core.answering.lookups import MUNICIPALITY_CONTACT, Lookups
from bot.core.changes.changes import Author, RecordKind
from bot.core.changes.port import ClashError
from bot.core.directory.standing import Origin, State
from bot.core.mail.port import NotNowError, RefusedAddressError, Returned, UnsureError
from bot.core.rounds.answering import Choice, HandoverError, Visit
from bot.core.rounds.asks import LinkKind, MailKind, Via
from tests.contracts.round_world import RoundWorld
from tests.fakes.library import FakeLibrary
from tests.fakes.post import FakeReturns
from tests.fakes.world import topic

NOOR, SAM = "noor@voorbeeld.example.nl", "sam@voorbeeld.example.nl"
GENERAL = "info@voorbeeld.example.nl"


@pytest.fixture
def world(database_url: str, engine: Engine, sample_dir: Path) -> RoundWorld:
    prepare(database_url, sample_dir)
    return RoundWorld(engine)


@pytest.fixture
def asked(world: RoundWorld) -> RoundWorld:
    """Noor speaks for two owners and was asked."""
    world.representative(NOOR, "9001", "horizon")
    world.rounds.start(["9001", "horizon"])
    world.rounds.send()
    return world


def come(world: RoundWorld, address: str = NOOR, kind: LinkKind = LinkKind.ANSWER) -> Visit:
    found = world.answering.visit(world.fake.token(address), kind)
    assert found is not None
    return found


def confirm_all(world: RoundWorld, visit: Visit, *choices: Choice):
    versions = {item.ref: item.version for owner in visit.ask.owners for item in world.answering.records(owner)}
    return world.answering.confirm(visit, visit.ask.owners, versions, choices)


def give_a_general_address(world: RoundWorld, owner: str = "9001") -> None:
    values = {"label": "Algemeen", "kind": "email", "value": GENERAL}
    world.desk.add(owner, RecordKind.CHANNEL, values, Author("redactie", Origin.VNG), confirm=True)


def test_one_letter_a_person_for_all_their_organisations_with_the_facts_as_they_stand(asked: RoundWorld):
    (letter,) = asked.fake.sent
    assert letter.to == NOOR
    assert letter.subject == "Kloppen deze gegevens van gemeente 's-Voorbeeld en Stichting Horizon nog? (2 minuten)"
    for words in (
        "Wmo, telefoon: 010 555 0123 (onbevestigd)", "Ritme: maand (bevestigd door Redactie Voorbeeld op 1 maart 2026)",
        "Wijze: niet opgegeven", "GEMEENTE 'S-VOORBEELD", "STICHTING HORIZON", "0700 555 0100", "niet bevestigd",
        "tot en met 1 juli 2026",
    ):  # fmt: skip
        assert words in letter.text, words
    assert letter.text.count("/bevestig/") == 1
    assert letter.html.count("<a ") == 2  # the link, and where more is said about privacy
    assert "<img" not in letter.html


def test_the_first_letter_is_the_notice_about_privacy_and_later_ones_are_not(asked: RoundWorld):
    assert "WAT WIJ VAN U BEWAREN" in asked.fake.sent[0].text
    assert "Autoriteit Persoonsgegevens" in asked.fake.sent[0].text
    asked.clock.passes(weeks=12)
    asked.rounds.start(["9001"])
    asked.rounds.send()
    assert len(asked.fake.sent) == 2
    assert "WAT WIJ VAN U BEWAREN" not in asked.fake.sent[1].text


def test_only_the_hash_of_a_link_is_kept(asked: RoundWorld):
    token = asked.fake.token(NOOR)
    with asked.engine.connect() as connection:
        tables = connection.execute(text("SELECT * FROM round_links")).all()
        mails = connection.execute(text("SELECT * FROM round_mails")).all()
    assert tables
    assert not [row for row in [*tables, *mails] if token in str(row)]


def test_a_twelfth_each_week_who_waits_longest_first_and_nobody_twice(world: RoundWorld):
    everybody = [
        *(item.cbs_code for item in world.directory.municipalities()),
        *(item.id for item in world.directory.organisations()),
    ]
    world.representative("een@a.example.nl", "9001")
    asked: list[str] = []
    for _ in range(12):
        asked += [owner for whom in world.rounds.plan() for owner in whom.owners]
        world.rounds.start()
        assert world.rounds.plan() == ()
        assert world.rounds.start() == 0
        world.clock.passes(weeks=1)
    assert sorted(asked) == sorted(everybody)


def test_two_that_plan_the_same_week_ask_once(world: RoundWorld, monkeypatch: pytest.MonkeyPatch):
    world.representative(NOOR, "9001", "horizon")
    planned = world.rounds.plan(["9001"])
    monkeypatch.setattr(world.rounds, "plan", lambda only=(): planned)
    assert [world.rounds.start(), world.rounds.start()] == [1, 0]
    assert world.rounds.send().sent == 1
    monkeypatch.undo()
    assert world.rounds.start(["9001", "horizon"]) == 1  # about the other one, beside it
    assert world.book.asks()[0].owners == ("horizon",)


def test_who_spoke_lately_is_skipped(world: RoundWorld):
    world.representative(NOOR, "9001")
    phone = world.phone()
    world.desk.confirm(phone.ref, phone.version, Author(NOOR, Origin.OWNER))
    for _ in range(8):
        world.rounds.start()
        world.clock.passes(weeks=1)
    assert NOOR not in world.states()
    world.clock.passes(weeks=2)
    assert [whom.address for whom in world.rounds.plan() if "9001" in whom.owners] == [NOOR]


def test_what_the_owner_confirms_is_confirmed_at_once_in_its_name(asked: RoundWorld):
    assert confirm_all(asked, come(asked)) == ()
    assert asked.phone().state(asked.clock.today) is State.CONFIRMED
    assert (asked.phone().origin, asked.phone().confirmation.confirmed_by) == (Origin.OWNER, "gemeente 's-Voorbeeld")
    channel = asked.directory.municipality("9001").contacts[0].channels[0]
    assert channel.state(asked.clock.today) is State.CONFIRMED
    assert asked.states() == {NOOR: "beantwoord"}
    phrases = GettextPhrases()
    answers = Answers(FakeLibrary((topic(MUNICIPALITY_CONTACT),)), asked.directory, phrases)
    chat = Lookups(asked.directory, phrases, answers, lambda: asked.clock.today)
    said = str(chat.municipality_contacts(["'s-Voorbeeld"], Language.DUTCH).blocks)
    assert "Bevestigd door gemeente 's-Voorbeeld op 1 juni 2026." in said


def test_looking_changes_nothing(asked: RoundWorld):
    before = asked.desk.history()
    token = asked.fake.token(NOOR)
    for _ in range(3):
        assert asked.answering.visit(token).works
    assert asked.desk.history() == before
    assert asked.states() == {NOOR: "gevraagd"}


def test_what_changed_meanwhile_is_not_confirmed_unseen(asked: RoundWorld):
    visit, phone = come(asked), asked.phone()
    versions = {item.ref: item.version for item in asked.answering.records("9001")}
    asked.desk.change(phone.ref, phone.version, {"value": "010 555 0199"}, Author("redactie", Origin.VNG), confirm=True)
    (left,) = asked.answering.confirm(visit, ["9001"], versions, [])
    assert left.values["value"] == "010 555 0199"
    assert asked.phone().origin is Origin.VNG


def test_choices_are_filled_in_changed_and_taken_away_on_the_way(asked: RoundWorld):
    visit = come(asked)
    chosen = (Choice("9001", "wijze", "", "factuur"), Choice("9001", "ritme", "maand", "vier weken"))
    left = confirm_all(asked, visit, *chosen)
    assert left == ()
    stated = {item.subject: item.value for item in asked.directory.municipality("9001").choices}
    assert stated == {"wijze": "factuur", "ritme": "vier weken"}
    confirm_all(asked, visit, Choice("9001", "wijze", "factuur", ""))
    assert {item.subject for item in asked.directory.municipality("9001").choices} == {"ritme"}


def test_another_owners_facts_are_not_theirs(asked: RoundWorld):
    visit = come(asked)
    elders = asked.desk.records("elders")
    asked.answering.confirm(visit, ["elders"], {item.ref: item.version for item in elders}, [])
    assert asked.desk.records("elders") == elders
    assert not visit.speaks_for("elders")


def test_a_receipt_goes_to_who_was_asked_and_to_the_organisation_and_says_what_was_said(asked: RoundWorld):
    give_a_general_address(asked)
    visit = come(asked)
    asked.answering.change(visit, asked.phone(), asked.phone().version, {"value": "010 555 0199"})
    confirm_all(asked, visit)
    asked.rounds.send()
    (mine,) = asked.fake.to(NOOR)[1:]
    (theirs,) = asked.fake.to(GENERAL)
    for letter in (mine, theirs):
        assert "'010 555 0123' is nu '010 555 0199'" in letter.text
        assert f"naar {NOOR} mailden" in letter.text
        assert "/bevestig/bezwaar/" in letter.text
    asked.rounds.send()
    assert len(asked.fake.sent) == 4  # and Horizon's own address


def test_this_is_not_right_disputes_what_was_said_and_takes_the_link_back(asked: RoundWorld):
    give_a_general_address(asked)
    answer = asked.fake.token(NOOR)
    asked.answering.change(come(asked), asked.phone(), asked.phone().version, {"value": "010 555 0199"})
    asked.rounds.send()
    visit = come(asked, GENERAL, LinkKind.OBJECT)
    assert asked.answering.visit(asked.fake.token(GENERAL)) is None  # a receipt's link answers nothing
    asked.answering.object(visit)
    assert asked.phone().state(asked.clock.today) is State.DISPUTED
    assert asked.answering.visit(answer) is None
    assert asked.states() == {NOOR: "bezwaar"}
    assert [item.address for item in asked.rounds.chain("9001")] == [GENERAL]
    asked.book.revive(NOOR)
    assert [item.address for item in asked.rounds.chain("9001")] == [NOOR, GENERAL]


def test_a_receipts_link_ends_after_a_fortnight(asked: RoundWorld):
    confirm_all(asked, come(asked))
    asked.rounds.send()
    asked.clock.passes(days=13)
    assert come(asked, NOOR, LinkKind.OBJECT).works
    asked.clock.passes(days=2)
    assert not come(asked, NOOR, LinkKind.OBJECT).works


def test_reminders_on_day_ten_and_twenty_then_the_list_to_telephone(asked: RoundWorld):
    seen: dict[int, list[MailKind]] = {}
    first = asked.fake.token(NOOR)
    for day in range(1, 35):
        asked.clock.passes(days=1)
        asked.rounds.remind()
        asked.rounds.remind()
        if asked.rounds.send().sent:
            seen[day] = [asked.fake.sent[-1].subject]
        if day == 25:
            assert asked.answering.visit(first).works  # the first link works as well as the last one
            assert asked.rounds.to_call() == ()
    assert list(seen) == [10, 20]
    assert all(subjects[0].startswith("Herinnering: kloppen") for subjects in seen.values())
    assert [(item.name, item.owner_id) for item in asked.rounds.to_call()] == [
        ("Stichting Horizon", "horizon"),
        ("gemeente 's-Voorbeeld", "9001"),
    ]
    assert not asked.answering.visit(first).works


def test_a_reminder_asks_only_about_who_said_nothing(asked: RoundWorld):
    visit = come(asked)
    versions = {item.ref: item.version for item in asked.answering.records("9001")}
    asked.answering.confirm(visit, ["9001"], versions, [])
    asked.clock.passes(days=10)
    asked.rounds.remind()
    asked.rounds.send()
    reminder = asked.fake.to(NOOR)[-1]
    assert "Stichting Horizon" in reminder.subject
    assert "Voorbeeld" not in reminder.subject


def test_silence_retires_nothing_and_a_call_ends_it(asked: RoundWorld):
    before = asked.phone()
    asked.clock.passes(days=31)
    assert asked.phone() == before
    asked.desk.confirm(before.ref, before.version, Author("redactie", Origin.OWNER, "gebeld"))
    assert [item.owner_id for item in asked.rounds.to_call()] == ["horizon"]


def test_who_answered_on_the_telephone_gets_no_reminder(asked: RoundWorld):
    for owner in ("9001", "horizon"):
        item = asked.desk.records(owner)[0]
        asked.desk.confirm(item.ref, item.version, Author("redactie", Origin.OWNER, "gebeld"))
    asked.clock.passes(days=10)
    assert asked.rounds.remind() == 0


def test_a_server_that_goes_away_half_way_sends_the_rest_later_and_nothing_twice(world: RoundWorld):
    people = [f"p{number}@a.example.nl" for number in range(4)]
    for person, owner in zip(people, ("9001", "9002", "horizon", "elders"), strict=True):
        world.representative(person, owner)
    assert world.rounds.start(["9001", "9002", "horizon", "elders"]) == 4
    world.fake.away, world.fake.most = NotNowError("de mailserver is weg"), 2
    done = world.rounds.send()
    assert (done.sent, done.waiting, done.problem) == (2, 2, "de mailserver is weg")
    assert world.rounds.send().sent == 0
    world.fake.away = None
    assert world.rounds.send().sent == 2
    assert sorted(letter.to for letter in world.fake.sent) == people
    assert len({letter.key for letter in world.fake.sent}) == 4


def test_one_letter_that_is_not_taken_now_holds_up_no_other(world: RoundWorld):
    world.representative(NOOR, "9001")
    world.representative(SAM, "9002")
    world.rounds.start(["9001", "9002"])
    world.fake.refuses[NOOR] = NotNowError("451 greylisted", everybody=False)
    assert world.rounds.send().sent == 1
    assert [letter.to for letter in world.fake.sent] == [SAM]
    world.fake.refuses.clear()
    assert world.rounds.send().sent == 1


def test_two_at_once_send_each_letter_once(asked: RoundWorld):
    asked.clock.passes(days=10)
    asked.rounds.remind()
    (mails,) = asked.book.waiting()
    assert asked.book.claim(mails, asked.clock())
    assert not asked.book.claim(mails, asked.clock())
    assert asked.rounds.send().sent == 0


def test_what_may_have_been_sent_is_not_sent_again_by_itself(world: RoundWorld):
    world.representative(NOOR, "9001")
    world.rounds.start(["9001"])
    world.fake.refuses[NOOR] = UnsureError("de verbinding brak af")
    world.rounds.send()
    world.fake.refuses.clear()
    assert world.rounds.send().sent == 0
    assert world.states() == {NOOR: "onzeker of de mail weg is"}
    world.book.again(world.book.asks()[0].id)
    assert world.rounds.send().sent == 1


def full(*_: object, **__: object) -> None:
    raise OperationalError("INSERT", {}, Exception("database or disk is full"))


@pytest.mark.parametrize(("step", "went"), [("claim", 0), ("new_link", 0), ("sent", 1)])
def test_a_full_disk_sends_nothing_twice(world: RoundWorld, monkeypatch: pytest.MonkeyPatch, step: str, went: int):
    world.representative(NOOR, "9001")
    world.rounds.start(["9001"])
    with monkeypatch.context() as patched:
        patched.setattr(world.book, step, full)
        with pytest.raises(OperationalError):
            world.rounds.send()
    assert len(world.fake.sent) == went
    world.rounds.send()
    assert len(world.fake.sent) == 1


def test_letters_that_do_not_go_are_a_warning_after_a_day(world: RoundWorld):
    world.representative(NOOR, "9001")
    world.rounds.start(["9001"])
    world.fake.away, world.fake.most = NotNowError("de mailserver is weg"), 0
    world.rounds.send()
    assert world.rounds.warning() == ""
    world.clock.passes(days=1, minutes=1)
    assert world.rounds.warning() == "1 mails van de ronde wachten langer dan een dag. de mailserver is weg"


def test_a_letter_that_cannot_be_made_was_not_sent(world: RoundWorld, monkeypatch: pytest.MonkeyPatch):
    world.representative(NOOR, "9001")
    world.rounds.start(["9001"])
    with monkeypatch.context() as patched:
        patched.setattr(world.book, "first_letter", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            world.rounds.send()
    assert world.rounds.send().sent == 1


def test_a_hard_bounce_disputes_the_address_and_asks_the_next_in_line(world: RoundWorld):
    give_a_general_address(world)
    world.representative(NOOR, "9001")
    world.representative(SAM, "9001", role=Role.DEPUTY)
    world.rounds.start(["9001"])
    for address, via in ((NOOR, Via.REPRESENTATIVE), (SAM, Via.DEPUTY), (GENERAL, Via.GENERAL)):
        assert world.rounds.send().sent == 1
        letter = world.fake.sent[-1]
        assert (letter.to, world.book.asks()[0].via) == (address, via)
        back = Returned(letter.key, hard=True, reason="550 no such user")
        assert world.rounds.read(FakeReturns(back, back)) == 2
    general = next(item for item in world.desk.records("9001") if item.values.get("value") == GENERAL)
    assert general.state(world.clock.today) is State.DISPUTED
    assert "550 no such user" in general.disputed_why
    assert world.rounds.send().sent == 0
    assert [item.owner_id for item in world.rounds.to_call()] == ["9001"]
    assert set(world.states().values()) == {"onbestelbaar", "bellen"}


def test_the_general_address_is_asked_for_the_attention_of_wmo_zg(world: RoundWorld):
    give_a_general_address(world)
    world.rounds.start(["9001"])
    world.rounds.send()
    letter = world.fake.to(GENERAL)[0].text
    assert letter.startswith("Ter attentie van Wmo-zg")
    assert "wie bij u over Wmo-zg gaat" in letter
    assert "niet door" not in letter  # it is to be passed on, to that colleague


def test_a_refusal_at_the_door_is_a_bounce_too_and_another_letter_goes_on(world: RoundWorld):
    world.representative(NOOR, "9001")
    world.representative(SAM, "9002")
    world.rounds.start(["9001", "9002"])
    world.fake.refuses[NOOR] = RefusedAddressError("550")
    assert world.rounds.send().sent == 1
    assert NOOR in world.book.dead()
    assert [item.owner_id for item in world.rounds.to_call()] == ["9001"]


def test_a_new_address_clears_the_bounce_and_an_old_one_can_be_said_to_work(world: RoundWorld):
    world.representative(NOOR, "9001")
    world.rounds.start(["9001"])
    world.fake.refuses[NOOR] = RefusedAddressError("550")
    world.rounds.send()
    assert world.rounds.chain("9001") == ()
    world.representative(SAM, "9001")
    assert [item.address for item in world.rounds.chain("9001")] == [SAM]
    world.book.revive(NOOR)
    assert [item.address for item in world.rounds.chain("9001")] == [NOOR, SAM]


def test_what_passes_disputes_nothing_and_a_made_up_report_does_nothing(asked: RoundWorld):
    key = asked.fake.sent[0].key
    asked.rounds.read(
        FakeReturns(Returned(key, hard=False, reason="mailbox full"), Returned("x" * 20, hard=True, reason=""))
    )
    assert asked.book.dead() == ()
    assert asked.states() == {NOOR: "gevraagd"}
    asked.rounds.read(FakeReturns(Returned(key, hard=True, reason="gone")))  # and then it is gone after all
    assert asked.book.dead() == (NOOR,)


def test_within_one_domain_the_successor_is_asked_at_once_and_the_leavers_name_is_gone(asked: RoundWorld):
    visit = come(asked)
    asked.answering.hand_over(visit, ["9001", "horizon"], "Nieuw@Voorbeeld.example.nl", "Kim Voorbeeld")
    asked.rounds.send()
    assert "Kim Voorbeeld" in asked.fake.to("nieuw@voorbeeld.example.nl")[0].text
    people = {item.email: item for item in asked.accounts.accounts()}
    assert (people[NOOR].active, people[NOOR].name, people[NOOR].owners) == (False, "verwijderd", ())
    assert people["nieuw@voorbeeld.example.nl"].owners == ("9001", "horizon")
    assert asked.answering.visit(visit.link.address) is None
    assert "is voortaan het contact" in asked.fake.to(NOOR)[-1].text
    asked.clock.passes(days=10)
    asked.rounds.remind()
    asked.rounds.send()
    assert asked.fake.sent[-1].to == "nieuw@voorbeeld.example.nl"


def test_another_domain_waits_for_an_editor(asked: RoundWorld):
    asked.answering.hand_over(come(asked), ["9001"], "kim@elders.example.nl", "")
    (waiting,) = asked.book.handovers()
    assert asked.rounds.send().sent == 1  # a receipt
    assert asked.fake.to("kim@elders.example.nl") == []
    assert asked.answering.decide(waiting.id, "redactie", take=True)
    assert not asked.answering.decide(waiting.id, "redactie", take=True)
    asked.rounds.send()
    assert len(asked.fake.to("kim@elders.example.nl")) == 1
    assert {item.email: item.owners for item in asked.accounts.accounts()} == {
        NOOR: ("horizon",),
        "kim@elders.example.nl": ("9001",),
    }


def test_a_refused_successor_gets_nothing_and_the_next_in_line_is_asked(asked: RoundWorld):
    give_a_general_address(asked)
    asked.answering.hand_over(come(asked), ["9001", "horizon"], "kim@elders.example.nl", "")
    asked.answering.decide(asked.book.handovers()[0].id, "redactie", take=False)
    asked.rounds.send()
    assert asked.fake.to("kim@elders.example.nl") == []
    assert any("Wmo-zg" in letter.text for letter in asked.fake.to(GENERAL))


def test_an_address_that_everybody_can_have_is_no_domain_of_ones_own(world: RoundWorld):
    world.representative("een@gmail.com", "9001")
    world.rounds.start(["9001"])
    world.rounds.send()
    world.answering.hand_over(come(world, "een@gmail.com"), ["9001"], "twee@gmail.com", "")
    assert len(world.book.handovers()) == 1


@pytest.mark.parametrize("successor", ["", "kim", NOOR, NOOR.upper(), "a@b.nl\nBcc: c@d.nl"])
def test_what_is_no_successor_is_refused(asked: RoundWorld, successor: str):
    with pytest.raises(HandoverError):
        asked.answering.hand_over(come(asked), ["9001"], successor, "")


def test_an_editor_is_no_successor(asked: RoundWorld):
    asked.accounts.add("kim@voorbeeld.example.nl", "Kim", Role.EDITOR, ())
    with pytest.raises(AccountError, match="heeft al een account"):
        asked.answering.hand_over(come(asked), ["9001"], "kim@voorbeeld.example.nl", "")
    assert asked.states() == {NOOR: "gevraagd"}


def test_objecting_to_a_handover_takes_the_successors_link_back(asked: RoundWorld):
    give_a_general_address(asked)
    asked.answering.hand_over(come(asked), ["9001"], "kim@voorbeeld.example.nl", "")
    asked.rounds.send()
    theirs = asked.fake.token("kim@voorbeeld.example.nl")
    asked.answering.object(come(asked, GENERAL, LinkKind.OBJECT))
    assert asked.answering.visit(theirs) is None
    assert "kim@voorbeeld.example.nl" in asked.book.dead()


def test_a_link_whose_time_is_over_is_renewed_to_the_same_address_once_a_week(asked: RoundWorld):
    visit = come(asked)
    asked.clock.passes(days=31)
    late = come(asked)
    assert not late.works
    for _ in range(3):
        asked.answering.renew(late)
        asked.rounds.send()
    assert len(asked.fake.to(NOOR)) == 2
    assert come(asked).works
    assert visit.ask.id != come(asked).ask.id


@pytest.mark.parametrize("token", ["", "x", "x" * 43, "../../etc", "é" * 20])
def test_a_token_that_never_was_opens_nothing(asked: RoundWorld, token: str):
    assert asked.answering.visit(token) is None


def test_an_answer_within_a_minute_is_hurried(asked: RoundWorld):
    assert asked.answering.is_hurried(come(asked))
    asked.clock.passes(seconds=61)
    assert not asked.answering.is_hurried(come(asked))


def test_what_is_past_its_time_is_forgotten(asked: RoundWorld):
    token = asked.fake.token(NOOR)
    asked.rounds.read(FakeReturns(Returned(asked.fake.sent[0].key, hard=False, reason="vol")))
    asked.clock.passes(days=50)
    asked.book.forget(asked.clock.today)
    assert asked.answering.visit(token) is None
    asked.clock.passes(days=50)
    asked.book.forget(asked.clock.today)
    assert asked.book.asks()[0].mails[0].bounce == ""
    asked.clock.passes(days=300)
    asked.book.forget(asked.clock.today)
    assert asked.book.asks() == ()


def test_two_who_change_the_same_clash(asked: RoundWorld):
    phone = asked.phone()
    asked.answering.change(come(asked), phone, phone.version, {"value": "010 555 0199"})
    with pytest.raises(ClashError):
        asked.answering.change(come(asked), phone, phone.version, {"value": "010 555 0188"})
    with pytest.raises(ClashError):
        asked.answering.withdraw(come(asked), phone, phone.version)


def test_a_preview_opens_nothing(world: RoundWorld):
    world.representative(NOOR, "9001")
    (whom,) = world.rounds.plan(["9001"])
    assert "/bevestig/…" in world.rounds.preview(whom).text
    assert world.book.asks() == ()
