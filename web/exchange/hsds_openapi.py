"""The OpenAPI document of `/hsds`. What an organisation or a service is, stands in the published schemas of HSDS itself."""

from __future__ import annotations

from typing import Any

from web.api.openapi import NO_CONTACT
from web.http.inputs import MAX_TEXT, WORDS

HSDS_VERSION = "3.0.1"
SCHEMAS = "https://raw.githubusercontent.com/openreferral/specification/3.0/schema/"
"""Where the schemas of HSDS 3.0 are published."""
_HEADERS = {
    "API-Version": {"description": "Version of HSDS.", "schema": {"type": "string"}},
    "ETag": {"description": "Mark of what is said, for If-None-Match.", "schema": {"type": "string"}},
}
_VERSION = {"API-Version": _HEADERS["API-Version"]}
_ERRORS = {
    400: "The request is not understood.",
    404: "There is none.",
    412: "There is something else by now than what If-Match names.",
    503: "Not available now, or too much at once.",
}
_MOST = 10**15 - 1
_UUID = {"type": "string", "format": "uuid"}
_LISTS = {
    "services": ("service", "what organisations offer", ("full", "organization_id", "taxonomy_term_id", "taxonomy_id")),
    "organizations": ("organization", "organisations and municipalities", ("full", "full_service")),
    "service_at_locations": (
        "service_at_location",
        "services at the place where they are offered: a website",
        ("full", "organization_id", "taxonomy_term_id", "taxonomy_id"),
    ),
    "taxonomies": ("taxonomy", "vocabularies", ()),
    "taxonomy_terms": ("taxonomy_term", "words of the vocabularies", ("taxonomy_id",)),
}
_PARAMETERS: dict[str, tuple[str, dict[str, Any]]] = {
    "search": ("Words in the name.", {"type": "string", "maxLength": MAX_TEXT, "pattern": WORDS}),
    "page": ("Number of the page, beginning with 1.", {"type": "integer", "minimum": 1, "maximum": _MOST}),
    "per_page": ("How many on a page, 50 where not said.", {"type": "integer", "minimum": 1, "maximum": 500}),
    "format": ("There is one format.", {"type": "string", "enum": ["json"]}),
    "full": ("Everything that belongs to each of them.", {"type": "boolean"}),
    "full_service": ("Whole services, instead of their id and name.", {"type": "boolean"}),
    "organization_id": ("Only of this organisation.", _UUID),
    "taxonomy_term_id": ("Only with this word.", _UUID),
    "taxonomy_id": ("Only with a word of this vocabulary.", _UUID),
}


def _query(name: str) -> dict[str, Any]:
    description, schema = _PARAMETERS[name]
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


def _responses(schema: dict[str, Any], description: str, *errors: int) -> dict[str, Any]:
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        "200": {"description": description, "headers": _HEADERS, "content": {"application/json": {"schema": schema}}},
        "304": {"description": "Not changed since the mark in If-None-Match.", "headers": _VERSION},
    } | {
        str(status): {"description": _ERRORS[status], "headers": _VERSION, "content": problem}
        for status in sorted({*errors, 412, 503})
    }


def _listed(name: str, schema: str, about: str, own: tuple[str, ...]) -> dict[str, Any]:
    page = {
        "type": "object",
        "allOf": [{"$ref": "#/components/schemas/Page"}],
        "required": ["contents"],
        "properties": {"contents": {"type": "array", "items": {"$ref": f"{SCHEMAS}{schema}.json"}}},
    }
    return {
        "get": {
            "operationId": f"list_{name}",
            "tags": [name],
            "summary": f"A page of {about}",
            "parameters": [_query(item) for item in ("search", "page", "per_page", "format", *own)],
            "responses": _responses(page, f"A page of {about}.", 400),
        }
    }


def _single(name: str, schema: str) -> dict[str, Any]:
    own = [_query("full_service")] if name == "organizations" else []
    key = {"name": "id", "in": "path", "required": True, "description": "Its id.", "schema": _UUID}
    return {
        "get": {
            "operationId": f"show_{schema}",
            "tags": [name],
            "summary": "One, with everything that belongs to it",
            "parameters": [key, *own],
            "responses": _responses({"$ref": f"{SCHEMAS}{schema}.json"}, "It.", 400, 404),
        }
    }


def document(server: str, contact: str = "") -> dict[str, Any]:
    """The OpenAPI 3.1 document; `server` is the API's own address, `contact` an e-mail address (empty: none was set)."""
    about = {
        "type": "object",
        "required": ["version", "profile", "openapi_url"],
        "properties": {
            "version": {"type": "string"},
            "profile": {"type": "string", "format": "uri"},
            "openapi_url": {"type": "string", "format": "uri"},
        },
    }
    paths: dict[str, Any] = {
        "/": {
            "get": {
                "operationId": "about",
                "tags": ["about"],
                "summary": "What this API is",
                "responses": _responses(about, "What this API is."),
            }
        },
        "/openapi.json": {
            "get": {
                "operationId": "describe",
                "tags": ["about"],
                "summary": "This document",
                "responses": _responses({"type": "object"}, "OpenAPI document."),
            }
        },
    }
    for name, (schema, told, own) in _LISTS.items():
        paths[f"/{name}"] = _listed(name, schema, told, own)
        paths[f"/{name}/{{id}}"] = _single(name, schema)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Kennispunt ZG, HSDS",
            "version": HSDS_VERSION,
            "description": "The directory of support for people with a sensory disability by the Human Services Data "
            "Specification 3.0, to read. State, source and confirmation of a fact are `attributes`. There are no persons in it.",
            "contact": {"name": "VNG", "url": "https://vng.nl", "email": contact or NO_CONTACT},
        },
        "servers": [{"url": server}],
        "tags": [{"name": "about", "description": "The API itself."}]
        + [{"name": name, "description": f"{told[:1].upper()}{told[1:]}."} for name, (_, told, _own) in _LISTS.items()],
        "paths": paths,
        "components": {"schemas": {"Page": _PAGE, "Problem": _PROBLEM}},
    }


_PAGE = {
    "type": "object",
    "required": ["total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty"],
    "properties": {
        **{name: {"type": "integer"} for name in ("total_items", "total_pages", "page_number", "size")},
        **{name: {"type": "boolean"} for name in ("first_page", "last_page", "empty")},
    },
}
_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "status": {"type": "integer"},
        **{name: {"type": "string"} for name in ("type", "title", "detail", "instance")},
    },
}
