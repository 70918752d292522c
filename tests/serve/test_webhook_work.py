"""Webhooks go by themselves, within the web application; one that breaks does not end it."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

import pytest

from bot.adapters.sql.directory.setup import prepare
from bot.core.changes.changes import Author, RecordKind
from bot.core.directory.standing import Origin
from bot.serve.now_and_then import NowAndThen
from bot.serve.webhook_work import webhook_work
from bot.settings import Settings
from bot.wiring import Wiring
from tests.contracts.directory_sample import write_sample
from tests.contracts.webhook_receiver import WebhookReceiver


def test_a_change_at_the_desk_is_told_by_itself(tmp_path: Path):
    settings = Settings(var_dir=tmp_path / "var", webhooks_private="on")
    prepare(settings.database, write_sample(tmp_path / "content" / "directory"))
    parts = Wiring(settings)
    with WebhookReceiver() as receiver:
        _, secret = parts.webhooks.add("Leverancier", receiver.url, "")
        work = webhook_work(settings, first_after=0.01, every=0.01)
        work.start()
        record = next(item for item in parts.desk.records("9001") if item.ref.kind is RecordKind.CHANNEL)
        parts.desk.confirm(record.ref, record.version, Author("redactie", Origin.VNG))
        assert receiver.came.wait(100)
        work.stop()
        assert receiver.received[0].is_by(secret)
        assert [item["id"] for item in receiver.received[0].told["changes"]] == ["9001"]


def test_what_breaks_is_logged_once_without_its_words_and_tried_again(caplog: pytest.LogCaptureFixture):
    calls, again = [], threading.Event()

    def work() -> None:
        calls.append(1)
        if len(calls) < 4:
            raise RuntimeError("https://geheim.example.nl")
        again.set()

    made = NowAndThen("proef", work, every=0.01, first_after=0.01, cannot="it cannot be done")
    with caplog.at_level(logging.WARNING):
        made.start()
        assert again.wait(100)
        made.stop()
    assert caplog.text.count("RuntimeError") == 1
    assert "geheim" not in caplog.text
