"""A person's name or own address does not come into the public directory by the desk or by a mailed link."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.core.accounts.accounts import Role
from tests.contracts.round_world import RoundWorld
from tests.web.conftest import CheckingClient
from tests.web.editor.conftest import Person

OWN = {"label": "Wmo", "kind": "email", "value": "sam.verzonnendijk@voorbeeld.example.nl"}
NAMED = {"label": "Mevrouw Verzonnendijk", "kind": "phone", "value": "010 555 0144"}
SHARED = {"label": "Wmo-loket", "kind": "email", "value": "wmo@voorbeeld.example.nl"}


@pytest.mark.parametrize(("typed", "field"), [(OWN, "value"), (NAMED, "label")])
def test_a_representative_is_asked_for_a_function(
    client: CheckingClient, someone: Callable[..., Person], typed: dict[str, str], field: str
):
    mine = someone(Role.REPRESENTATIVE, "9001")
    way = "/beheer/gids/9001/nieuw/contact"
    refused = mine.post(way, data=typed | {"_sleutel": mine.token(), "geen-persoon": "ja"})
    assert refused.status_code == 400
    assert f'href="#veld-{field}"' in refused.get_data(as_text=True)
    assert "Dit is geen persoon" not in refused.get_data(as_text=True)
    assert "Verzonnendijk" not in client.page("/gids/gemeenten/9001?taal=nl").text()
    mine.send(way, **SHARED)
    assert SHARED["value"] in client.page("/gids/gemeenten/9001?taal=nl").text()


def test_an_editor_may_say_that_it_is_none(editor: Person, client: CheckingClient):
    way = "/beheer/gids/9001/nieuw/contact"
    refused = editor.post(way, data=OWN | {"_sleutel": editor.token()})
    assert "Dit is geen persoon" in refused.get_data(as_text=True)
    editor.send(way, **OWN, **{"geen-persoon": "ja"})
    assert OWN["value"] in client.page("/gids/gemeenten/9001?taal=nl").text()


def test_behind_a_mailed_link_too(client: CheckingClient, rounds: RoundWorld):
    rounds.representative("noor@voorbeeld.example.nl", "9001")
    rounds.rounds.start(["9001"])
    rounds.rounds.send()
    rounds.clock.passes(minutes=5)
    url = f"/bevestig/{rounds.fake.token('noor@voorbeeld.example.nl')}"
    assert client.post(f"{url}/9001/nieuw", data=NAMED).status_code == 400
    way = f"{url}/9001/{rounds.phone().ref}"
    typed = {"label": "Wmo", "kind": "email", "value": OWN["value"], "versie": str(rounds.phone().version)}
    assert client.post(way, data=typed).status_code == 400
    assert rounds.phone().values["value"] == "010 555 0123"
