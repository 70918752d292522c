"""`python -m web`: the web application on the address of the settings."""

from __future__ import annotations

import functools
import logging
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx

from bot.adapters.logs import lines, traces
from bot.adapters.sign_in.secrets import key_address
from bot.adapters.stores.whole import why_it_refuses
from bot.core.directory.public_facts import public_facts
from bot.core.errors import KennispuntError
from bot.core.personal_data.cleaning import Cleaned, clean
from bot.core.reply.feedback import FeedbackBox, ReportBox
from bot.serve.daily_register import daily_register
from bot.serve.round_work import round_work
from bot.serve.tally_work import tally_work
from bot.serve.webhook_work import webhook_work
from bot.settings import Settings
from bot.wiring import Wiring
from web.app import create_app
from web.closed.services import Rooms
from web.editor.services import Editing
from web.http.server import Server
from web.services import Services

_CHECK_SECONDS = 1.0
_DAY_SECONDS = 24 * 60 * 60.0
_FINISH_SECONDS = 1.0
"""An answer under way when the process is ended gets the dialogue's deadline and this."""


def services(settings: Settings) -> Services:
    """The real parts; raises KennispuntError when the content has mistakes, ValueError for a wrong setting."""
    parts = Wiring(settings)
    actions = f"{settings.actions}/health"

    def cleaned(text: str) -> Cleaned:
        return clean(text, public_facts(parts.directory))

    def model() -> str:
        return "" if parts.dialogue.ready() else "Rasa answers no messages"

    def action_server() -> str:
        answer = httpx.get(actions, timeout=_CHECK_SECONDS, trust_env=False)
        return "" if answer.is_success else f"the action server answers {answer.status_code}"

    def database() -> str:
        # Not by what the directory says: it answers from its last copy while the database is away.
        return parts.directory_problem() or ("" if parts.directory.municipalities() else "the directory is empty")

    def storage() -> str:
        return why_it_refuses(settings.var_dir)

    return Services(
        library=parts.library,
        directory=parts.directory,
        dialogue=parts.dialogue,
        without_dialogue=parts.without_rasa,
        phrases=parts.phrases,
        speech=parts.speech,
        hearing=parts.hearing,
        recordings=parts.recordings,
        answers=parts.answers,
        feedback=parts.feedback,
        reports=parts.reports,
        stores=parts.stores,
        tally=parts.tally,
        editing=Editing(
            parts.desk,
            parts.accounts,
            parts.importer,
            key_address,
            parts.ways,
            answering=parts.answering,
            rounds=parts.rounds,
            merging=parts.merging,
            rooms=Rooms(parts.agreements, parts.closed_part, parts.privacy, parts.send_letters, insight=parts.insight),
            weekly=parts.weekly,
            webhooks=parts.webhooks,
            texts=parts.texts,
        ),
        clean=cleaned,
        danger=parts.detector.find,
        checks={"model": model, "actions": action_server, "database": database, "storage": storage},
        warnings={
            "register": parts.register_warning,
            "mail": parts.mail_warning,
            "state": parts.state_problem,
            "webhooks": parts.webhook_warning,
        },
    )


def forget_old_feedback(box: FeedbackBox, days: int) -> None:
    """Forget the judgements whose time is over; a disk that refuses is tried again tomorrow."""
    try:
        box.forget_before(datetime.now(UTC) - timedelta(days=days))
    except OSError as error:
        logging.getLogger(__name__).warning("old feedback cannot be forgotten: %s", error.strerror)


def forget_old_reports(box: ReportBox) -> None:
    """Let go of the reports past their day; as `forget_old_feedback`."""
    try:
        box.forget(datetime.now(UTC).date())
    except OSError as error:
        logging.getLogger(__name__).warning("old reports cannot be forgotten: %s", error.strerror)


def _every_day(work: Callable[[], None]) -> None:
    while True:
        work()
        time.sleep(_DAY_SECONDS)


def main() -> int:
    """Serve until the process is ended; returns the exit code."""
    try:
        settings = Settings.from_env()
        lines.set_up(settings.log_level, "web")
        traces.set_up("web")
        parts = services(settings)
        app = create_app(settings, parts)
        grace = settings.rasa_deadline_seconds + _FINISH_SECONDS
        server = Server(app, settings.host, settings.port, grace=grace)
    except (KennispuntError, ValueError, OSError) as error:
        sys.stderr.write(f"De website start niet: {error}\n")
        return 1
    logging.getLogger("waitress").setLevel(logging.WARNING)
    server.stop_on_signals()
    parts.speech.prepare()
    background = (daily_register(settings), round_work(), webhook_work(settings), tally_work(parts.tally.write))
    works = [work for work in background if work is not None]
    for work in works:
        work.start()
    forget = functools.partial(forget_old_feedback, parts.feedback, settings.feedback_days)
    threading.Thread(target=_every_day, args=(forget,), daemon=True).start()
    reports = functools.partial(forget_old_reports, parts.reports)
    threading.Thread(target=_every_day, args=(reports,), daemon=True).start()
    server.run()
    for work in works:
        work.stop()
    traces.shut_down()
    return 0


if __name__ == "__main__":
    sys.exit(main())
