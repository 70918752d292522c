"""Takes personal data out of a message before anything stores, logs or forwards it.

What is taken is replaced by a word in brackets, so that the question stays understandable. This is a first sieve, not a
guarantee: a name that no pattern gives away passes. All detectors work in time linear in the length of the text.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.core.personal_data.addresses import postcodes, streets
from bot.core.personal_data.contact_points import emails
from bot.core.personal_data.dates import birth_dates
from bot.core.personal_data.health import health
from bot.core.personal_data.identity import numbers_of_somebody, plates
from bot.core.personal_data.names import names
from bot.core.personal_data.numbers import bsns, ibans, international_phones, phones, public_phones, spelled_numbers
from bot.core.personal_data.text import PlainText, allowed_from

MARKERS = {
    "bsn": "[bsn]",
    "email": "[e-mailadres]",
    "phone": "[telefoonnummer]",
    "postcode": "[postcode]",
    "address": "[adres]",
    "birthdate": "[geboortedatum]",
    "name": "[naam]",
    "iban": "[rekeningnummer]",
    "plate": "[kenteken]",
    "number": "[nummer]",
    "health": "[gezondheid]",
}
"""What stands in the place of each kind of personal data; the keys are the kinds."""

_RECOGNISABLE = frozenset(
    {"bsn", "email", "phone", "address", "postcode", "birthdate", "name", "iban", "plate", "number"}
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A message without personal data, and the kinds that were taken out, in the order of `MARKERS`."""

    text: str
    removed: tuple[str, ...] = ()


def clean(text: str, allowed: Collection[str] = ()) -> Cleaned:
    """Replace personal data by markers.

    `allowed` are the directory's own telephone numbers, e-mail addresses and names of organisations and municipalities;
    these stay.
    """
    plain = _read(text, allowed)
    kinds = {span.kind for span in plain.spans}
    return Cleaned(plain.replaced(MARKERS), tuple(kind for kind in MARKERS if kind in kinds))


def marked(text: str, allowed: Collection[str] = ()) -> tuple[tuple[str, str], ...]:
    """The text as it is, in stretches: each with the kind of personal data that it is, or with nothing."""
    return _read(text, allowed).pieces()


def _read(text: str, allowed: Collection[str]) -> PlainText:
    """The text with what was found in it.

    `allowed` is as in `clean`. The order matters: what is most certain is taken first and hidden from the detectors that come after.
    """
    known = allowed_from(allowed)
    plain = PlainText(text)
    protected = known.named(plain.whole)
    plain.hide(public_phones(plain.text, known))
    plain.take(emails(plain.text, known))
    plain.take(ibans(plain.text))
    plain.take(plates(plain.text))
    plain.take(numbers_of_somebody(plain.text))
    plain.take(international_phones(plain.text))
    plain.take(bsns(plain.text))
    plain.take(phones(plain.text))
    plain.take(spelled_numbers(plain.text))
    plain.take(streets(plain.text, protected))
    plain.take(postcodes(plain.text))
    plain.take(names(plain.text, plain.whole, protected))
    plain.take(birth_dates(plain.text, person_known=bool(plain.spans)))
    if any(span.kind in _RECOGNISABLE for span in plain.spans):
        plain.take(health(plain.text))
    return plain
