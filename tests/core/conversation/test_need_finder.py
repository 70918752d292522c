from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.contract import Language
from bot.core.conversation.understanding import Understanding
from bot.core.reply.joining import joined
from bot.core.reply.reply import ReplyKind
from tests.fakes.world import EN, NL, Talk, heard, picked, shown

SEARCH = "gids/aanbieder-zoeken"


def search(
    said: str = "Wie kan helpen?", *, names: Sequence[tuple[str, str]] = (), language: Language | None = None
) -> Understanding:
    return heard("zoek_aanbieder", said, SEARCH, names=names, language=language)


def test_it_asks_step_by_step_and_then_gives_only_who_fits():
    talk = Talk()

    need = talk.say(search())
    assert (need.kind, need.topic) == (ReplyKind.QUESTION, SEARCH)
    assert {choice.value for choice in need.choices} == {
        "need:visueel",
        "need:auditief",
        "need:doofblind",
        "need:tos",
        "need:onbekend",
    }

    law = talk.say(heard("gegeven", "doofblind", names=[("behoefte", "doofblind")]))
    assert {choice.value for choice in law.choices} >= {"law:wmo", "law:inburgering", "law:jeugd", "law:onbekend"}

    place = talk.say(picked("law:wmo"))
    assert [choice.value for choice in place.choices] == ["municipality:onbekend"]
    assert "municipality" in place.text

    result = talk.say(heard("gegeven", "Modelstad", names=[("gemeente", "Modelstad")]))
    assert (result.kind, result.topic) == (ReplyKind.LOOKUP, SEARCH)
    assert "Stichting Beide" in shown(result)
    assert "Stichting Gehoor" in shown(result)
    assert "Stichting Zicht" not in shown(result)
    assert "Modelstad" in result.text
    assert (result.entities.behoefte, result.entities.wet, result.entities.gemeente) == (
        "doofblind",
        "wmo",
        "Modelstad",
    )
    assert talk.state.asking is None


def test_all_at_once_is_answered_at_once_with_contacts_functions_sources_and_honesty():
    names = [("behoefte", "auditief"), ("wet", "wmo"), ("gemeente", "Modelstad")]
    result = Talk().say(search(names=names))

    assert result.kind is ReplyKind.LOOKUP
    assert "088 555 0101" in shown(result)
    assert "Dagbesteding" in result.text
    assert [source.url for source in result.sources] == ["https://example.nl/bron"]
    assert "VNG's mandate ran up to and including 2025-12-31" in result.text
    assert "We do not have contact details of the municipality of Modelstad yet" in result.text


def test_an_organisation_without_contact_says_so():
    names = [("behoefte", "doofblind"), ("wet", "wmo"), ("gemeente", "Modelstad")]

    assert "We have no contact details of Stichting Beide." in Talk().say(search(names=names)).text


def test_seeing_and_hearing_badly_is_deafblind():
    names = [("behoefte", "visueel"), ("behoefte", "auditief"), ("wet", "wmo"), ("gemeente", "Modelstad")]

    assert Talk().say(search(names=names)).entities.behoefte == "doofblind"


def test_a_question_in_between_is_answered_and_the_open_question_comes_again():
    talk = Talk()
    talk.say(search(names=[("behoefte", "doofblind")]))
    talk.say(heard("vraag", "Wat is een redelijke wachttijd daarvoor?", "wmo-zg/wachttijd"))

    answer, question = talk.replies
    assert answer.topic == "wmo-zg/wachttijd"
    assert "What is it about" in question.text

    after = talk.say(heard("twijfel", "Terug naar de aanbieder, het is Wmo.", "wmo-zg/tolk", names=[("wet", "wmo")]))
    assert "In which municipality" in after.text


def test_a_question_that_names_the_law_is_still_a_question():
    talk = Talk()
    talk.say(search(names=[("behoefte", "doofblind")]))
    talk.say(heard("vraag", "Wat kost een uur begeleiding vanuit de Wmo?", "wmo-zg/tarieven", names=[("wet", "wmo")]))

    assert talk.replies[0].topic == "wmo-zg/tarieven"
    assert talk.state.asking == "wet"


@pytest.mark.parametrize(
    "said",
    [
        "Dat weet ik niet",
        "geen idee",
        "weet niet",
        "I don't know",
        "bilmiyorum",
        "لا أعرف",
        "نمی‌دانم",
        "nie wiem",
        "не знаю",
    ],
)
def test_not_knowing_law_and_municipality_is_accepted(said: str):
    talk = Talk()
    talk.say(search(names=[("behoefte", "visueel")]))
    talk.say(heard("buiten_bereik", said))
    result = talk.say(heard("buiten_bereik", said))

    assert "Stichting Zicht" in shown(result)
    assert (result.entities.wet, result.entities.gemeente) == (None, None)


def test_not_knowing_is_an_answer_even_where_it_sounds_like_not_understanding():
    talk = Talk()
    talk.say(search(names=[("behoefte", "visueel")]))

    assert "In which municipality" in talk.say(heard("gesprek", "weet ik niet", "gesprek/eenvoudiger")).text


def test_a_place_without_a_capital_is_heard_when_it_is_asked_for():
    talk = Talk()
    talk.say(search(names=[("behoefte", "visueel"), ("wet", "wmo")]))

    assert "Modelstad" in talk.say(heard("twijfel", "modelstad", "wmo-zg/tolk")).text


def test_a_name_that_is_no_municipality_is_said_and_asked_again():
    talk = Talk()
    talk.say(search(names=[("behoefte", "visueel"), ("wet", "wmo")]))
    question = talk.say(heard("buiten_bereik", "Nergenshuizen"))

    assert len(talk.replies) == 1
    assert "do not know a municipality of that name" in question.text
    assert question.text.count("In which municipality") == 1


def test_an_answer_can_be_corrected_while_asking_and_afterwards():
    talk = Talk()
    talk.say(search(names=[("behoefte", "auditief")]))
    talk.say(heard("gegeven", "nee, doofblind", names=[("behoefte", "doofblind")]))
    talk.say(heard("gegeven", "Wmo in Modelstad", names=[("wet", "wmo"), ("gemeente", "Modelstad")]))
    moved = talk.say(heard("gegeven", "Sorry, ik bedoel Voorbeelddorp", names=[("gemeente", "Voorbeelddorp")]))
    assert "Voorbeelddorp" in moved.text
    assert "Modelstad" not in moved.text
    assert "Stichting Beide" in shown(moved)

    blind = talk.say(
        heard("gegeven", "toch blind", names=[("behoefte", "visueel")], denied=[("behoefte", "doofblind")])
    )
    assert "Stichting Zicht" in shown(blind)
    assert "Stichting Beide" not in shown(blind)

    other_law = talk.say(
        heard(
            "twijfel",
            "toch geen Wmo maar inburgering",
            "wmo-zg/tolk",
            names=[("wet", "inburgering")],
            denied=[("wet", "wmo")],
        )
    )
    assert other_law.entities.wet == "inburgering"
    assert "Stichting Zicht" in shown(other_law)


def test_a_law_under_which_nobody_is_known_says_so_and_points_on():
    result = Talk().say(search(names=[("behoefte", "auditief"), ("wet", "jeugd"), ("gemeente", "Modelstad")]))

    assert result.unknown
    assert "We do not know a provider" in result.text
    assert result.related[0].topic == "jeugd/lta"


def test_an_unwanted_provider_is_left_out():
    talk = Talk()
    talk.say(search(names=[("behoefte", "doofblind"), ("wet", "wmo"), ("gemeente", "Modelstad")]))
    result = talk.say(heard("gegeven", "niet Stichting Gehoor", denied=[("aanbieder", "Stichting Gehoor")]))

    assert "Stichting Beide" in shown(result)
    assert "Stichting Gehoor" not in shown(result)


def test_a_new_search_forgets_the_finished_one():
    talk = Talk()
    talk.say(search(names=[("behoefte", "doofblind"), ("wet", "wmo"), ("gemeente", "Modelstad")]))
    again = talk.say(search("Welke aanbieder past bij een blinde inwoner?", names=[("behoefte", "visueel")]))

    assert "What is it about" in again.text
    assert again.entities.gemeente is None


def test_what_was_said_before_is_not_asked_again():
    talk = Talk()
    talk.say(heard("twijfel", "doof", "wmo-zg/tolk", names=[("behoefte", "auditief")]))

    assert "What is it about" in talk.say(search("ik zoek een aanbieder")).text


def test_it_asks_in_the_conversations_language():
    talk = Talk()
    talk.say(search("Who can help me?", language=EN))
    question = talk.say(heard("gegeven", "Wmo", names=[("wet", "wmo")]))

    assert question.language is EN
    assert question.text.startswith("[en]")
    assert talk.state.language is not NL


def test_starting_again_leaves_the_finder():
    talk = Talk()
    talk.say(search(names=[("behoefte", "doofblind")]))
    talk.say(heard("gesprek", "Opnieuw beginnen", "gesprek/opnieuw"))
    assert [reply.topic for reply in talk.replies] == [None]
    assert talk.state.asking is None
    talk.say(picked("command:opnieuw"))

    assert [reply.topic for reply in talk.replies] == ["gesprek/opnieuw"]
    assert talk.state.asking is None
    assert talk.state.need is None


def asking(slot: str) -> Talk:
    talk = Talk()
    names = {"behoefte": [], "wet": [("behoefte", "auditief")], "gemeente": [("behoefte", "auditief"), ("wet", "wmo")]}
    talk.say(search(names=names[slot]))
    assert talk.state.asking == slot
    return talk


@pytest.mark.parametrize("slot", ["behoefte", "wet", "gemeente"])
def test_a_short_question_is_answered_and_fills_nothing_in(slot: str):
    talk = asking(slot)
    talk.say(heard("vraag", "Wat is Wmo-zg?", "wmo-zg/doelgroep", names=[("wet", "wmo")]))

    answer, question = talk.replies
    assert answer.topic == "wmo-zg/doelgroep"
    assert question.kind is ReplyKind.QUESTION
    assert talk.state.asking == slot
    assert talk.state.law == ("wmo" if slot == "gemeente" else None)


def test_a_question_about_two_laws_fills_in_neither():
    talk = asking("wet")
    laws = [("wet", "wmo"), ("wet", "wlz")]
    talk.say(heard("vraag", "Wat is het verschil tussen Wmo en Wlz?", "wmo-zg/doelgroep", names=laws))
    assert (talk.replies[0].topic, talk.state.law, talk.state.asking) == ("wmo-zg/doelgroep", None, "wet")

    talk.say(heard("gegeven", "Wmo of Wlz", names=laws))
    assert (talk.state.law, talk.state.asking) == (None, "wet")


@pytest.mark.parametrize("slot", ["behoefte", "wet", "gemeente"])
@pytest.mark.parametrize("said", ["ja", "Nee.", "hayır", "так"])
def test_a_bare_yes_or_no_is_neither_greeting_nor_goodbye(slot: str, said: str):
    talk = asking(slot)
    question = talk.say(heard("gesprek", said, "gesprek/groet"))

    assert len(talk.replies) == 1
    assert (question.kind, talk.state.asking) == (ReplyKind.QUESTION, slot)
    assert "Type 'stop'" in question.text


@pytest.mark.parametrize("slot", ["behoefte", "wet", "gemeente"])
@pytest.mark.parametrize("said", ["stop", "Stop!", "laat maar", "koniec"])
def test_stop_ends_the_search(slot: str, said: str):
    talk = asking(slot)
    reply = talk.say(heard("twijfel", said, "wmo-zg/tolk"))

    assert talk.state.asking is None
    assert "search has stopped" in reply.text
    assert len(talk.replies) == 1


def test_not_knowing_the_disability_goes_on_without_it():
    talk = asking("behoefte")
    assert "What is it about" in talk.say(heard("gesprek", "geen idee", "gesprek/eenvoudiger")).text
    assert len(talk.replies) == 1
    talk.say(picked("law:wmo"))
    found = talk.say(picked("municipality:onbekend"))
    assert found.kind is ReplyKind.LOOKUP
    assert "Stichting Zicht" in shown(found)
    assert "Stichting Gehoor" in shown(found)
    assert found.entities.behoefte is None


def test_not_knowing_anything_still_gives_the_providers():
    talk = asking("behoefte")
    for _ in range(3):
        found = talk.say(heard("twijfel", "weet ik niet", "wmo-zg/tolk"))
    assert "We know these providers." in found.text


@pytest.mark.parametrize(
    ("said", "need"),
    [
        ("de eerste", "visueel"),
        ("2", "auditief"),
        ("nummer 3", "doofblind"),
        ("de tweede graag", "auditief"),
        ("VISUEEL", "visueel"),
    ],
)
def test_a_choice_is_taken_by_its_number_and_by_its_words(said: str, need: str):
    talk = asking("behoefte")
    talk.say(heard("buiten_bereik", said))
    assert (talk.state.need, talk.state.asking) == (need, "wet")


@pytest.mark.parametrize("said", ["9", "0", "de achtste", "de eerste keer bellen"])
def test_a_number_of_no_choice_chooses_nothing(said: str):
    talk = asking("behoefte")
    talk.say(heard("twijfel", said, "wmo-zg/tolk"))
    assert talk.state.need is None


def test_topics_offered_beside_the_question_can_be_seen_and_chosen():
    talk = asking("behoefte")
    talk.say(heard("twijfel", "iets met tolken misschien", "wmo-zg/tolk", "wmo-zg/tarieven", confidence=0.3))
    offer, question = talk.replies
    both = joined([offer, question])
    assert {"topic:wmo-zg/tolk", "need:visueel"} <= {choice.value for choice in both.choices}
    assert talk.say(heard("gegeven", offer.choices[0].label)).kind is ReplyKind.QUESTION
    assert talk.replies[0].topic == "wmo-zg/tolk"


def test_a_title_typed_back_is_answered_and_fills_nothing_in():
    talk = asking("wet")
    talk.say(heard("vraag", "Wachttijd", "wmo-zg/tolk", names=[("wet", "wmo")]))
    assert (talk.replies[0].topic, talk.state.law) == ("wmo-zg/wachttijd", None)


def test_two_places_are_asked_which():
    talk = asking("gemeente")
    question = talk.say(heard("gegeven", "Modelstad of Bekendstad", names=[("gemeente", "Modelstad")]))

    assert "Which municipality do you mean?" in question.text
    assert [choice.value for choice in question.choices] == [
        "municipality:9002",
        "municipality:9003",
        "municipality:onbekend",
    ]
    assert talk.state.municipality is None
    assert talk.say(heard("twijfel", "de tweede")).entities.gemeente == "Bekendstad"


def test_two_places_in_a_first_message_are_asked_which_in_the_end():
    talk = Talk()
    names = [("behoefte", "auditief"), ("wet", "wmo"), ("gemeente", "Modelstad"), ("gemeente", "Bekendstad")]
    question = talk.say(search("Wie helpt doven in Modelstad en Bekendstad?", names=names))
    assert "Which municipality do you mean?" in question.text


def test_the_same_place_twice_is_one():
    talk = asking("gemeente")
    names = [("gemeente", "Modelstad"), ("gemeente", "Modelstad")]
    assert talk.say(heard("gegeven", "Modelstad, ja Modelstad", names=names)).entities.gemeente == "Modelstad"


def test_a_place_in_a_municipality_says_to_which_it_belongs():
    talk = asking("gemeente")
    found = talk.say(heard("twijfel", "oudekern", "wmo-zg/tolk"))
    assert found.entities.gemeente == "Voorbeelddorp"
    assert "Oudekern" not in found.text
    assert "oudekern belongs to the municipality of Voorbeelddorp." in found.text


def test_a_province_is_no_municipality():
    talk = asking("gemeente")
    question = talk.say(heard("gesprek", "Verzonnen", "gesprek/taal"))
    assert "Verzonnen is a province. In which municipality" in question.text
    assert talk.state.asking == "gemeente"


def test_a_place_that_is_not_known_is_said_also_before_it_is_asked_for():
    talk = Talk()
    question = talk.say(search("Mijn cliënt woont in Nergenshuizen en is doof", names=[("behoefte", "auditief")]))
    assert "We do not know a municipality of that name." in question.text
    assert "What is it about" in question.text
