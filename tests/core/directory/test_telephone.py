from __future__ import annotations

import pytest

from bot.core.directory.contacts import Channel, ChannelKind
from bot.core.directory.telephone import TelephoneError, read_telephone


@pytest.mark.parametrize(
    ("written", "kept", "href"),
    [
        ("+31 30 123 45 67", "030 123 4567", "tel:+31301234567"),
        ("+31 (0)30 123 45 67", "030 123 4567", "tel:+31301234567"),
        ("0031 30 123 45 67", "030 123 4567", "tel:+31301234567"),
        ("0031301234567", "030 123 4567", "tel:+31301234567"),
        (" 030  123 45 67 ", "030 123 45 67", "tel:+31301234567"),
        ("(030) 123 45 67", "(030) 123 45 67", "tel:+31301234567"),
        ("030-1234567", "030-1234567", "tel:+31301234567"),
        ("088 555 0101", "088 555 0101", "tel:+31885550101"),
        ("14 030", "14 030", "tel:14030"),
        ("14030", "14 030", "tel:14030"),
        ("14 0546", "14 0546", "tel:140546"),
        ("0800-2000", "0800-2000", "tel:08002000"),
        ("112", "112", "tel:112"),
        ("0900 0101", "0900 0101", "tel:09000101"),
        ("0800 53 68 25 47", "0800 53 68 25 47", "tel:080053682547"),
        ("+49 30 901820", "+49 30 901820", "tel:+4930901820"),
    ],
)
def test_numbers_as_people_write_them(written: str, kept: str, href: str):
    assert read_telephone(written) == kept
    assert Channel(ChannelKind.PHONE, kept).href == href


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("8.00537E+09", "maak de kolom tekst"),
        ("8,00537E+09", "maak de kolom tekst"),
        ("301234567", "is de eerste 0 weg; maak de kolom tekst en schrijf 0301234567"),
        ("030 123 45 67 (ma-vr 9-17 uur)", "laat openingstijden en andere woorden weg"),
        ("030 123 45 67, 9-17 uur", "laat openingstijden en andere woorden weg"),
        ("030 123 45 67 / 088 555 0101", "zet elk nummer op een eigen regel"),
        ("030 123 45 67 of 088 555 0101", "zet elk nummer op een eigen regel"),
        ("030 123 45 67; 088 555 0101", "zet elk nummer op een eigen regel"),
        ("bel ons", "laat openingstijden en andere woorden weg"),
        ("030 123 45", "is geen telefoonnummer"),
        ("030 123 45 67 89", "is geen telefoonnummer"),
        ("123", "is geen telefoonnummer"),
    ],
)
def test_what_is_no_number_is_refused_with_what_to_do(written: str, words: str):
    with pytest.raises(TelephoneError, match=words):
        read_telephone(written)


@pytest.mark.parametrize(
    ("value", "href"),
    [
        ("+31 30 123 45 67", "tel:+31301234567"),
        ("+31 (0)30 123 45 67", "tel:+31301234567"),
        ("0031 30 1234567", "tel:+31301234567"),
    ],
)
def test_a_number_that_came_another_way_links_rightly_too(value: str, href: str):
    assert Channel(ChannelKind.PHONE, value).href == href
