"""`/telefoon/…`: the webhooks of an exchange. Off by default; only what the exchange signed is answered.

The number of who calls is not read, kept or logged. What is between two turns of a call stands behind the store port under a
name of our own, for as long as a conversation.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, abort, jsonify, request, url_for

from bot.adapters.logs.lines import log_event
from bot.contract import Language
from bot.core.calling.calls import Calls
from bot.core.calling.port import Call, Event, Happened, Place
from bot.core.errors import HearingUnavailableError, SoundError
from bot.core.reply.reply import SpokenPart
from bot.core.store.port import Store
from bot.core.voice.ear import Ear
from web.rendering.replies import absolute
from web.site import site
from web.telephone import jambonz, signatures, twiml
from web.telephone.answering import SiteAnswering
from web.telephone.recordings import fetched
from web.voice.listening import listening

pages = Blueprint("telephone", __name__, url_prefix="/telefoon")

_MOST_CALLS = 2_000
_SECONDS = 60 * 60.0
_NAME = re.compile(r"[\w-]{24}")
_NAME_BYTES = 18
_NEXT, _START = "telephone.go_on", "telephone.start"


class CallCodec:
    """A call as JSON, so that another process can go on with it."""

    def encode(self, value: Call) -> bytes:
        """As in `Codec`."""
        held = [value.place, value.language, value.conversation, value.heard, list(value.choices), value.missed]
        return json.dumps(held, ensure_ascii=False).encode()

    def decode(self, data: bytes) -> Call:
        """As in `Codec`."""
        try:
            place, language, conversation, heard, choices, missed = json.loads(data)
            return Call(Place(place), Language(language), conversation, heard, tuple(choices), missed)
        except TypeError as error:
            raise ValueError(str(error)) from error


@pages.post("/<exchange>")
def start(exchange: str) -> Response:
    """A call comes in."""
    _check(exchange)
    name = secrets.token_urlsafe(_NAME_BYTES)
    log_event("call")
    return _taken(exchange, name, Call(), Event(Happened.STARTED))


@pages.post("/<exchange>/<name>")
def go_on(exchange: str, name: str) -> Response:
    """Something happened in a call: keys, words, nothing, or its end."""
    _check(exchange)
    kept = _calls().get(name) if _NAME.fullmatch(name) else None
    if kept is None:  # its time is over: it begins anew
        return _taken(exchange, secrets.token_urlsafe(_NAME_BYTES), Call(), Event(Happened.STARTED))
    call = kept.value
    event, recording = (
        (jambonz.event_of(_told()), "") if exchange == "jambonz" else twiml.event_of(request.form.to_dict())
    )
    if event is None:
        _calls().delete(name)
        if call.conversation:
            site().conversations.wipe(call.conversation)
        return Response(status=200)
    if event.kind is Happened.SPOKE and exchange == "twiml":
        event = _heard(recording, call.language)
    return _taken(exchange, name, call, event)


def _taken(exchange: str, name: str, call: Call, event: Event) -> Response:
    settings, services = site().settings, site().services
    voices = services.speech.languages()
    listens = settings.telephone_recogniser if exchange == "jambonz" else settings.telephone_recordings
    # The exchange's own recogniser may know other languages than ours; ours are those that people tried.
    heard = services.hearing.languages() if exchange == "twiml" else frozenset(Language) - {Language.TIGRINYA}
    calls = Calls(
        SiteAnswering(),
        services.phrases,
        Ear(services.library),
        [language for language in Language if language in voices] or [Language.DUTCH],
        heard if listens else (),
        settings.telephone_person,
    )
    call, step = calls.take(call, event)
    _keep(name, call)
    sounds = _sounds(step.said)
    action = absolute(url_for(_NEXT, exchange=exchange, name=name))
    if exchange == "jambonz":
        return jsonify(jambonz.verbs(step, sounds, action, settings.telephone_recogniser))
    return Response(twiml.document(step, sounds, action, records=bool(listens)), mimetype="text/xml")


def _keep(name: str, call: Call) -> None:
    store = _calls()
    kept = store.get(name)
    # Turns of one call come one after another: the exchange waits for each answer.
    store.put(name, call, seconds=_SECONDS, version=kept.version if kept else None)


def _sounds(parts: Sequence[SpokenPart]) -> list[str]:
    """Addresses of what is said; what has no voice is left out."""
    voices = site().services.speech.languages()
    digest = listening([part for part in parts if part.language in voices])
    return [absolute(url_for("api_speech.recording", digest=digest))] if digest else []


def _heard(recording: str, language: Language) -> Event:
    """What was said, by our own recogniser."""
    sound = fetched(recording, site().settings.telephone_recordings)
    try:
        text = site().services.hearing.hear(sound, language).text
    except (SoundError, HearingUnavailableError) as error:
        log_event("telephone_not_heard", reason=type(error).__name__)
        text = ""
    return Event(Happened.SPOKE if text else Happened.NOTHING, text)


def _told() -> dict[str, object]:
    told = request.get_json(silent=True)
    return told if isinstance(told, dict) else {}


def _check(exchange: str) -> None:
    """Whether this exchange carries calls here, and signed this; else there is nothing at this address."""
    settings = site().settings
    if exchange not in {"jambonz", "twiml"} or settings.telephone != exchange:
        abort(404)
    if exchange == "jambonz":
        header = request.headers.get("Jambonz-Signature", "")
        signed = signatures.is_of_jambonz(header, request.get_data(cache=True), settings.telephone_secret)
    else:
        header = request.headers.get("X-Twilio-Signature", "")
        base = urlsplit(settings.public_url or request.host_url)
        url = f"{base.scheme}://{base.netloc}{request.full_path.removesuffix('?')}"
        signed = signatures.is_of_twilio(header, url, request.form.items(multi=True), settings.telephone_secret)
    if not signed:
        log_event("telephone_signature_refused")
        abort(403)


def _calls() -> Store[Call]:
    return site().services.stores.store("calls", CallCodec(), most=_MOST_CALLS)


def register(app: Flask) -> None:
    """`/telefoon/<exchange>`."""
    app.register_blueprint(pages)
