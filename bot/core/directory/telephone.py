"""Telephone numbers as people write them into the files: read into one form, or refused with what is wrong and what to do."""

from __future__ import annotations

import re

import phonenumbers
from phonenumbers import PhoneNumberFormat, shortnumberinfo

_COUNTRY = "NL"
_SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+)?\s*[eE]\s*\+?\d+")
_NUMBER = re.compile(r"\+?[\d\s().\-/]*\d")
_MUNICIPAL = re.compile(r"14\s*(0\d{2,3})")
"""The numbers of municipalities: 14 and the area code."""
_PAID_BY_NAME = re.compile(r"0[89]00")
"""0800 and 0900 numbers may spell a name and then have more digits than are dialled."""
_SHORTEST_BY_NAME, _LONGEST_BY_NAME = 8, 12
_TWO = re.compile(r"\s*(?:/|;|,|\||\bof\b|\ben\b|\bor\b|\n)\s*")
_WITHOUT_ZERO = 9
_EXTENSION = re.compile(
    r"[,;]?\s*(?:\(\s*)?(?:tst|toestel|ext|extension|dkn|intern)\.?\s*:?\s*(\d{1,6})\)?\.?\s*$", re.IGNORECASE
)


class TelephoneError(ValueError):
    """What was written is no telephone number; the words say why and what to do."""


def read_telephone(written: str) -> str:
    """The number as it is kept: as it was written when that is how it is dialled here, else in national form.

    A number from abroad keeps its country; an extension stays behind the number. Raises TelephoneError with what to do.
    """
    text, extension = without_extension(" ".join(written.split()))
    return f"{_read(text)}, toestel {extension}" if extension else _read(text)


def without_extension(text: str) -> tuple[str, str]:
    """The number itself and its extension, which may be empty: letters in it would count as digits."""
    match = _EXTENSION.search(text)
    return (text[: match.start()], match[1]) if match else (text, "")


def e164(value: str) -> str:
    """A kept number as all over the world it is the same, to compare with; 14-numbers too, though none can dial it so."""
    text, _ = without_extension(value)
    digits = re.sub(r"\D", "", text)
    if text.lstrip().startswith("+") or digits.startswith("00"):
        return f"+{digits.removeprefix('00').replace('310', '31', 1) if digits.startswith('310') else digits.removeprefix('00')}"
    return f"+31{digits.removeprefix('0')}"


def _read(text: str) -> str:
    if _SCIENTIFIC.fullmatch(text):
        raise TelephoneError(
            f"'{text}' is geen telefoonnummer meer: het rekenblad maakte er een getal van; "
            "maak de kolom tekst en typ het nummer opnieuw"
        )
    parts = [part for part in _TWO.split(text) if part]
    if len(parts) > 1 and all(_dialled(part) for part in parts):
        raise TelephoneError(f"'{text}' is meer dan één telefoonnummer; zet elk nummer op een eigen regel")
    if not _NUMBER.fullmatch(text):
        raise TelephoneError(
            f"'{text}' is meer dan een telefoonnummer; laat openingstijden en andere woorden weg, zoals 030 123 45 67"
        )
    if (municipal := _MUNICIPAL.fullmatch(text)) is not None:
        return f"14 {municipal[1]}"
    kept = _dialled(text)
    if kept:
        return kept
    digits = re.sub(r"\D", "", text)
    if len(digits) == _WITHOUT_ZERO and not text.startswith(("0", "+")) and (whole := _dialled(f"0{digits}")):
        raise TelephoneError(f"bij '{text}' is de eerste 0 weg; maak de kolom tekst en schrijf {whole}")
    raise TelephoneError(f"'{text}' is geen telefoonnummer, zoals 030 123 45 67, 0800 1234 of 14 030")


def _dialled(text: str) -> str | None:
    """The number in the form in which it is kept, or None when it is none."""
    digits = re.sub(r"\D", "", text)
    if _PAID_BY_NAME.match(digits) and _SHORTEST_BY_NAME <= len(digits) <= _LONGEST_BY_NAME:
        return text
    try:
        number = phonenumbers.parse(text, _COUNTRY)
    except phonenumbers.NumberParseException:
        return None
    if text == digits and shortnumberinfo.is_valid_short_number_for_region(number, _COUNTRY):
        return text
    return _full(number, text) if phonenumbers.is_valid_number(number) else None


def _full(number: phonenumbers.PhoneNumber, text: str) -> str | None:
    if number.country_code != phonenumbers.country_code_for_region(_COUNTRY):
        return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    if text.startswith(("+", "00")):
        return phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
    return text if text.lstrip("(").startswith("0") or _MUNICIPAL.fullmatch(text) else None
