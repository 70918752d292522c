"""Steps of a call as TwiML, and what a Twilio-like exchange tells of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from bot.core.calling.port import Event, Happened, Step

_SECONDS = 8
_PAUSE_SECONDS = 2
MOST_SECONDS = 30
"""Of one utterance: telephone sound of 8 kHz in 16 bits fits in what the recogniser takes."""
_OVER = frozenset({"completed", "failed", "busy", "no-answer", "canceled"})


def document(step: Step, sounds: Sequence[str], action: str, *, records: bool) -> bytes:
    """The TwiML for this step, that plays `sounds` and posts what comes of it to `action`."""
    response = ET.Element("Response")
    if step.person or step.ends:
        _play(response, sounds)
        if step.person:
            ET.SubElement(response, "Dial").text = step.person
        else:
            ET.SubElement(response, "Hangup")
    elif step.listens and records:
        _play(response, sounds)
        ET.SubElement(
            response,
            "Record",
            action=action,
            method="POST",
            maxLength=str(MOST_SECONDS),
            timeout=str(_PAUSE_SECONDS),
            playBeep="true",
            finishOnKey="0123456789",
            trim="trim-silence",
        )
        ET.SubElement(response, "Redirect", method="POST").text = action
    else:
        gather = ET.SubElement(
            response,
            "Gather",
            input="dtmf",
            numDigits=str(step.keys),
            timeout=str(_SECONDS),
            action=action,
            method="POST",
            actionOnEmptyResult="true",
        )
        _play(gather, sounds)
    whole: bytes = ET.tostring(response, encoding="utf-8", xml_declaration=True)
    return whole


def event_of(form: Mapping[str, str]) -> tuple[Event | None, str]:
    """What happened (None: the call is over), and the address of what was said when something was."""
    if form.get("CallStatus") in _OVER:
        return None, ""
    digits = form.get("Digits", "")
    if digits and digits != "hangup":
        return Event(Happened.PRESSED, digits[:4]), ""
    if recording := form.get("RecordingUrl", ""):
        return Event(Happened.SPOKE), recording
    return Event(Happened.NOTHING), ""


def _play(parent: ET.Element, sounds: Sequence[str]) -> None:
    for sound in sounds:
        ET.SubElement(parent, "Play").text = sound
