"""What somebody said, read back to them by a voice of this machine, where their device has none."""

from __future__ import annotations

from flask import Blueprint, Flask, Response

from bot.core.errors import SpeechUnavailableError
from bot.core.reply.reply import SpokenPart
from bot.core.voice.ear import Ear
from web.api.asking import read_body
from web.api.models import ReadBack
from web.http.inputs import read_language, read_text
from web.http.visitors import count_recording
from web.site import site
from web.voice.listening import unavailable

api = Blueprint("api_read_back", __name__, url_prefix="/api/v1/speech")


@api.post("")
def read_back() -> Response:
    """The recording, made for this request: neither the words nor the sound stay, and they are in no address."""
    asked = read_body(ReadBack)
    language, text = read_language(asked.language), read_text(asked.text)
    count_recording()
    said = Ear(site().services.library).write(text, language)
    try:
        audio = site().services.speech.apart([SpokenPart(said, language)])
    except SpeechUnavailableError as error:
        raise unavailable(error) from error
    site().metrics.spoken("read-back")
    return Response(audio.data, mimetype=audio.media_type)


def register(app: Flask) -> None:
    """`POST /api/v1/speech`."""
    app.register_blueprint(api)
