"""People in danger are recognised by what they say, in any spelling, and others are left alone."""

from __future__ import annotations

import pytest

from bot.adapters.danger.examples import lookalikes
from bot.adapters.danger.files import detector, phrases, place_words
from bot.contract import Language
from bot.core.safety.concepts import Concepts
from bot.core.safety.detector import DangerKind, Detector, is_help
from bot.core.safety.folding import fold, sentences, windows, words
from bot.core.safety.languages import written_in
from bot.core.safety.linear import Weights, features
from bot.core.safety.phrases import HARMLESS, Phrases
from bot.settings import Settings

FOLDER = Settings().data_dir / "nood"
DIRECTORY = Settings().content_dir / "directory"
DETECTOR = detector(FOLDER, DIRECTORY)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ik wil dood", DangerKind.SUICIDE),
        ("IK WIL NIET MEER LEVEN!!!", DangerKind.SUICIDE),
        ("ik wil doooood", DangerKind.SUICIDE),
        ("I don’t want to live anymore", DangerKind.SUICIDE),
        ("mein leven… nee: mijn man slaat mij", DangerKind.VIOLENCE),
        ("زوجي بيضربني", DangerKind.VIOLENCE),
        ("мене б'є чоловік", DangerKind.VIOLENCE),
        ("мене бє чоловік", DangerKind.VIOLENCE),
        ("maz mnie bije", DangerKind.VIOLENCE),
        ("kocam beni dovuyor", DangerKind.VIOLENCE),
        ("is er een pijnloze manier om te sterven", DangerKind.SUICIDE),
        ("how do people die without pain", DangerKind.SUICIDE),
        ("szukam bezbolesnego sposobu na śmierć", DangerKind.SUICIDE),
        ("yanlış insülin yaptım terliyorum", DangerKind.MEDICAL),
        ("він уколов не той інсулін", DangerKind.MEDICAL),
        ("شوهرم کتکم میزنه", DangerKind.VIOLENCE),
        ("ሰብኣየይ ይሃርመኒ", DangerKind.VIOLENCE),
        ("brand in mijn huis", DangerKind.DANGER),
        ("mijn vader ademt niet", DangerKind.MEDICAL),
    ],
)
def test_what_is_said_in_so_many_words_is_recognised(text: str, kind: DangerKind) -> None:
    danger = DETECTOR.find(text)

    assert danger is not None
    assert danger.kinds[0] is kind
    assert danger.certain


@pytest.mark.parametrize(
    "text",
    [
        "De deadline is moordend, mag de factuur later?",
        "mijn telefoon is dood",
        "ik schrik me dood van dat tarief",
        "Is er een gebarentolk bij de dodenherdenking?",
        "Is begeleiding noodzakelijk?",
        "Wie is de contactpersoon van Noordoostpolder?",
        "",
        "???",
        "123",
    ],
)
def test_who_is_not_in_danger_is_left_alone(text: str) -> None:
    assert DETECTOR.find(text) is None


def test_danger_within_a_long_case_is_found_and_the_rest_is_given_back() -> None:
    case = (
        "Mevrouw is 82 en slechtziend. Zij woont in Zwolle. Gisteren zei ze dat zij niet meer wil leven. "
        "Welke aanbieder kan begeleiding geven?"
    )
    danger = DETECTOR.find(case)

    assert danger is not None
    assert danger.kinds[0] is DangerKind.SUICIDE
    assert danger.rest == "Mevrouw is 82 en slechtziend. Zij woont in Zwolle. Welke aanbieder kan begeleiding geven?"


def test_lookalikes_are_left_alone_but_for_a_few() -> None:
    listed = [message.text for message in lookalikes(FOLDER)]
    alarms = [text for text in listed if DETECTOR.find(text)]

    assert len(listed) > 100
    # 'de klok slaat en ik hoor hem niet', 'a course on suicide': phrases strict enough for these would miss people.
    assert len(alarms) <= len(listed) * 0.2, alarms


def test_every_language_has_phrases_of_every_kind() -> None:
    for path in (FOLDER / "phrases").glob("*.txt"):
        headings = {line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("[")}
        assert headings == {"[geen]", *(f"[{kind.value.partition('/')[2]}]" for kind in DangerKind)}, path.name
    assert {path.stem for path in (FOLDER / "phrases").glob("*.txt")} == {language.value for language in Language}
    assert set(phrases(FOLDER)) == {HARMLESS, *DangerKind}


def test_a_phrase_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="no words"):
        Phrases({"nood/medisch": [".."]})


def test_a_phrase_knows_alternatives_beginnings_gaps_and_words_left_out() -> None:
    listed = Phrases({"nood/medisch": ["wil/wou .. dood", "zelfmoord*", "nu ?echt gevaar"]})

    for text in ("ik wil nu echt dood", "wou dood", "zelfmoordplan", "nu gevaar", "nu echt gevaar"):
        assert listed.kinds(words(text)), text
    for text in ("wil een twee drie vier dood", "dood wil", "antizelfmoord", "nu heel gevaar"):
        assert not listed.kinds(words(text)), text


def test_a_phrase_is_heard_by_its_sound_too() -> None:
    listed = Phrases({"nood/medisch": ["krijg geen lucht"], "nood/zelfdoding": ["zelfmoord* plegen"]})

    assert listed.kinds(words("krijg gen lugt")) == {"nood/medisch"}
    assert listed.kinds(words("selfmoort plege")) == {"nood/zelfdoding"}
    assert not listed.kinds(words("gen lust"))


def test_what_is_harmless_is_taken_away_first_and_nothing_else() -> None:
    weights = Weights(("nood/medisch",), (-1.0,), {" stik": (9.0,)})
    listed = Phrases({"nood/medisch": ["stik*"], HARMLESS: ["stik .. warmte"]})
    found = Detector(listed, weights, 0.5).find

    assert listed.telling(words("help ik stik van de warmte hier")) == ["help", "ik", "·", "·", "·", "·", "hier"]
    assert found("ik stik van de warmte") is None
    assert found("ik stik van de warmte en hij stikt in brood") is not None
    assert found("ik stik help") is not None


def test_the_model_can_raise_the_alarm_without_a_phrase() -> None:
    weights = Weights(("nood/medisch",), (-1.0,), {" help": (9.0,)})
    alone = Detector(Phrases({}), weights, 0.5)

    danger = alone.find("help mij nu")
    assert danger is not None
    assert (danger.kinds, danger.certain) == ((DangerKind.MEDICAL,), False)
    assert alone.find("help") is None
    assert 0.0 <= alone.likelihood("help niets") <= 1.0


def test_features_are_words_neighbours_pieces_sounds_and_concepts() -> None:
    found = features(["ik", "wil", "lucht"], Concepts({"nl": ["want: wil*", "breathe: lucht"]}))

    assert {" ik", "ik wil", "ik . lucht", "_luc", "cht_", "~ lugt", "#want", "#breathe want"} <= found


def test_spelling_variants_fold_to_one() -> None:
    assert fold("Dóód") == fold("dood")
    assert fold("نمی خواهم") == fold("نمی‌خواهم") == fold("نميخواهم")
    assert fold("ክቐትል") == fold("ክቀትል")
    assert fold("ölmek istiyorum") == fold("olmek ıstıyorum")


def test_a_long_sentence_is_read_in_windows_that_leave_nothing_out() -> None:
    listed = [f"woord{number}" for number in range(40)]
    seen = list(windows(" ".join(listed)))

    assert {word for window in seen for word in window} == set(listed)
    assert max(map(len, seen)) < 20
    assert sentences("Een. Twee?\nDrie") == ["Een.", "Twee?", "Drie"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ik wil dood", Language.DUTCH),
        ("I want to die", Language.ENGLISH),
        ("chcę umrzeć, nie mam siły", Language.POLISH),
        ("ben artık yaşamak istemiyorum", Language.TURKISH),
        ("хочу померти", Language.UKRAINIAN),
        ("زوجي يضربني", Language.ARABIC),
        ("شوهرم مرا می‌زند", Language.PERSIAN),
        ("ክመውት እደሊ", Language.TIGRINYA),
    ],
)
def test_the_language_is_told_by_script_and_common_words(text: str, language: Language) -> None:
    assert written_in(text, Language.DUTCH) is language
    assert written_in("...", language) is language


def test_only_the_topics_of_the_group_are_help() -> None:
    assert is_help("nood/medisch")
    assert not is_help("noodgeval")
    assert not is_help(None)


@pytest.mark.parametrize(
    "frame", ["{}", "en in {}?", "Wmo in {}", "{} of Kampen", "and in {}?", "a w {}?", "{} misschien"]
)
def test_no_municipality_is_taken_for_danger(frame: str) -> None:
    """'Zwolle' sounds like swollen, 'Opmeer' like 'niet meer'."""
    names = sorted(place_words(DIRECTORY))

    assert len(names) > 200
    assert [name for name in names if DETECTOR.find(frame.format(name.capitalize()))] == []


def test_what_is_said_of_danger_counts_beside_a_place() -> None:
    found = DETECTOR.find("ik wil niet meer leven, ik woon in Zwolle")

    assert found is not None
    assert found.kinds[0] is DangerKind.SUICIDE


@pytest.mark.parametrize(
    "text", ["bla bla bla bla", "blub " * 40, "can I drop by in person", "'; DROP TABLE organisations; --"]
)
def test_nonsense_and_everyday_words_are_no_danger(text: str) -> None:
    assert DETECTOR.find(text) is None


def test_an_ordinary_word_is_not_taken_for_another_that_sounds_like_it() -> None:
    listed = Phrases({"nood/direct-gevaar": ["kard", "mes .. hand"]}, as_written=["kaart", "Hant"])

    assert not listed.kinds(words("zo'n ov-kaart"))
    assert listed.kinds(words("او kard دارد"))
    assert listed.kinds(words("een mes in zijn hand"))
    assert Phrases({"nood/direct-gevaar": ["kard"]}).kinds(words("zo'n ov-kaart"))
