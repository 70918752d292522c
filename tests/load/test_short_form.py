"""`make load` for a few seconds on everything for real: nobody gets another's answer, none is lost, nothing fails."""

from __future__ import annotations

import argparse

import pytest

from tools.load.__main__ import FLAT_OUT, report


@pytest.mark.timeout(900)
def test_short_form_of_make_load():
    text, measured = report(argparse.Namespace(seconds=5.0, long=0.0))
    _, flat_out, too_many, rasa = measured
    for one in measured:
        assert one.is_whole, text
        assert one.seen.answered, text
    assert too_many.plan.people > flat_out.plan.people == FLAT_OUT == rasa.plan.people
    # Whatever the machine does beside it: nobody is left waiting for a word, neither visitors nor who looks whether it lives.
    assert float("inf") not in [look for one in measured[:3] for look in one.watch.health], text
    for name in ("website", "Rasa", "acties"):
        assert name in text
