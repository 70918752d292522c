"""The engines keep the port's promises, and the real one makes real sound."""

from __future__ import annotations

import io
import time
import wave
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
import soundfile

from bot.adapters.speech.cache import CachedSpeech
from bot.adapters.speech.espeak import LONGEST_TEXT, EspeakSpeech
from bot.adapters.speech.google import GoogleSpeech
from bot.adapters.speech.off import SilentSpeech
from bot.adapters.speech.setup import INSTALL_GTTS, INSTALL_VOICE, engines_of, identity_of, speech_from
from bot.adapters.speech.voices import PAUSE_SECONDS, VOICES
from bot.adapters.speech.worker import spoken
from bot.contract import Language
from bot.core.errors import SpeechUnavailableError
from bot.core.reply.reply import SpokenPart
from bot.core.voice.port import Audio
from bot.settings import Settings
from tests.contracts.speech_contract import DUTCH, ENGLISH, SpeechContract
from tests.fakes.speech import FakeSpeech

SENTENCES = {
    Language.DUTCH: "De gemeente beslist binnen twee weken.",
    Language.ENGLISH: "The municipality decides within two weeks.",
    Language.ARABIC: "تقرر البلدية خلال أسبوعين.",
    Language.TURKISH: "Belediye iki hafta içinde karar verir.",
    Language.UKRAINIAN: "Муніципалітет вирішує протягом двох тижнів.",
    Language.PERSIAN: "شهرداری ظرف دو هفته تصمیم می‌گیرد.",
    Language.POLISH: "Gmina podejmuje decyzję w ciągu dwóch tygodni.",
    Language.TIGRINYA: "ምምሕዳር ከተማ ኣብ ውሽጢ ክልተ ሰሙን ይውስን።",
}


@pytest.fixture(scope="module")
def espeak() -> Iterator[EspeakSpeech]:
    engine = EspeakSpeech()
    yield engine
    engine.close()


class TestFakeSpeech(SpeechContract):
    @pytest.fixture
    def speech(self) -> FakeSpeech:
        return FakeSpeech()


class TestEspeakSpeech(SpeechContract):
    @pytest.fixture
    def speech(self, espeak: EspeakSpeech) -> EspeakSpeech:
        return espeak


class TestCachedSpeech(SpeechContract):
    @pytest.fixture
    def speech(self, tmp_path: Path) -> CachedSpeech:
        return CachedSpeech(FakeSpeech(), tmp_path, 1_000_000)


def decoded(audio: Audio) -> tuple[np.ndarray, int]:
    """The samples (-1 to 1) and how many there are a second."""
    with soundfile.SoundFile(io.BytesIO(audio.data)) as file:
        assert (file.format, audio.media_type) == ("MP3", "audio/mpeg")
        assert file.channels == 1
        return file.read(), file.samplerate


def loudness(samples: np.ndarray) -> float:
    return float(np.sqrt(np.mean(samples**2)))


@pytest.mark.parametrize("language", list(Language))
def test_every_language_sounds(espeak: EspeakSpeech, language: Language):
    samples, rate = decoded(espeak.speak([SpokenPart(SENTENCES[language], language)]))
    assert language in espeak.languages()
    assert 1.5 < len(samples) / rate < 10
    assert loudness(samples) > 0.02


def test_each_part_has_its_own_voice(espeak: EspeakSpeech):
    def said(language: Language) -> np.ndarray:
        return decoded(espeak.speak([SpokenPart("Amsterdam, Rotterdam, Utrecht", language)]))[0]

    assert len(said(Language.DUTCH)) != len(said(Language.POLISH))


def test_between_parts_there_is_a_pause(espeak: EspeakSpeech):
    samples, rate = decoded(espeak.speak([DUTCH, ENGLISH]))
    window = int(rate * 0.02)
    quiet = [loudness(samples[place : place + window]) < 0.003 for place in range(0, len(samples) - window, window)]
    longest = max(len(run) for run in "".join("q" if silent else " " for silent in quiet).split())
    assert longest * 0.02 >= PAUSE_SECONDS * 0.9
    apart = sum(len(decoded(espeak.speak([part]))[0]) for part in (DUTCH, ENGLISH))
    assert len(samples) > apart


def test_a_part_without_a_voice_is_left_out(espeak: EspeakSpeech, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delitem(VOICES, Language.TIGRINYA)
    tigrinya = SpokenPart(SENTENCES[Language.TIGRINYA], Language.TIGRINYA)
    assert Language.TIGRINYA not in espeak.languages()
    with_it, without = (len(espeak.speak(parts).data) for parts in ([DUTCH, tigrinya], [DUTCH]))
    assert abs(with_it - without) <= without * 0.05  # espeak-ng's pitch flutters, so bytes differ
    with pytest.raises(SpeechUnavailableError):
        espeak.speak([tigrinya])


@pytest.mark.parametrize(
    "text",
    [
        "a\x00b hallo",
        "<speak><break time='99999s'/>",
        "[[D,Is]]",
        "'; rm -rf /",
        "\ud83d\ude00 hallo",
        "9" * 3000,
        "ß" * 500,
    ],
)
def test_strange_text_neither_hangs_nor_breaks_the_next(espeak: EspeakSpeech, text: str):
    clean = text.encode("utf-16", "surrogatepass").decode("utf-16")
    with suppress(SpeechUnavailableError):  # no sound is a fair answer to this; the next request must still have one
        assert espeak.speak([SpokenPart(clean, Language.DUTCH)]).data
    assert espeak.speak([DUTCH]).data


@pytest.mark.parametrize("attempt", range(3))
def test_the_first_recording_of_a_process_is_whole(attempt: int):
    engine = EspeakSpeech()
    long = SpokenPart("De gemeente beslist binnen twee weken. " * 12, Language.DUTCH)
    try:
        first, second = (len(decoded(engine.speak([long]))[0]) for _ in range(2))
    finally:
        engine.close()
    assert abs(first - second) <= second * 0.02


def test_words_without_sound_are_left_out(espeak: EspeakSpeech):
    with pytest.raises(SpeechUnavailableError):
        espeak.speak([SpokenPart("…", Language.DUTCH), SpokenPart("- !", Language.ENGLISH)])


class SilentEngine:
    """An engine whose recording is there and holds nothing, as happened once at a first start."""

    def __init__(self) -> None:
        self.voice = ""

    def setProperty(self, name: str, value: object) -> None:  # noqa: N802  # pyttsx3's name
        self.voice = str(value) if name == "voice" else self.voice

    def getProperty(self, name: str) -> str:  # noqa: N802  # same
        return self.voice

    def connect(self, topic: str, listener: Callable[[], None]) -> Callable[[], None]:
        self.finished = listener
        return listener

    def disconnect(self, token: object) -> None:
        pass

    def save_to_file(self, text: str, path: str) -> None:
        with wave.open(path, "wb") as recording:
            recording.setnchannels(1)
            recording.setsampwidth(2)
            recording.setframerate(22050)

    def runAndWait(self) -> None:  # noqa: N802  # same
        self.finished()


def test_an_empty_recording_is_a_failure():
    with pytest.raises(RuntimeError, match="empty recording"):
        spoken(SilentEngine(), [("gmw/nl", "hallo")], 150, 0.5)


def test_too_much_text_is_refused(espeak: EspeakSpeech):
    with pytest.raises(SpeechUnavailableError):
        espeak.speak([SpokenPart("a" * (LONGEST_TEXT + 1), Language.DUTCH)])


def test_a_second_is_four_kilobytes(espeak: EspeakSpeech):
    audio = espeak.speak([SpokenPart("De gemeente beslist binnen twee weken. " * 25, Language.DUTCH)])
    samples, rate = decoded(audio)
    assert len(audio.data) / (len(samples) / rate) <= 4_000 * 1.01  # the last frame is filled up


def test_a_warm_engine_is_quick(espeak: EspeakSpeech):
    espeak.speak([DUTCH])
    start = time.perf_counter()
    espeak.speak([SpokenPart("Iets dat nog niet is gezegd.", Language.DUTCH)])
    assert time.perf_counter() - start < 2  # 40 ms on an idle machine


def nothing_public(_: object) -> bool:
    return False


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """An environment as `make voice` makes it, as far as is looked at."""
    (tmp_path / "environment" / "lib" / "python3.12" / "site-packages" / "hibari").mkdir(parents=True)
    return tmp_path / "environment"


class TestChoosing:
    def test_espeak_is_what_it_comes_with(self, tmp_path: Path):
        speech = speech_from(Settings(var_dir=tmp_path, voice_environment=tmp_path), nothing_public)
        assert speech.languages() == frozenset(Language)
        assert set(engines_of(Settings(voice_environment=tmp_path)).values()) == {("espeak",)}

    def test_what_is_there_goes_before_espeak(self, installed: Path, tmp_path: Path):
        voices = tmp_path / "voices" / "nl"
        voices.mkdir(parents=True)
        (voices / "alex.onnx").touch()
        chosen = engines_of(
            Settings(voice_environment=installed, speech_voices=tmp_path / "voices", speech_rendered="nl, pl")
        )
        assert chosen[Language.DUTCH] == ("rendered", "espeak"), "a folder without its description is no voice"
        (voices / "alex.onnx.json").touch()
        chosen = engines_of(
            Settings(voice_environment=installed, speech_voices=tmp_path / "voices", speech_rendered="nl, pl")
        )
        assert chosen[Language.DUTCH] == ("folder", "rendered", "espeak")
        assert chosen[Language.POLISH] == ("rendered", "espeak")
        assert chosen[Language.ENGLISH] == ("hibari", "espeak")
        assert chosen[Language.TURKISH] == ("espeak",)

    def test_a_chain_of_its_own_per_language(self, installed: Path):
        chosen = engines_of(
            Settings(speech_engine="en=hibari,espeak; ti=off; *=gtts,espeak", voice_environment=installed)
        )
        assert chosen[Language.ENGLISH] == ("hibari", "espeak")
        assert chosen[Language.TIGRINYA] == ()
        assert chosen[Language.PERSIAN] == ("espeak",)
        assert chosen[Language.DUTCH] == ("gtts", "espeak")

    @pytest.mark.parametrize(
        ("engine", "problem"),
        [
            ("xx=espeak", "de taal 'xx' bestaat niet"),
            ("auto,espeak", "'auto' bestaat niet"),
            ("nl=hibari", "hibari spreekt hier geen nl"),
            ("nl=folder", "folder spreekt hier geen nl"),
            ("hibari,espeak", INSTALL_VOICE),
        ],
    )
    def test_a_chain_that_cannot_be_is_told(self, tmp_path: Path, engine: str, problem: str):
        with pytest.raises(ValueError, match=problem):
            engines_of(Settings(speech_engine=engine, voice_environment=tmp_path))

    def test_another_engine_gives_other_addresses(self, installed: Path, tmp_path: Path):
        assert identity_of(Settings(voice_environment=installed)) != identity_of(Settings(voice_environment=tmp_path))

    @pytest.mark.parametrize("name", ["off", "none"])
    def test_off_says_so(self, tmp_path: Path, name: str):
        speech = speech_from(Settings(var_dir=tmp_path, speech_engine=name), nothing_public)
        assert isinstance(speech, SilentSpeech)
        assert speech.languages() == frozenset()
        with pytest.raises(SpeechUnavailableError):
            speech.speak([DUTCH])

    def test_google_only_when_asked_for(self, tmp_path: Path):
        assert (
            speech_from(Settings(var_dir=tmp_path, speech_engine="gtts"), nothing_public).languages()
            == GoogleSpeech().languages()
        )

    def test_google_that_is_not_installed_is_named_with_the_remedy(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
        with pytest.raises(ValueError, match=INSTALL_GTTS):
            speech_from(Settings(var_dir=tmp_path, speech_engine="gtts"), nothing_public)

    def test_an_engine_that_does_not_exist_is_named(self, tmp_path: Path):
        with pytest.raises(ValueError, match="KENNISPUNT_SPEECH_ENGINE: 'siri' bestaat niet"):
            speech_from(Settings(var_dir=tmp_path, speech_engine="siri"), nothing_public)


class TestGoogle:
    def test_parts_are_asked_in_their_own_language_and_joined(self, monkeypatch: pytest.MonkeyPatch):
        import gtts

        class Stub:
            def __init__(self, text: str, *, lang: str, lang_check: bool, timeout: float) -> None:
                self.sound = f"<{lang}:{text}>".encode()

            def write_to_fp(self, file: io.BytesIO) -> None:
                file.write(self.sound)

        monkeypatch.setattr(gtts, "gTTS", Stub)
        parts = [
            SpokenPart("hallo", Language.DUTCH),
            SpokenPart("ሰላም", Language.TIGRINYA),
            SpokenPart("hi", Language.ENGLISH),
        ]
        assert GoogleSpeech().speak(parts).data == b"<nl:hallo><en:hi>"
        with pytest.raises(SpeechUnavailableError):
            GoogleSpeech().speak(parts[1:2])

    def test_without_a_network_it_is_unavailable(self, monkeypatch: pytest.MonkeyPatch):
        import gtts

        def fail(*args: object, **kwargs: object) -> None:
            raise gtts.gTTSError("no network")

        monkeypatch.setattr(gtts.gTTS, "write_to_fp", fail)
        with pytest.raises(SpeechUnavailableError):
            GoogleSpeech().speak([DUTCH])
