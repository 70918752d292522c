"""Every mistake in the directory's files is named at once, in Dutch, with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.adapters.directory_files.reading import DirectoryFilesError, read_directory, read_files
from bot.settings import ROOT


def problems(folder: Path) -> list[str]:
    with pytest.raises(DirectoryFilesError) as caught:
        read_files(folder)
    return [str(problem) for problem in caught.value.problems]


def append(path: Path, *lines: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in lines)


def test_the_real_files_have_no_mistakes():
    files = read_files(ROOT / "content" / "directory")
    assert len(files.municipalities) == 342
    assert files.organisations
    assert files.aliases


def test_the_sample_has_no_mistakes(sample_dir: Path):
    assert len(read_directory(sample_dir).services) == 3


@pytest.mark.parametrize(
    ("name", "line", "expected"),
    [
        ("kinds.csv", "Doof Blind,Doof,Deaf", "kinds.csv:4: 'Doof Blind' is geen goede id: alleen kleine letters, cijfers en streepjes"),
        ("kinds.csv", "aanbieder,Nog eens,Again", "kinds.csv:4: staat er al, op regel 2: aanbieder"),
        ("kinds.csv", "leeg,,Empty", "kinds.csv:4: 'name_nl' is leeg; hier hoort een waarde"),
        ("kinds.csv", "een,twee", "kinds.csv:4: 2 kolommen waar er 3 horen; aanhalingstekens?"),
        ("functions.csv", "tolk,Tolk,Interpreter,doof;visueel,wmo", "functions.csv:3: 'doof' staat niet in needs.csv"),
        ("municipalities.csv", "12,Ergens,Land,Regio", "municipalities.csv:4: '12' is geen CBS-code: die heeft vier cijfers, ook de nullen vooraan"),
        ("municipalities.csv", "9003,Nergenshuizen,Land,Regio", "municipalities.csv:4: name 'Nergenshuizen' komt twee keer voor"),
        ("organisations.csv", "nieuw,Nieuw,winkel,,,,,,", "organisations.csv:4: kind 'winkel' staat niet in kinds.csv"),
        ("organisations.csv", "nieuw,Nieuw,loket,,,geen adres,,,", "organisations.csv:4: 'geen adres' is geen webadres"),
        ("organisations.csv", "nieuw,Nieuw,loket,,,,,,2022-13", "organisations.csv:4: '2022-13' is geen datum; schrijf source_date als JJJJ, JJJJ-MM of JJJJ-MM-DD"),
        ("services.csv", "weg,,visueel,wmo,,,,,", "services.csv:5: organisation 'weg' staat niet in organisations.csv"),
        ("services.csv", "elders,,visueel,wmo,,,,2026-02-30,Iemand", "services.csv:5: '2026-02-30' is geen datum; schrijf confirmed_on als JJJJ-MM-DD"),
        ("services.csv", "elders,,visueel,wmo,,,,2026-02-20,", "services.csv:5: wel een datum van bevestiging, maar niet wie bevestigde (confirmed_by)"),
        ("services.csv", "elders,,visueel,wmo,,,,,Iemand", "services.csv:5: wel wie bevestigde, maar niet wanneer (confirmed_on)"),
        ("contacts.csv", "elders,,fax,010 555 0177,,,,", "contacts.csv:6: channel 'fax' bestaat niet; kies uit phone, textphone, sms, whatsapp, video, email, website"),
        ("contacts.csv", "elders,,email,geen-adres,,,,", "contacts.csv:6: 'geen-adres' past niet bij channel 'email'"),
        ("contacts.csv", "elders,,phone,123,,,,", "contacts.csv:6: '123' is geen telefoonnummer, zoals 030 123 45 67, 0800 1234 of 14 030"),
        ("municipal_choices.csv", "9002,kleur,rood,,,,,", "municipal_choices.csv:3: subject 'kleur' staat niet in de lijst wijze, ritme, productcodes"),
            ("municipal_choices.csv", "9002,ritme,soms,,,,,", "municipal_choices.csv:3: value 'soms' staat niet in de lijst maand, vier weken"),
            ("municipal_choices.csv", "9002,ritme,maand,gisteren,,,,", "municipal_choices.csv:3: 'gisteren' is geen datum; schrijf valid_from als JJJJ-MM-DD"),
            ("municipal_choices.csv", "9009,ritme,maand,,,,,", "municipal_choices.csv:3: cbs_code '9009' staat niet in municipalities.csv"),
        ("service_areas.csv", "elders,9009,,,,", "service_areas.csv:3: cbs_code '9009' staat niet in municipalities.csv"),
        ("aliases.csv", "Iets,plaats,9001,", "aliases.csv:5: kind 'plaats' staat niet in de lijst municipality, organisation, need, law, function"),
        ("aliases.csv", "Iets,municipality,9009,", "aliases.csv:5: target '9009' staat niet in municipalities.csv"),
        ("aliases.csv", "Iets,municipality,9001,xx", "aliases.csv:5: taal 'xx' kennen we niet; kies uit nl, en, ar, tr, uk, fa, pl, ti"),
    ],
)  # fmt: skip
def test_each_mistake_has_its_own_words(sample_dir: Path, name: str, line: str, expected: str):
    append(sample_dir / name, line)
    assert f"directory/{expected}" in problems(sample_dir)


def test_all_mistakes_come_at_once_in_the_order_of_the_files(sample_dir: Path):
    append(sample_dir / "kinds.csv", "Fout!,A,B")
    append(sample_dir / "services.csv", "weg,,visueel,wmo,,,,,")
    append(sample_dir / "contacts.csv", "elders,,fax,x,,,,", "elders,,phone,1,,,,")
    found = problems(sample_dir)
    assert [problem.split(":")[0] for problem in found] == [
        "directory/kinds.csv",
        "directory/services.csv",
        "directory/contacts.csv",
        "directory/contacts.csv",
    ]


def test_lines_are_counted_through_cells_of_several_lines(sample_dir: Path):
    append(sample_dir / "organisations.csv", 'nieuw,Nieuw,loket,"eerste', 'tweede",,,,,', "weg,Weg,winkel,,,,,,")
    assert problems(sample_dir) == ["directory/organisations.csv:6: kind 'winkel' staat niet in kinds.csv"]


def test_a_missing_file_is_named(sample_dir: Path):
    (sample_dir / "laws.csv").unlink()
    assert "directory/laws.csv: dit bestand ontbreekt" in problems(sample_dir)


def test_the_service_areas_may_be_absent(sample_dir: Path):
    (sample_dir / "service_areas.csv").unlink()
    assert read_directory(sample_dir).areas == ()


def test_an_empty_file_is_named(sample_dir: Path):
    (sample_dir / "ambiguous.csv").write_text("", encoding="utf-8")
    assert problems(sample_dir) == ["directory/ambiguous.csv: dit bestand is leeg; de eerste regel is name,kind,note"]


def test_semicolons_between_the_columns_are_recognised(sample_dir: Path):
    (sample_dir / "ambiguous.csv").write_text("name;kind;note\n", encoding="utf-8")
    assert problems(sample_dir) == [
        "directory/ambiguous.csv:1: de kolommen moeten zijn: name,kind,note (komma's tussen de kolommen, geen puntkomma's)"
    ]


def test_a_file_that_is_not_utf8_is_named(sample_dir: Path):
    (sample_dir / "ambiguous.csv").write_bytes(b"name,kind,note\nCaf\xe9,word,\n")
    assert problems(sample_dir) == ["directory/ambiguous.csv: dit bestand is geen UTF-8; sla het op als 'CSV UTF-8'"]


def test_a_byte_order_mark_is_no_mistake(sample_dir: Path):
    path = sample_dir / "needs.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_directory(sample_dir).words["needs"][0].id == "visueel"


def test_a_source_that_the_content_does_not_know_is_named(sample_dir: Path):
    (sample_dir.parent / "sources.yml").write_text("iets-anders:\n  title: Iets\n", encoding="utf-8")
    (found,) = problems(sample_dir)
    assert found.startswith(
        "directory/organisations.csv:2: bron 'voorbeeld' staat niet in sources.yml (ook op 7 andere"
    )


def test_sources_that_cannot_be_read_are_named(sample_dir: Path):
    (sample_dir.parent / "sources.yml").write_text("a: [\n", encoding="utf-8")
    assert problems(sample_dir) == ["sources.yml:2: dit bestand is geen goede YAML"]
