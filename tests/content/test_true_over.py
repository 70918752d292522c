"""What the service says of itself, of the directory and of VNG, held against what it does and what VNG wrote."""

from __future__ import annotations

import pytest

from bot.adapters.content import ContentFiles
from bot.contract import Language
from bot.core.personal_data.cleaning import MARKERS
from bot.settings import Settings
from tests.content.said import BOTH, Said, standing, words, wrong

LIBRARY = ContentFiles(Settings().content_dir)
TOPICS = LIBRARY.topics()
HERE = [
    topic
    for topic in TOPICS.values()
    if topic.id.split("/")[0] in {"over", "gids", "gesprek"} or topic.id == "buiten-bereik"
]

SAID = (
    # The form stands under every answer and on every page of the directory (web/templates/parts/ways.html).
    Said(
        "gids/wijziging-doorgeven",
        ("door aan de VNG", "formulier ‘Klopt dit niet?’", "kijkt uw bericht na"),
        ("to VNG", "form 'Is this not right?'", "checks your message"),
        ("formulier voor reacties", "uw melding"),
        ("feedback form",),
    ),
    Said(
        "gids/contact-gemeente/gegevens-aanleveren",
        ("door aan de VNG", "declareren of factureren", "op welke datum", "die niet kunnen bellen"),
        ("to VNG", "claims", "on which date", "cannot use the telephone"),
    ),
    # No desk is known to us, whether or not the national register gave a general number; what VNG has we do not know.
    Said(
        "gids/contact-gemeente",
        ("Een contactpersoon of Wmo-loket kennen wij nog van geen enkele gemeente", "342", "niet het Wmo-loket", "Kunt u niet bellen?"),
        ("We do not know a contact person", "342", "It is not confirmed", "Can't you use the telephone?"),
        ("verzinnen", "zintuiglijk gehandicapten", "U kunt hier een gemeente opzoeken", "De contactgegevens van gemeenten hebben wij nog niet"),
        ("make up",),
    ),
    Said(
        "gids/administratie-gemeente",
        ("Wij weten nog van geen enkele gemeente", "zou die keuzes", "één kalendermaand"),
        ("do not know yet what any municipality", "was going to", "one calendar month"),
        ("van elke gemeente", "mocht een gemeente kiezen", "VNG maakt"),
        ("of each municipality", "declarations", "makes those choices visible"),
    ),
    Said(
        "gids/aanbieder-zoeken",
        ("weten wij niet", "tot en met 31 december 2025", "blind of slechtziend"),
        ("we do not know", "up to and including 31 December 2025", "blind or partially sighted"),
    ),
    Said("gids/contact-aanbieder", ("Kunt u niet bellen?",), ("Can't you use the telephone?",), ("Van Kalorama en De Noorderbrug",)),
    # What VNG did, in the past, and youth apart from Wmo-zg, as in the proposal of 2019 (1.3 no. 6; 2.3).
    Said(
        "over/rol-vng",
        ("De VNG sloot", "In het voorstel uit 2019", "Bij jeugd: – twee keer per jaar", "Bij Wmo-zg: – partijen aanspreken", "doorlopen, weten wij niet", "beslist zelf"),
        ("VNG concluded", "In the proposal of 2019", "For youth: – meeting each provider twice a year", "For Wmo-zg: – holding parties", "go on"),
        ("VNG sluit", "aan zet", "laat zien hoe", "het stuk"),
        ("VNG concludes", "VNG shows", "the paper", "speaks to parties"),
    ),
    Said("over/rol-vng/klankbordgroep", ("hoe vaak de groep overlegt, weten wij niet", "had de groep twee taken", "zou de VNG de groep horen"), ("do not know", "was to hear"), ("hoe vaak zij", "of u dat mag")),
    Said("over/bronnen", ("Dat zijn voorstellen", "controleren wij ze opnieuw"), ("These are proposals", "We check them again"), ("stukken",), ("papers",)),
    Said(
        "over/kennispunt",
        ("blind, slechtziend, doof, slechthorend of doofblind", "112NL", "kenden deze ondersteuning in 2019 niet"),
        ("blind, partially sighted, deaf, hard of hearing or deafblind", "112NL", "In 2019 many municipalities"),
        ("slecht zien, slecht horen of allebei",),
        ("poor sight, poor hearing",),
    ),
    Said(
        "over/toegankelijkheid",
        ("De meeste antwoorden", "blind, slechtziend, doof, slechthorend of doofblind", "tekst groter"),
        ("most answers", "blind, partially sighted, deaf, hard of hearing or deafblind"),
        ("Elk antwoord kunt u laten voorlezen", "formulier voor reacties", "Grote letters"),
        ("every answer. The button", "feedback form"),
    ),
    Said("over/privacy", ("60 minuten na uw laatste vraag", "eigen apparaat"), ("60 minutes after your last question", "own device"), ("zolang het duurt",), ("while it lasts", "wipe")),
    Said("gesprek/voorlezen", ("De meeste antwoorden",), ("most answers",), ("elk antwoord",), ("every answer", "each answer")),
    Said("gesprek/groet", ("blind, slechtziend, doof, slechthorend of doofblind",), ("blind, partially sighted, deaf, hard of hearing or deafblind",)),
    Said("gesprek/opnieuw", ("Het gesprek is gewist",), ("has been deleted",), ("Ik wis",), ("wipe",)),
    Said("gesprek/bedankt", ("Vraag gerust verder",), ("delete the conversation",), ("Stel hem",), ("wipe",)),
    Said("gesprek/medewerker", ("formulier of e-mailadres, of ga langs",), ("form or e-mail address",), ("andere weg",), ("not telephone",)),
    Said("gesprek/taal", ("Deze talen ken ik",), ("I know these languages",), ("Deze talen kan ik",)),
    # Out of scope, but nobody in danger leaves without help, nor by telephone alone.
    Said(
        "buiten-bereik",
        ("112NL", "113.nl", "veiligthuis.nl", "0800-2000", "de uren kennen wij niet", "website van uw gemeente, of vraag het aan uw huisarts"),
        ("112NL", "113.nl", "veiligthuis.nl", "0800-2000", "do not know the hours", "website of your municipality, or ask your GP"),
        ("slecht zien, slecht horen of allebei",),
        ("poor sight",),
    ),
)  # fmt: skip

NEVER_AGAIN = {
    Language.DUTCH: ("ons niet bekend", "formulier voor reacties", "Vraag VNG", "van VNG", "bij VNG", "is niet bekend"),
    Language.ENGLISH: ("feedback form", "wipe", "not telephone", "papers of VNG", "poor sight, poor hearing", "declaration"),
}  # fmt: skip

KINDS = {
    "bsn": ("burgerservicenummer", "citizen service number"),
    "email": ("e-mailadres", "e-mail address"),
    "phone": ("telefoonnummer", "telephone number"),
    "postcode": ("postcode", "postcode"),
    "address": ("adres", "address"),
    "birthdate": ("geboortedatum", "date of birth"),
    "name": ("naam", "name"),
    "iban": ("rekeningnummer", "bank account number"),
    "health": ("gezondheid", "health"),
    "plate": ("kenteken", "number plate"),
    "number": ("nummer van een document", "number of a document"),
}
"""How the answer on privacy names each kind of personal data that the service takes out."""


@pytest.mark.parametrize("said", SAID, ids=lambda said: said.topic)
@pytest.mark.parametrize("language", BOTH, ids=str)
def test_the_answer_says_what_is_so(said: Said, language: Language) -> None:
    assert wrong(said, TOPICS, language) == []


@pytest.mark.parametrize("language", BOTH, ids=str)
def test_what_was_wrong_once_stands_in_none_of_these_answers(language: Language) -> None:
    assert standing(NEVER_AGAIN[language], HERE, language) == set()


def test_privacy_says_how_long_the_service_keeps_a_conversation() -> None:
    minutes = Settings().conversation_minutes

    assert f"tot {minutes} minuten na uw laatste vraag" in words(TOPICS["over/privacy"].texts[Language.DUTCH])
    assert f"until {minutes} minutes after your last question" in words(TOPICS["over/privacy"].texts[Language.ENGLISH])


def test_privacy_names_every_kind_that_the_service_takes_out() -> None:
    assert set(KINDS) == set(MARKERS)
    for place, language in enumerate(BOTH):
        blocks = "\n".join(block.text for block in TOPICS["over/privacy"].texts[language].blocks)
        listed = " ".join(line for line in blocks.splitlines() if line.startswith("–"))
        assert [kind for kind, names in KINDS.items() if names[place] not in listed] == []
