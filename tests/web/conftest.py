"""The application on fakes, and a client that checks every page it gets."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.fakes import World
from tests.web.page_checks import Page


class CheckingClient(FlaskClient):
    """Parses and checks every HTML page that comes back, so that each page test is an accessibility test."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:  # noqa: ANN401 - what Flask's client takes
        response = super().open(*args, **kwargs)
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        body = response.get_data()
        response.close()
        if response.mimetype == "text/html" and body and not response.location:
            Page(response)
        return response

    def page(self, url: str, **kwargs: Any) -> Page:  # noqa: ANN401 - same
        """GET a page that is there."""
        response = self.get(url, **kwargs)
        assert response.status_code == 200, response.get_data(as_text=True)
        return Page(response)

    def say(self, text: str, url: str = "/chat", **data: str) -> Page:
        """Send the question form and follow to the conversation."""
        response = self.post(url, data={"text": text, "taal": "nl", **data})
        assert response.status_code == 303, response.get_data(as_text=True)
        return self.page(response.location)


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def app(world: World) -> Flask:
    return world.app()


@pytest.fixture
def client(app: Flask) -> CheckingClient:
    app.test_client_class = CheckingClient
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    return client
