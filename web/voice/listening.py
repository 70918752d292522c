"""Listening: what is said of a reply, and the recording itself."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from flask import Blueprint, Flask, request, send_file
from werkzeug.wrappers import Response as AnyResponse

from bot.adapters.logs.lines import log_event
from bot.core.errors import SpeechUnavailableError
from bot.core.reply.reply import SpokenPart
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
    """The sound; answers range and conditional requests, because players ask for them."""
    parts = site().services.recordings.words(digest)
    if parts is None:
        site().metrics.spoken("unknown")
        raise ProblemError(404, "recording-unknown", detail=translate(_("There is no recording at this address.")))
    try:
        audio = site().services.speech.speak(parts)
    except SpeechUnavailableError as error:
        log_event("speech_unavailable", reason=str(error.__cause__ or error))
        site().metrics.spoken("unavailable")
        detail = translate(_("The voice is not available at the moment. The text is on the page."))
        raise ProblemError(503, "speech-unavailable", detail=detail, headers={"Retry-After": "30"}) from error
    site().metrics.spoken("made")
    response = send_file(BytesIO(audio.data), mimetype=audio.media_type, conditional=False, max_age=_DAY)
    response.set_etag(digest)
    return response.make_conditional(request, accept_ranges=True, complete_length=len(audio.data))


def register(app: Flask) -> None:
    """`/api/v1/speech/<digest>`."""
    app.register_blueprint(api)
