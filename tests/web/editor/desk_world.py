"""The application on a real database with a desk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sqlalchemy import Engine

from bot.adapters.content import ContentFiles
from bot.adapters.content.desk_texts import ContentTexts
from bot.adapters.content.trial import tried
from bot.adapters.sign_in.passkeys import Passkeys
from bot.adapters.sign_in.secrets import key_address
from bot.adapters.sign_in.setup import provider_from
from bot.adapters.sql.accounts.accounts import SqlAccounts
from bot.adapters.sql.accounts.keys import SqlKeys
from bot.adapters.sql.accounts.mailed_links import SqlMailedLinks
from bot.adapters.sql.accounts.outside import SqlOutside
from bot.adapters.sql.directory.desk import SqlDesk
from bot.adapters.sql.directory.directory import SqlDirectory
from bot.adapters.sql.directory.doubles import SqlMerging
from bot.adapters.sql.directory.importing import SqlImporter
from bot.adapters.sql.exchange.webhooks import SqlWebhookBook
from bot.adapters.sql.texts.book import SqlDraftBook
from bot.adapters.webhooks.sending import HttpSender
from bot.core.accounts.ways import Ways
from bot.core.answering.answers import Answers
from bot.core.exchange.webhooks import Webhooks
from bot.core.texts.texts import DeskTexts
from tests.contracts.closed_world import ClosedWorld
from tests.contracts.round_world import Now, RoundWorld
from tests.web.fakes import World
from web.editor.services import Editing


def _nowhere(_host: str, _port: int) -> list[str]:
    """No test looks a name up."""
    raise OSError


def give_a_desk(made: World, engine: Engine, rounds: RoundWorld | None = None) -> None:
    """Put the database's directory and its desk in the place of the fake ones."""
    made.directory = SqlDirectory(engine)  # type: ignore[assignment]
    # In a process of its own letters stay in the database, where the test beside it reads them.
    elsewhere = rounds is None
    rounds = rounds or RoundWorld(engine, clock=Now())
    closed = ClosedWorld(engine, rounds)
    rooms, texts = closed.rooms, _texts(made, engine)
    made.editing = Editing(
        SqlDesk(engine),
        SqlAccounts(engine),
        SqlImporter(engine, dict),
        key_address,
        Ways(
            SqlKeys(engine),
            SqlMailedLinks(engine),
            SqlOutside(engine),
            Passkeys(),
            rounds.fake.send,
            provider_from(made.settings),
        ),
        answering=rounds.answering,
        rounds=rounds.rounds,
        merging=SqlMerging(engine),
        rooms=replace(rooms, send=lambda: "") if elsewhere else rooms,
        weekly=closed.weekly,
        webhooks=Webhooks(SqlWebhookBook(engine), HttpSender(find=_nowhere), made.directory),
        texts=texts,
    )


def _texts(made: World, engine: Engine) -> DeskTexts | None:
    """Where answers stand beside the database (`tests.contracts.texts_sample`): those, and what changes them."""
    content = Path(engine.url.database or "", "..", "content").resolve()
    if not (content / "nl").is_dir():
        return None
    made.library = ContentFiles(content)  # type: ignore[assignment]
    made.answers = Answers(made.library, made.directory, made.phrases)
    return DeskTexts(ContentTexts(content, tried), SqlDraftBook(engine))
