"""The API against its own description: every route is in it, and it holds for whatever schemathesis thinks of."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, settings
from openapi_spec_validator import validate
from schemathesis.checks import CheckFunction
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from bot.contract import Language
from tests.web.fakes import World
from web.api.openapi import API_VERSION, document

WORLD = World()
WORLD.hearing.known = frozenset(Language)  # what cannot be heard gets a 503 that is described, and is tried by itself
APP = WORLD.app()
schemathesis.serializer.alias(["audio/webm", "audio/ogg", "audio/mp4", "audio/wav"], "application/octet-stream")
CHECKS: list[CheckFunction] = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", APP)


@schema.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_operation_keeps_to_the_description(case: schemathesis.Case):
    case.call_and_validate(checks=CHECKS)


def test_a_validator_of_openapi_has_nothing_to_say():
    validate(document("https://kennispunt.example.nl/api/v1"))


def test_every_route_is_described(app: Flask):
    routes = set()
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/api/v1/"):
            path = re.sub(r"<(?:\w+:)?(\w+)>", "{}", rule.rule.removeprefix("/api/v1"))
            routes |= {(path, method.lower()) for method in rule.methods or () if method not in {"HEAD", "OPTIONS"}}
    described = {
        (re.sub(r"\{\w+\}", "{}", path), method)
        for path, operations in document("/api/v1")["paths"].items()
        for method in operations
    }
    assert routes == described


def test_real_conversation_fits_the_description(app: Flask):
    """What schemathesis seldom reaches: a known conversation, a known topic, a known organisation."""
    client = app.test_client()
    loaded = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    made = client.post("/api/v1/conversations", json={"language": "nl"}).json["id"]
    calls = [
        ("/conversations/{id}/messages", "POST", {"id": made}, {"text": "Hoe lang duurt het?"}),
        ("/conversations/{id}/messages", "POST", {"id": made}, {"choice": "topic:wmo-zg/tolk"}),
        ("/conversations/{id}", "GET", {"id": made}, None),
        ("/topics/{id}", "GET", {"id": "wmo-zg/looptijd"}, None),
        ("/decision-aids", "GET", {}, None),
        ("/decision-aids/{id}", "GET", {"id": "past-dit"}, None),
        ("/organisations/{id}", "GET", {"id": "gehoor"}, None),
        ("/conversations/{id}", "DELETE", {"id": made}, None),
    ]
    for path, method, parameters, body in calls:
        operation = loaded[path][method]
        more = {"body": body, "media_type": "application/json"} if body else {}
        case = operation.Case(path_parameters=parameters, **more)
        response = case.call()
        assert response.status_code in {200, 204}, response.text
        case.validate_response(response, checks=CHECKS[:5])


def test_version_is_told_with_every_answer_of_the_api(app: Flask):
    client = app.test_client()
    for path in ("/api/v1/topics", "/api/v1/topics/nergens", "/api/v1/nergens", "/api/v1/openapi.json"):
        assert client.get(path).headers["API-Version"] == API_VERSION


def test_follows_the_design_rules_of_the_dutch_government():
    """The rules of the published Spectral ruleset that concern the document, checked here without Spectral."""
    api = document("https://kennispunt.example.nl/api/v1")
    assert re.fullmatch(r"3\.\d+\.\d+", api["openapi"])
    assert re.fullmatch(r"\d+\.\d+\.\d+", api["info"]["version"])
    assert all(re.search(r"/v\d+$", server["url"]) for server in api["servers"])
    for path, operations in api["paths"].items():
        assert re.fullmatch(r"(/([a-z0-9.-]+|\{[a-zA-Z]+\}))+", path)
        for method, operation in operations.items():
            assert method in {"get", "post", "put", "patch", "delete"}
            for parameter in operation.get("parameters", ()):
                assert re.fullmatch(r"[a-z][a-z\d]*([A-Z][a-z\d]*)*", parameter["name"])
            if operation.get("parameters") or method == "post":
                assert "400" in operation["responses"]
            for status, response in operation["responses"].items():
                assert "API-Version" in response["headers"]
                if status >= "400":
                    assert list(response["content"]) == ["application/problem+json"]
    for model in api["components"]["schemas"].values():
        for name, field in model.get("properties", {}).items():
            assert re.fullmatch(r"[a-z]+([A-Z][a-z]*)*", name)
            if re.search("date$", name, re.IGNORECASE):
                assert field["format"] in {"date", "partial-date"}


def test_description_is_stable_for_a_published_ruleset_when_it_is_there():
    """Where the government's ruleset lies beside the project, the rules that are checked above are still all of its errors."""
    folder = Path(os.environ.get("KENNISPUNT_CONFORMANCE", "../shared/conformance"))
    ruleset = folder / "adr" / "ruleset.yaml"
    if not ruleset.is_file():
        pytest.skip(f"no published ruleset in {folder}")
    import yaml

    rules = yaml.safe_load(ruleset.read_text(encoding="utf-8"))["rules"]
    known = {
        "nlgov:openapi3", "nlgov:openapi-root-exists", "nlgov:missing-version-header", "nlgov:missing-header",
        "nlgov:include-major-version-in-uri", "nlgov:paths-no-trailing-slash", "info-contact",
        "nlgov:info-contact-fields-exist", "nlgov:http-methods", "nlgov:paths-kebab-case",
        "nlgov:query-keys-camel-case", "nlgov:schema-camel-case", "nlgov:servers-use-https",
        "nlgov:use-problem-schema", "nlgov:problem-schema-members", "nlgov:problem-invalid-input",
        "nlgov:property-casing", "nlgov:date-time-ensure-timezone", "nlgov:time-without-timezone",
        "nlgov:specify-format-for-date-and-time", "nlgov:use-date-instead-of-datetime", "nlgov:semver",
    }  # fmt: skip
    assert {name for name in rules if name.startswith(("nlgov:", "info-"))} == known
