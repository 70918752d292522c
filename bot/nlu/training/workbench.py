"""What training uses, for the programs that measure and choose outside Rasa: settings, kept vectors, and what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import yaml

from bot.nlu.encoder.encoder import CachingEncoder, Encoder, EncoderChoice
from bot.nlu.encoder.stored_vectors import StoredEncoder
from bot.nlu.topics.ridge import KernelSettings
from bot.nlu.training.settings import default_settings


@dataclass(frozen=True)
class Workbench:
    """As config.yml says. `most`: questions a topic in each language but Dutch."""

    most: int
    left_out: Path
    kernel: KernelSettings
    stored: StoredEncoder

    @classmethod
    def of(cls, config: Path) -> Workbench:
        """Read the settings of the classifier, which is the last of the pipeline."""
        pipeline = yaml.safe_load(config.read_text(encoding="utf-8"))["pipeline"]
        settings = default_settings() | pipeline[-1]
        choice = EncoderChoice(settings["encoder"], Path(settings["tuning"]))
        return cls(
            settings["other_languages"],
            Path(settings["left_out"]),
            KernelSettings(**{field.name: settings[field.name] for field in fields(KernelSettings)}),
            StoredEncoder(choice, Path(settings["vectors"]), settings["threads"]),
        )

    def encoder_of(self, texts: Sequence[str]) -> Encoder:
        """The encoder, with the vectors of these texts at hand."""
        encoder = CachingEncoder(self.stored, size=len(texts))
        encoder.encode(texts)
        return encoder
