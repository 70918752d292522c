"""What a conversation is about stays: after an aside, a detour, a correction, and where two readings disagree."""

from __future__ import annotations

import pytest

from bot.contract import WANTS_A_PERSON, Language
from bot.core.conversation.commands import LANGUAGE
from bot.core.reply.reply import ReplyKind
from tests.fakes.world import EN, Talk, heard, shown

KEURING = "inburgering/keuring"
TOLK = "wmo-zg/tolk"


def about_keuring() -> Talk:
    talk = Talk()
    talk.say(heard("vraag", "Wat kost de keuring?", KEURING, facets=[(KEURING, "price", 0.8)]))
    return talk


def searched() -> Talk:
    talk = Talk()
    names = [("behoefte", "auditief"), ("wet", "wmo"), ("gemeente", "Modelstad")]
    talk.say(heard("zoek_aanbieder", "Wie helpt?", "gids/aanbieder-zoeken", names=names))
    return talk


def test_what_was_not_known_leaves_the_subject_and_what_follows_names_it() -> None:
    talk = about_keuring()
    assert talk.say(heard("buiten_bereik", "en mijn belasting?", "buiten-bereik")).subject == KEURING

    reply = talk.say(
        heard("twijfel", "wie doet dat", TOLK, act="who", context=[KEURING], facets=[(KEURING, "who", 0.5)])
    )

    assert reply.topic == KEURING
    assert "About 'Keuring':" in reply.text
    assert "Een arts keurt." in reply.text


def test_stepping_back_and_other_words_are_about_nothing_else() -> None:
    talk = about_keuring()
    back = talk.say(heard("buiten_bereik", "dat vroeg ik niet", act="back"))
    assert (back.topic, back.subject) == (WANTS_A_PERSON, KEURING)
    assert talk.state.topic == KEURING


def test_what_the_assistant_does_is_no_subject_of_choices() -> None:
    talk = about_keuring()
    offered = talk.say(heard("twijfel", "iets met de taal", "gesprek/taal", "wmo-zg/tarieven", confidence=0.4))
    assert offered.kind is ReplyKind.CHOICES
    assert offered.subject == "wmo-zg/tarieven"


def test_another_language_is_taken_when_it_is_named_and_likely() -> None:
    talk = about_keuring()
    reply = talk.say(heard("twijfel", "my neighbour reads along, english please", LANGUAGE, TOLK, confidence=0.4))
    assert (reply.topic, reply.language) == (LANGUAGE, EN)


def test_a_language_that_is_only_faintly_meant_is_not_taken() -> None:
    reply = about_keuring().say(heard("twijfel", "een tolk engels", TOLK, LANGUAGE, confidence=0.3))
    assert reply.language is Language.DUTCH


def test_a_clear_question_that_another_topic_answers_is_not_drawn_to_the_subject() -> None:
    asked = heard(
        "vraag", "is die bijdrage van dit jaar", "wmo-zg/tarieven", act="price", context=[KEURING],
        facets=[("wmo-zg/tarieven", "price", 0.6), (KEURING, "price", 0.3)],
    )  # fmt: skip
    assert about_keuring().say(asked).topic == "wmo-zg/tarieven"


def test_where_the_message_and_the_message_made_whole_disagree_both_are_offered() -> None:
    asked = heard(
        "vraag", "wie mag verwijzen", "jeugd/lta", confidence=0.4, act="who", context=[KEURING],
        facets=[("jeugd/lta", "who", 0.4), (KEURING, "who", 0.1)],
    )  # fmt: skip
    # It certainly asks who, and the subject has somebody to name.
    assert about_keuring().say(asked).topic == KEURING

    faint = heard(
        "vraag", "mag dat verwezen worden", "jeugd/lta", confidence=0.4, act="whether", context=[KEURING],
        facets=[("jeugd/lta", "whether", 0.4), (KEURING, "who", 0.1)],
    )  # fmt: skip
    reply = about_keuring().say(faint)
    assert reply.kind is ReplyKind.CHOICES
    assert [choice.topic for choice in reply.choices][:2] == [KEURING, "jeugd/lta"]


@pytest.mark.parametrize("intent", ["twijfel", "buiten_bereik"])
def test_an_unclear_message_that_asks_what_the_subject_answers_is_about_it(intent: str) -> None:
    asked = heard(intent, "vanaf welke leeftijd keurt men", KEURING, confidence=0.3, facets=[(KEURING, "who", 0.5)])
    assert about_keuring().say(asked).topic == KEURING


def test_one_thing_of_something_that_nobody_named_is_asked_back() -> None:
    reply = Talk().say(heard("vraag", "hoeveel kost dat", "wmo-zg/tarieven", TOLK, act="price"))
    assert reply.kind is ReplyKind.CHOICES


def test_the_same_is_never_said_twice_running() -> None:
    talk = Talk()
    talk.say(
        heard("vraag", "Het nummer van Gehoor", "gids/contact-aanbieder", names=[("aanbieder", "Stichting Gehoor")])
    )
    again = talk.say(heard("twijfel", "en hoe snel zijn ze", TOLK, act="term", context=["gids/contact-aanbieder"]))
    assert "I said this just now." in again.text
    assert again.choices[-1].topic == WANTS_A_PERSON


def test_what_is_not_known_twice_is_asked_in_other_words() -> None:
    talk = Talk()
    talk.say(heard("buiten_bereik", "het weer", "buiten-bereik"))
    reply = talk.say(heard("buiten_bereik", "de zon", "buiten-bereik"))
    assert "in other words" in reply.text


def test_who_wants_it_shorter_twice_does_not_get_the_same() -> None:
    talk = Talk()
    talk.say(heard("vraag", "Vertel over de keuring", KEURING))
    first = talk.say(heard("gesprek", "korter", "gesprek/eenvoudiger", act="shorter"))
    second = talk.say(heard("gesprek", "nog korter", "gesprek/eenvoudiger", act="shorter"))
    assert first.text != second.text
    assert any(block.text.startswith("Zin 0") for block in talk.say(heard("twijfel", "alles graag", act="more")).blocks)


def test_a_correction_of_the_search_counts_after_a_detour() -> None:
    talk = searched()
    talk.say(heard("vraag", "Waar komt dat vandaan?", "over/privacy"))
    said = heard(
        "twijfel", "foutje, ze is blind, niet doof", TOLK, act="correct",
        names=[("behoefte", "visueel")], denied=[("behoefte", "auditief")],
    )  # fmt: skip
    assert "Stichting Zicht" in talk.say(said).text


def test_a_place_alone_changes_the_search_though_a_contact_is_faintly_likely() -> None:
    moved = heard(
        "vraag", "en in Voorbeelddorp?", "gids/contact-gemeente", confidence=0.4, act="target",
        names=[("gemeente", "Voorbeelddorp")], context=["gids/aanbieder-zoeken"],
    )  # fmt: skip
    reply = searched().say(moved)
    assert reply.topic == "gids/aanbieder-zoeken"
    assert "Voorbeelddorp" in reply.text


def test_the_municipality_asked_for_after_providers_is_not_their_contact() -> None:
    reply = searched().say(heard("vraag", "wie bel ik bij de gemeente zelf", "gids/contact-gemeente", confidence=1.0))
    assert reply.topic == "gids/contact-gemeente"
    assert "Modelstad" in reply.text


def test_a_question_may_name_one_of_those_shown_by_its_place() -> None:
    talk = Talk()
    names = [("behoefte", "doofblind"), ("wet", "wmo"), ("gemeente", "Modelstad")]
    talk.say(heard("zoek_aanbieder", "Wie helpt?", "gids/aanbieder-zoeken", names=names))
    first = talk.state.offered[0]
    reply = talk.say(heard("twijfel", "ten pierwszy, jaki ma numer", "gids/contact-gemeente", confidence=0.3))
    assert reply.topic == "gids/contact-aanbieder"
    assert first in shown(reply)
    assert talk.state.offered == (first,)


def test_for_whom_the_providers_are_is_a_fact_of_the_directory() -> None:
    talk = Talk()
    talk.say(
        heard("vraag", "Het nummer van Gehoor", "gids/contact-aanbieder", names=[("aanbieder", "Stichting Gehoor")])
    )
    reply = talk.say(
        heard("zoek_aanbieder", "ook voor doofblinden?", "gids/aanbieder-zoeken", act="for-whom", names=[("behoefte", "doofblind")])
    )  # fmt: skip
    assert reply.topic == "gids/contact-aanbieder"
    assert "Yes, as far as we know: Stichting Gehoor." in reply.text
    assert (
        "Stichting Gehoor is there for: Auditief, Doofblind. [nl] Whether it works in your area we do not know"
        in reply.text
    )
    assert talk.state.need is None


def test_a_need_that_none_of_them_is_there_for_is_a_new_search() -> None:
    talk = searched()
    reply = talk.say(
        heard("vraag", "ook voor blinden?", "gids/aanbieder-zoeken", act="for-whom", names=[("behoefte", "visueel")])
    )
    assert "Stichting Zicht" in reply.text
