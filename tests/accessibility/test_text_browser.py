"""The service does its main job in lynx, which knows neither script nor style."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

LYNX = ["lynx", "-nopause", "-term=vt100", "-display_charset=utf-8", "-assume_charset=utf-8", "-accept_all_cookies=off"]


def dump(address: str) -> str:
    """A page as text, with its links numbered."""
    command = [*LYNX, "-dump", "-width=100", address]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=30).stdout


def operate(tmp_path: Path, address: str, keys: list[str]) -> str:
    """Press keys in lynx on a terminal of its own; gives all that it showed."""
    keys_file = tmp_path / "keys"
    keys_file.write_text("".join(f"key {key}\n" for key in [*keys, "Q"]), encoding="utf-8")
    # script(1) gives lynx the terminal that it wants.
    command = ["script", "-qec", " ".join([*LYNX, "-nocolor", f"-cmd_script={keys_file}", f"'{address}'"]), "/dev/null"]
    result = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=30,
        env={**os.environ, "TERM": "vt100"},
    )
    return re.sub(r"\x1b[\[(][0-9;?]*[A-Za-z]", "", result.stdout.decode(errors="replace"))


def test_the_conversation_page_says_what_to_do(base: str) -> None:
    text = dump(f"{base}/chat?taal=nl")
    for words in ("Uw vraag", "Hulp", "Alle onderwerpen"):
        assert words in text
    assert "{" not in text
    assert text.index("Uw vraag") < text.index("Toegankelijkheid")


def test_topics_and_answers_can_be_read(base: str) -> None:
    assert "Wachttijd" in dump(f"{base}/onderwerpen?taal=nl")
    answer = dump(f"{base}/onderwerpen/wmo-zg/wachttijd?taal=nl")
    assert "Zes weken." in answer
    assert "Verzonnen papier" in answer


def test_a_question_sent_by_its_form(base: str) -> None:
    command = [*LYNX, "-dump", "-width=100", "-post_data", f"{base}/chat"]
    form = "taal=nl&text=Hoe+lang+duurt+het%3F\n---\n"
    text = subprocess.run(command, input=form, capture_output=True, text=True, check=True, timeout=30).stdout
    for words in ("Hoe lang duurt het?", "Zes weken.", "Verzonnen papier", "Uw vraag"):
        assert words in text


def test_a_question_typed_with_keys(base: str, tmp_path: Path) -> None:
    links_before = len(re.findall(r"\[\d+\]", dump(f"{base}/chat?taal=nl").partition("Uw vraag")[0]))
    search = 2  # its field and its button, which have no number
    keys = [*["Down Arrow"] * (links_before + search), *"Hoelang?", *["Down Arrow"] * 3, "^J"]
    shown = operate(tmp_path, f"{base}/chat?taal=nl", keys)
    assert "Hoelang?" in shown
    assert "Zes weken" in shown
