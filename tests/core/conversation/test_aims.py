from __future__ import annotations

import pytest

from bot.core.conversation.understanding import Understanding
from bot.core.reply.reply import ReplyKind
from tests.fakes.world import EN, Talk, heard, picked, shown

SEARCH = "gids/aanbieder-zoeken"


def searched() -> Talk:
    talk = Talk()
    names = [("behoefte", "auditief"), ("wet", "wmo"), ("gemeente", "Modelstad")]
    talk.say(heard("zoek_aanbieder", "Wie helpt?", SEARCH, names=names))
    return talk


def test_their_number_is_that_of_the_providers_just_shown():
    reply = searched().say(heard("vraag", "En hun telefoonnummer?", "gids/contact-aanbieder", fragment=True))

    assert reply.topic == "gids/contact-aanbieder"
    assert "088 555 0101" in shown(reply)


def test_an_unsure_fragment_after_providers_is_about_their_contacts():
    reply = searched().say(
        heard(
            "twijfel",
            "En hun nummer?",
            "wmo-zg/tolk",
            "gids/contact-aanbieder",
            act="contact",
            context=["gids/contact-aanbieder"],
        )
    )

    assert "088 555 0101" in shown(reply)


def test_a_named_organisation_after_that_narrows_it():
    talk = searched()
    reply = talk.say(heard("gegeven", "ik bedoel dat van Stichting Zicht", names=[("aanbieder", "Stichting Zicht")]))

    assert reply.topic == "gids/contact-aanbieder"
    assert "https://zicht.example.nl" in shown(reply)
    assert "088 555 0101" not in shown(reply)
    assert "We do not know the telephone number of Stichting Zicht." in reply.text


def test_one_organisation_is_denied_for_another():
    talk = Talk()
    talk.say(
        heard("vraag", "Nummer van Stichting Zicht", "gids/contact-aanbieder", names=[("aanbieder", "Stichting Zicht")])
    )
    reply = talk.say(
        heard(
            "gegeven",
            "niet Zicht maar Gehoor",
            names=[("aanbieder", "Stichting Gehoor")],
            denied=[("aanbieder", "Stichting Zicht")],
        )
    )

    assert "088 555 0101" in shown(reply)
    assert reply.entities.aanbieder == "Stichting Gehoor"


def test_a_contact_without_a_name_asks_of_whom():
    reply = Talk().say(heard("vraag", "Wat is het telefoonnummer?", "gids/contact-aanbieder"))

    assert reply.kind is ReplyKind.QUESTION
    assert "organisation:gehoor" in {choice.value for choice in reply.choices}


def test_an_unknown_municipal_contact_is_said_never_invented():
    reply = Talk().say(
        heard("vraag", "Nummer van Modelstad?", "gids/contact-gemeente", names=[("gemeente", "Modelstad")])
    )

    assert (reply.kind, reply.topic, reply.unknown) == (ReplyKind.LOOKUP, "gids/contact-gemeente", True)
    assert "We do not have contact details of the municipality of Modelstad yet." in reply.text
    assert "https://vng.example.nl" in shown(reply)


def test_a_known_municipal_contact_is_given():
    reply = Talk().say(
        heard("vraag", "Nummer van Bekendstad?", "gids/contact-gemeente", names=[("gemeente", "Bekendstad")])
    )

    assert not reply.unknown
    assert "088 555 0202" in shown(reply)
    assert "Nobody has confirmed" not in reply.text


def test_a_contact_is_that_of_whoever_is_named():
    municipality = heard("vraag", "Telefoon in Modelstad?", "gids/contact-aanbieder", names=[("gemeente", "Modelstad")])
    organisation = heard("vraag", "Wie bel ik?", "gids/contact-gemeente", names=[("aanbieder", "Stichting Gehoor")])

    assert Talk().say(municipality).topic == "gids/contact-gemeente"
    assert Talk().say(organisation).topic == "gids/contact-aanbieder"


def test_the_next_municipality_is_asked_the_same():
    talk = Talk()
    talk.say(heard("vraag", "Nummer van Modelstad?", "gids/contact-gemeente", names=[("gemeente", "Modelstad")]))
    reply = talk.say(heard("gegeven", "En Voorbeelddorp?", names=[("gemeente", "Voorbeelddorp")], fragment=True))

    assert reply.topic == "gids/contact-gemeente"
    assert "Voorbeelddorp" in reply.text
    assert "Modelstad" not in reply.text


def test_a_municipality_after_an_organisations_contact_is_its_contact():
    talk = Talk()
    talk.say(heard("vraag", "E-mail?", "gids/contact-aanbieder", names=[("aanbieder", "Stichting Gehoor")]))
    reply = talk.say(
        heard(
            "twijfel", "And of Modelstad?", "wmo-zg/tolk", names=[("gemeente", "Modelstad")], fragment=True, language=EN
        )
    )

    assert (reply.topic, reply.language) == ("gids/contact-gemeente", EN)


def test_a_municipality_alone_gives_what_can_be_asked_of_it():
    talk = Talk()
    reply = talk.say(heard("gegeven", "Bekendstad", names=[("gemeente", "Bekendstad")]))
    assert {choice.topic for choice in reply.choices} == {
        "gids/contact-gemeente",
        SEARCH,
        "gids/administratie-gemeente",
    }

    chosen = talk.say(picked("topic:gids/contact-gemeente"))
    assert "088 555 0202" in shown(chosen)


def test_how_a_municipality_wants_its_administration():
    known = heard("vraag", "Bekendstad per maand?", "gids/administratie-gemeente", names=[("gemeente", "Bekendstad")])
    unknown = heard("vraag", "Modelstad per maand?", "gids/administratie-gemeente", names=[("gemeente", "Modelstad")])

    assert "How often: [nl] every month" in Talk().say(known).text
    reply = Talk().say(unknown)
    assert reply.unknown
    assert reply.related[0].topic == "wmo-zg/declareren"


def test_a_municipality_after_declaring_is_about_its_administration():
    talk = Talk()
    talk.say(heard("vraag", "Declareren per maand?", "wmo-zg/declareren"))

    assert (
        talk.say(heard("gegeven", "En in Modelstad?", names=[("gemeente", "Modelstad")])).topic
        == "gids/administratie-gemeente"
    )


def test_another_law_gives_the_same_subject_there():
    talk = Talk()
    talk.say(heard("vraag", "Voor wie is Wmo-zg?", "wmo-zg/doelgroep"))
    reply = talk.say(
        heard("twijfel", "en voor inburgering?", "wmo-zg/tolk", names=[("wet", "inburgering")], fragment=True)
    )

    assert reply.topic == "inburgering/doelgroep"


def test_another_law_without_that_subject_offers_its_likely_topics():
    talk = Talk()
    talk.say(heard("vraag", "Hoe lang wachten?", "wmo-zg/wachttijd"))
    reply = talk.say(
        heard("twijfel", "en voor inburgering?", "inburgering/aanbod", names=[("wet", "inburgering")], fragment=True)
    )

    assert "inburgering/aanbod" in {choice.topic for choice in reply.choices}


def test_a_fragment_that_is_clear_by_itself_is_its_own_question():
    talk = Talk()
    talk.say(heard("vraag", "Hoe lang wachten?", "wmo-zg/wachttijd"))

    assert talk.say(heard("vraag", "en het tarief?", "wmo-zg/tarieven", fragment=True)).topic == "wmo-zg/tarieven"


def test_an_unclear_fragment_stays_with_the_last_topic():
    talk = Talk()
    talk.say(heard("vraag", "Hoe herken ik slechthorendheid?", "wmo-zg/signaleren"))

    assert (
        talk.say(heard("buiten_bereik", "en hoeveel nu?", context=["wmo-zg/signaleren"])).topic == "wmo-zg/signaleren"
    )
    need = heard(
        "gegeven", "En doofblindheid bij ouderen?", names=[("behoefte", "doofblind")], context=["wmo-zg/signaleren"]
    )
    assert talk.say(need).topic == "wmo-zg/signaleren"


def test_who_does_know_is_told_after_an_answer_that_did_not():
    talk = Talk()
    talk.say(heard("vraag", "Wat is het tarief?", "wmo-zg/tarieven"))
    reply = talk.say(heard("buiten_bereik", "Wie weet dat dan wel?", act="who"))

    assert "Ask VNG or the municipality itself" in reply.text


def test_a_strange_question_after_an_unknown_one_is_still_strange():
    talk = Talk()
    talk.say(heard("vraag", "Wat is het tarief?", "wmo-zg/tarieven"))

    assert talk.say(heard("buiten_bereik", "Hoe laat is het?")).topic == "buiten-bereik"


def test_a_second_question_is_offered_as_the_next():
    reply = Talk().say(
        heard("vraag", "Hoe lang is de wachttijd en wat kost het?", "wmo-zg/wachttijd", "wmo-zg/tarieven")
    )

    assert reply.topic == "wmo-zg/wachttijd"
    assert reply.related[0].topic == "wmo-zg/tarieven"


def test_a_single_vague_word_is_asked_about():
    reply = Talk().say(
        heard(
            "twijfel", "doof", "wmo-zg/tolk", "wmo-zg/signaleren", "wmo-zg/wachttijd", names=[("behoefte", "auditief")]
        )
    )

    assert reply.kind is ReplyKind.CHOICES
    assert [choice.topic for choice in reply.choices] == ["wmo-zg/tolk", "wmo-zg/signaleren", SEARCH, "buiten-bereik"]
    assert reply.topic is None


@pytest.mark.parametrize(("confidence", "third"), [(0.5, "wmo-zg/wachttijd"), (0.3, SEARCH)])
def test_a_likely_third_topic_of_a_story_is_offered_rather_than_the_need_finder(confidence: float, third: str):
    reply = Talk().say(
        heard(
            "twijfel",
            "Ze is doof en wacht nu al weken op bericht van ons",
            "wmo-zg/tolk",
            "wmo-zg/signaleren",
            "wmo-zg/wachttijd",
            names=[("behoefte", "auditief")],
            confidence=confidence,
        )
    )

    assert reply.choices[2].topic == third


@pytest.mark.parametrize(("confidence", "offered"), [(0.4, True), (0.15, False)])
def test_what_the_assistant_does_is_offered_when_it_is_likely(confidence: float, offered: bool):
    reply = Talk().say(
        heard("twijfel", "Dat gaat me te snel zeg", "wmo-zg/tolk", "gesprek/herhalen", confidence=confidence)
    )

    assert reply.kind is ReplyKind.CHOICES
    assert ("gesprek/herhalen" in {choice.topic for choice in reply.choices}) is offered


def test_a_message_that_goes_on_stays_when_the_last_topic_is_possible():
    talk = Talk()
    talk.say(heard("vraag", "Hoe herken ik het?", "wmo-zg/signaleren"))
    going_on = heard(
        "vraag",
        "En hoe is dat bij mensen van boven de tachtig?",
        "wmo-zg/tolk",
        "wmo-zg/signaleren",
        confidence=0.7,
        context=["wmo-zg/signaleren"],
    )
    of_its_own = heard(
        "vraag", "En hoe regel je dan eigenlijk een tolk?", "wmo-zg/tolk", "wmo-zg/signaleren", confidence=0.97
    )

    assert talk.say(going_on).topic == "wmo-zg/signaleren"
    assert talk.say(of_its_own).topic == "wmo-zg/tolk"


def test_when_nothing_stands_out_the_last_topic_counts_if_it_is_likely():
    talk = Talk()
    talk.say(heard("vraag", "Wat is het tarief?", "wmo-zg/tarieven"))
    vague = heard(
        "twijfel",
        "In mijn lijst staat iets van vorig jaar. Mag dat nog?",
        "wmo-zg/tolk",
        "wmo-zg/tarieven",
        confidence=0.2,
        act="whether",
        context=["wmo-zg/tarieven"],
    )
    clearer = heard(
        "twijfel",
        "In mijn lijst staat iets van vorig jaar. Mag dat nog?",
        "wmo-zg/tolk",
        "wmo-zg/tarieven",
        confidence=0.45,
    )

    assert talk.say(vague).topic == "wmo-zg/tarieven"
    assert talk.say(clearer).kind is ReplyKind.CHOICES


@pytest.mark.parametrize(
    "understanding",
    [
        heard(
            "twijfel",
            "Ik bedoel de gemeente Voorbeelddorp, niet de provincie",
            "wmo-zg/tolk",
            names=[("gemeente", "Voorbeelddorp")],
        ),
        heard("twijfel", "Sorry, ik bedoel Voorbeelddorp", "gesprek/eenvoudiger"),
        heard("buiten_bereik", "En van Voorbeelddorp in Verzonnen?", fragment=True),
    ],
)
def test_a_place_that_is_meant_after_a_lookup_is_looked_up(understanding: Understanding):
    talk = Talk()
    talk.say(heard("vraag", "Nummer van Modelstad?", "gids/contact-gemeente", names=[("gemeente", "Modelstad")]))
    reply = talk.say(understanding)

    assert reply.topic == "gids/contact-gemeente"
    assert "Voorbeelddorp" in reply.text


def test_a_described_client_is_a_search_for_who_can_help():
    names = [("behoefte", "visueel"), ("wet", "wmo"), ("gemeente", "Modelstad")]
    doubt = heard(
        "twijfel",
        "Mijn cliënt ziet slecht en woont in Modelstad. Wie helpt vanuit de Wmo?",
        "wmo-zg/tolk",
        SEARCH,
        names=names,
    )
    loose = heard("vraag", "Dan: slechtziend, Wmo, Modelstad", "gids/contact-gemeente", names=names[:2], confidence=0.6)

    for understanding in (doubt, loose):
        reply = Talk().say(understanding)
        assert reply.topic == SEARCH
        assert "Stichting Zicht" in shown(reply)


def test_a_single_word_is_asked_about_unless_it_is_a_topics_name():
    vague = Talk().say(heard("vraag", "wachten", "wmo-zg/wachttijd"))
    assert [choice.topic for choice in vague.choices] == ["wmo-zg/wachttijd", "wmo-zg/tolk", "buiten-bereik"]

    assert Talk().say(heard("vraag", "Wachttijd?", "wmo-zg/wachttijd")).topic == "wmo-zg/wachttijd"


def test_names_after_the_need_finder_was_offered_take_it_up():
    talk = Talk()
    talk.say(
        heard(
            "twijfel",
            "Mijn cliënt hoort slecht, bij wie moet ik zijn?",
            "wmo-zg/tolk",
            names=[("behoefte", "auditief")],
        )
    )
    reply = talk.say(heard("gegeven", "Wmo", names=[("wet", "wmo")]))

    assert "In which municipality" in reply.text


def test_an_unclear_fragment_after_a_search_is_asked_about():
    reply = searched().say(heard("twijfel", "and who pays?", "wmo-zg/tarieven", "wmo-zg/tolk", fragment=True))

    assert [choice.topic for choice in reply.choices][:2] == ["wmo-zg/tarieven", "wmo-zg/tolk"]


def test_there_is_the_municipality_spoken_of():
    talk = Talk()
    talk.say(heard("vraag", "Nummer van Bekendstad?", "gids/contact-gemeente", names=[("gemeente", "Bekendstad")]))
    reply = talk.say(heard("vraag", "declareren wij daar per maand?", "wmo-zg/declareren", fragment=True))

    assert reply.topic == "gids/administratie-gemeente"
    assert "How often: [nl] every month" in reply.text


@pytest.mark.parametrize(
    ("text", "names", "fragment"),
    [
        ("en voor inburgering?", [("wet", "inburgering")], True),
        ("nee, slechtziend", [("behoefte", "visueel")], False),
    ],
)
def test_a_search_goes_on_after_the_numbers_were_asked_for(text: str, names: list[tuple[str, str]], fragment: bool):
    talk = searched()
    talk.say(heard("vraag", "En hun telefoonnummer?", "gids/contact-aanbieder", fragment=True))
    reply = talk.say(heard("gegeven", text, names=names, fragment=fragment))

    assert reply.topic == SEARCH
    assert (reply.entities.behoefte, reply.entities.wet) == (
        dict(names).get("behoefte", "auditief"),
        dict(names).get("wet", "wmo"),
    )


def test_a_bare_disability_after_an_answer_that_is_the_same_for_all_is_asked_about():
    talk = Talk()
    talk.say(heard("vraag", "Wat kost het?", "wmo-zg/tarieven"))
    reply = talk.say(heard("gegeven", "doof", "wmo-zg/tolk", names=[("behoefte", "auditief")]))

    assert reply.kind is ReplyKind.CHOICES


@pytest.mark.parametrize("said", ["Wachttijd", "wachttijd?", "WACHTTIJD", "Waiting  time", "“Waiting time”."])
@pytest.mark.parametrize("intent", ["vraag", "twijfel", "buiten_bereik"])
def test_a_title_typed_back_gives_its_topic_whatever_it_resembles_more(said: str, intent: str):
    assert Talk().say(heard(intent, said, "wmo-zg/tolk")).topic == "wmo-zg/wachttijd"


def test_the_title_of_a_lookup_typed_back_starts_it():
    reply = Talk().say(heard("twijfel", "Contact-aanbieder", "wmo-zg/tolk"))

    assert reply.kind is ReplyKind.QUESTION
    assert "organisation:gehoor" in {choice.value for choice in reply.choices}


def test_the_title_of_a_withdrawn_topic_is_no_name():
    assert Talk().say(heard("twijfel", "Vervallen", "wmo-zg/tolk")).topic != "wmo-zg/vervallen"
