"""The JSON API, version 1 (Dutch API Design Rules; errors after RFC 9457)."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, abort, jsonify, request, url_for

from bot.core.errors import UnknownTopicError
from bot.core.topics.topic import Status
from web.api import directory, read_back
from web.api.asking import read_body, read_query
from web.api.models import NewConversation, NewFeedback, NewMessage, NewReport
from web.api.openapi import API_VERSION, document
from web.conversation.conversations import Conversation, ConversationGoneError
from web.http.errors import ProblemError
from web.http.i18n import current_language, translate, use_language
from web.http.inputs import MAX_TEXT, InputError, Refusal, read_choice, read_language, read_text
from web.http.marking import mark as _
from web.http.visitors import count_message, count_start
from web.pages.reports import keep_judgement, keep_report, subject_path
from web.pages.topics import spoken_answer
from web.rendering.aids import aid_json, aid_line_json
from web.rendering.groups import line, readable
from web.rendering.replies import absolute, reply_json, topic_line_json
from web.site import site

api = Blueprint("api", __name__, url_prefix="/api/v1")


@api.post("/conversations")
def start_conversation() -> tuple[Response, int, dict[str, str]]:
    """A new conversation."""
    wanted = read_body(NewConversation, required=False)
    count_start()
    conversation = site().conversations.start(read_language(wanted.language))
    location = absolute(url_for("api.show_conversation", conversation_id=conversation.id))
    return jsonify(_conversation_json(conversation)), 201, {"Location": location}


@api.get("/conversations/<conversation_id>")
def show_conversation(conversation_id: str) -> Response:
    """The messages so far."""
    conversation = _conversation(conversation_id)
    messages = [{"said": turn.said, "reply": reply_json(turn.reply, turn.id)} for turn in conversation.turns]
    return jsonify({**_conversation_json(conversation), "messages": messages})


@api.delete("/conversations/<conversation_id>")
def wipe_conversation(conversation_id: str) -> Response:
    """Forget everything of this conversation at once."""
    _conversation(conversation_id)
    site().conversations.wipe(conversation_id)
    return Response(status=204)


@api.post("/conversations/<conversation_id>/messages")
def send_message(conversation_id: str) -> Response:
    """A message and its reply."""
    conversation = _conversation(conversation_id)
    try:
        body = read_body(NewMessage)
        language = read_language(body.language) if body.language else conversation.language
        choice = read_choice(body.choice) if body.choice is not None else None
        text = _words(body.text or "") if choice is None else ""
        count_message(conversation.id, text)
        if choice:
            turn = site().turns.choose(conversation, choice, language, "api")
        else:
            turn = site().turns.say(conversation, text, language, "api")
    except InputError as error:
        site().metrics.refused(error.refusal)
        raise
    except ConversationGoneError as error:
        raise _gone() from error
    return jsonify(reply_json(turn.reply, turn.id))


@api.get("/topics")
def topics() -> Response:
    """Every topic that can be read, or those that fit `q`."""
    wanted = read_text(read_query("q").get("q", ""), field="q", required=False)
    library = site().services.library
    found = (
        [item.topic for item in site().search.find(wanted, current_language())] if wanted else library.topics().values()
    )
    return jsonify({"topics": [topic_line_json(line(topic, current_language())) for topic in found if readable(topic)]})


@api.get("/topics/<path:topic_id>")
def topic(topic_id: str) -> Response:
    """One topic with its answer."""
    read_query()
    language = current_language()
    try:
        found = site().services.library.topic(topic_id)
    except UnknownTopicError:
        abort(404)
    if found.status is Status.WITHDRAWN:
        abort(410)
    text = found.text(language)
    answer = reply_json(spoken_answer(topic_id, language))
    return jsonify(
        {
            **answer,
            "id": found.id,
            "title": text.title,
            "short": text.short,
            "audience": found.audience,
            "topicKind": found.kind,
            "laws": list(found.laws),
            "needs": list(found.needs),
            "functions": list(found.functions),
            "questions": list(text.questions),
            "languages": list(found.texts),
            "url": absolute(url_for("topics.show", topic_id=found.id)),
        }
    )


@api.get("/decision-aids")
def decision_aids() -> Response:
    """Every decision aid."""
    read_query()
    return jsonify({"decisionAids": [aid_line_json(aid) for aid in site().services.library.aids().values()]})


@api.get("/decision-aids/<aid_id>")
def decision_aid(aid_id: str) -> Response:
    """One decision aid with all its questions and outcomes."""
    read_query()
    found = site().services.library.aids().get(aid_id)
    if found is None:
        abort(404)
    return jsonify(aid_json(found))


@api.post("/feedback")
def feedback() -> Response:
    """Keep a judgement of an answer, cleaned of personal data."""
    body = read_body(NewFeedback)
    comment = read_text(body.comment, field="comment", required=False)
    if body.topic and body.topic not in site().services.library.topics():
        raise InputError(Refusal.SHAPE, "topic")
    keep_judgement(topic=body.topic, comment=comment, helpful=body.helpful, language=read_language(body.language))
    return Response(status=204)


@api.post("/reports")
def reports() -> Response:
    """Keep a report of a mistake, cleaned of personal data, and give its number."""
    body = read_body(NewReport)
    report = keep_report(body.comment, subject_path(body.about), read_language(body.language))
    return jsonify({"number": report and report.number, "keptUntil": report.kept_until.isoformat() if report else None})


@api.get("/openapi.json")
def openapi() -> Response:
    """The description of this API."""
    terms = site().services.directory.terms
    contact = site().settings.api_contact
    return jsonify(document(absolute("/api/v1"), tuple(terms("needs")), tuple(terms("laws")), contact))


def _words(text: str) -> str:
    """As `read_text`, which counts a text's length without the blanks around it; the description counts them too."""
    if len(text) > MAX_TEXT:
        raise InputError(Refusal.TOO_LONG)
    return read_text(text)


def _conversation(conversation_id: str) -> Conversation:
    """The conversation, answering in its language from here on; raises ProblemError (404)."""
    conversation = site().conversations.get(conversation_id)
    if conversation is None:
        raise _gone()
    use_language(conversation.language)
    return conversation


def _gone() -> ProblemError:
    words = translate(_("This conversation is not here any more. Start a new one."))
    return ProblemError(404, "conversation-unknown", detail=words)


def _conversation_json(conversation: Conversation) -> dict[str, object]:
    return {
        "id": conversation.id,
        "language": conversation.language,
        "expiresAfterMinutes": site().settings.conversation_minutes,
    }


def _tell_version(response: Response) -> Response:
    if request.path.startswith("/api/"):
        response.headers["API-Version"] = API_VERSION
    return response


def register(app: Flask) -> None:
    """`/api/v1`."""
    app.register_blueprint(api)
    directory.register(app)
    read_back.register(app)
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the order of the description, for people who read it
    app.after_request(_tell_version)
