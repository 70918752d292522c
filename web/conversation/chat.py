"""The conversation as pages that work without script; the same addresses speak JSON when asked."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Flask, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from bot.contract import Language
from web.conversation.conversations import Conversation, ConversationGoneError
from web.http.errors import ProblemError, refusal_words, wants_json
from web.http.i18n import current_language, translate, use_language
from web.http.inputs import InputError, printable, read_choice, read_text
from web.http.marking import mark as _
from web.http.negotiation import form_text, page_or_json
from web.http.visitors import count_message, count_start
from web.rendering.replies import reply_json
from web.site import site

pages = Blueprint("chat", __name__, url_prefix="/chat")


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the question field, and what is wrong with it."""

    text: str = ""
    error: str = ""


EMPTY = Draft()


@pages.get("")
def begin() -> Response:
    """An empty conversation; `vraag` fills the field, `gewist` tells that a conversation was wiped."""
    notice = translate(_("Your conversation has been wiped.")) if "gewist" in request.args else ""
    return _page(None, Draft(printable(request.args.get("vraag", ""))), notice=notice)


@pages.post("")
def first() -> AnyResponse:
    """The first message, which starts the conversation."""
    return _take(None)


@pages.get("/<conversation_id>")
def show(conversation_id: str) -> Response:
    """The conversation so far."""
    conversation = site().conversations.get(conversation_id)
    return _page(conversation) if conversation else _gone(EMPTY)


@pages.post("/<conversation_id>")
def next_message(conversation_id: str) -> AnyResponse:
    """A next message."""
    conversation = site().conversations.get(conversation_id)
    return _take(conversation) if conversation else _gone(Draft(printable(form_text("text"))))


@pages.post("/<conversation_id>/wissen")
def wipe(conversation_id: str) -> AnyResponse:
    """Forget everything of this conversation at once."""
    site().conversations.wipe(conversation_id)
    if wants_json():
        return Response(status=204)
    return redirect(url_for("chat.begin", gewist="ja"), 303)


@pages.get("/<conversation_id>/gesprek.html")
def save_html(conversation_id: str) -> Response:
    """The conversation as one accessible HTML file to keep."""
    return _file(conversation_id, "saved.html", "text/html", "gesprek.html")


@pages.get("/<conversation_id>/gesprek.txt")
def save_text(conversation_id: str) -> Response:
    """The conversation as plain text to keep."""
    return _file(conversation_id, "saved.txt", "text/plain", "gesprek.txt")


def _take(conversation: Conversation | None) -> AnyResponse:
    """Answer the message in this request and show the conversation; what was typed stays when it is refused."""
    text = form_text("text")
    try:
        choice = read_choice(chosen) if (chosen := form_text("choice")) else None
        message = "" if choice else read_text(text)
        language = current_language()
        taken = conversation or _started(language, message)
        count_message(taken.id, message)
        if choice:
            turn = site().turns.choose(taken, choice, language, "page")
        else:
            turn = site().turns.say(taken, message, language, "page")
    except InputError as error:
        site().metrics.refused(error.refusal)
        if wants_json():
            raise
        return _page(conversation, Draft(printable(text), refusal_words(error)), status=400)
    except ConversationGoneError:
        return _gone(Draft(printable(text)))
    except ProblemError as error:
        if wants_json():
            raise
        response = _page(conversation, Draft(printable(text), error.problem.worded()[1]), status=error.problem.status)
        response.headers.extend(error.problem.headers)
        return response
    if wants_json():
        return page_or_json("", lambda: {"conversation": taken.id, **reply_json(turn.reply, turn.id)})
    use_language(turn.said_in)
    link = url_for("chat.show", conversation_id=taken.id, taal=str(current_language()), _anchor=turn.id)
    return redirect(link, 303)


def _started(language: Language, message: str) -> Conversation:
    count_start(message)
    return site().conversations.start(language)


def _page(conversation: Conversation | None, draft: Draft = EMPTY, *, notice: str = "", status: int = 200) -> Response:
    response = page_or_json(
        "chat.html",
        lambda: _conversation_json(conversation),
        conversation=conversation,
        draft=draft,
        notice=notice,
        minutes=site().settings.conversation_minutes,
    )
    response.status_code = status
    return response


def _conversation_json(conversation: Conversation | None) -> dict[str, object]:
    if conversation is None:
        return {"conversation": None, "messages": []}
    return {
        "conversation": conversation.id,
        "messages": [{"said": turn.said, "reply": reply_json(turn.reply, turn.id)} for turn in conversation.turns],
    }


def _gone(draft: Draft) -> Response:
    """The conversation is unknown, expired or wiped: what was typed can be asked in a new one."""
    words = translate(_("This conversation is not here any more. You can start a new one below."))
    if wants_json():
        raise ProblemError(404, "conversation-unknown", detail=words)
    return _page(None, draft, notice=words, status=404)


def _file(conversation_id: str, template: str, media_type: str, name: str) -> Response:
    conversation = site().conversations.get(conversation_id)
    if conversation is None:
        return _gone(EMPTY)
    response = Response(
        render_template(template, conversation=conversation), content_type=f"{media_type}; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def register(app: Flask) -> None:
    """`/chat` and below."""
    app.register_blueprint(pages)
