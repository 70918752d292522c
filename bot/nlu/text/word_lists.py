"""The package's word lists, read once from `word_lists.ini`."""

from __future__ import annotations

from configparser import ConfigParser
from functools import cache
from importlib.resources import files

from bot.nlu.text.cleaning import fold


@cache
def _lists() -> ConfigParser:
    parser = ConfigParser(interpolation=None, delimiters=("=",), comment_prefixes=("#",))
    parser.read_string(files("bot.nlu.text").joinpath("word_lists.ini").read_text(encoding="utf-8"))
    return parser


@cache
def by_language(name: str) -> dict[str, frozenset[str]]:
    """The words of a list per language, folded; raises KeyError for a list that does not exist."""
    return {language: frozenset(fold(word) for word in words.split()) for language, words in _lists()[name].items()}


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of a list in all languages, folded; raises KeyError for a list that does not exist."""
    return frozenset().union(*by_language(name).values())
