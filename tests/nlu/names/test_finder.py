"""Names in what people type, with the directory's own kinds of trouble: ordinary words, typing errors, denials, long names."""

from __future__ import annotations

import pytest

from bot.nlu.names.finder import NameFinder
from bot.nlu.text.cleaning import clean

LOOKUPS = {
    "gemeente": ["Zwolle", "Best", "Buren", "Utrecht", "Utrechtse Heuvelrug", "Beek (L.)", "Beekdaelen", "Hilvarenbeek",
                 "'s-Gravenhage", "Alphen aan den Rijn", "Weert", "Heerlen", "Hoorn", "Nijmegen",
                 "Gooise Meren"],
    "aanbieder": ["Koninklijke Visio", "Koninklijke Kentalis", "Bartiméus", "De Noorderbrug", "GGMD", "VNG"],
    "behoefte": ["visueel", "auditief", "doofblind", "tos"],
    "wet": ["wmo", "jeugd", "inburgering", "zvw", "wlz"],
    "functie": ["Woontraining naar zelfstandigheid"],
    "gemeente_gewoon_woord": ["Best", "Buren", "Beek", "Hoorn"],
}  # fmt: skip
SYNONYMS = {
    "Den Haag": "'s-Gravenhage",
    "Naarden": "Gooise Meren",
    "Beek Limburg": "Beek (L.)",
    "blind": "visueel",
    "slechtziend": "visueel",
    "doof": "auditief",
    "slechthorend": "auditief",
    "görme engelli": "visueel",
    "كفيف": "visueel",
    "Jeugdwet": "jeugd",
    "Wet maatschappelijke ondersteuning": "wmo",
}
FINDER = NameFinder(LOOKUPS, SYNONYMS, {"naar", "de", "horen", "weet", "noemen", "is", "ik", "visie"})


def found(text: str) -> set[tuple[str, str]]:
    return {(entity.kind, entity.value) for entity in FINDER.find(clean(text)) if not entity.denied}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("contact gemeente Zwolle", {("gemeente", "Zwolle")}),
        ("en in zwole?", {("gemeente", "Zwolle")}),
        ("wie werkt er in Nijmege", {("gemeente", "Nijmegen")}),
        ("den haag", {("gemeente", "'s-Gravenhage")}),
        ("alphen aan de rijn", {("gemeente", "Alphen aan den Rijn")}),
        ("In de Utrechtse Heuvelrug", {("gemeente", "Utrechtse Heuvelrug")}),
        ("de provincie Utrecht", set()),
        ("gemeente Utrecht", {("gemeente", "Utrecht")}),
        ("hoe doe ik dit het best", set()),
        ("mijn buren horen slecht", {("behoefte", "auditief")}),
        ("hij woont in Best", {("gemeente", "Best")}),
        ("gemeente buren", {("gemeente", "Buren")}),
        ("Beek Limburg", {("gemeente", "Beek (L.)")}),
        ("Beekdaelen", {("gemeente", "Beekdaelen")}),
        ("ik weet het niet", set()),
        ("onze visie op zorg", set()),
        ("wie gaat er met hem naar de taalles", set()),
        ("zij is werkend en gaat verhuisen", set()),
        ("Bartimeus of Visio", {("aanbieder", "Bartiméus"), ("aanbieder", "Koninklijke Visio")}),
        ("kentalus bellen", {("aanbieder", "Koninklijke Kentalis")}),
        ("de noorder brug", {("aanbieder", "De Noorderbrug")}),
        ("een blinde meneer", {("behoefte", "visueel")}),
        ("slechtziende mensen", {("behoefte", "visueel")}),
        ("doofblinde vrouw", {("behoefte", "doofblind")}),
        ("doof en blind", {("behoefte", "doofblind")}),
        ("niet alleen doof maar ook blind", {("behoefte", "doofblind")}),
        ("mensen die doof of blind zijn", set()),
        ("ze hoort bijna niets meer", {("behoefte", "auditief")}),
        ("mijn ogen zijn slecht", {("behoefte", "visueel")}),
        ("hulp bij verlies van gehoor en gezicht", {("behoefte", "doofblind")}),
        ("haar oren en ogen worden slecht", {("behoefte", "doofblind")}),
        ("zij trok een slecht gezicht en wij hoorden goed", set()),
        ("ik hoor niets van de gemeente Zwolle", {("gemeente", "Zwolle")}),
        ("dat laat zien hoe slecht het gaat", set()),
        ("Görme engelliyim", {("behoefte", "visueel")}),
        ("أنا كفيف", {("behoefte", "visueel")}),
        ("het jeugdteam", {("wet", "jeugd")}),
        ("inburgeringsexamen", {("wet", "inburgering")}),
        ("", set()),
        ("👍🏽 !!!", set()),
    ],
)
def test_finds_what_is_meant(text: str, expected: set[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "meant", "denied"),
    [
        ("niet Visio maar Kentalis", "Koninklijke Kentalis", "Koninklijke Visio"),
        ("geen Wmo maar Jeugdwet", "jeugd", "wmo"),
        ("niet in Zwolle, maar in Utrecht", "Utrecht", "Zwolle"),
    ],
)
def test_denied_names_are_marked(text: str, meant: str, denied: str) -> None:
    entities = FINDER.find(text)
    assert [entity.value for entity in entities if not entity.denied] == [meant]
    assert [entity.value for entity in entities if entity.denied] == [denied]


def test_places_stand_where_they_are_said() -> None:
    text = "Ik bel Visio over een blinde man uit Zwolle."
    assert [text[entity.start : entity.end] for entity in FINDER.find(text)] == ["Visio", "blinde", "Zwolle"]


def test_parties_count_as_provider_only_where_their_contact_is_asked() -> None:
    assert found("wat doet de VNG") == set()
    assert found("wat is het telefoonnummer van de VNG") == {("aanbieder", "VNG")}
    assert found("VNG") == {("aanbieder", "VNG")}
