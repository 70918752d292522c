"""Counts are written by themselves, and once more at the end; a book that is away ends nothing."""

from __future__ import annotations

import logging
import threading

import pytest

from bot.serve.tally_work import tally_work


def test_counts_are_written_now_and_then():
    twice, calls = threading.Event(), []

    def write() -> None:
        calls.append(1)
        if len(calls) == 2:
            twice.set()

    work = tally_work(write, every=0.01)
    work.start()
    assert twice.wait(100)
    work.stop()


def test_the_last_counts_are_written_at_the_end():
    written = threading.Event()
    work = tally_work(written.set, every=3600)
    work.start()
    work.stop()
    assert written.wait(100)


def test_what_breaks_is_logged_once_without_its_words(caplog: pytest.LogCaptureFixture):
    calls, again = [], threading.Event()

    def write() -> None:
        calls.append(1)
        if len(calls) < 4:
            raise RuntimeError("geheim")
        again.set()

    work = tally_work(write, every=0.01)
    with caplog.at_level(logging.WARNING):
        work.start()
        assert again.wait(100)
        work.stop()
    assert caplog.text.count("RuntimeError") == 1
    assert "geheim" not in caplog.text
