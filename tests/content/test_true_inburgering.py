"""What the answers on civic integration must say, for professionals and for newcomers, and must never say again."""

from __future__ import annotations

import pytest

from bot.adapters.content import ContentFiles
from bot.contract import Language
from bot.settings import Settings
from tests.content.said import BOTH, Said, standing, words, wrong

LIBRARY = ContentFiles(Settings().content_dir)
TOPICS = LIBRARY.topics()
GROUPS = ("inburgering", "nieuwkomer")
HERE = [topic for topic in TOPICS.values() if topic.id.split("/")[0] in GROUPS]

SAID = (
    # Who must integrate: nationality from outside the EU and for long (rijksoverheid.nl, 20 September 2022).
    Said(
        "inburgering/wie-moet",
        ("buiten de Europese Unie", "voor lange tijd", "verandert de plicht niet", "Oekraïne met tijdelijke bescherming, weten wij niet"),
        ("outside the European Union", "for long", "does not change the duty", "Ukraine under temporary protection, we do not know"),
    ),
    Said(
        "nieuwkomer/wie-moet-inburgeren",
        ("buiten de Europese Unie", "Polen", "hoeft u niet in te burgeren", "Bent u blind of doof? Dan moet u ook inburgeren", "brief van DUO", "3 jaar"),
        ("outside the European Union", "Poland", "you do not have to integrate", "Then you must integrate too", "letter from DUO", "3 years"),
    ),
    Said(
        "inburgering/doelgroep",
        ("nationaliteit van een land buiten de Europese Unie", "hoeven niet", "Vraag de VNG naar recente cijfers"),
        ("nationality of a country outside the European Union", "need not", "Ask VNG for recent figures"),
    ),
    Said(
        "nieuwkomer/hulp-bij-inburgeren",
        ("nationaliteit van een land buiten de Europese Unie", "31 december 2025", "Kunt u niet bellen?"),
        ("nationality of a country outside the European Union", "31 December 2025", "cannot use the telephone"),
        ("De afspraak met Visio", "kan advies vragen aan Visio", "Wie uit een land"),
        ("The agreement with Visio",),
    ),
    # Extra time: the four conditions of DUO (inburgeren.nl/extra-tijd/ziekte.jsp).
    Said(
        "inburgering/extra-tijd",
        ("langer dan 3 maanden ziek", "arts in Nederland", "minstens 2,5 jaar geleden", "DUO beslist", "schoonfamilie", "vraagt DUO wel bewijzen", "zonder ziekte telt, weten wij niet"),
        ("ill for more than 3 months", "doctor in the Netherlands", "at least 2.5 years ago", "DUO decides", "in-law", "DUO asks for proof", "without illness counts, we do not know"),
    ),
    Said(
        "nieuwkomer/extra-tijd",
        ("langer dan 3 maanden ziek", "dokter in Nederland", "minstens 2,5 jaar geleden", "weten wij niet"),
        ("ill for more than 3 months", "doctor in the Netherlands", "at least 2.5 years ago", "do not know"),
    ),
    # Three years hold in every route, not in the B1 route alone; what each route is.
    Said(
        "inburgering/leerroutes",
        ("In alle drie heeft de inburgeraar 3 jaar", "jonger dan 28 jaar", "800 uur les en zonder examen", "asielvergunning", "wisselen gaat, weet uw beleidsadviseur"),
        ("In all three the newcomer has 3 years", "under 28", "800 hours of lessons and no exam", "asylum residence permit", "your integration policy adviser knows"),
        ("asielstatushouder", "binnen 3 jaar"),
        ("status holder", "within 3 years"),
    ),
    Said(
        "inburgering/leerroutes/b1-route",
        ("net als in de andere routes", "geen vast aantal uren", "minstens 600 uur", "telt, weten wij niet. Vraag het aan DUO"),
        ("as in the other routes", "no fixed number of hours", "at least 600 hours", "counts, we do not know. Ask DUO"),
        ("via de Staatsexamens", "wat lezen en luisteren kost"),
        ("through the State Exams", "adapted"),
    ),
    Said(
        "inburgering/leerroutes/onderwijsroute",
        ("jonger dan 28 jaar", "minstens niveau B1", "anderhalf jaar", "1.000 uur", "500 uur", "ongeveer 2020"),
        ("under 28", "at least level B1", "one and a half years", "1,000 hours", "500 hours", "about 2020"),
        ("evenmin", "Meer staat er niet"),
    ),
    Said(
        "inburgering/leerroutes/z-route",
        ("A1", "800 uur", "geen examen", "eindgesprek"),
        ("A1", "800 hours", "no exam", "closing talk"),
        ("Zij heet", "wat een lesdag"),
    ),
    # Leerbaarheidstoets: the Act, article 14 paragraphs 6 and 7, and an 'ontheffing' (Schulinck; Divosa).
    Said(
        "inburgering/brede-intake",
        ("Wet inburgering 2021, artikel 14, lid 6 en 7", "ontheffing van de leerbaarheidstoets", "27 talen", "mag zij afwijken", "binnen 10 weken", "Vraag het aan uw beleidsadviseur"),
        ("Act 2021, article 14, paragraphs 6 and 7", "exempt", "27 languages", "may depart", "within 10 weeks", "your policy adviser knows"),
        ("Besluit inburgering", "vrijstelling"),
        ("Besluit", "excuse"),
    ),
    # Every adjusted exam through DUO (inburgeren.nl; government.nl, 13 February 2025).
    Said(
        "inburgering/aangepast-examen",
        ("bij DUO, ook voor B1 en B2", "Aanvraag advies voor een aangepast examen bij ziekte of beperking", "Argonaut", "medisch specialist", "grote letters"),
        ("DUO for an adjusted exam, for B1 and B2 too", "Aanvraag advies voor een aangepast examen bij ziekte of beperking", "Argonaut", "medical specialist", "large letters"),
        ("via Staatsexamens", "papieren nodig zijn, weten wij niet"),
        ("through Staatsexamens",),
    ),
    Said(
        "nieuwkomer/examen",
        ("B1 of B2? Meld u aan bij DUO", "Stuur geen papieren van de dokter mee", "€ 225", "Argonaut", "specialist", "groot scherm", "Bij ja hoeft u geen examen"),
        ("B1 or B2? Register with DUO", "Do not send papers from the doctor", "€ 225", "Argonaut", "specialist", "large screen", "With a yes you need no exam"),
        ("Staatsexamens", "welke papieren", "U hoeft dan niet"),
        ("Staatsexamens", "excused"),
    ),
    # Exemption: the form, no medical papers, the bill, the doctor, the money back (inburgeren.nl).
    Said(
        "inburgering/ontheffing",
        ("Aanvraag ontheffing bij ziekte", "Stuur geen medische papieren mee", "€ 225", "alle examens en uren", "Hoe lang het duurt, weet DUO", "Wet inburgering 2021, die sinds 1 januari 2022"),
        ("Aanvraag ontheffing bij ziekte", "Send no medical papers", "€ 225", "all exams and hours", "since 1 January 2022"),
        ("wet van 2022", "papieren nodig zijn, weten wij niet"),
        ("law of 2022",),
    ),
    # The home municipality, not the country; a proposal and a mandate that ended, in the past tense (S21).
    Said(
        "inburgering/bekostiging",
        ("woonde bij de start, betaalde", "VNG-voorstel uit 2021", "mandaat van de VNG liep tot en met 31 december 2025", "Of het contract doorloopt, weten wij niet"),
        ("lived at the start paid", "proposal of 2021", "mandate ran up to and including 31 December 2025", "whether the contract goes on"),
        ("waar de inburgeraar vandaan komt", "eens over de factuur"),
        ("track", "the newcomer comes from", "receives the budget"),
    ),
    Said(
        "inburgering/bekostiging/woonplaatsbeginsel",
        ("niet het land van herkomst", "in welke gemeente de inburgeraar staat ingeschreven", "weten wij niet"),
        ("not the country of origin", "in which municipality the newcomer is registered", "do not know"),
        ("Vraag de cliënt waar hij vandaan komt", "De afspraak liep"),
        ("Ask the client where",),
    ),
    Said(
        "inburgering/raamovereenkomst",
        ("Volgens het VNG-voorstel uit 2021", "1 januari 2022 tot en met 31 december 2025", "overbruggingscontract", "doorloopt, weten wij niet"),
        ("According to VNG's proposal of 2021", "1 January 2022 up to and including 31 December 2025", "bridging contract", "goes on"),
        ("kan alleen als drie", "In de raamovereenkomst staan"),
    ),
    Said(
        "inburgering/verantwoordelijkheid",
        ("De ontheffing van de leerbaarheidstoets geeft de gemeente", "extra tijd", "moest die regie", "doorlopen, weten wij niet"),
        ("exempts from the learning ability test", "extra time", "do not know"),
        ("sloot de landelijke afspraken", "inkoop moet", "verdeelt de taken"),
        ("contract divides",),
    ),
    Said(
        "inburgering/aanbod",
        ("Het advies was voor mensen die", "Beter Zien Anders Kijken", "doorlopen, weten wij niet"),
        ("The advice was for people", "Beter Zien Anders Kijken", "do not know"),
        ("in 2021 mee", "Het was voor mensen"),
        ("pilot in 2021", "It was for people"),
    ),
    Said(
        "inburgering/advies-aanvragen",
        ("De gemeente vroeg advies", "Het advies was voor", "beperking verwerkt", "doorloopt, weten wij niet"),
        ("asked Visio or GGMD", "The advice was for", "come to terms", "do not know"),
        ("Het advies is voor", "wat de echte vraag is"),
        ("provisions", "the real question"),
    ),
    Said(
        "inburgering/brede-intake/pip",
        ("A2, B1 of B2", "casusregisseur", "Vraag het aan uw beleidsadviseur inburgering"),
        ("A2, B1 or B2", "case manager", "Ask your integration policy adviser"),
        ("mag staan",),
    ),
    # The way in for deaf and blind newcomers; the words of the Wmo.
    Said(
        "nieuwkomer/hulp-thuis",
        ("Vertel uw gemeente", "doet u een aanvraag", "Kunt u niet bellen?", "Vraag om een andere vorm", "€ 21,80"),
        ("Ik wil een melding doen voor de Wmo", "application", "cannot telephone", "another form", "€ 21.80"),
        ("Vraag uw gemeente om hulp", "Bel uw gemeente of"),
        ("report",),
    ),
    Said(
        "nieuwkomer/onafhankelijke-hulp",
        ("vertelt de gemeente u dat deze hulp er is", "Kunt u niet bellen?", "Oogvereniging", "ooglijn@oogvereniging.nl", "weten wij niet"),
        ("Ik wil graag gratis cliëntondersteuning", "cannot telephone", "Oogvereniging", "ooglijn@oogvereniging.nl", "do not know"),
        ("moet u deze hulp aanbieden", "Bel uw gemeente of"),
        ("must offer", "report"),
    ),
)  # fmt: skip

NEVER_AGAIN = {
    Language.DUTCH: (
        "ons niet bekend", "Bel uw gemeente of ga", "asielstatushouder", "cursist", "Besluit inburgering", "Staatsexamens",
        "van VNG", "aan VNG", "Vraag VNG", "weet VNG", "vandaan komt, betaalt", "De afspraak", "vrijstelling van de toets",
    ),
    Language.ENGLISH: (
        "integration track", "status holder", "learnability", "adapted exam", "Staatsexamens", "the arrangement",
        "Call your municipality or go", "provisions", "paper of",
    ),
}  # fmt: skip


@pytest.mark.parametrize("said", SAID, ids=lambda said: said.topic)
@pytest.mark.parametrize("language", BOTH, ids=str)
def test_the_answer_says_what_its_source_says(said: Said, language: Language) -> None:
    assert wrong(said, TOPICS, language) == []


@pytest.mark.parametrize("language", BOTH, ids=str)
def test_what_was_wrong_once_stands_in_none_of_these_answers(language: Language) -> None:
    assert standing(NEVER_AGAIN[language], HERE, language) == set()


def test_every_answer_is_held_against_its_source() -> None:
    assert {topic.id for topic in HERE} - {said.topic for said in SAID} == set()


@pytest.mark.parametrize("topic", [topic.id for topic in HERE if topic.rests_on])
def test_the_mandate_ended_and_the_contract_is_not_known(topic: str) -> None:
    dutch, english = (words(TOPICS[topic].texts[language]) for language in BOTH)

    assert "tot en met 31 december 2025" in dutch
    assert "up to and including 31 December 2025" in english
    assert "weten wij niet" in dutch or "Vraag de VNG wat nu geldt" in dutch


@pytest.mark.parametrize("topic", [topic.id for topic in HERE if topic.group == "nieuwkomer"])
def test_no_newcomer_is_sent_to_the_telephone_alone(topic: str) -> None:
    dutch = words(TOPICS[topic].texts[Language.DUTCH])

    if "bel" in dutch.casefold().replace("belangrijk", "").split():
        assert "formulier of e-mailadres" in dutch or "Mail " in dutch


def test_the_sources_have_the_corrections() -> None:
    facts = {source.id: " ".join(line.fact for line in source.evidence) for source in LIBRARY.sources().values()}

    assert "besluit-inburgering" not in facts
    assert "artikel 14, zesde en zevende lid" in facts["leerbaarheidstoets-2022"]
    assert "geen papieren met medische informatie" in facts["inburgeren-nl"]
    assert "in alle drie de routes" in facts["wet-inburgering-2021"]
    assert "voorstel" in facts["vng-2021"]
