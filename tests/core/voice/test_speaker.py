from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.contract import Language
from bot.core.directory.contacts import Channel, ChannelKind, Contact
from bot.core.reply.reply import Block, BlockType, Choice, Reply, ReplyKind, SourceLine, SpokenPart
from bot.core.voice.speaker import Speaker
from tests.fakes.phrases import FakePhrases

NL, EN, AR = Language.DUTCH, Language.ENGLISH, Language.ARABIC
LONG = "De gemeente beslist binnen twee weken over uw vraag. " * 12
MORE = SpokenPart("Wilt u meer horen?", NL)


class Words:
    def spoken(self) -> Mapping[Language, Mapping[str, str]]:
        return WORDS


WORDS: dict[Language, dict[str, str]] = {EN: {"gemeente": "municipality-in-Dutch"}}
SPEAKER = Speaker(FakePhrases(), Words())


def text(words: str, language: Language = NL, html: str = "", kind: BlockType = BlockType.TEXT) -> Block:
    return Block(kind, words, language, html)


def answer(*blocks: Block, language: Language = NL, **fields: object) -> Reply:
    return Reply(ReplyKind.ANSWER, language, blocks, **fields)  # type: ignore[arg-type]


def said(reply: Reply, *, whole: bool = False) -> list[str]:
    return [f"{part.language}: {part.text}" for part in SPEAKER.speak(reply, whole=whole)]


def test_a_short_answer_is_said_whole_without_a_question():
    reply = SPEAKER.voiced(answer(text("Zes weken."), short="Kort."))

    assert reply.spoken == (SpokenPart("Zes weken.", NL),)
    assert reply.whole == ()


def test_a_long_answer_is_said_in_short_and_then_asks_whether_to_go_on():
    reply = SPEAKER.voiced(answer(text(LONG), short="Binnen twee weken."))

    assert reply.spoken == (SpokenPart("Binnen twee weken.", NL), MORE)
    assert reply.whole == (SpokenPart(LONG.strip(), NL),)


def test_without_a_short_form_the_first_sentences_are_said_and_no_more_than_twenty_seconds():
    first, more = SPEAKER.speak(answer(text(LONG)))

    assert more == MORE
    assert first.text.startswith("De gemeente beslist")
    assert first.text.endswith("vraag.")
    assert 10 < len(first.text) / 13.3 <= 20


def test_one_endless_sentence_is_still_said():
    assert len(SPEAKER.speak(answer(text("woord " * 200)))[0].text) > 1000


def test_help_in_an_emergency_is_said_whole_and_digit_by_digit():
    reply = answer(text(f"Bel 112. {LONG}"), short="Bel 112.", topic="nood/direct-gevaar")

    assert said(reply) == said(reply, whole=True)
    assert said(reply)[0].startswith("nl: Bel één één twee. De gemeente")


def test_what_must_be_known_beforehand_is_said_in_short_too_but_not_that_nobody_checked_the_translation():
    unchecked = "[en] Nobody has checked this translation yet. The Dutch text counts."
    reply = answer(
        text("We removed a name.", EN, kind=BlockType.NOTICE),
        text(unchecked, EN, kind=BlockType.NOTICE),
        text("The municipality decides within two weeks. " * 12, EN),
        short="In two weeks.",
        language=EN,
    )

    assert said(reply) == ["en: We removed a name. In two weeks.", "en: Would you like to hear more?"]
    assert "Nobody has checked" in said(reply, whole=True)[0]


def test_where_it_comes_from_is_not_said():
    assert said(answer(text("Zes weken."), sources=(SourceLine("Verzonnen papier", "/bronnen/papier"),))) == [
        "nl: Zes weken."
    ]


def test_choices_are_counted_and_numbered_and_never_left_out():
    choices = (Choice("Ja", "topic:a"), Choice("Nee", "topic:b"))
    question = Reply(ReplyKind.CHOICES, NL, (text(LONG),), choices=choices)

    assert said(question)[-1].endswith("vraag. Twee keuzes. Eén: Ja. Twee: Nee.")
    assert said(answer(text(LONG), short="Kort.", choices=choices)) == [
        "nl: Kort. Twee keuzes. Eén: Ja. Twee: Nee.",
        "nl: Wilt u meer horen?",
    ]


def test_one_choice_has_no_number():
    assert said(answer(text("Zes weken."), choices=(Choice("Anders", "topic:a"),))) == ["nl: Zes weken. Anders."]


def test_a_language_to_choose_is_said_in_that_language():
    reply = answer(text("Welke taal?"), choices=(Choice("العربية", "language:ar"), Choice("Türkçe", "language:tr")))

    assert said(reply) == ["nl: Welke taal? Twee keuzes. Eén:", "ar: العربية.", "nl: Twee: Türkçe."]


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ("<ol><li>Bel.</li><li>Vraag het.</li></ol>", ""),
        ("", "1. Bel.\n2. Vraag het."),
        ("", "Bel.\nVraag het."),
        ("<ol><li><p>Bel.</p></li><li><p>Vraag het.</p></li></ol>", ""),
    ],
)
def test_steps_are_counted_and_numbered(html: str, plain: str):
    assert said(answer(text(plain, html=html, kind=BlockType.STEPS))) == [
        "nl: Twee stappen. Eén: Bel. Twee: Vraag het."
    ]


def test_a_turkish_number_keeps_its_dot():
    steps = text("Sor.\nBekle.", Language.TURKISH, kind=BlockType.STEPS)

    assert said(answer(steps, language=Language.TURKISH)) == ["tr: İki adım. Bir: Sor. İki: Bekle."]


def test_points_are_counted_and_a_list_inside_a_list_is_not():
    html = "<p>Let op:</p><ul><li>Zien<ul><li>ver</li><li>dichtbij</li></ul></li><li>Horen</li></ul><p>Klaar.</p>"

    assert said(answer(text("x", html=html))) == [
        "nl: Let op: Twee punten. Eén: Zien. ver. dichtbij. Twee: Horen. Klaar."
    ]


def test_one_item_has_no_number():
    assert said(answer(text("x", html="<ul><li>Horen</li></ul>"))) == ["nl: Horen."]


def test_a_dutch_word_stays_inside_the_sentence_as_the_list_says_it():
    html = '<p>Ask the <span lang="nl" dir="ltr">gemeente</span> (<span lang="nl">tolk</span>) now.</p>'

    assert said(answer(text("x", EN, html), language=EN)) == ["en: Ask the municipality-in-Dutch (tolk) now."]


def test_a_dutch_word_in_another_script_is_written_by_its_sound():
    html = '<p>اسأل (<span lang="nl" dir="ltr">tolk</span>) الآن.</p>'

    assert said(answer(text("x", AR, html), language=AR)) == ["ar: اسأل (تُلك) الآن."]


def test_a_whole_sentence_in_another_language_has_its_own_voice():
    html = '<p>Say: "<span lang="nl">Ik wil een melding doen.</span>". Then wait.</p>'

    assert said(answer(text("x", EN, html), language=EN)) == [
        "en: Say:",
        "nl: Ik wil een melding doen.",
        "en: Then wait.",
    ]


def test_without_a_voice_of_its_own_a_sentence_is_said_by_the_voice_around_it():
    html = '<p>Say: <span lang="nl">Ik wil een melding doen.</span></p>'
    (part,) = Speaker(FakePhrases(), Words(), voices={EN}).speak(answer(text("x", EN, html), language=EN))

    assert part.language is EN
    assert part.text.startswith("Say: ik vil ayn melding doon.")


def test_contacts_are_said_with_their_numbers_and_addresses():
    contact = Contact(
        "gehoor",
        "Stichting Gehoor",
        "Aanmelden",
        (
            Channel(ChannelKind.PHONE, "088 555 0101"),
            Channel(ChannelKind.EMAIL, "info@gehoor.example.nl"),
            Channel(ChannelKind.WEBSITE, "https://www.gehoor.example.nl/aanmelden"),
        ),
    )
    reply = answer(Block(BlockType.CONTACTS, "", NL, contacts=(contact,)))

    (line,) = said(reply, whole=True)
    assert line == (
        "nl: Stichting Gehoor, Aanmelden: nul acht acht, vijf vijf vijf, nul één, nul één; "
        "info apenstaartje gehoor punt example punt N L; gehoor punt example punt N L schuine streep aanmelden."
    )
