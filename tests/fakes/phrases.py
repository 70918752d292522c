"""Phrases that stay English and show their language, so that a test sees in which one a sentence was asked for."""

from __future__ import annotations

from datetime import date

from bot.contract import Language


class FakePhrases:
    def translate(self, message: str, language: Language, /, **values: object) -> str:
        written = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
        return f"[{language}] {message.format(**written)}"
