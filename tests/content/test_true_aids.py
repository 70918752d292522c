"""What the decision aids must ask and say, and must never say again, in Dutch and English."""

from __future__ import annotations

import pytest

from bot.adapters.content import ContentFiles
from bot.contract import Language
from bot.core.topics.decision_aids import DecisionAid, Outcome, Step
from bot.settings import Settings
from tests.content.said import BOTH

AIDS = ContentFiles(Settings().content_dir).aids()

SAID = {
    # The third ground for sight, and the compulsory excess from 18 (Zorginstituut; Kentalis).
    ("welke-wet", "grenzen"): ("tussen 0,3 en 0,5 met ernstige beperkingen", "between 0.3 and 0.5 with serious limits"),
    ("welke-wet", "zvw"): ("Vanaf 18 jaar geldt het eigen risico", "From age 18 the compulsory excess"),
    ("welke-wet", "meten"): ("geen voorwaarde voor onderzoek", "no condition for an examination"),
    ("welke-wet", "jeugd"): ("jonger dan 18 jaar", "under 18"),
    ("welke-wet", "jeugdwet"): ("Onder de 18 jaar is hulp bij meedoen", "Under 18, support in taking part"),
    ("welke-wet", "geen-zvw"): ("Controleer dit bij de zorgverzekeraar", "To be certain, ask the health insurer"),
    ("welke-wet", "tolk"): ("De inwoner vraagt een tolk aan", "The resident applies for an interpreter"),
    ("welke-wet", "wmo"): ("Wijs de inwoner op gratis cliëntondersteuning", "Point the resident to free client support"),
    ("past-wmo-zg", "past"): ("past misschien", "may fit"),
    ("past-wmo-zg", "tos"): ("geen deel van de afspraken", "no part of the agreements"),
    ("past-wmo-zg", "vraag"): ("Ja, en ook om behandeling", "Yes, and about treatment too"),
    ("past-wmo-zg", "toezicht"): ("dag en nacht toezicht", "supervision day and night"),
    ("wat-nu", "diagnose"): ("Laat eerst ogen en oren onderzoeken", "First have eyes and ears examined"),
    ("wat-nu", "onderzocht"): ("Zijn de ogen of de oren", "Have the eyes or the ears"),
    ("wat-nu", "signaal"): ("Iets anders", "Something else"),
    ("wat-nu", "melding"): ("of doe een melding bij de gemeente", "or notify the municipality"),
    ("welke-route", "toets"): ("De inburgeraar is doofblind", "The newcomer is deafblind"),
    ("welke-route", "vrij"): ("artikel 14", "article 14"),
    ("welke-route", "b1-route"): ("Net als in elke route heeft de inburgeraar 3 jaar", "As in every route the newcomer has 3 years"),
    ("welke-route", "aangepast"): ("bij DUO, ook voor B1 en B2", "DUO for it, for B1 and B2 too"),
    ("welke-route", "ontheffing"): ("zonder medische papieren", "without medical papers"),
    ("welke-route", "z-route"): ("asielvergunning", "asylum residence permit"),
    ("landelijk-of-regionaal", "landelijk"): ("Of de contracten doorlopen, weten wij niet", "whether the contracts go on"),
}  # fmt: skip
"""Aid and part, with the words in Dutch and in English."""

NEVER_AGAIN = {
    Language.DUTCH: ("ligt voor de hand", "is voor deze inwoner bedoeld", "ons niet bekend", "wordt betaald", "vrijstelling", "via de staatsexamens", "Vraag VNG", "Bied gratis", "biedt gratis", "lijkt dement", "Veel mensen kennen Wmo-zg niet"),
    Language.ENGLISH: ("own risk", "is meant for this", "learnability", "status holder", "provisions", "one track", "to be certain.", "people do not know Wmo-zg"),
}  # fmt: skip


def words(part: Step | Outcome, language: Language) -> str:
    return " ".join(said.texts[language] for said in part.all_words())


def parts(aid: DecisionAid) -> list[Step | Outcome]:
    return [*aid.steps.values(), *aid.outcomes.values()]


@pytest.mark.parametrize(("aid", "part"), SAID)
@pytest.mark.parametrize("language", BOTH, ids=str)
def test_the_part_says_what_its_source_says(aid: str, part: str, language: Language) -> None:
    here = {item.id: item for item in parts(AIDS[aid])}[part]

    assert SAID[aid, part][BOTH.index(language)] in words(here, language)


@pytest.mark.parametrize("language", BOTH, ids=str)
def test_what_was_wrong_once_stands_in_no_aid(language: Language) -> None:
    found = {
        (aid.id, part.id, phrase)
        for aid in AIDS.values()
        for part in parts(aid)
        for phrase in NEVER_AGAIN[language]
        if phrase.casefold() in words(part, language).casefold()
    }

    assert found == set()


def test_a_referrer_is_asked_for_the_two_conditions_of_referring_alone() -> None:
    assert set(AIDS["landelijk-of-regionaal"].steps) == {"alternatief", "contract"}
