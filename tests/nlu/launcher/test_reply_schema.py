"""Runs where Rasa runs (Python 3.10)."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from rasa.core.actions.action import RemoteAction

from bot.nlu.launcher.reply_schema import check_reply_schema_once

GOOD: tuple[dict[str, Any], ...] = (
    {},
    {"events": [], "responses": []},
    {"events": [{"event": "slot", "timestamp": None, "name": "wet", "value": "Wmo"}], "responses": [{"text": "Goed."}]},
    {"events": [{"event": "followup", "timestamp": None, "name": "aanbieder_form"}], "responses": []},
)
WRONG: tuple[Any, ...] = (
    [],
    {"events": {}},
    {"events": [{"event": "slot", "name": 3}]},
    {"events": [{"event": "no such event"}]},
    {"responses": ["text"]},
    {"events": [{"event": "slot", "timestamp": None, "name": "wet"}]},
    {"events": [{"event": "slot", "timestamp": "nu", "name": "wet", "value": 1}]},
    {"events": [{"event": "followup", "timestamp": None, "name": "x", "metadata": 3}]},
)


@pytest.fixture(autouse=True)
def _restored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RemoteAction, "_validate_action_result", RemoteAction._validate_action_result)


def verdict(reply: Any) -> str:  # noqa: ANN401
    """What Rasa makes of the reply: empty when it is well formed, else what is wrong."""
    try:
        assert RemoteAction("action_antwoord", None)._validate_action_result(reply) is True
    except jsonschema.ValidationError as error:
        return error.message.partition(". Failed to validate")[0]
    return ""


def test_replies_are_judged_as_rasa_judges_them() -> None:
    before = [verdict(reply) for reply in (*GOOD, *WRONG)]
    check_reply_schema_once()
    assert [verdict(reply) for reply in (*GOOD, *WRONG)] == before
    assert [bool(mistake) for mistake in before] == [False] * len(GOOD) + [True] * len(WRONG)


def test_the_schema_is_not_checked_again_at_a_reply(monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[object] = []
    validator_class = jsonschema.validators.validator_for(RemoteAction.action_response_format_spec())
    monkeypatch.setattr(validator_class, "check_schema", checked.append)
    verdict(GOOD[0])
    assert len(checked) == 1  # Rasa's own does: without this, the module has nothing left to put right
    check_reply_schema_once()
    for reply in GOOD:
        verdict(reply)
    assert len(checked) == 2
