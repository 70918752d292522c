"""Whatever comes in from outside is read, or refused in the way that the reader promises: nothing else happens."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.adapters.content.front_matter import read_document
from bot.adapters.content.markdown import to_blocks
from bot.adapters.content.problems import Problems
from bot.adapters.dialogue.reply_json import UnreadableReplyError, from_json
from bot.adapters.mail.returns import returned
from bot.adapters.register.reading import RegisterError, read_register
from bot.adapters.tables.reading import read_table
from bot.cli import backup
from bot.contract import Language
from bot.core.directory.telephone import TelephoneError, read_telephone
from bot.core.importing.table import TableError
from bot.core.partial_date import PartialDate
from bot.core.reply.choices import ChoiceValue, InvalidChoiceError
from tests.contracts.mail_server import report
from tests.contracts.register_sample import NERGENSHUIZEN, VOORBEELD, export
from web.conversation.conversations import ConversationCodec
from web.http.inputs import MAX_TEXT, InputError, language_of, read_choice, read_text
from web.http.rate_limit import address_prefix

OFTEN = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
MAIL = report("kennispunt+ronde-abcdefghijklmnop1234@vng.example.nl", "loket@voorbeeld.example.nl")
CSV = b"gemeente;telefoon;e-mail\nVoorbeelddorp;088 555 0101;loket@example.nl\n"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=15,
)


def damaged(good: bytes) -> st.SearchStrategy[bytes]:
    """Something that was good once: cut off, with other bytes in it, twice; or nothing of the kind."""
    places = st.integers(0, len(good))
    cut = places.map(lambda place: good[:place])
    other = st.tuples(places, st.binary(max_size=30)).map(lambda pair: good[: pair[0]] + pair[1] + good[pair[0] :])
    written_over = st.tuples(places, st.binary(min_size=1, max_size=30)).map(
        lambda pair: good[: pair[0]] + pair[1] + good[pair[0] + len(pair[1]) :]
    )
    return st.one_of(cut, other, written_over, st.just(good * 2), st.binary(max_size=300))


@pytest.fixture
def write(tmp_path: Path) -> Iterator[Callable[[bytes], Path]]:
    def put(data: bytes) -> Path:
        path = tmp_path / "bestand"
        path.write_bytes(data)
        return path

    return put


@OFTEN
@given(data=damaged(export(VOORBEELD, NERGENSHUIZEN).encode()))
def test_the_national_register(write: Callable[[bytes], Path], data: bytes):
    with contextlib.suppress(RegisterError):
        read_register(write(data))


@OFTEN
@given(data=damaged(CSV), name=st.sampled_from(["a.csv", "a.xlsx", "a.txt", "a"]))
def test_tables_that_editors_bring(data: bytes, name: str):
    with contextlib.suppress(TableError):
        read_table(name, data)


@OFTEN
@given(data=damaged(MAIL))
def test_mail_that_comes_back(data: bytes):
    returned(data)


@OFTEN
@given(data=damaged(b"---\ntitle: Titel\nstatus: concept\n---\n\nEen antwoord met *nadruk*.\n\n- punt\n"))
def test_files_of_the_content(write: Callable[[bytes], Path], data: bytes):
    path = write(data)
    problems = Problems(path.parent)
    document = read_document(path, problems)
    assert document is not None or problems.found


@OFTEN
@given(body=st.text(max_size=400))
def test_answers_in_markdown(tmp_path: Path, body: str):
    blocks = to_blocks(body, Language.DUTCH, path=tmp_path / "x.md", first_line=1, problems=Problems(tmp_path))
    assert all("<script" not in block.html.lower() for block in blocks)


@OFTEN
@given(data=st.dictionaries(st.text(max_size=10), JSON, max_size=6))
def test_replies_of_the_dialogue(data: dict[str, Any]):
    with contextlib.suppress(UnreadableReplyError):
        from_json(data)


@OFTEN
@given(data=st.one_of(JSON.map(lambda value: json.dumps(value).encode()), st.binary(max_size=100)))
def test_conversations_from_a_store(data: bytes):
    with contextlib.suppress(ValueError):
        ConversationCodec().decode(data)


@OFTEN
@given(data=st.binary(max_size=400))
def test_backups(write: Callable[[bytes], Path], data: bytes):
    with pytest.raises(backup.BackupError):
        backup.read(write(data))


@OFTEN
@given(text=st.text(max_size=2 * MAX_TEXT))
def test_messages(text: str):
    with contextlib.suppress(InputError):
        assert 0 < len(read_text(text)) <= MAX_TEXT


@OFTEN
@given(text=st.one_of(st.text(max_size=100), st.text(max_size=30).map("topic:{}".format)))
def test_choices(text: str):
    with contextlib.suppress(InputError):
        assert str(read_choice(text)) == text
    with contextlib.suppress(InvalidChoiceError):
        ChoiceValue.parse(text)


@OFTEN
@given(text=st.text(max_size=60))
def test_what_is_short(text: str):
    language_of(text)
    address_prefix(text)
    with contextlib.suppress(TelephoneError):
        read_telephone(text)
    with contextlib.suppress(ValueError):
        PartialDate.parse(text)
