"""Steps of a call as jambonz carries them out (its JSON verbs), and what it tells of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.core.calling.port import Event, Happened, Step

_SECONDS = 8
_PAUSE_SECONDS = 2
_OVER = frozenset({"completed", "failed", "busy", "no-answer"})


def verbs(step: Step, sounds: Sequence[str], action: str, recogniser: str) -> list[dict[str, Any]]:
    """What jambonz does now: plays `sounds`, and posts what comes of it to `action`."""
    play = [{"verb": "play", "url": sound} for sound in sounds]
    if step.person:
        return [*play, {"verb": "dial", "target": [{"type": "phone", "number": step.person}]}]
    if step.ends:
        return [*play, {"verb": "hangup"}]
    gather: dict[str, Any] = {
        "verb": "gather",
        "input": ["digits"],
        "minDigits": 1,
        "maxDigits": step.keys,
        "interDigitTimeout": 1,
        "timeout": _SECONDS,
        "actionHook": action,
    }
    if step.listens and recogniser:
        gather["input"] = ["digits", "speech"]
        gather["recognizer"] = {"vendor": recogniser, "language": str(step.language), "interim": False}
        gather["speechTimeout"] = _PAUSE_SECONDS
    # The keys work while it is played: keypad first.
    if play:
        gather["play"] = {"url": list(sounds)}
    return [gather]


def event_of(told: dict[str, Any]) -> Event | None:
    """What happened, by jambonz's message; None when the call is over."""
    if str(told.get("call_status")) in _OVER:
        return None
    if digits := told.get("digits"):
        return Event(Happened.PRESSED, str(digits)[:4])
    speech = told.get("speech")
    alternatives = speech.get("alternatives") if isinstance(speech, dict) else None
    if isinstance(alternatives, list) and alternatives and isinstance(alternatives[0], dict):
        return Event(Happened.SPOKE, str(alternatives[0].get("transcript", "")))
    return Event(Happened.NOTHING)
