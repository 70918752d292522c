"""`kennispunt speech …`: who reads aloud in which language, and sentences recorded ahead."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence

from bot.adapters.speech.neural_voices import NeuralSpeech, voice_child
from bot.adapters.speech.rendered import IDENTITY, RenderedSpeech
from bot.adapters.speech.setup import INSTALL_VOICE, engines_of, folder_of
from bot.adapters.sql.directory.setup import prepare
from bot.contract import Language
from bot.core.errors import KennispuntError, SpeechUnavailableError
from bot.core.reply.reply import SpokenPart
from bot.core.topics.topic import Status
from bot.core.voice.speaker import Speaker
from bot.core.voice.utterances import utterances
from bot.settings import Settings
from bot.wiring import Wiring

_LANGUAGE = Language.DUTCH
"""What Kokoro is used for here."""
_DEADLINE_SECONDS = 120.0
"""For one sentence: it takes about as long as it sounds, on a quiet machine."""
_GIVE_UP = 5
"""So many sentences in a row that fail: it is the voice."""


class NoVoiceError(KennispuntError):
    """There is nothing to record with."""


def main(arguments: Sequence[str]) -> int:
    """Run one of the subcommands; returns the exit code."""
    parser = argparse.ArgumentParser(prog="kennispunt speech", description="Voorlezen.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="opdracht")
    commands.add_parser("voices", help="toon wie in welke taal voorleest")
    render = commands.add_parser(
        "render",
        help="neem de Nederlandse zinnen van vastgestelde antwoorden vooraf op (Kokoro); ze klinken pas als "
        "KENNISPUNT_SPEECH_RENDERED=nl staat",
    )
    render.add_argument("--drafts", action="store_true", help="ook van antwoorden die nog niet zijn vastgesteld")
    render.add_argument("--most", type=int, default=0, metavar="N", help="hooguit zoveel zinnen, om te proberen")
    chosen = parser.parse_args(list(arguments))
    settings = Settings.from_env()
    if chosen.command == "voices":
        for language, names in engines_of(settings).items():
            print(f"{language}  {', '.join(names) or 'geen stem'}")
        return 0
    kokoro = settings.voice_environment / "kokoro"
    if not (kokoro / "model.onnx").is_file():
        raise NoVoiceError(f"er is geen Kokoro in {kokoro}; voer uit: {INSTALL_VOICE}")
    prepare(settings.database, settings.content_dir / "directory")  # answers name whom to call
    said = list(said_in(Wiring(settings), drafts=chosen.drafts))
    python = settings.voice_environment / "bin" / "python"
    voice = NeuralSpeech(voice_child(python, "kokoro", kokoro, deadline_seconds=_DEADLINE_SECONDS), _LANGUAGE, IDENTITY)
    try:
        return render_all(
            said[: chosen.most or None], RenderedSpeech(folder_of(settings, "rendered", _LANGUAGE)), voice.speak_one
        )
    finally:
        voice.close()


def said_in(parts: Wiring, *, drafts: bool) -> Iterator[SpokenPart]:
    """Each Dutch sentence of the answers once, in the order of the topics."""
    speaker = Speaker(parts.phrases, parts.library)
    seen: dict[SpokenPart, None] = {}
    for name, topic in parts.library.topics().items():
        if topic.status is Status.CONFIRMED or (drafts and topic.status is Status.DRAFT):
            reply = speaker.voiced(parts.answers.answer(name, _LANGUAGE))
            for sentence in utterances([*reply.spoken, *reply.whole]):
                if sentence.language is _LANGUAGE and sentence not in seen:
                    seen[sentence] = None
                    yield sentence


def render_all(said: Sequence[SpokenPart], kept: RenderedSpeech, record: Callable[[SpokenPart], bytes]) -> int:
    """Record what is not there yet, and tell how far it is; stopped half-way, it goes on from there. Returns the exit code."""
    missing = [sentence for sentence in said if kept.kept([sentence]) is None]
    print(f"{len(said)} zinnen, waarvan {len(said) - len(missing)} er al zijn")
    started, failed, in_a_row = time.monotonic(), 0, 0
    for done, sentence in enumerate(missing, 1):
        try:
            kept.put([sentence], record(sentence))
            in_a_row = 0
        except SpeechUnavailableError as error:
            failed, in_a_row = failed + 1, in_a_row + 1
            print(f"niet gelukt: {sentence.text} ({error})", file=sys.stderr)
            if in_a_row == _GIVE_UP:
                raise NoVoiceError(f"{_GIVE_UP} zinnen achter elkaar mislukten") from error
        left = (time.monotonic() - started) / done * (len(missing) - done)
        print(
            f"{done} van {len(missing)} ({100 * done // len(missing)}%), nog ongeveer {left / 60:.0f} minuten",
            flush=True,
        )
    return 1 if failed else 0
