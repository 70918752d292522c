"""Listening: what is said of a reply, and the recording itself."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from itertools import chain

from flask import Blueprint, Flask, Response, jsonify, request, send_file
from werkzeug.wrappers import Response as AnyResponse

from bot.adapters.logs.lines import log_event
from bot.core.errors import SpeechUnavailableError
from bot.core.reply.reply import SpokenPart
from bot.core.voice.sentences import sentences
from web.http.errors import ProblemError
from web.http.i18n import translate
from web.http.marking import mark as _
from web.site import site

api = Blueprint("api_speech", __name__, url_prefix="/api/v1/speech")

_DAY = 24 * 60 * 60


def words(parts: Sequence[SpokenPart]) -> str:
    """What is said in a recording: its transcript."""
    return " ".join(part.text for part in parts)


def listening(parts: Sequence[SpokenPart]) -> str | None:
    """Digest of a recording; None when there is nothing to say, or no voice for one of its languages."""
    voices = site().services.speech.languages()
    if not parts or any(part.language not in voices for part in parts):
        return None
    return site().services.recordings.offer(parts)


@api.get("/<digest>")
def recording(digest: str) -> AnyResponse:
    """The sound: at once where it is known, else sentence by sentence as it is made.

    Answers range and conditional requests, because players ask for them.
    """
    return _send(_known(digest), digest)


@api.get("/<digest>/sentences")
def in_sentences(digest: str) -> Response:
    """The words of the recording by sentence; each can be had as a recording of its own."""
    said = sentences(_known(digest))
    response = jsonify(
        {"sentences": [{"parts": [{"text": part.text, "language": part.language} for part in one]} for one in said]}
    )
    response.headers["Cache-Control"] = f"private, max-age={_DAY}"
    return response


@api.get("/<digest>/sentences/<int:number>")
def sentence(digest: str, number: int) -> AnyResponse:
    """One sentence, counted from 0: the first is there long before all of them are, and one can go back to each."""
    said = sentences(_known(digest))
    if number >= len(said):
        raise _unknown()
    return _send(said[number], f"{digest}-{number}")


def _known(digest: str) -> Sequence[SpokenPart]:
    """What is said in a recording; raises ProblemError (404) for one that was not offered, or too long ago."""
    parts = site().services.recordings.words(digest)
    if parts is None:
        raise _unknown()
    return parts


def _unknown() -> ProblemError:
    site().metrics.spoken("unknown")
    return ProblemError(404, "recording-unknown", detail=translate(_("There is no recording at this address.")))


def _send(parts: Sequence[SpokenPart], tag: str) -> AnyResponse:
    speech = site().services.speech
    try:
        if _wants_it_whole() or speech.kept(parts):
            audio = speech.speak(parts)
            response = send_file(BytesIO(audio.data), mimetype=audio.media_type, conditional=False, max_age=_DAY)
            length: int | None = len(audio.data)
        else:
            coming = speech.stream(parts)
            response = Response(chain([next(coming)], coming), mimetype="audio/mpeg")
            response.implicit_sequence_conversion = False  # nobody waits for its length
            response.cache_control.public = True
            response.cache_control.max_age = _DAY
            length = None
    except SpeechUnavailableError as error:
        raise unavailable(error) from error
    site().metrics.spoken("made")
    response.set_etag(tag)
    if length is None:
        return response.make_conditional(request)
    return response.make_conditional(request, accept_ranges=True, complete_length=length)


def unavailable(error: SpeechUnavailableError) -> ProblemError:
    """What is told (503) when no voice can say it now; it is counted and logged, without a word of what was to be said."""
    log_event("speech_unavailable", reason=str(error.__cause__ or error))
    site().metrics.spoken("unavailable")
    detail = translate(_("The voice is not available at the moment. The text is on the page."))
    return ProblemError(503, "speech-unavailable", detail=detail, headers={"Retry-After": "30"})


def _wants_it_whole() -> bool:
    """Whether a part is asked for that is not known before all of it is there; from the start on is no such part."""
    asked = request.range
    return asked is not None and asked.ranges != [(0, None)]


def register(app: Flask) -> None:
    """`/api/v1/speech/<digest>` and its sentences."""
    app.register_blueprint(api)
