"""What the newer topics of Wmo-zg must say and must never say, in Dutch and English, on the real content."""

from __future__ import annotations

import re

import pytest

from bot.adapters.content import ContentFiles
from bot.contract import Language
from bot.settings import Settings

LIBRARY = ContentFiles(Settings().content_dir)

SAID: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "wmo-zg/lopende-ondersteuning": (
        ("31 december 2025", "weten wij niet", "Vraag het aan de VNG", "2.3.10", "tekst van 2014"),
        ("31 December 2025", "do not know", "ask VNG", "2.3.10", "text of 2014"),
    ),
    "wmo-zg/gecontracteerde-aanbieders": (
        ("vng.nl/artikelen/functies-en-aanbieders-wmo-zg", "Welke namen er staan, weten wij niet", "31 december 2025"),
        ("vng.nl/artikelen/functies-en-aanbieders-wmo-zg", "do not know which names", "31 December 2025"),
    ),
    "wmo-zg/eigen-bijdrage": (
        ("hoogstens € 21,80 per maand", "2026", "hangt niet af van het inkomen", "CAK", "uitzonderingen"),
        ("at most € 21.80 a month", "2026", "does not depend on income", "CAK", "exceptions"),
    ),
    "wmo-zg/verhuizen": (
        ("gaat Wmo-ondersteuning niet vanzelf mee", "nieuwe gemeente", "reden 07", "reden 31", "weten wij niet"),
        ("does not move along by itself", "new municipality", "reason 07", "reason 31", "do not know"),
    ),
    "wmo-zg/achttien-worden": (
        ("Tot 18 jaar", "Jeugdwet", "anderhalf jaar", "alleen als het in uw contract staat", "weten wij niet"),
        ("Until 18", "Youth Act", "one and a half years", "only if it is in your contract", "do not know"),
    ),
    "wmo-zg/wie-doet-wat": (
        ("Wmo-consulent", "Contractmanager", "Casusregisseur", "301, 319 en 325", "weten wij niet"),
        ("Wmo adviser", "Contract manager", "Case manager", "301, 319 and 325", "do not know"),
    ),
    "wmo-zg/berichtenverkeer/raamcontract-veld": (
        ("bericht 315", "1 in voor ja en 2 voor nee", "31 december 2025", "weten wij niet"),
        ("message 315", "1 for yes and 2 for no", "31 December 2025", "do not know"),
    ),
    "wmo-zg/functies/maatschappelijk-werk/zonder-beschikking": (
        ("180 gemeenten", "10 uur per cliënt per jaar", "2018", "GGMD", "weten wij niet"),
        ("180 municipalities", "10 hours per client per year", "2018", "GGMD", "do not know"),
    ),
    "wmo-zg/bezwaar-en-klacht": (
        ("6 weken na het besluit", "college van burgemeester en wethouders", "rechtbank", "Nationale ombudsman"),
        ("6 weeks after the municipality's decision", "court", "National Ombudsman"),
    ),
    "wmo-zg/spoed": (
        ("112", "112NL", "tijdelijke", "artikel 2.3.3", "weten wij niet"),
        ("112", "112NL", "temporary", "article 2.3.3", "do not know"),
    ),
    "wmo-zg/verwijzen/papieren": (
        ("oogarts, kinderarts, revalidatiearts of neuroloog", "audiogram", "ZorgDomein", "melding", "weten wij niet"),
        ("eye doctor, paediatrician, rehabilitation doctor or neurologist", "audiogram", "notification", "do not know"),
    ),
    "wmo-zg/tolk/gesprek-gemeente": (
        ("Wie de tolk betaalt bij een gesprek met de gemeente, weten wij niet", "UWV", "Tolkcontact"),
        ("do not know who pays the interpreter", "UWV", "Tolkcontact"),
    ),
    "wmo-zg/verlengen": (
        ("beslist de gemeente", "317", "5 werkdagen", "8 weken", "weten wij niet"),
        ("The municipality decides", "317", "5 working days", "8 weeks", "do not know"),
    ),
    "wmo-zg/reizen": (
        ("OV-begeleiderskaart", "12 jaar", "argonaut.nl", "valys.nl", "weten wij niet"),
        ("OV-begeleiderskaart", "age 12", "argonaut.nl", "valys.nl", "do not know"),
    ),
    "wmo-zg/pgb": (
        ("drie voorwaarden", "2.3.6", "SVB", "geen toewijzing (301)", "weten wij niet"),
        ("three conditions", "2.3.6", "SVB", "no allocation (301)", "do not know"),
    ),
    "wmo-zg/hulpmiddelen": (
        ("basisverzekering", "onder voorwaarden", "35 decibel", "zorgverzekeraar beslist", "UWV", "weten wij niet"),
        ("basic health insurance", "under conditions", "35 decibels", "insurer decides", "UWV", "do not know"),
    ),
    "wmo-zg/wmo-zvw-wlz/overgang": (
        ("reden 06", "reden 39", "CIZ", "actuele diagnose", "weten wij niet"),
        ("reason 06", "reason 39", "CIZ", "current diagnosis", "do not know"),
    ),
    "wmo-zg/wmo-zvw-wlz/eigen-risico": (
        ("€ 385", "2026", "vanaf 18 jaar", "eigen bijdrage", "weten wij niet"),
        ("€ 385", "2026", "from age 18", "personal contribution", "do not know"),
    ),
}
"""Words of the Dutch and of the English answer without which it is no longer that answer."""

NEVER: dict[str, tuple[str, ...]] = {
    "wmo-zg/lopende-ondersteuning": (
        r"blijft (altijd )?geldig",
        r"contract (is|zijn) (gestopt|geëindigd)",
        r"stays valid",
    ),
    "wmo-zg/gecontracteerde-aanbieders": (r"Visio", r"Kentalis", r"Bartiméus", r"GGMD", r"Kalorama"),
    "wmo-zg/eigen-bijdrage": (r"€ 19\b", r"20[,.]60", r"per vier weken", r"inkomensafhankelijk"),
    "wmo-zg/verhuizen": (r"woonplaatsbeginsel", r"neemt het besluit over", r"takes over the decision"),
    "wmo-zg/achttien-worden": (r"moet u anderhalf jaar", r"tot 23", r"until 23"),
    "wmo-zg/berichtenverkeer/raamcontract-veld": (r"verplicht", r"bericht 301", r"message 301"),
    "wmo-zg/functies/maatschappelijk-werk/zonder-beschikking": (
        r"heeft recht op",
        r"has a right to",
        r"in elke gemeente",
    ),
    "wmo-zg/bezwaar-en-klacht": (r"10 weken", r"4 weken", r"12 weken", r"10 weeks", r"12 weeks"),
    "wmo-zg/spoed": (r"0800", r"binnen \d+ (uur|dagen)", r"within \d+ (hours|days)"),
    "wmo-zg/tolk/gesprek-gemeente": (
        r"de gemeente (moet|betaalt) de tolk",
        r"UWV betaalt de tolk bij",
        r"must pay the",
    ),
    "wmo-zg/pgb": (r"heeft altijd recht", r"€"),
    "wmo-zg/hulpmiddelen": (r"altijd vergoed", r"gratis", r"free of charge"),
    "wmo-zg/wmo-zvw-wlz/overgang": (r"mag niet naast", r"vervalt vanzelf", r"must not stay"),
    "wmo-zg/wmo-zvw-wlz/eigen-risico": (r"eigen risico (geldt|telt) (ook )?(voor|bij) de Wmo", r"from 23"),
}
"""What would be untrue or is not known, in either language."""


def spoken(topic_id: str, language: Language) -> str:
    text = LIBRARY.topics()[topic_id].texts[language]
    return " ".join([text.title, *(block.text for block in text.blocks), text.short])


@pytest.mark.parametrize("topic_id", SAID)
def test_what_must_be_said_is_said_in_both_languages(topic_id: str) -> None:
    for language, needed in zip((Language.DUTCH, Language.ENGLISH), SAID[topic_id], strict=True):
        answer = spoken(topic_id, language)
        assert [words for words in needed if words not in answer] == [], language


@pytest.mark.parametrize("topic_id", NEVER)
def test_what_is_untrue_or_unknown_is_not_said(topic_id: str) -> None:
    for language in (Language.DUTCH, Language.ENGLISH):
        answer = spoken(topic_id, language)
        assert [words for words in NEVER[topic_id] if re.search(words, answer, re.IGNORECASE)] == [], language


@pytest.mark.parametrize("topic_id", SAID)
def test_each_has_questions_of_its_own_to_be_known_by(topic_id: str) -> None:
    topic = LIBRARY.topics()[topic_id]
    for language, fewest in ((Language.DUTCH, 70), (Language.ENGLISH, 12)):
        asked = [*topic.texts[language].questions, *topic.more_questions[language]]
        assert len(asked) >= fewest, language
        assert len({question.casefold() for question in asked}) == len(asked)


@pytest.mark.parametrize("topic_id", SAID)
def test_each_can_be_reached_from_another_topic(topic_id: str) -> None:
    assert [other.id for other in LIBRARY.topics().values() if other.id not in SAID and topic_id in other.related]


def test_danger_comes_before_all_else_when_it_is_urgent() -> None:
    for language in (Language.DUTCH, Language.ENGLISH):
        text = LIBRARY.topics()["wmo-zg/spoed"].texts[language]
        assert "112NL" in text.blocks[0].text
        assert text.short.index("112") < 40


def test_what_holds_for_one_year_is_looked_at_again_when_that_year_ends() -> None:
    for topic_id in ("wmo-zg/eigen-bijdrage", "wmo-zg/wmo-zvw-wlz/eigen-risico"):
        assert LIBRARY.topics()[topic_id].valid_until.isoformat() == "2026-12-31"


def test_questions_about_these_subjects_are_not_out_of_scope() -> None:
    refused = LIBRARY.topics()["buiten-bereik"].more_questions[Language.DUTCH]
    subjects = re.compile(
        r"eigen bijdrage|abonnementstarief|bezwaar.*(wmo|hulp in de huishouding|rolstoel)", re.IGNORECASE
    )
    assert [question for question in refused if subjects.search(question)] == []
