"""Dutch ordinals: '18e' is read by voices as eighteen and a letter."""

from __future__ import annotations

_IRREGULAR = {0: "nulde", 1: "eerste", 2: "tweede", 3: "derde", 8: "achtste"}
_UNITS = ("", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
_TEENS = ("tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien")
_TENS = ("", "", "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")
_TEN, _TWENTY = 10, 20


def dutch_ordinal(number: int) -> str:
    """The ordinal as a word, for 0 to 99."""
    if number in _IRREGULAR:
        return _IRREGULAR[number]
    if number < _TEN:
        return f"{_UNITS[number]}de"
    if number < _TWENTY:
        return f"{_TEENS[number - _TEN]}de"
    unit = _UNITS[number % _TEN]
    joint = "" if not unit else "ën" if unit.endswith("e") else "en"
    return f"{unit}{joint}{_TENS[number // _TEN]}ste"
