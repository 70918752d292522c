"""What the answers on Wmo-zg and the directory must say, and must never say again, each by its source.

A row of `SAID` holds an answer and, in Dutch and in English, the words that stand in it and the words that may not.
They are the corrections of November 2026: each wrong value stood in an answer until then.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest

from bot.adapters.content import ContentFiles
from bot.adapters.directory_files.reading import read_directory
from bot.contract import Language
from bot.core.topics.topic import Text
from bot.settings import ROOT, Settings

LIBRARY = ContentFiles(Settings().content_dir)
DIRECTORY = read_directory(ROOT / "content" / "directory")
BOTH = (Language.DUTCH, Language.ENGLISH)


class Said(NamedTuple):
    """The words of one answer, short form included; `never` is looked for without regard to capitals."""

    topic: str
    nl: tuple[str, ...]
    en: tuple[str, ...]
    never_nl: tuple[str, ...] = ()
    never_en: tuple[str, ...] = ()


SAID = (
    # The third ground for sight, and the compulsory excess from age 18 (Zorginstituut; Visio; Kentalis).
    Said(
        "wmo-zg/wmo-zvw-wlz",
        ("onder 0,3", "tussen 0,3 en 0,5 met ernstige beperkingen", "vanaf 18 jaar", "behandeling en begeleiding samen"),
        ("below 0.3", "between 0.3 and 0.5 with serious limits", "from age 18", "Treatment and support often go together"),
        ("betaalt onderzoek", "ingewikkelde"),
    ),
    Said(
        "wmo-zg/wmo-zvw-wlz/zvw",
        ("tussen 0,3 en 0,5 aan het beste oog", "vanaf 18 jaar", "De diagnose komt eerst", "geldt geen grens"),
        ("between 0.3 and 0.5 at the best eye", "from age 18", "Diagnosis comes first", "there is no limit"),
        ("ingewikkelde", "steun bij meedoen"),
    ),
    Said(
        "wmo-zg/doelgroep/visueel",
        ("drie gronden", "tussen 0,3 en 0,5", "complexe problemen", "Vraag de VNG welke grens nu geldt"),
        ("three grounds", "between 0.3 and 0.5", "complex problems", "Ask VNG which limit applies now"),
    ),
    Said(
        "wmo-zg/wmo-zvw-wlz/wlz",
        ("Een zintuiglijke beperking is een van de gronden", "actuele diagnose"),
        ("A sensory disability is one of the grounds", "current diagnosis"),
        ("zorgelijk",),
        ("for good",),
    ),
    # The limits are for treatment, not for having eyes or ears examined (Zorginstituut).
    Said(
        "wmo-zg/signaleren/zien",
        ("geldt geen grens", "10 tot 15 procent", "vanaf 18 jaar"),
        ("There is no limit for that", "10 to 15 per cent", "from age 18"),
        ("0,3", "verzinnen"),
        ("0.3",),
    ),
    Said(
        "wmo-zg/signaleren/horen",
        ("Om het gehoor te laten nakijken geldt geen grens", "Voor behandeling", "35 decibel", "vanaf 18 jaar"),
        ("There is no limit for having the hearing examined", "For treatment", "35 decibels", "from age 18"),
    ),
    Said("wmo-zg/doelgroep/tos", ("betaalt behandeling tot en met 22 jaar",), ("pays for treatment up to and including age 22",)),
    # iWmo 3.2: who sends what, when it counts from, and what it can mean.
    Said(
        "wmo-zg/berichtenverkeer",
        ("binnen 5 werkdagen na een 315 of 317", "De 323 en de 325 hebben geen retourbericht", "5 werkdagen na de intake"),
        ("within 5 working days of a 315 or 317", "323 and 325 have none", "5 working days of the intake"),
        ("Voor 301, 305 en 307", "release"),
        ("For 301, 305 and 307",),
    ),
    Said(
        "wmo-zg/berichtenverkeer/301-toewijzing",
        ("de opdracht om te leveren", "met een 315 of 317? Dan", "noemt de standaard geen termijn", "2 (doventolk) of 3 (doofblindentolk)"),
        ("orders the provider to deliver", "with a 315 or 317? Then", "the standard gives no limit", "2 (interpreter for the deaf) or 3 (for the deafblind)"),
    ),
    Said(
        "wmo-zg/berichtenverkeer/305-start",
        ("De aanbieder meldt", "na de echte start", "geen voorwaarde", "te laat is, weten wij niet. Vraag het aan de gemeente"),
        ("the provider reports", "of the real start", "may not be a condition", "late, we do not know. Ask the municipality"),
    ),
    Said(
        "wmo-zg/berichtenverkeer/307-stop",
        ("De aanbieder meldt", "na het echte einde", "20: tijdelijk", "31: verhuizing", "39: naar een ander domein"),
        ("the provider reports", "of the real end", "20: temporary", "31: move", "39: to another domain"),
        ("staat niet in onze bron",),
    ),
    Said(
        "wmo-zg/berichtenverkeer/315-verzoek-om-toewijzing",
        ("open beschikking", "Alleen een aanbieder stuurt een 315", "huisarts of wijkteam kan dat niet", "elk product apart"),
        ("open decision", "Only a provider sends a 315", "GP or neighbourhood team cannot", "each product separately"),
    ),
    Said(
        "wmo-zg/berichtenverkeer/317-verzoek-om-wijziging",
        ("de hele nieuwe situatie", "als geheel goed of af", "zodra de wens en de datum bekend zijn"),
        ("the whole new situation", "as a whole", "as soon as the wish and the date are known"),
    ),
    Said(
        "wmo-zg/berichtenverkeer/319-antwoord",
        ("niet altijd een afwijzing", "2, in onderzoek", "binnen 8 weken", "alleen bij de Jeugdwet", "reden 5"),
        ("not always a refusal", "2, under investigation", "within 8 weeks", "Youth Act only", "reason 5"),
    ),
    Said(
        "wmo-zg/berichtenverkeer/323-declaratie",
        ("heeft geen retourbericht", "spreken gemeente en aanbieder samen af"),
        ("has no return message", "Municipality and provider agree"),
        ("Let op het retourbericht",),
    ),
    Said(
        "wmo-zg/berichtenverkeer/325-declaratie-antwoord",
        ("heeft geen retourbericht", "binnen 10 werkdagen", "ook als alles is goedgekeurd", "Controleer of de fout bij u zit"),
        ("has no return message", "within 10 working days", "also if everything is approved", "Check whether the error is yours"),
        ("binnen 3 werkdagen",),
        ("within 3 working days",),
    ),
    # The way in (Wmo 2015, article 2.3.2 and 2.3.5).
    Said(
        "wmo-zg/verwijzen",
        ("waar de inwoner woont", "wijst op gratis cliëntondersteuning", "De aanbieder meldt de start", "kan alleen een aanbieder sturen"),
        ("where the resident lives", "points to free independent client support", "The provider reports the start", "Only a provider can send"),
        ("biedt gratis",),
        ("offers free", "inquiry"),
    ),
    Said(
        "wmo-zg/verwijzen/melding",
        ("wijst de inwoner en de mantelzorger op gratis cliëntondersteuning", "binnen 7 dagen een persoonlijk plan"),
        ("points the resident and the informal carer to free independent", "personal plan within 7 days"),
        ("biedt",),
    ),
    Said("wmo-zg/verwijzen/beschikking", ("binnen 6 weken bezwaar",), ("object within 6 weeks",), ("staat niet in onze bronnen",)),
    Said("wmo-zg/functies/clientondersteuning", ("wijst de gemeente op de mogelijkheid van gratis",), ("points to the possibility of free",), ("biedt",), ("offers",)),
    # Whose the treeknorm is, and when it binds (model contract, article 3.5).
    *(
        Said(
            topic,
            ("6 weken", "8 weken", "niet ", "Wmo-zg", "als het contract dat zegt"),
            ("6 weeks", "residential care", "not ", "Wmo-zg", "if the contract says so"),
            (),
            ("for living",),
        )
        for topic in ("wmo-zg/wachttijd", "wmo-zg/wachttijd/treeknorm")
    ),
    # Reasons for national purchase: those of Wmo-zg; a contract was not obligatory (VNG 2019 and 2017).
    Said(
        "wmo-zg/waarom-landelijk",
        ("verspreid over het land", "bij jeugd en bij inburgering"),
        ("all over the country", "for youth and for civic integration"),
        ("als dit alles klopt", "Toets"),
        ("if all of this is true",),
    ),
    Said(
        "wmo-zg/eigen-contract",
        ("niet verplicht", "golden de landelijke afspraken"),
        ("not obliged", "the national agreements applied"),
        ("staat niet in onze bronnen", "alleen in het landelijke contract als"),
    ),
    Said(
        "wmo-zg/afspraken-niet-nageleefd",
        ("De VNG kon de andere partij dan aanspreken", "iStandaarden"),
        ("hold the other party to the agreements", "iStandaarden"),
        ("Hoe lang een melding duurt",),
        ("speak to",),
    ),
    Said("wmo-zg/declareren", ("wilde die keuzes zichtbaar maken",), ("wanted to show those choices",), ("release",), ("declaring", "declaration")),
    Said("wmo-zg/tarieven", ("hoogstens € 21,80 per maand",), ("at most € 21.80 a month",), ("bijdrage van uw inwoner is ons niet bekend",)),
    Said("wmo-zg/wat-is-wmo-zg/raamovereenkomst", ("mocht zulke contracten sluiten",), ("concluded such contracts",), ("sloot haar", "contracten tot en met 2025"), ("closed",)),
    # Whose norm it is; and whom to ask whether the contracts go on.
    Said("wmo-zg/dagbesteding", ("Aanbieders en zorgverzekeraars spraken", "alleen als het contract dat zegt"), ("Providers and health insurers agreed", "only if the contract says so")),
    *(
        Said(topic, ("doorlopen, weten wij niet. Vraag het aan de VNG",), ("continue, we do not know. Ask VNG",))
        for topic in ("wmo-zg/dagbesteding", "wmo-zg/declareren", "wmo-zg/doelgroep/tos", "wmo-zg/functies/clientondersteuning", "wmo-zg/vervoer")
    ),
    Said("wmo-zg/wat-is-wmo-zg/mandaat", ("iets anders dan een contract", "hoeft het contract niet te eindigen"), ("not the same as a contract",), (), ("close ",)),
    Said("wmo-zg/wat-is-wmo-zg", ("slecht zien of horen én daarnaast complexe problemen",), ("who also have complex problems",), ("ingewikkelde",)),
    # Specialist support is visual only; the overview has the names of the agreements (2023).
    Said(
        "wmo-zg/functies/specialistische-begeleiding",
        ("alleen bij de groep visueel",),
        ("for the visual group only", "Of the agreements of 2023 we only have the table of contents"),
    ),
    Said(
        "wmo-zg/functies",
        ("analyse van de ondersteuningsbehoefte", "analyse van de begeleidingsbehoefte", "zelfstandigheidstraining"),
        ("Visual: guidance to support (toeleiding), orientation, specialist support", "support at home or specialised support"),
        ("onderzoek van de vraag", "training in zelfstandigheid"),
    ),
    Said(
        "wmo-zg/functies/maatschappelijk-werk",
        ("Rond 2018", "ruim 180 gemeenten", "10 uur per cliënt per jaar"),
        ("About 2018", "over 180 municipalities", "10 hours per client per year"),
    ),
    Said("wmo-zg/doelgroep", ("In 2023 waren er drie groepen", "voordat iemand leerde praten"), ("In 2023 there were three groups",), ("van voor de taal",)),
    Said("wmo-zg/doelgroep/doofblind", ("hoeft niet helemaal doof en helemaal blind",), ("need not be wholly deaf and wholly blind",)),
    # Interpreters and how to communicate.
    Said(
        "wmo-zg/tolk",
        ("Uw inwoner vraagt een tolk aan", "25 procent", "1.000 uren", "1.600 uren", "binnen 8 weken", "Tolkcontact", "Wie de tolk betaalt"),
        ("25 per cent", "1,000 hours", "1,600 hours", "within 8 weeks", "Tolkcontact", "we do not know"),
        ("Een tolk vraagt",),
    ),
    Said("wmo-zg/tolk/tolkvoorziening", ("drie delen", "Onderwijs", "een groter deel"), ("three parts", "Education", "a larger share")),
    Said(
        "wmo-zg/communicatie",
        ("Zeg wie u bent", "oogcontact", "niet helemaal doof en helemaal blind"),
        ("Say who you are", "eye contact", "not mean wholly deaf and wholly blind"),
        ("deze mensen", "Een lijst met tips"),
        ("these people",),
    ),
)  # fmt: skip

NEVER_AGAIN = {
    Language.DUTCH: (
        "ons niet bekend", "ingewikkelde", "vanuit dat", "een ouder stuk", "release", "Wij kennen alleen de inhoudsopgave",
        "praten met deze", "mee te kijken", "Vraag dat de gemeente", "Vraag het VNG", "zicht onder", "gebruik haar", "leg haar",
    ),
    Language.ENGLISH: (
        "close contracts", "closed such", "contents page", "look along", "think along", "early deaf",
        "field of vision", "assignment", "speak to that party", "buyer",
    ),
}  # fmt: skip
"""Words that were wrong or stilted in one answer, and are so in any of Wmo-zg."""

ENDED = [topic.id for topic in LIBRARY.topics().values() if topic.group == "wmo-zg" and topic.rests_on]


def words(text: Text) -> str:
    """The answer as a reader has it, short form included, with every run of white space one space."""
    return re.sub(r"\s+", " ", " ".join([text.short, *(block.text for block in text.blocks)]))


@pytest.mark.parametrize("said", SAID, ids=lambda said: said.topic)
@pytest.mark.parametrize("language", BOTH, ids=str)
def test_the_answer_says_what_its_source_says(said: Said, language: Language) -> None:
    needed, never = (said.nl, said.never_nl) if language is Language.DUTCH else (said.en, said.never_en)
    text = words(LIBRARY.topic(said.topic).texts[language])

    assert [phrase for phrase in needed if phrase not in text] == []
    assert [phrase for phrase in never if phrase.casefold() in text.casefold()] == []


@pytest.mark.parametrize("language", BOTH, ids=str)
def test_what_was_wrong_once_stands_in_no_answer_of_wmo_zg(language: Language) -> None:
    texts = {topic.id: words(topic.texts[language]) for topic in LIBRARY.topics().values() if topic.group == "wmo-zg"}

    assert texts
    assert {
        (topic, phrase)
        for topic, text in texts.items()
        for phrase in NEVER_AGAIN[language]
        if phrase.casefold() in text.casefold()
    } == set()


@pytest.mark.parametrize("topic", ENDED)
def test_the_mandate_ended_and_what_became_of_the_contracts_is_not_known(topic: str) -> None:
    dutch = words(LIBRARY.topic(topic).texts[Language.DUTCH])

    assert "31 december 2025" in dutch
    assert "weten wij niet" in dutch or "weten wij ook niet" in dutch or "weet de VNG" in dutch


def test_the_sources_themselves_have_the_corrections() -> None:
    facts = {source.id: " ".join(line.fact for line in source.evidence) for source in LIBRARY.sources().values()}

    assert "tussen 0,3 en 0,5" in facts["zorginstituut-zg"]
    assert "323 en de 325 hebben geen retourbericht" in facts["iwmo-3-2"]
    assert "wijst de inwoner en de mantelzorger" in facts["wmo-2015"]
    assert "niet voor Wmo-zg" in facts["modelcontract-wmo"]
    assert "voorstel" in facts["vng-2019"]
    assert "niet verplicht" in facts["vng-planning-2017"]


def test_specialist_support_is_visual_only() -> None:
    needs = {function.id: set(function.needs) for function in DIRECTORY.words["functions"]}

    assert needs["specialistische-begeleiding"] == {"visueel"}
    assert "doofblind" in needs["ambulante-begeleiding"]


def test_a_desk_provides_nothing() -> None:
    desks = {organisation.id for organisation in DIRECTORY.organisations if organisation.kind == "loket"}

    assert {"db-connect", "ooglijn", "istandaarden"} <= desks
    assert desks.isdisjoint(service.organisation for service in DIRECTORY.services)


def test_treatment_is_offered_by_all_providers_and_said_to_be_unsure_where_no_page_of_theirs_says_so() -> None:
    treat = {(line.organisation, line.need): line for line in DIRECTORY.services if line.law == "zvw"}
    by_their_own_page = {pair: line.provenance.source_id for pair, line in treat.items() if "de VNG" not in line.note}

    assert by_their_own_page == {
        ("visio", "visueel"): "visio-aanmelden",
        ("kentalis", "auditief"): "kentalis-kosten",
        ("kentalis", "doofblind"): "kentalis-kosten",
        ("kentalis", "tos"): "kentalis-kosten",
        ("ggmd", "auditief"): "ggmd-kosten",
        ("ggmd", "doofblind"): "ggmd-kosten",
    }
    # VNG's paper of 2019: all providers work under the Zvw too. It names none, so each line says that it is not sure.
    by_the_paper = {pair: line for pair, line in treat.items() if pair not in by_their_own_page}
    assert set(by_the_paper) == {
        ("bartimeus", "visueel"),
        ("bartimeus", "doofblind"),
        ("robert-coppes", "visueel"),
        ("kalorama", "doofblind"),
        ("noorderbrug", "auditief"),
    }
    assert {line.provenance.source_id for line in by_the_paper.values()} == {"vng-2019"}
    assert all("Wij weten niet zeker" in line.note for line in by_the_paper.values())


def test_no_provider_is_said_to_have_a_contract_now() -> None:
    wmo = [line for line in DIRECTORY.services if line.law == "wmo"]

    assert wmo
    assert [line.organisation for line in wmo if "Wij weten niet zeker" not in line.note] == []


@pytest.mark.parametrize(
    ("owner", "value"),
    [
        ("visio", "088 585 85 85"),
        ("robert-coppes", "info@robertcoppes.nl"),
        ("istandaarden", "info@istandaarden.nl"),
        ("vng", "https://vng.nl/artikelen/functies-en-aanbieders-wmo-zg"),
    ],
)
def test_these_contacts_stand_there_with_a_source(owner: str, value: str) -> None:
    found = {(line.owner, line.value): line.provenance for line in DIRECTORY.channels}

    assert found[owner, value].source_id
    assert found[owner, value].confirmed_on is None, "nobody has confirmed it yet"


def test_vng_is_not_given_as_a_home_page() -> None:
    assert [
        line.value for line in DIRECTORY.channels if line.owner == "vng" and line.value.rstrip("/") == "https://vng.nl"
    ] == []
