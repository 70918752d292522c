"""Being heard: a recording of somebody's question comes in, its words go out, and nothing of either is kept."""

from __future__ import annotations

from io import BytesIO

from flask import Blueprint, Flask, Response, jsonify, request

from bot.adapters.logs.lines import log_event
from bot.contract import Language
from bot.core.errors import HearingUnavailableError, SoundError
from bot.core.voice.heard import LONGEST_SECONDS, MOST_BYTES
from web.http.errors import ProblemError
from web.http.i18n import translate
from web.http.inputs import read_language
from web.http.marking import mark as _
from web.http.visitors import count_recording
from web.site import site

api = Blueprint("api_hearing", __name__, url_prefix="/api/v1/hearing")

_UNREADABLE = _("The recording cannot be read. Try again, or type your question.")
_REASONS = {
    "empty": (400, _("Nothing was heard. Try again, or type your question.")),
    "format": (400, _UNREADABLE),
    "long": (413, _("You can speak for {most} seconds at a time. Try again, or type your question.")),
}
_FIVE_MINUTES = 300


@api.get("")
def known() -> Response:
    """In which languages is listened, and for how long at a time."""
    languages = site().services.hearing.languages()
    response = jsonify(
        {
            "languages": [str(language) for language in Language if language in languages],
            "mostSeconds": int(LONGEST_SECONDS),
            "mostBytes": MOST_BYTES,
        }
    )
    response.headers["Cache-Control"] = f"public, max-age={_FIVE_MINUTES}"
    return response


@api.post("")
def hear() -> Response:
    """The words of one utterance, as a browser recorded it or as WAV; no words when nobody spoke."""
    language = read_language(request.args.get("language", ""))
    if not (request.mimetype.startswith("audio/") or request.mimetype == "application/octet-stream"):
        raise ProblemError(415, "unsupported-media-type", detail=translate(_UNREADABLE))
    count_recording()
    try:
        found = site().services.hearing.hear(_sound(), language)
    except SoundError as error:
        reason = "long" if error.reason == "large" else error.reason
        site().metrics.heard(reason)
        status, words = _REASONS[reason]
        raise ProblemError(status, f"sound-{reason}", detail=translate(words, most=int(LONGEST_SECONDS))) from error
    except HearingUnavailableError as error:
        log_event("hearing_unavailable", reason=str(error))
        site().metrics.heard("unavailable")
        detail = translate(_("Your speech cannot be recognised now. Type your question."))
        raise ProblemError(503, "hearing-unavailable", detail=detail, headers={"Retry-After": "10"}) from error
    site().metrics.heard("words" if found.text else "nothing")
    body = {"text": found.text, "unsure": list(found.unsure), "seconds": round(found.seconds, 2)}
    return jsonify(body | {"urgent": site().services.danger(found.text) is not None})


def _sound() -> bytearray:
    """The body, whose copy on its way here is wiped; raises SoundError when it is too large to be an utterance."""
    length = request.content_length or 0
    if length > MOST_BYTES:
        raise SoundError("large")
    request.max_content_length = MOST_BYTES
    sound = bytearray(request.stream.read())
    received = request.environ["wsgi.input"]
    if isinstance(received, BytesIO):
        with received.getbuffer() as buffer:
            buffer[:] = bytes(len(buffer))
    return sound


def register(app: Flask) -> None:
    """`/api/v1/hearing`."""
    app.register_blueprint(api)
