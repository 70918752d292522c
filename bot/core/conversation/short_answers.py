"""Answers of a word or two to an open question: yes, no, stop, and which of the choices ('2', 'de eerste')."""

from __future__ import annotations

import re

_STOP = frozenset({
    "stop", "stoppen", "stop maar", "ik stop", "ik wil stoppen", "laat maar", "annuleren", "annuleer", "cancel", "quit",
    "never mind", "dur", "durdur", "vazgec", "vazgectim", "iptal", "стоп", "досить", "скасувати", "припинити", "توقف", "قف",
    "الغاء", "ایست", "بس است", "لغو", "przestan", "koniec", "anuluj", "ኣቁም", "ደው ኣብል", "ይኣክል",
})  # fmt: skip
_YES_NO = frozenset({
    "ja", "nee", "jawel", "nee hoor", "ja hoor", "ja graag", "yes", "no", "nope", "yep", "evet", "hayir", "так", "ні", "نعم", "لا",
    "بله", "اره", "نه", "خیر", "tak", "nie", "እወ", "ኣይፋል", "ኣይፋልን",
})  # fmt: skip
_ORDINALS = (
    "eerste first birinci ilk перший перша перше الاول الاولى اول pierwszy pierwsza pierwsze ቀዳማይ ቀዳመይቲ",
    "tweede second ikinci другий друга друге الثاني الثانية دوم drugi druga drugie ካልኣይ ካልኣይቲ",
    "derde third ucuncu третій третя третє الثالث الثالثة سوم trzeci trzecia trzecie ሳልሳይ ሳልሰይቲ",
    "vierde fourth dorduncu четвертий четверта четверте الرابع الرابعة چهارم czwarty czwarta czwarte ራብዓይ",
    "vijfde fifth besinci п'ятий п'ята الخامس الخامسة پنجم piaty piata piate ሓምሻይ",
)
_PLACES = {word: place for place, words in enumerate(_ORDINALS, start=1) for word in words.split()}
_LAST = frozenset(
    {"laatste", "last", "son", "sonuncu", "останній", "остання", "الاخير", "الاخيرة", "اخر", "ostatni", "ostatnia"}
)
_AROUND = frozenset({
    "de", "het", "die", "dan", "maar", "graag", "nummer", "nr", "optie", "keuze", "the", "one", "number", "option", "please", "numara",
    "номер", "رقم", "شماره", "گزینه", "numer", "ta", "ten", "to", "te", "ቁጽሪ", "den",
})  # fmt: skip
_NUMBER = re.compile(r"\d{1,2}")
_MOST_WORDS = 4
_MOST_WORDS_AROUND = 9


def says_stop(bare: str) -> bool:
    """Whether the message, in bare words, asks to stop."""
    return bare in _STOP


def says_yes_or_no(bare: str) -> bool:
    """Whether the message is a bare yes or no."""
    return bare in _YES_NO


def named_place(bare: str, count: int) -> int | None:
    """The place, from 0, of the one of `count` things that a question names in passing: 'wat is het nummer van de tweede'."""
    words = bare.split()
    places = [count if word in _LAST else _PLACES[word] for word in words if word in _LAST or word in _PLACES]
    if len(places) != 1 or len(words) > _MOST_WORDS_AROUND or not 1 <= places[0] <= count:
        return None
    return places[0] - 1


def picked(bare: str, count: int) -> int | None:
    """The place, from 0, of the one of `count` choices that the message names by its number and nothing else."""
    place = _place(bare, count)
    return place - 1 if 1 <= place <= count else None


def beyond(bare: str, count: int) -> bool:
    """Whether the message names a place, and nothing else, that a list of `count` choices does not have."""
    return _place(bare, count) > count


def _place(bare: str, count: int) -> int:
    """The place, from 1, that a message of a few words names; 0 where it names none, or more than that."""
    said = [word for word in bare.split() if word not in _AROUND]
    if len(said) != 1 or len(bare.split()) > _MOST_WORDS:
        return 0
    word = said[0]
    if word in _LAST:
        return count
    return int(word) if _NUMBER.fullmatch(word) else _PLACES.get(word, 0)
