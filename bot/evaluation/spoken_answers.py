"""What the running service answers to a question that was heard, beside the typed one, and how soon the answer sounds."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from statistics import median

import httpx

from bot.contract import Language
from bot.evaluation.service import MeasuringError, Service
from bot.evaluation.voice_rounds import Asked, Rounds, Row, silence

_TIMEOUT_SECONDS = 240.0
_HEADERS = {"Content-Type": "audio/wav"}
_TRIES = 3


def answers(url: str, found: Rounds, most: int, tell: Callable[[str], None]) -> Iterator[Row]:
    """Of these questions the share with the same answer as typed, and of `most` of them the time until the answer sounds.

    Raises MeasuringError when the service does not answer.
    """
    name, count = f"{found.language}, {found.voice}", len(found.asked) + found.silent
    with contextlib.closing(Service(url)) as service:
        same = 0
        for number, asked in enumerate(found.asked, 1):
            same += _topic(service, asked.question, found.language) == _topic(service, asked.heard, found.language)
            tell(f"{name}: antwoord {number} van {len(found.asked)}")
    if count:
        yield f"{name}: zelfde antwoord als getypt", f"{same} van {count} ({100 * same / count:.0f}%)"
    with httpx.Client(base_url=url, timeout=_TIMEOUT_SECONDS) as http:
        try:
            yield from _times(http, found, most, tell)
        except (httpx.HTTPError, KeyError, StopIteration) as error:
            raise MeasuringError(f"de dienst antwoordde niet: {error!r}") from error


def _topic(service: Service, text: str, language: Language) -> object:
    if not text:
        return None
    reply = service.say(service.start(str(language)), text)
    return reply.topic or reply.choices


def _times(http: httpx.Client, found: Rounds, most: int, tell: Callable[[str], None]) -> Iterator[Row]:
    """From the last sound of a question to the first of its answer: recognised, answered, and the first sentence made."""
    if not (found.asked and most):
        return
    _heard(http, Asked("", silence(), ""), found.language)  # loads the model
    took: list[tuple[float, float, float]] = []
    for number, asked in enumerate(found.asked[:most], 1):
        conversation = _json(http.post("/api/v1/conversations", json={"language": str(found.language)}))["id"]
        began = time.monotonic()
        heard = _heard(http, asked, found.language)
        recognised = time.monotonic()
        messages = f"/api/v1/conversations/{conversation}/messages"
        reply = _json(http.post(messages, json={"text": heard or asked.question}))
        answered = time.monotonic()
        speech = reply["speech"]
        with http.stream("GET", f"{(speech.get('short') or speech)['url']}/sentences/0") as sounding:
            sounding.raise_for_status()
            next(sounding.iter_bytes())
        took.append((recognised - began, answered - recognised, time.monotonic() - answered))
        tell(f"{found.language}, {found.voice}: gesproken antwoord {number} van {min(most, len(found.asked))}")
    whole = [sum(one) for one in took]
    parts = [median(one) for one in zip(*took, strict=True)]
    steps = f"herkennen {parts[0]:.1f}, antwoord {parts[1]:.1f}, eerste zin {parts[2]:.1f}"
    yield (
        f"{found.language}: van het eind van de vraag tot de eerste klank van het antwoord ({len(took)} vragen)",
        f"mediaan {median(whole):.1f} s, langst {max(whole):.1f} s ({steps})",
    )


def _heard(http: httpx.Client, asked: Asked, language: Language) -> str:
    for _ in range(_TRIES):
        response = http.post(f"/api/v1/hearing?language={language}", content=asked.sound, headers=_HEADERS)
        if response.status_code != httpx.codes.SERVICE_UNAVAILABLE:
            return str(_json(response)["text"])
    raise MeasuringError("de herkenner van de dienst heeft geen tijd")  # a person would have said it as often


def _json(response: httpx.Response) -> dict:  # type: ignore[type-arg]  # as the API gives it
    return dict(response.raise_for_status().json())
