"""The OpenAPI document of `/api/v1`: the addresses by hand, the bodies from `web.api.models`."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic.json_schema import models_json_schema

from web.api.models import REQUEST_MODELS, RESPONSE_MODELS
from web.http.inputs import LANGUAGE_TAG, MAX_TEXT, WORDS

API_VERSION = "1.0.0"

NO_CONTACT = "niet-ingesteld@kennispunt.invalid"
"""What the description says where no address was set: the design rules ask for one, and `.invalid` (RFC 2606) is nobody's."""
_VERSION_HEADER = {"API-Version": {"description": "Full version of the API.", "schema": {"type": "string"}}}
_RETRY_HEADER = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}
_ID = r"^[A-Za-z0-9_-]+$"


def _path(name: str, description: str, pattern: str = _ID) -> dict[str, Any]:
    schema = {"type": "string", "pattern": pattern}
    return {"name": name, "in": "path", "required": True, "description": description, "schema": schema}


def _query(name: str, description: str, schema: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema or {"type": "string"}}


def _responses(success: dict[str, Any], *errors: int) -> dict[str, Any]:
    """Success responses by status, and a problem for each error."""
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemBody"}}}
    words = {
        400: "The request is not understood.",
        403: "A page of another site sends this, and not as the widget does.",
        404: "There is none.",
        410: "Withdrawn; what came in its place is said where it is known.",
        412: "There is something else by now than what If-Match names.",
        413: "The body is too large.",
        415: "The body is not of the type that is asked for.",
        416: "The range is not in the recording.",
        429: "Too many messages in this conversation, or too much from this address.",
        503: "Not available now, or too much at once.",
    }
    return success | {
        str(status): {
            "description": words[status],
            "headers": _VERSION_HEADER | (_RETRY_HEADER if status in {429, 503} else {}),
            "content": problem,
        }
        for status in sorted({*errors, 503})
    }


def _json(model: str, description: str, status: int = 200) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{model}"}}}
    return {str(status): {"description": description, "headers": _VERSION_HEADER, "content": content}}


def _marked(model: str, description: str) -> dict[str, Any]:
    """As `_json`, for what may be asked with If-None-Match."""
    success = _json(model, description)
    success["200"]["headers"] = _VERSION_HEADER | {
        "ETag": {"description": "Mark of what is said, for If-None-Match.", "schema": {"type": "string"}}
    }
    return success | {
        "304": {"description": "Not changed since the mark in If-None-Match.", "headers": _VERSION_HEADER}
    }


def _nothing(description: str) -> dict[str, Any]:
    return {"204": {"description": description, "headers": _VERSION_HEADER}}


def _body(model: str, *, required: bool = True) -> dict[str, Any]:
    return {
        "required": required,
        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{model}"}}},
    }


def _operation(name: str, tag: str, summary: str, responses: dict[str, Any], **more: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of a JSON document
    return {"operationId": name, "tags": [tag], "summary": summary, "responses": responses} | more


_LANGUAGE = _query(
    "language", "Language of the words; where a text is not there, Dutch.", {"type": "string", "pattern": LANGUAGE_TAG}
)
_CONVERSATION = _path("id", "The conversation.")
_WORDS = {"type": "string", "maxLength": MAX_TEXT, "pattern": WORDS}
_PAGING = (
    _query(
        "updatedSince",
        "A change number: only what changed after it, the oldest first, and what was withdrawn. Begin with 0, and go on "
        "with the `changeNumber` of the answer. It goes with `pageSize` alone.",
        {"type": "integer", "format": "int64", "minimum": 0, "maximum": 10**15 - 1},
    ),
    _query(
        "page",
        "Number of a page, beginning with 1; without it and without `pageSize` all are given.",
        {"type": "integer", "minimum": 1, "maximum": 10**15 - 1},
    ),
    _query(
        "pageSize",
        "How many on a page, 100 where not said.",
        {"type": "integer", "minimum": 1, "maximum": 500},
    ),
)
_RECORDED = ("audio/webm", "audio/ogg", "audio/mp4", "audio/wav", "application/octet-stream")
_SOUND = {"schema": {"type": "string", "format": "binary"}}
_DIGEST = _path("digest", "Names the words.", r"^[0-9a-f]{32}$")


def _recording() -> dict[str, Any]:
    """A recording, whole or the part that was asked for."""
    said = {"headers": _VERSION_HEADER, "content": {"audio/mpeg": _SOUND, "audio/ogg": _SOUND}}
    return _responses(
        {
            "200": {"description": "The whole recording."} | said,
            "206": {"description": "The part that was asked for."} | said,
            "304": {"description": "Not changed.", "headers": _VERSION_HEADER},
        },
        400, 404, 416, 503,
    )  # fmt: skip


def _one_of(ids: tuple[str, ...]) -> dict[str, Any]:
    return {"type": "string", "enum": list(ids)} if ids else {"type": "string"}


def _paths(needs: tuple[str, ...], laws: tuple[str, ...]) -> dict[str, Any]:
    return {
        "/conversations": {
            "post": _operation(
                "startConversation", "conversations", "Start a conversation",
                _responses(_json("ConversationBody", "The conversation.", 201), 400, 403, 413, 415, 429),
                requestBody=_body("NewConversation", required=False),
            ),
        },
        "/conversations/{id}": {
            "get": _operation(
                "showConversation", "conversations", "The messages so far",
                _responses(_json("History", "The conversation."), 400, 404), parameters=[_CONVERSATION],
            ),
            "delete": _operation(
                "wipeConversation", "conversations", "Forget a conversation at once",
                _responses(_nothing("Forgotten."), 400, 403, 404), parameters=[_CONVERSATION],
            ),
        },
        "/conversations/{id}/messages": {
            "post": _operation(
                "sendMessage", "conversations", "Send a message and get the reply",
                _responses(_json("Reply", "The reply."), 400, 403, 404, 413, 415, 429),
                parameters=[_CONVERSATION], requestBody=_body("NewMessage"),
            ),
        },
        "/topics": {
            "get": _operation(
                "listTopics", "topics", "Every topic, or those that fit a search",
                _responses(_json("TopicList", "Topics."), 400),
                parameters=[_query("q", "Words to search for.", _WORDS), _LANGUAGE],
            ),
        },
        "/topics/{id}": {
            "get": _operation(
                "showTopic", "topics", "A topic with its answer",
                _responses(_json("TopicBody", "The topic."), 400, 404, 410),
                parameters=[_path("id", "Such as `wmo-zg/vervoer`.", r"^[a-z0-9-]+(/[a-z0-9-]+)*$"), _LANGUAGE],
            ),
        },
        "/decision-aids": {
            "get": _operation(
                "listDecisionAids", "topics", "Every decision aid",
                _responses(_json("DecisionAidList", "Decision aids."), 400), parameters=[_LANGUAGE],
            ),
        },
        "/decision-aids/{id}": {
            "get": _operation(
                "showDecisionAid", "topics", "A decision aid with its questions and outcomes",
                _responses(_json("DecisionAidBody", "The decision aid."), 400, 404),
                parameters=[_path("id", "Such as `welke-wet`.", r"^[a-z0-9-]+$"), _LANGUAGE],
            ),
        },
        "/organisations": {
            "get": _operation(
                "listOrganisations", "directory", "Organisations: all, by need, law and municipality, or what changed",
                _responses(_marked("OrganisationList", "Organisations."), 400, 404, 410, 412),
                parameters=[
                    _query("need", "Id of a need, such as `doofblind`.", _one_of(needs)),
                    _query("law", "Id of a law, such as `wmo`.", _one_of(laws)),
                    _query("cbsCode", "CBS code of a municipality.", {"type": "string", "pattern": r"^[0-9]{4}$"}),
                    *_PAGING,
                ],
            ),
        },
        "/organisations/{id}": {
            "get": _operation(
                "showOrganisation", "directory", "An organisation",
                _responses(_marked("OrganisationBody", "The organisation."), 400, 404, 410, 412),
                parameters=[_path("id", "Such as `kentalis`.")],
            ),
        },
        "/municipalities": {
            "get": _operation(
                "listMunicipalities", "directory", "Municipalities: all, by name or place, or what changed",
                _responses(_marked("MunicipalityList", "Municipalities."), 400, 412),
                parameters=[_query("q", "A part of the name, or the beginning of a place in it.", _WORDS), *_PAGING],
            ),
        },
        "/municipalities/{cbsCode}": {
            "get": _operation(
                "showMunicipality", "directory", "A municipality",
                _responses(_marked("MunicipalityBody", "The municipality."), 400, 404, 410, 412),
                parameters=[_path("cbsCode", "Such as `0344`.", r"^[0-9]{4}$")],
            ),
        },
        "/changes": {
            "get": _operation(
                "listChanges", "directory", "Which organisations and municipalities changed since a number",
                _responses(_marked("ChangeList", "What changed, the oldest first."), 400, 412),
                parameters=[_PAGING[0], _PAGING[2]],
            ),
        },
        "/feedback": {
            "post": _operation(
                "giveFeedback", "feedback", "Judge an answer",
                _responses(_nothing("Kept, without personal data."), 400, 403, 413, 415, 429, 503),
                requestBody=_body("NewFeedback"),
            ),
        },
        "/reports": {
            "post": _operation(
                "reportMistake", "feedback", "Report that an answer or contact is not right",
                _responses(_json("ReportBody", "The receipt."), 400, 403, 413, 415, 429, 503),
                requestBody=_body("NewReport"),
            ),
        },
        "/speech": {
            "post": _operation(
                "readBack", "speech", "What somebody said, read back aloud; neither words nor recording are kept",
                _responses(
                    {"200": {"description": "The recording.", "headers": _VERSION_HEADER, "content": {"audio/mpeg": _SOUND}}},
                    400, 403, 413, 415, 429, 503,
                ),
                requestBody=_body("ReadBack"),
            ),
        },
        "/speech/{digest}": {
            "get": _operation(
                "listen", "speech", "A reply read aloud (address in the reply's `speech.url`)",
                _recording(),
                parameters=[_DIGEST],
            ),
        },
        "/speech/{digest}/sentences": {
            "get": _operation(
                "showSentences", "speech", "What a recording says, by sentence",
                _responses(_json("SentencesBody", "The sentences in their order."), 400, 404),
                parameters=[_DIGEST],
            ),
        },
        "/speech/{digest}/sentences/{number}": {
            "get": _operation(
                "listenToSentence", "speech", "One sentence of a recording read aloud",
                _recording(),
                parameters=[_DIGEST, _path("number", "Which one, counted from 0.", r"^[0-9]{1,4}$")],
            ),
        },
        "/hearing": {
            "get": _operation(
                "showHearing", "speech", "In which languages is listened",
                _responses(_json("HearingBody", "Languages, and how much at a time."), 400),
            ),
            "post": _operation(
                "hear", "speech", "What somebody says in a recording; the recording is not kept",
                _responses(_json("HeardBody", "The words."), 400, 403, 413, 415, 429, 503),
                parameters=[_LANGUAGE | {"required": True, "description": "The language that is spoken."}],
                requestBody={"required": True, "content": dict.fromkeys(_RECORDED, _SOUND)},
            ),
        },
        "/openapi.json": {
            "get": _operation(
                "describe", "description", "This document",
                _responses({
                    "200": {
                        "description": "OpenAPI document.",
                        "headers": _VERSION_HEADER,
                        "content": {"application/json": {"schema": {"type": "object"}}},
                    }
                }),
            ),
        },
    }  # fmt: skip


@cache
def document(server: str, needs: tuple[str, ...] = (), laws: tuple[str, ...] = (), contact: str = "") -> dict[str, Any]:
    """The OpenAPI 3.1 document.

    Args:
        server: the API's own address.
        needs: ids of needs that may be asked for.
        laws: the same of laws.
        contact: e-mail address where who uses the API asks; empty: one that says that none was set.
    """
    _, schemas = models_json_schema(
        [(model, "validation") for model in REQUEST_MODELS] + [(model, "serialization") for model in RESPONSE_MODELS],
        ref_template="#/components/schemas/{model}",
    )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Kennispunt ZG",
            "version": API_VERSION,
            "description": "Questions and answers, with their sources, on support for people with a sensory disability, "
            "and the directory of organisations. Personal data is taken out of every message before it is used.",
            "contact": {"name": "VNG", "url": "https://vng.nl", "email": contact or NO_CONTACT},
        },
        "servers": [{"url": server}],
        "tags": [
            {"name": "conversations", "description": "Ask and be answered."},
            {"name": "topics", "description": "The answers themselves, and the decision aids that lead to them."},
            {"name": "directory", "description": "Organisations and municipalities."},
            {"name": "speech", "description": "Answers read aloud, questions spoken."},
            {"name": "feedback", "description": "What people think of an answer."},
            {"name": "description", "description": "This document."},
        ],
        "paths": _paths(needs, laws),
        "components": {"schemas": schemas["$defs"]},
    }
