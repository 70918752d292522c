"""The pages behind a mailed link, as an owner, a scanner of mail and a stranger open them."""

from __future__ import annotations

import logging

import pytest

from bot.core.changes.changes import Author, RecordKind
from bot.core.directory.standing import Origin, State
from bot.core.rounds.asks import LinkKind
from tests.contracts.round_world import RoundWorld
from tests.web.conftest import CheckingClient
from tests.web.page_checks import Page

NOOR = "noor@voorbeeld.example.nl"
type Asked = tuple[CheckingClient, str]


@pytest.fixture
def asked(client: CheckingClient, rounds: RoundWorld) -> Asked:
    """A browser, and the address of the page in the mail, some minutes after it was sent."""
    rounds.representative(NOOR, "9001", "horizon")
    rounds.rounds.start(["9001", "horizon"])
    rounds.rounds.send()
    rounds.clock.passes(minutes=5)
    return client, f"/bevestig/{rounds.fake.token(NOOR)}"


def form(page: Page) -> dict[str, str]:
    """What the page's own form sends."""
    sent = {item.get("name", ""): item.get("value", "") for item in page.all("input") if item.get("name")}
    for select in page.all("select"):
        chosen = next((item for item in select.iter("option") if item.get("selected") is not None), None)
        sent[select.get("name", "")] = chosen.get("value", "") if chosen is not None else ""
    return sent


def press(client: CheckingClient, url: str, **fields: str) -> Page:
    response = client.post(url, data=fields)
    return client.page(response.location) if response.status_code == 303 else Page(response)


def test_the_page_shows_everything_as_it_stands_of_all_their_organisations(asked: Asked):
    client, url = asked
    text = client.page(url).text()
    for words in (
        "Gemeente 's-Voorbeeld",
        "Stichting Horizon",
        "010 555 0123",
        "Onbevestigd",
        "Nog niet opgegeven",
        "Alles klopt",
        "Ik ben dit niet meer",
    ):
        assert words in text, words


def test_two_clicks_confirm_and_visitors_see_it_at_once_on_page_and_api(asked: Asked):
    client, url = asked
    page = press(client, f"{url}/klopt", **form(client.page(url)))
    assert "Dank u wel" in page.text()
    assert "bevestigd door gemeente 's-Voorbeeld op" in client.page("/gids/gemeenten/9001?taal=nl").text()
    told = client.get("/gids/gemeenten/9001", headers={"Accept": "application/json"}).get_json()
    (channel,) = told["contacts"][0]["channels"]
    assert (channel["state"], channel["confirmedBy"]) == ("bevestigd", "gemeente 's-Voorbeeld")


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Purpose": "prefetch"}, {"Purpose": "prefetch"}, {"User-Agent": "BarracudaCentral"}]
)
def test_opening_changes_nothing_whoever_opens(asked: Asked, rounds: RoundWorld, headers: dict[str, str]):
    client, url = asked
    before = rounds.desk.history()
    for way in (url, f"{url}/doorgeven", f"{url}/9001/{rounds.phone().ref}", f"{url}/9001/nieuw"):
        assert client.get(way, headers=headers).status_code == 200
        assert client.head(way, headers=headers).status_code == 200
    assert client.get(f"{url}/klopt").status_code == 405
    assert client.head(f"{url}/klopt").status_code == 405
    assert rounds.desk.history() == before
    assert rounds.book.waiting() == ()


def test_a_button_that_is_pressed_within_a_minute_asks_once_more(client: CheckingClient, rounds: RoundWorld):
    rounds.representative(NOOR, "9001")
    rounds.rounds.start(["9001"])
    rounds.rounds.send()
    url = f"/bevestig/{rounds.fake.token(NOOR)}"
    sure = press(client, f"{url}/klopt", **form(client.page(url)))
    assert "Weet u het zeker?" in sure.text()
    assert rounds.phone().origin is Origin.FILES
    assert "Dank u wel" in press(client, f"{url}/klopt", **form(sure)).text()
    assert rounds.phone().origin is Origin.OWNER


def test_a_number_is_changed_and_a_wrong_one_named_with_the_field(asked: Asked, rounds: RoundWorld):
    client, url = asked
    way = f"{url}/9001/{rounds.phone().ref}"
    typed = form(client.page(way))
    wrong = client.post(way, data={**typed, "value": "bel maar"})
    assert wrong.status_code == 400
    body = wrong.get_data(as_text=True)
    assert 'aria-describedby="fout-value"' in body
    assert 'href="#veld-value"' in body
    page = press(client, way, **{**typed, "value": "010 555 0199"})
    assert "Bewaard, en meteen te zien in de gids." in page.text()
    assert "010 555 0199" in client.page("/gids/gemeenten/9001?taal=nl").text()


def test_what_does_not_exist_any_more_goes_and_something_new_comes(asked: Asked, rounds: RoundWorld):
    client, url = asked
    way = f"{url}/9001/{rounds.phone().ref}"
    press(client, way, **{**form(client.page(way)), "doe": "weg"})
    new = f"{url}/9001/nieuw"
    page = press(
        client, new, **{**form(client.page(new)), "label": "Wmo", "kind": "email", "value": "wmo@voorbeeld.example.nl"}
    )
    assert "wmo@voorbeeld.example.nl" in page.text()
    assert "010 555 0123" not in page.text()
    again = client.post(new, data={"label": "Wmo", "kind": "email", "value": "wmo@voorbeeld.example.nl"})
    assert again.status_code == 400
    assert "Dit staat er al." in again.get_data(as_text=True)


def test_choices_are_made_on_the_same_page(asked: Asked):
    client, url = asked
    typed = form(client.page(url))
    press(client, f"{url}/klopt", **{**typed, "keuze-9001-wijze": "factuur", "keuze-9001-productcodes": "nee"})
    text = client.page("/gids/gemeenten/9001?taal=nl").text()
    assert "factuur" in text
    assert client.post(f"{url}/klopt", data={**typed, "keuze-9001-wijze": "onzin"}).status_code == 400


def test_a_choice_says_from_which_day_it_holds_on_the_same_page(asked: Asked, rounds: RoundWorld):
    client, url = asked
    typed = form(client.page(url))
    wijze = {"keuze-9001-wijze": "factuur", "vanaf-9001-wijze": "1 januari 2027"}
    press(client, f"{url}/klopt", **{**typed, **wijze, "vanaf-9001-ritme": "1-2-2027"})
    stated = {item.values["subject"]: item.values for item in rounds.desk.records("9001") if "subject" in item.values}
    assert (stated["wijze"]["value"], stated["wijze"]["valid_from"]) == ("factuur", "2027-01-01")
    assert (stated["ritme"]["value"], stated["ritme"]["valid_from"]) == ("maand", "2027-02-01")
    assert "vanaf 1 januari 2027" in client.page("/gids/gemeenten/9001?taal=nl").text()
    page = client.page(url)
    assert "factuur, vanaf 2027-01-01" in page.text()
    press(client, f"{url}/klopt", **form(page))
    again = {item.values["subject"]: item.values for item in rounds.desk.records("9001") if "subject" in item.values}
    assert again == stated, "an empty field leaves the day"


@pytest.mark.parametrize(
    ("choice", "day", "words"),
    [("factuur", "morgen", "'morgen' is geen datum"), ("", "1-1-2027", "Kies ook wat de gemeente wil")],
)
def test_a_day_that_is_none_is_said_at_its_field_and_nothing_typed_is_lost(
    asked: Asked, rounds: RoundWorld, choice: str, day: str, words: str
):
    client, url = asked
    before = rounds.desk.records("9001")
    typed = form(client.page(url)) | {
        "keuze-9001-wijze": choice,
        "vanaf-9001-wijze": day,
        "vanaf-9001-ritme": "1-3-2027",
    }
    answer = client.post(f"{url}/klopt", data=typed)
    assert answer.status_code == 400
    body = answer.get_data(as_text=True)
    assert words in body.replace("&#39;", "'")
    assert 'href="#vanaf-9001-wijze"' in body
    assert 'aria-describedby="hint-vanaf-9001-wijze fout-9001-wijze"' in body
    assert form(Page(answer)).items() >= {"vanaf-9001-wijze": day, "vanaf-9001-ritme": "1-3-2027", "keuze-9001-wijze": choice}.items()  # fmt: skip
    assert rounds.desk.records("9001") == before


def test_one_organisation_can_be_confirmed_by_itself(asked: Asked, rounds: RoundWorld):
    client, url = asked
    press(client, f"{url}/klopt", **{**form(client.page(url)), "wie": "9001"})
    assert rounds.phone().state(rounds.clock.today) is State.CONFIRMED
    assert rounds.desk.records("horizon")[0].origin is Origin.FILES


def test_an_editor_was_first_and_only_the_difference_is_shown(asked: Asked, rounds: RoundWorld):
    client, url = asked
    phone = rounds.phone()
    way = f"{url}/9001/{phone.ref}"
    typed, whole = form(client.page(way)), form(client.page(url))
    rounds.desk.change(
        phone.ref, phone.version, {"value": "010 555 0101"}, Author("redactie", Origin.VNG), confirm=True
    )
    clash = client.post(way, data={**typed, "value": "010 555 0102"})
    text = clash.get_data(as_text=True)
    assert clash.status_code == 409
    for words in ("Eerst stond er: 010 555 0123", "Van u: 010 555 0102", "Van iemand anders: 010 555 0101"):
        assert words in text, words
    assert "redactie" not in text
    left = client.post(f"{url}/klopt", data=whole)
    assert left.status_code == 409
    assert "intussen door iemand anders gewijzigd" in left.get_data(as_text=True)
    press(client, way, **{**typed, "versie": str(rounds.phone().version), "value": "010 555 0102"})
    assert rounds.phone().values["value"] == "010 555 0102"


def test_somebody_elses_organisation_is_not_there(asked: Asked, rounds: RoundWorld):
    client, url = asked
    theirs = rounds.desk.records("elders")[0].ref
    for way in (
        "/9002/nieuw",
        f"/elders/{theirs}",
        f"/9001/{theirs}",
        "/nergens/nieuw",
        "/9001/channel-999999",
        "/9001/onzin",
    ):
        assert client.get(f"{url}{way}").status_code == 404, way
        assert client.post(f"{url}{way}", data={"value": "x"}).status_code == 404, way
    assert client.post(f"{url}/klopt", data={"wie": "elders", f"versie-{theirs}": "1"}).status_code == 404
    assert (
        client.post(f"{url}/doorgeven", data={"voor": "elders", "opvolger": "a@voorbeeld.example.nl"}).status_code
        == 404
    )


@pytest.mark.parametrize("token", ["x", "x" * 43, "%00", "..%2F..", "bezwaar"])
def test_a_link_that_was_tampered_with_opens_nothing(client: CheckingClient, token: str):
    response = client.get(f"/bevestig/{token}")
    assert response.status_code == 404
    assert client.post(f"/bevestig/{token}/klopt").status_code == 404


def test_one_sign_changed_is_another_link(asked: Asked):
    client, url = asked
    other = url[:-1] + ("a" if url[-1] != "a" else "b")
    assert client.get(other).status_code == 404


def test_a_link_whose_time_is_over_says_so_and_mails_a_new_one_to_the_same_address(asked: Asked, rounds: RoundWorld):
    client, url = asked
    rounds.clock.passes(days=31)
    late = client.get(url)
    assert late.status_code == 410
    assert "werkt niet meer" in late.get_data(as_text=True)
    assert client.post(f"{url}/klopt").status_code == 410
    press(client, f"{url}/nieuwe-link")
    rounds.rounds.send()
    assert client.get(f"/bevestig/{rounds.fake.token(NOOR)}").status_code == 200


def test_a_link_that_was_taken_back_opens_nothing(asked: Asked, rounds: RoundWorld):
    from bot.core.rounds.asks import Closed

    client, url = asked
    rounds.book.close(rounds.book.asks()[0].id, Closed.REVOKED)
    assert client.get(url).status_code == 404


def test_somebody_hands_over(asked: Asked, rounds: RoundWorld):
    client, url = asked
    way = f"{url}/doorgeven"
    wrong = client.post(way, data={"opvolger": "kim", "voor": ["9001", "horizon"]})
    assert wrong.status_code == 400
    assert 'aria-describedby="fout-opvolger"' in wrong.get_data(as_text=True)
    none = client.post(way, data={"opvolger": "kim@voorbeeld.example.nl"})
    assert none.status_code == 400
    assert "Kies voor wie" in none.get_data(as_text=True)
    done = client.post(way, data={"opvolger": "kim@voorbeeld.example.nl", "voor": ["9001", "horizon"]})
    assert "krijgt binnen een kwartier een mail" in done.get_data(as_text=True)
    assert client.get(url).status_code == 404
    rounds.rounds.send()
    rounds.clock.passes(minutes=5)
    assert client.get(f"/bevestig/{rounds.fake.token('kim@voorbeeld.example.nl')}").status_code == 200


def test_a_receipt_is_looked_at_and_objected_to(asked: Asked, rounds: RoundWorld):
    client, url = asked
    press(client, f"{url}/klopt", **form(client.page(url)))
    rounds.rounds.send()
    rounds.clock.passes(minutes=5)
    way = f"/bevestig/bezwaar/{rounds.fake.token(NOOR)}"
    assert "Dit klopt niet" in client.page(way).text()
    assert rounds.phone().state(rounds.clock.today) is State.CONFIRMED
    assert "De VNG kijkt ernaar" in press(client, way).text()
    assert rounds.phone().state(rounds.clock.today) is State.DISPUTED
    assert client.get(url).status_code == 404
    rounds.clock.passes(days=15)
    assert client.get(way).status_code == 410


def test_the_two_kinds_of_link_open_no_page_of_each_other(asked: Asked, rounds: RoundWorld):
    client, url = asked
    assert client.get(url.replace("/bevestig/", "/bevestig/bezwaar/")).status_code == 404
    press(client, f"{url}/klopt", **form(client.page(url)))
    rounds.rounds.send()
    token = rounds.fake.token(NOOR)
    assert rounds.answering.visit(token, LinkKind.OBJECT)
    assert client.get(f"/bevestig/{token}").status_code == 404


def test_nothing_of_a_link_is_logged_kept_or_told_to_others(asked: Asked, caplog: pytest.LogCaptureFixture):
    client, url = asked
    token = url.rpartition("/")[2]
    with caplog.at_level(logging.DEBUG):
        response = client.get(url)
        client.get(f"/bevestig/{token}x")
        client.post(f"{url}/klopt", data=form(client.page(url)))
    assert caplog.records
    assert token not in caplog.text
    for name, value in (("Referrer-Policy", "no-referrer"), ("Cache-Control", "no-store"), ("X-Robots-Tag", "noindex")):
        assert response.headers[name] == value
    body = response.get_data(as_text=True)
    assert "<script" not in body
    assert "Set-Cookie" not in response.headers


def test_facts_of_which_only_vng_speaks_are_not_asked(asked: Asked, rounds: RoundWorld):
    client, url = asked
    record = rounds.desk.records("horizon")[0]
    way = f"{url}/horizon/{record.ref}"
    typed = form(client.page(way))
    assert "contract_status" not in typed
    press(client, way, **{**typed, "summary_nl": "Nieuw.", "contract_status": "contract"})
    now = rounds.desk.records("horizon")[0]
    assert now.values["summary_nl"] == "Nieuw."
    assert now.values["contract_status"] == record.values["contract_status"]


def test_a_choice_gets_its_first_day_on_a_page_of_its_own(asked: Asked, rounds: RoundWorld):
    client, url = asked
    record = next(item for item in rounds.desk.records("9001") if item.ref.kind is RecordKind.CHOICE)
    way = f"{url}/9001/{record.ref}"
    press(client, way, **{**form(client.page(way)), "value": "maand", "valid_from": "2027-01-01"})
    now = next(item for item in rounds.desk.records("9001") if item.ref.kind is RecordKind.CHOICE)
    assert now.values["valid_from"] == "2027-01-01"
