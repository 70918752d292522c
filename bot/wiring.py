"""Builds everything from the settings; holds no logic."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cached_property

from sqlalchemy import Engine

from bot.adapters.content import ContentFiles
from bot.adapters.content.desk_texts import ContentTexts
from bot.adapters.danger.files import detector
from bot.adapters.dialogue.breaker import Breaker
from bot.adapters.dialogue.rasa_rest import RasaRest
from bot.adapters.dialogue.without_rasa import WithoutRasa
from bot.adapters.directory_files.reading import other_names
from bot.adapters.feedback.file import FeedbackFile
from bot.adapters.feedback.reports import ReportFile
from bot.adapters.hearing.setup import hearing_from
from bot.adapters.mail.setup import letters_desk, post_from, public_base, returns_from
from bot.adapters.phrases.catalogues import GettextPhrases, language_names
from bot.adapters.sign_in.later import Later
from bot.adapters.sign_in.passkeys import Passkeys
from bot.adapters.sign_in.setup import provider_from
from bot.adapters.speech.setup import identity_of, speech_from
from bot.adapters.speech.words import MOST_WORDS, SpokenWords, WordsCodec, forget_earlier_form
from bot.adapters.sql.accounts.accounts import SqlAccounts
from bot.adapters.sql.accounts.keys import SqlKeys
from bot.adapters.sql.accounts.mailed_links import SqlMailedLinks
from bot.adapters.sql.accounts.outside import SqlOutside
from bot.adapters.sql.agreements.book import SqlCaseBook
from bot.adapters.sql.base import engine_for
from bot.adapters.sql.closed.shelf import SqlShelf
from bot.adapters.sql.directory.desk import SqlDesk
from bot.adapters.sql.directory.directory import SqlDirectory
from bot.adapters.sql.directory.doubles import SqlMerging
from bot.adapters.sql.directory.importing import SqlImporter
from bot.adapters.sql.directory.register_fetch import read_fetch
from bot.adapters.sql.directory.withdrawals import come_to_pass
from bot.adapters.sql.exchange.webhooks import SqlWebhookBook
from bot.adapters.sql.mail.outbox import SqlOutbox
from bot.adapters.sql.patience import Patience
from bot.adapters.sql.privacy.data import SqlPersonalData
from bot.adapters.sql.rounds.book import SqlRoundBook
from bot.adapters.sql.rounds.outcomes import SqlRoundOutcomes
from bot.adapters.sql.texts.book import SqlDraftBook
from bot.adapters.sql.use.book import SqlUseBook
from bot.adapters.sql.use.tally import SqlTallyBook
from bot.adapters.sql.weekly.book import SqlWeeklyBook
from bot.adapters.stores.files import FileStore
from bot.adapters.stores.setup import shared_from, stores_from
from bot.adapters.stores.valkey import ValkeyStores
from bot.adapters.tally.gathered import GatheredTally
from bot.adapters.webhooks.sending import HttpSender
from bot.core.accounts.port import Accounts
from bot.core.accounts.ways import Ways
from bot.core.agreements.agreements import Agreements, CaseParts
from bot.core.agreements.letters import CaseLetters
from bot.core.answering.answers import Answers
from bot.core.changes.port import Desk, Merging
from bot.core.closed.part import ClosedPart
from bot.core.conversation.conversation import Conversation
from bot.core.conversation.port import Dialogue
from bot.core.directory.finding import owner_name
from bot.core.directory.port import Directory
from bot.core.directory.public_facts import public_facts
from bot.core.exchange.webhooks import Webhooks
from bot.core.insight.insight import Insight
from bot.core.mail.outbox import Outbox, late, send_all
from bot.core.mail.port import Post, Returned, Returns
from bot.core.personal_data.cleaning import marked
from bot.core.privacy.privacy import Privacy, Terms
from bot.core.reply.feedback import FeedbackBox, ReportBox
from bot.core.reply.phrases import Phrases
from bot.core.rounds.answering import Answering
from bot.core.rounds.letters import Letters
from bot.core.rounds.rounds import Parts, Rounds
from bot.core.safety.detector import Detector
from bot.core.store.port import Stores
from bot.core.texts.texts import DeskTexts
from bot.core.topics.port import Library
from bot.core.topics.titles import title_of
from bot.core.use.tally import Tally
from bot.core.voice.hot_words import hot_words
from bot.core.voice.port import Hearing, Speech
from bot.core.weekly.weekly import Weekly
from bot.settings import Settings

DATABASE_SECONDS = 1.5
"""So long a visitor waits for the database before the last copy of the directory answers."""


class Wiring:
    """Each part once, made when it is first asked for."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @cached_property
    def library(self) -> Library:
        """The content."""
        return ContentFiles(self.settings.content_dir, last_good=self.settings.var_dir / "content")

    @cached_property
    def directory(self) -> Directory:
        """The directory of organisations and municipalities."""
        return self._directory

    def directory_problem(self) -> str:
        """Why the directory's database does not answer now; empty when it does."""
        return self._directory.problem()

    def register_warning(self) -> str:
        """Why the national register is not up to date, in Dutch; empty when it is, or is not fetched."""
        if self.settings.register_url in {"", "off"}:
            return ""
        return self._patience.ask(lambda: read_fetch(self._engine)).warning(datetime.now(UTC))

    @cached_property
    def _directory(self) -> SqlDirectory:
        return SqlDirectory(self._engine, None if self._engine.dialect.name == "sqlite" else self._patience)

    @cached_property
    def _patience(self) -> Patience:
        return Patience(DATABASE_SECONDS)

    @cached_property
    def desk(self) -> Desk:
        """The facts of the directory, to change."""
        return SqlDesk(self._engine)

    @cached_property
    def merging(self) -> Merging:
        """Two records that are one."""
        return SqlMerging(self._engine)

    @cached_property
    def accounts(self) -> Accounts:
        """Who may come in at the desk."""
        return SqlAccounts(
            self._engine,
            idle=timedelta(minutes=self.settings.session_idle_minutes),
            lasts=timedelta(hours=self.settings.session_hours),
        )

    @cached_property
    def ways(self) -> Ways:
        """How people come in at the desk beside a password."""
        return Ways(
            SqlKeys(self._engine),
            SqlMailedLinks(self._engine),
            SqlOutside(self._engine),
            Passkeys(),
            self.post.send,
            provider_from(self.settings),
            phone=self.settings.mail_phone,
            later=Later(),
        )

    @cached_property
    def importer(self) -> SqlImporter:
        """Tables that editors bring."""
        return SqlImporter(self._engine, lambda: other_names(self.settings.content_dir / "directory"))

    @cached_property
    def rounds(self) -> Rounds:
        """The round: who is asked whether their facts still hold."""
        return Rounds(
            Parts(
                SqlRoundBook(
                    self._engine,
                    days_bounce=self.settings.keep_bounces_days,
                    days_ask=self.settings.keep_asks_days,
                ),
                self.desk,
                self.accounts,
                self.directory,
                Letters(self.directory, letters_desk(self.settings)),
                self.post,
                public_base(self.settings),
            )
        )

    def mail_warning(self) -> str:
        """Why letters of the round do not go, in Dutch; empty when they do."""
        return self._patience.ask(lambda: self.rounds.warning() or late(self.outbox, datetime.now(UTC)))

    @cached_property
    def outbox(self) -> Outbox:
        """Letters that wait, beside those of the round."""
        return SqlOutbox(self._engine)

    def send_letters(self) -> str:
        """Send what waits in it; returns what went wrong, in Dutch."""
        return send_all(self.outbox, self.post, lambda: datetime.now(UTC), self.agreements.came_back)

    def read_returns(self) -> int:
        """Act on mail that came back; returns how much. Raises NotNowError."""
        return 0 if self.returns is None else self.rounds.read(self.returns, self._came_back)

    def _came_back(self, report: Returned) -> None:
        self.agreements.came_back(report)
        self.weekly.came_back(report)

    @cached_property
    def closed_part(self) -> ClosedPart:
        """Figures, developments, documents and officials, for who is signed in."""
        return ClosedPart(
            SqlShelf(self._engine),
            SqlUseBook(self._engine),
            self.directory,
            self.outbox,
            self.settings.mail_privacy_url,
        )

    @cached_property
    def tally(self) -> Tally:
        """How many conversations, replies and questions without an answer there are."""
        return GatheredTally(SqlTallyBook(self._engine))

    @cached_property
    def insight(self) -> Insight:
        """What editors see of the whole."""
        return Insight(
            self.directory,
            SqlRoundOutcomes(self._engine),
            SqlCaseBook(self._engine),
            self.closed_part.use,
            SqlTallyBook(self._engine),
            lambda topic: title_of(self.library, topic),
        )

    @cached_property
    def weekly(self) -> Weekly:
        """The weekly letter about the closed part."""
        return Weekly(
            SqlWeeklyBook(self._engine),
            self.accounts,
            self.closed_part,
            self.agreements.quarters,
            self.post,
            public_base(self.settings),
            letters_desk(self.settings).day,
        )

    @cached_property
    def privacy(self) -> Privacy:
        """What is kept of a person, and erasing it."""
        return Privacy(self._personal_data, self.accounts, self.closed_part.shelf)

    def let_go(self) -> None:
        """Let go of what is past its term."""
        settings = self.settings
        terms = Terms(
            settings.keep_cases_days,
            settings.keep_log_days,
            settings.keep_accounts_days,
            settings.keep_bounces_days,
            settings.keep_counts_days,
        )
        done = self._personal_data.forget(datetime.now(UTC).date(), terms)
        if closed := done["accounts"]:
            self.closed_part.shelf.note("vanzelf", f"{closed} accounts gesloten die niemand gebruikte")

    @cached_property
    def _personal_data(self) -> SqlPersonalData:
        return SqlPersonalData(self._engine)

    @cached_property
    def agreements(self) -> Agreements:
        """Cases about agreements that were not kept."""
        letters = CaseLetters(
            letters_desk(self.settings).day, lambda owner: owner_name(self.directory, owner), public_base(self.settings)
        )
        return Agreements(
            CaseParts(
                SqlCaseBook(self._engine),
                self.accounts,
                self.directory,
                self.outbox,
                letters,
                lambda text: marked(text, public_facts(self.directory)),
                self.settings.case_answer_days,
                dead=self.rounds.parts.book.dead,
                dispute=self.rounds.dispute_address,
            )
        )

    @cached_property
    def answering(self) -> Answering:
        """What somebody does with a link that was mailed."""
        return Answering(self.rounds)

    @cached_property
    def post(self) -> Post:
        """How mail goes."""
        return post_from(self.settings)

    @cached_property
    def returns(self) -> Returns | None:
        """Mail that comes back; None where it is not read."""
        return returns_from(self.settings)

    @cached_property
    def webhooks(self) -> Webhooks:
        """Other systems that are told of changes."""
        private = self.settings.webhooks_private == "on"
        return Webhooks(SqlWebhookBook(self._engine), HttpSender(private=private), self.directory)

    @cached_property
    def texts(self) -> DeskTexts:
        """The answers, to change."""
        return DeskTexts(ContentTexts(self.settings.content_dir), SqlDraftBook(self._engine))

    def come_to_pass(self) -> int:
        """Note the withdrawals whose day has come; returns how many."""
        return come_to_pass(self._engine, datetime.now(UTC))

    def webhook_warning(self) -> str:
        """Which systems are told nothing any more, in Dutch; empty where all are."""
        return self._patience.ask(self.webhooks.warning)

    @cached_property
    def _engine(self) -> Engine:
        return engine_for(self.settings.database)

    @cached_property
    def phrases(self) -> Phrases:
        """The conversation's own sentences."""
        return GettextPhrases()

    @cached_property
    def dialogue(self) -> Dialogue:
        """Rasa, with a breaker before it."""
        settings = self.settings
        return Breaker(
            RasaRest(settings.rasa, settings.actions, settings.rasa_deadline_seconds, token=settings.internal_token)
        )

    @cached_property
    def without_rasa(self) -> WithoutRasa:
        """What answers while Rasa is away."""
        return WithoutRasa(self.conversation, self.stores, minutes=self.settings.conversation_minutes)

    @cached_property
    def stores(self) -> Stores:
        """Conversations, rate limits and the words of what was looked up."""
        return stores_from(self._shared)

    @cached_property
    def _shared(self) -> ValkeyStores | None:
        return shared_from(self.settings)

    def state_problem(self) -> str:
        """Why the server of what processes share does not answer now; empty when it does, or there is none."""
        return self._shared.problem() if self._shared else ""

    @cached_property
    def speech(self) -> Speech:
        """Text to speech by the engine of the settings."""
        return speech_from(self.settings, self.recordings.is_public)

    @cached_property
    def hearing(self) -> Hearing:
        """Speech to text by the recogniser of the settings."""
        return hearing_from(self.settings, self._hot_words)

    def _hot_words(self) -> tuple[str, ...]:
        return hot_words(self.directory)

    @cached_property
    def recordings(self) -> SpokenWords:
        """Which words belong to the address of a recording."""
        folder, codec = self.settings.var_dir / "speech", WordsCodec()
        forget_earlier_form(folder)
        files = FileStore(folder / "public", codec, most=MOST_WORDS)
        public = self._shared.store("public-words", codec, most=MOST_WORDS) if self._shared else files
        passing = self.stores.store("words", codec, most=MOST_WORDS)
        return SpokenWords(public, passing, identity_of(self.settings))

    @cached_property
    def feedback(self) -> FeedbackBox:
        """What people think of the answers."""
        return FeedbackFile(self.settings.var_dir / "feedback.jsonl")

    @cached_property
    def reports(self) -> ReportBox:
        """What people say is not right."""
        return ReportFile(self.settings.var_dir / "reports.jsonl")

    @cached_property
    def detector(self) -> Detector:
        """The recognition of people in danger."""
        return detector(self.settings.data_dir / "nood", self.settings.content_dir / "directory")

    @cached_property
    def answers(self) -> Answers:
        """Topics as replies, for pages that show one without a conversation."""
        return Answers(self.library, self.directory, self.phrases)

    @cached_property
    def conversation(self) -> Conversation:
        """The rules of the dialogue, for the actions."""
        return Conversation(self.library, self.directory, self.phrases, language_names())
