"""What people paste, mistype or try on: never a crash, never an answer as if sure to what is no question."""

from __future__ import annotations

import httpx
import pytest

from tests.e2e.conftest import Stack

NO_ANSWER = {"unknown", "question", "choices"}
LOOKALIKES = str.maketrans("aeopcx", "аеорсх")
"""Latin letters to Cyrillic ones that look the same."""
CASE = (
    "Vanmorgen was ik bij een mevrouw van 82. Zij woont sinds de dood van haar man alleen in een flat op de vierde etage. "
    "De lift is vaak stuk, de buren zijn aardig, en haar dochter komt op zondag. Zij kookt nog zelf, maar brandt zich wel eens. "
    "De thuiszorg komt twee keer per week voor het douchen. De huisarts schrijft dat haar ogen en oren hard achteruitgaan. "
)


@pytest.mark.parametrize(
    "text",
    [
        "asdf jkl qwerty asdf jkl qwerty",
        "lalalalalalalala lololololo",
        "blub " * 300,
        "x" * 1500,
        "👍🏽👩‍🦯🦻 🎉🎉🎉",
        "?!?!?!…",
        "1 2 3 4 5 6 7 8 9 10",
        "\u200b\u200d\ufeff",
        "<script>alert(1)</script>",
        "'; DROP TABLE organisations; --",
        "{{ 7 * 7 }} ${7*7}",
        "/restart",
        "/session_start",
        "鼠标键盘显示器",
        "สวัสดีครับ",
        "नमस्ते",
        "ъыэ ъыэ ъыэ",
    ],
)  # fmt: skip
def test_what_is_no_question_gets_no_answer_as_if_sure(stack: Stack, text: str) -> None:
    conversation = httpx.post(f"{stack.base}/api/v1/conversations", json={"language": "nl"}).json()["id"]
    address = f"{stack.base}/api/v1/conversations/{conversation}/messages"
    response = httpx.post(address, json={"text": text}, timeout=30)
    assert response.status_code in {200, 400, 422}, response.text
    if response.status_code == httpx.codes.OK:
        assert response.json()["kind"] in NO_ANSWER, response.json()
    else:
        assert response.json()["detail"]


def test_letters_that_look_alike_are_read_as_they_look(stack: Stack) -> None:
    plain = "Wie betaalt het vervoer naar de dagbesteding?"
    assert stack.ask(plain.translate(LOOKALIKES))["topic"] == stack.ask(plain)["topic"] == "wmo-zg/vervoer"


def test_pictures_among_the_words_change_nothing(stack: Stack) -> None:
    assert stack.ask("Wie betaalt 💶 het vervoer 🚕 naar de dagbesteding??? 🙏")["topic"] == "wmo-zg/vervoer"


def test_two_scripts_in_one_message_are_understood_or_asked_about(stack: Stack) -> None:
    reply = stack.ask("مرحبا, ik ben كفيف en moet inburgeren, wie kan مساعدة geven?")
    assert reply["kind"] in {"answer", "lookup", *NO_ANSWER}
    assert reply["blocks"]


@pytest.mark.parametrize("place", ["begin", "end"])
def test_the_question_in_a_long_case_is_found_or_asked_for(stack: Stack, place: str) -> None:
    question = "Wie betaalt het vervoer naar de dagbesteding? "
    room = (1990 - len(question)) // len(CASE)
    text = (question + CASE * room) if place == "begin" else (CASE * room + question)
    assert 1700 < len(text) <= 2000
    reply = stack.ask(text)
    assert reply["topic"] == "wmo-zg/vervoer" or reply["kind"] in NO_ANSWER


def test_longer_than_fits_is_refused_with_a_reason(stack: Stack) -> None:
    conversation = httpx.post(f"{stack.base}/api/v1/conversations", json={"language": "nl"}).json()["id"]
    response = httpx.post(f"{stack.base}/api/v1/conversations/{conversation}/messages", json={"text": "vraag " * 400})
    assert response.status_code in {400, 413, 422}
    assert "2000" in response.json()["detail"] or "2.000" in response.json()["detail"]
