"""What is behind the sign-in beside the directory, on a database, with letters that stay here."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine

from bot.adapters.phrases.written_dates import written_day
from bot.adapters.sql.agreements.book import SqlCaseBook
from bot.adapters.sql.closed.shelf import SqlShelf
from bot.adapters.sql.mail.outbox import SqlOutbox
from bot.adapters.sql.privacy.data import SqlPersonalData
from bot.adapters.sql.rounds.outcomes import SqlRoundOutcomes
from bot.adapters.sql.use.book import SqlUseBook
from bot.adapters.sql.use.tally import SqlTallyBook
from bot.adapters.sql.weekly.book import SqlWeeklyBook
from bot.contract import Language
from bot.core.accounts.accounts import Account, Role
from bot.core.agreements.agreements import Agreements, CaseParts
from bot.core.agreements.cases import Agreement, Report
from bot.core.agreements.letters import CaseLetters
from bot.core.closed.part import ClosedPart
from bot.core.directory.finding import owner_name
from bot.core.directory.public_facts import public_facts
from bot.core.insight.insight import Insight
from bot.core.mail.outbox import send_all
from bot.core.personal_data.cleaning import marked
from bot.core.privacy.privacy import Privacy
from bot.core.weekly.weekly import Weekly
from tests.contracts.round_world import BASE, RoundWorld
from web.closed.services import Rooms

REPORT = Report(
    about="9001",
    kind=Agreement.PAYMENT,
    what="Facturen worden na 90 dagen betaald.",
    since="maart 2026",
    often="elke maand",
    tried="Drie keer gevraagd aan het loket.",
    wish="Vraag de gemeente waarom.",
    may_name=True,
)
EDITOR = Account(1, "redactie@vng.example.nl", "Redactie", Role.EDITOR)


class ClosedWorld:
    """The rooms on the directory, accounts and clock of a round."""

    def __init__(self, engine: Engine, world: RoundWorld | None = None) -> None:
        self.engine = engine
        self.world = world or RoundWorld(engine)
        self.book = SqlCaseBook(engine)
        self.outbox = SqlOutbox(engine)
        directory = self.world.directory
        letters = CaseLetters(
            lambda day: written_day(day, Language.DUTCH), lambda owner: owner_name(directory, owner), BASE
        )
        self.agreements = Agreements(
            CaseParts(
                self.book,
                self.world.accounts,
                directory,
                self.outbox,
                letters,
                lambda text: marked(text, public_facts(directory)),
                now=self.now,
                dead=self.world.book.dead,
                dispute=self.world.rounds.dispute_address,
            )
        )

        self.shelf = SqlShelf(engine, self.now)
        self.use = SqlUseBook(engine)
        self.tally = SqlTallyBook(engine)
        self.part = ClosedPart(self.shelf, self.use, directory, self.outbox, f"{BASE}/privacy", self.now)
        self.weekly = Weekly(
            SqlWeeklyBook(engine),
            self.world.accounts,
            self.part,
            self.agreements.quarters,
            self.world.fake,
            BASE,
            lambda day: written_day(day, Language.DUTCH),
            self.now,
        )
        self.data = SqlPersonalData(engine)
        self.privacy = Privacy(self.data, self.world.accounts, self.shelf)

    def now(self) -> datetime:
        return self.world.clock()

    def send(self) -> str:
        return send_all(self.outbox, self.world.fake, self.now, self.agreements.came_back)

    @property
    def rooms(self) -> Rooms:
        """For the pages: what they do beside the page is done at once."""
        insight = Insight(
            self.world.directory,
            SqlRoundOutcomes(self.engine, self.now),
            self.book,
            self.use,
            self.tally,
            lambda topic: f"Onderwerp {topic}",
            self.now,
        )
        return Rooms(
            self.agreements, self.part, self.privacy, self.send, soon=lambda work: work() and None, insight=insight
        )
