"""Reading an export of the national register: what counts, what does not, and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.adapters.register.reading import Register, RegisterChannel, RegisterError, read_register, tidy
from bot.core.directory.contacts import ChannelKind
from bot.core.partial_date import PartialDate
from tests.contracts.register_sample import NERGENSHUIZEN, VOORBEELD, export, municipality, write_export


def read(tmp_path: Path, *organisations: str) -> Register:
    return read_register(write_export(tmp_path, *organisations))


def test_a_municipality_comes_with_contact_places_and_the_date_of_its_owner(tmp_path: Path):
    found, _ = read(tmp_path).municipalities
    assert (found.cbs_code, found.name, found.verified_on) == ("9001", "Voorbeeld", PartialDate(2026, 4, 14))
    assert found.channels == (
        RegisterChannel(ChannelKind.PHONE, "14 0555"),
        RegisterChannel(ChannelKind.EMAIL, "Gemeente@voorbeeld.example.nl"),
        RegisterChannel(ChannelKind.WEBSITE, "https://voorbeeld.example.nl"),
    )
    assert found.places == ("Voorbeeld", "Verweg", "Tweedorp")


def test_other_desks_are_counted_and_left_out(tmp_path: Path):
    register = read(tmp_path)
    assert register.other_labels == {"Omgevingsloket": 1}
    assert "010 555 0109" not in {channel.value for item in register.municipalities for channel in item.channels}


def test_people_are_never_read(tmp_path: Path):
    assert "9999" not in repr(read(tmp_path))
    assert "Jan" not in repr(read(tmp_path))


@pytest.mark.parametrize("namespace", ["https://example.nl/schema/export/2.7.0", "urn:iets-anders"])
def test_the_namespace_does_not_matter(tmp_path: Path, namespace: str):
    path = tmp_path / "export.xml"
    path.write_text(export(VOORBEELD, namespace=namespace), encoding="utf-8")
    assert [item.cbs_code for item in read_register(path).municipalities] == ["9001"]


def test_only_municipalities_of_the_list_count(tmp_path: Path):
    part = municipality("9002", "Deelgemeente", phones=["010 555 0199"])
    whole = municipality("9001", "Voorbeeld", phones=["14 0555"], inside=f"<p:organisaties>{part}</p:organisaties>")
    province = municipality("9003", "Provincie", kind="Provincie")
    other = municipality("9004", "Ander").replace("/gemeente/gm9004", "/provincie/pv9004")
    found = read(tmp_path, whole, province, other).municipalities
    assert [item.cbs_code for item in found] == ["9001"]
    assert [channel.value for channel in found[0].channels] == ["14 0555"]


def test_a_beginning_and_an_end_are_read(tmp_path: Path):
    found = read(tmp_path, municipality("9001", "Voorbeeld", starts="2027-01-01", ends="2030-01-01")).municipalities[0]
    assert (found.starts_on, found.ends_on) == (date(2027, 1, 1), date(2030, 1, 1))


def test_what_is_no_address_is_reported_with_its_municipality(tmp_path: Path):
    register = read(tmp_path, municipality("9001", "Voorbeeld", phones=["geen"], emails=["info at example.nl"]))
    assert register.unusable == ("Voorbeeld: geen", "Voorbeeld: info at example.nl")
    assert register.municipalities[0].channels == ()


@pytest.mark.parametrize(
    ("kind", "written", "kept"),
    [
        (ChannelKind.PHONE, "(0555)  01 01 02", "0555 01 01 02"),
        (ChannelKind.PHONE, "14 030", "14 030"),
        (ChannelKind.PHONE, "+31 (0)10 555 01 02", "010 555 0102"),
        (ChannelKind.PHONE, "010 555 0102 / 010 555 0103", ""),
        (ChannelKind.PHONE, "010 555 0102 tst. 12", "010 555 0102, toestel 12"),
        (ChannelKind.PHONE, "12", ""),
        (ChannelKind.EMAIL, "Info@Voorbeeld.Example.nl", "Info@voorbeeld.example.nl"),
        (ChannelKind.EMAIL, "a@example.nl, b@example.nl", ""),
        (ChannelKind.WEBSITE, "www.example.nl", "www.example.nl"),
        (ChannelKind.WEBSITE, "javascript:alert(1)", ""),
        (ChannelKind.WEBSITE, f"https://example.nl/{'a' * 200}", ""),
    ],
)
def test_a_value_is_kept_in_one_form_or_not_at_all(kind: ChannelKind, written: str, kept: str):
    assert tidy(kind, written) == kept


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Spijkerdorp DR", "Spijkerdorp"),
        ("Verzonnen Gem. Elders", "Verzonnen"),
        ("Verzonnen (NH)", "Verzonnen"),
        ("Wijk aan Zee", "Wijk aan Zee"),
        ("De Ee", "De Ee"),
        ("  Nieuw   Verzonnen ", "Nieuw Verzonnen"),
    ],
)
def test_a_place_is_named_without_what_stands_behind_it(tmp_path: Path, written: str, name: str):
    assert read(tmp_path, municipality("9001", "Voorbeeld", places=f"{written}, ")).municipalities[0].places == (name,)


BOMB = """<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<overheidsorganisaties><organisaties>&b;</organisaties></overheidsorganisaties>"""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "leeg"),
        (BOMB, "entiteiten"),
        (export(VOORBEELD)[:-40], r"geen goede XML \(regel"),
        ("dit is geen XML", "geen goede XML"),
    ],
    ids=["empty", "entities", "half", "no XML"],
)
def test_a_file_that_is_no_register_is_refused_in_dutch(tmp_path: Path, content: str, said: str):
    path = tmp_path / "export.xml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RegisterError, match=said):
        read_register(path)


def test_a_file_that_is_absent_too_large_or_takes_too_long_is_refused(tmp_path: Path):
    with pytest.raises(RegisterError, match="kan niet gelezen worden"):
        read_register(tmp_path / "weg.xml")
    path = write_export(tmp_path, VOORBEELD, NERGENSHUIZEN)
    with pytest.raises(RegisterError, match="te groot"):
        read_register(path, most_bytes=100)
    with pytest.raises(RegisterError, match="duurt te lang"):
        read_register(path, seconds=-1)
