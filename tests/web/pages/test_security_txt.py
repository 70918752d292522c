"""Where a vulnerability is reported (RFC 9116)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.web.conftest import CheckingClient
from tests.web.fakes import World

URL = "/.well-known/security.txt"


def test_nothing_is_made_up(client: CheckingClient):
    assert client.get(URL).status_code == 404


def test_contact_of_the_settings(world: World):
    world.settings = replace(
        world.settings, security_contact="mailto:veilig@example.nl", public_url="https://kennispunt.example.nl"
    )
    response = world.app().test_client().get(URL)
    assert response.content_type == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in response.get_data(as_text=True).splitlines())
    assert fields["Contact"] == "mailto:veilig@example.nl"
    assert fields["Canonical"] == f"https://kennispunt.example.nl{URL}"
    expires = datetime.fromisoformat(fields["Expires"])
    assert timedelta(days=80) < expires - datetime.now(UTC) < timedelta(days=365)


@pytest.mark.parametrize("contact", ["veilig@example.nl", "http://example.nl", "javascript:x"])
def test_contact_that_is_none_is_named(world: World, contact: str):
    world.settings = replace(world.settings, security_contact=contact)
    with pytest.raises(ValueError, match="KENNISPUNT_SECURITY_CONTACT"):
        world.app()
