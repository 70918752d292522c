"""The application on fakes, a client that checks every page it gets, and a database for what is tried on a real one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from bot.adapters.sql.accounts.accounts import SqlAccounts
from bot.adapters.sql.base import engine_for
from bot.adapters.sql.directory.desk import SqlDesk
from bot.adapters.sql.directory.setup import prepare
from tests.contracts.directory_sample import write_sample
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
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A database with the directory of the sample."""
    url = f"sqlite:///{tmp_path / 'gids.db'}"
    prepare(url, write_sample(tmp_path / "content" / "directory"))
    engine = engine_for(url)
    yield engine
    engine.dispose()


@pytest.fixture
def accounts(engine: Engine) -> SqlAccounts:
    return SqlAccounts(engine)


@pytest.fixture
def desk(engine: Engine) -> SqlDesk:
    return SqlDesk(engine)


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
