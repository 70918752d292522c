"""Which words belong to an address: what stands on a page outlives a restart, what was looked up is on no disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.adapters.speech.words import SpokenWords, WordsCodec, digest_of, forget_earlier_form
from bot.adapters.stores.files import FileStore
from bot.adapters.stores.memory import MemoryStore
from bot.contract import Language
from bot.core.reply.reply import SpokenPart
from bot.settings import Settings
from bot.wiring import Wiring
from tests.contracts.store_contract import Clock

WORDS = (SpokenPart("Hallo daar", Language.DUTCH), SpokenPart("سلام", Language.PERSIAN))
LOOKED_UP = (SpokenPart("Voor doofblinden in Voorbeelddorp, uit de Wmo.", Language.DUTCH),)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def words_in(folder: Path, clock: Clock) -> SpokenWords:
    public = FileStore(folder, WordsCodec(), most=10, clock=clock)
    return SpokenWords(public, MemoryStore(10, clock=clock), "fake")


def test_an_address_gives_the_words_back(tmp_path: Path, clock: Clock):
    words = words_in(tmp_path, clock)
    assert words.words(words.offer(WORDS)) == WORDS
    assert words.words(words.offer(LOOKED_UP, public=True)) == LOOKED_UP


def test_the_same_words_have_one_address_that_is_the_same_after_a_restart(tmp_path: Path, clock: Clock):
    words = words_in(tmp_path, clock)
    assert words.offer(WORDS) == words.offer(WORDS, public=True) == words.offer(WORDS)
    # Written out: links that went out before a restart must stay good.
    assert digest_of([SpokenPart("hallo", Language.DUTCH)], "fake") == "bcc4d97b7e78e9c1745b315a5da48495"


def test_address_depends_on_words_language_order_and_engine():
    a, b = SpokenPart("a", Language.DUTCH), SpokenPart("b", Language.DUTCH)
    digests = {
        digest_of([a, b], "fake"),
        digest_of([b, a], "fake"),
        digest_of([SpokenPart("ab", Language.DUTCH)], "fake"),
        digest_of([SpokenPart("a", Language.ENGLISH), b], "fake"),
        digest_of([a, b], "other"),
    }
    assert len(digests) == 5


def test_what_stands_on_a_page_outlives_a_restart_and_a_month_less_a_day(tmp_path: Path, clock: Clock):
    digest = words_in(tmp_path, clock).offer(WORDS, public=True)
    clock.now += 29 * 24 * 60 * 60
    assert words_in(tmp_path, clock).words(digest) == WORDS
    clock.now += 24 * 60 * 60
    assert words_in(tmp_path, clock).words(digest) is None


def test_what_was_looked_up_is_on_no_disk_and_gone_after_hours(tmp_path: Path, clock: Clock):
    words = words_in(tmp_path, clock)
    digest = words.offer(LOOKED_UP)
    assert list(tmp_path.rglob("*")) == []
    clock.now += 3 * 60 * 60
    assert words.words(digest) == LOOKED_UP
    assert words_in(tmp_path, clock).words(digest) is None
    clock.now += 60 * 60
    assert words.words(digest) is None


def test_public_is_what_was_offered_so(tmp_path: Path, clock: Clock):
    words = words_in(tmp_path, clock)
    words.offer(WORDS, public=True)
    words.offer(LOOKED_UP)
    assert words.is_public(WORDS)
    assert not words.is_public(LOOKED_UP)


@pytest.mark.parametrize("digest", ["", "0" * 32, "../../etc/passwd", "0" * 31 + "/", "A" * 32, "0" * 33])
def test_what_was_not_offered_has_no_words(tmp_path: Path, clock: Clock, digest: str):
    assert words_in(tmp_path, clock).words(digest) is None


class RefusingDisk(FileStore[tuple[SpokenPart, ...]]):
    """A store on a disk that refuses as long as `refuses`."""

    refuses = True

    def get(self, key: str, *, seconds: float | None = None):  # as above it
        if self.refuses:
            raise PermissionError(13, "Permission denied")
        return super().get(key, seconds=seconds)

    def put(self, key: str, value: tuple[SpokenPart, ...], *, seconds: float, version: str | None = None) -> bool:
        if self.refuses:
            raise OSError(28, "No space left on device")
        return super().put(key, value, seconds=seconds, version=version)


def test_disk_that_refuses_costs_nobody_an_answer_is_said_once_and_recovers(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    disk = RefusingDisk(tmp_path, WordsCodec(), most=10)
    words = SpokenWords(disk, MemoryStore(10))
    digest = words.offer(WORDS, public=True)
    assert words.words(digest) == WORDS
    assert not words.is_public(WORDS)
    words.offer(LOOKED_UP, public=True)
    assert caplog.text.count("cannot be kept on disk") == 1
    disk.refuses = False
    words.offer(WORDS, public=True)
    assert words.is_public(WORDS)
    assert SpokenWords(disk, MemoryStore(10)).words(digest) == WORDS


def test_folder_that_cannot_be_made_costs_nobody_an_answer(tmp_path: Path, clock: Clock):
    (tmp_path / "file").touch()
    words = words_in(tmp_path / "file" / "in", clock)
    assert words.words(words.offer(WORDS, public=True)) == WORDS


def test_codec_brings_back_the_same_words():
    assert WordsCodec().decode(WordsCodec().encode(WORDS)) == WORDS
    for wrong in (b"", b"[[", b"7", b"null", b'[["xx", "a"]]', b'[["nl"]]'):
        with pytest.raises(ValueError):  # noqa: PT011  # whatever its words
            WordsCodec().decode(wrong)


def test_what_earlier_versions_kept_is_taken_away(tmp_path: Path):
    folder = tmp_path / "speech"
    (folder / "words").mkdir(parents=True)
    (folder / "words" / "0.json").write_text('[["nl", "Voor doofblinden in Voorbeelddorp"]]', encoding="utf-8")
    (folder / "0.mp3").write_bytes(b"Voor doofblinden in Voorbeelddorp")
    assert Wiring(Settings(var_dir=tmp_path)).recordings.words("0" * 32) is None
    assert list(folder.iterdir()) == []
    forget_earlier_form(tmp_path / "nergens")
