"""`/hsds` against the published schemas of HSDS 3.0, with the fictional world and with the directory that we bring."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from openapi_spec_validator import validate
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from bot.adapters.sql.base import engine_for
from bot.adapters.sql.directory.setup import prepare
from bot.settings import Settings
from tests.web.api.test_spectral import findings
from tests.web.editor.desk_world import give_a_desk
from tests.web.fakes import World
from web.exchange.hsds_openapi import SCHEMAS, document

FOLDER = Path(os.environ.get("KENNISPUNT_CONFORMANCE", "../shared/conformance")) / "hsds"
CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
NAMES = ("service", "organization", "service_at_location", "taxonomy", "taxonomy_term")
NOT_BY_THE_DUTCH_RULES = {
    "nlgov:query-keys-camel-case",  # HSDS: per_page
    "nlgov:paths-kebab-case",  # HSDS: /taxonomy_terms
    "nlgov:include-major-version-in-uri",  # HSDS knows one address
}


@cache
def published() -> dict[str, Any]:
    """The schemas by name, with what they refer to among each other in one document."""
    return {
        file.stem: _within(json.loads(file.read_text(encoding="utf-8")))
        for file in sorted(FOLDER.glob("*.json"))
        if file.stem != "openapi"
    }


def _within(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """The same with every reference to a published schema as one within the document."""
    if isinstance(value, list):
        return [_within(item) for item in value]
    if not isinstance(value, dict):
        return value
    told = {name: _within(item) for name, item in value.items() if name not in {"example", "constraints"}}
    reference = told.get("$ref")
    if isinstance(reference, str) and reference.endswith(".json"):
        told["$ref"] = f"#/components/schemas/{reference.removeprefix(SCHEMAS).removesuffix('.json')}"
    return told


def whole_document(server: str) -> dict[str, Any]:
    """Our description with the published schemas in it: else nobody looks at what the bodies hold."""
    told = _within(document(server))
    told["components"]["schemas"] |= published() or {name: {} for name in NAMES}
    return told


def validator(name: str) -> jsonschema.Draft202012Validator:
    schema = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": published()}}
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


needs_the_schemas = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no published schemas of HSDS in {FOLDER}")
schema = schemathesis.openapi.from_dict(whole_document("http://localhost/hsds"))
schema.app = World().app()


@needs_the_schemas
@schema.parametrize()
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_operation_keeps_to_the_description(case: schemathesis.Case):
    case.call_and_validate(checks=CHECKS)


@needs_the_schemas
def test_a_validator_of_openapi_has_nothing_to_say():
    validate(whole_document("https://kennispunt.example.nl/hsds"))


def test_every_route_is_described(app: Flask):
    routes = {rule.rule.removeprefix("/hsds") for rule in app.url_map.iter_rules() if rule.rule.startswith("/hsds")}
    described = {path.replace("{id}", "<key>") for path in document("")["paths"]}
    assert routes - {""} == described


@pytest.mark.timeout(240)
def test_spectral_says_only_what_hsds_itself_asks_otherwise(tmp_path: Path):
    found = findings(document("https://kennispunt.example.nl/hsds"), tmp_path)
    # The published schemas are not fetched: without them a reference leads nowhere.
    assert {item["code"] for item in found} - {"invalid-ref"} == NOT_BY_THE_DUTCH_RULES


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The directory of `content/directory`."""
    url = f"sqlite:///{tmp_path_factory.mktemp('hsds') / 'gids.db'}"
    prepare(url, Settings().content_dir / "directory")
    world = World()
    give_a_desk(world, engine_for(url))
    return world.app().test_client()


def pages_of(client: FlaskClient, path: str, size: int = 200) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    for number in range(1, 20):
        page = client.get(f"{path}{'&' if '?' in path else '?'}page={number}&per_page={size}").json
        assert page["size"] == len(page["contents"])
        assert page["first_page"] == (number == 1)
        items += page["contents"]
        if page["last_page"]:
            assert len(items) == page["total_items"]
            assert page["total_pages"] == number
            return items
    raise AssertionError("no last page")


@needs_the_schemas
@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("organizations", "organization"),
        ("organizations?full=true&full_service=true", "organization"),
        ("services", "service"),
        ("services?full=true", "service"),
        ("service_at_locations?full=true", "service_at_location"),
        ("taxonomies", "taxonomy"),
        ("taxonomy_terms", "taxonomy_term"),
    ],
)
def test_all_that_we_have_is_valid(real: FlaskClient, path: str, name: str):
    items, judge = pages_of(real, f"/hsds/{path}"), validator(name)
    assert items
    assert len({item["id"] for item in items}) == len(items)
    for item in items:
        assert [error.message for error in judge.iter_errors(item)] == []


@needs_the_schemas
def test_the_judge_is_strict():
    """That nothing is wrong means something: the schemas refuse what is."""
    assert list(validator("service").iter_errors({"id": "geen-uuid", "name": "x", "status": "active"}))
    assert list(validator("organization").iter_errors({"id": "6b0f2f8e-51f5-5d0c-9b0b-6a2f0c7d1e55", "name": "x"}))


def test_one_is_as_in_the_list_and_everything_leads_somewhere(real: FlaskClient):
    for listed in pages_of(real, "/hsds/services?full=true"):
        assert real.get(f"/hsds/services/{listed['id']}").json == listed
        owner = real.get(f"/hsds/organizations/{listed['organization_id']}").json
        assert listed["id"] in {item["id"] for item in owner["services"]}
        for area in listed["service_areas"]:
            assert area["name"]
        for attribute in listed["attributes"]:
            if "taxonomy_term_id" in attribute:
                term = real.get(f"/hsds/taxonomy_terms/{attribute['taxonomy_term_id']}").json
                assert term == attribute["taxonomy_term"]


def test_all_municipalities_and_providers_are_organizations(real: FlaskClient):
    municipalities = real.get("/api/v1/municipalities").json["total"]
    providers = real.get("/api/v1/organisations").json["total"]
    assert municipalities == 342
    assert len(pages_of(real, "/hsds/organizations")) == municipalities + providers


def told(item: dict[str, Any]) -> dict[str, str]:
    return {attribute.get("label", attribute["link_type"]): attribute["value"] for attribute in item["attributes"]}


def test_every_fact_has_its_state_and_who_confirmed_it(app: Flask):
    client = app.test_client()
    (found,) = client.get("/hsds/organizations?search=bekendstad&full=true").json["contents"]
    (contact,) = found["contacts"]
    assert contact["department"] == "Wmo-loket"
    (phone,) = contact["phones"]
    assert (phone["number"], phone["type"]) == ("088 555 0202", "voice")
    assert told(phone) == {
        "toestand": "bevestigd",
        "bron": "site",
        "bevestigd op": "2026-10-01",
        "bevestigd door": "Redactie Voorbeeld",
    }
    assert phone["metadata"][0]["previous_value"] == ""
    assert told(found)["administratieve keuze: ritme"] == "maand"
    assert found["organization_identifiers"][0]["identifier"] == "9003"


def test_services_are_found_by_word_vocabulary_and_organisation(real: FlaskClient):
    terms = {item["code"]: item for item in pages_of(real, "/hsds/taxonomy_terms")}
    everything = pages_of(real, "/hsds/services")
    deafblind = pages_of(real, f"/hsds/services?taxonomy_term_id={terms['doofblind']['id']}")
    assert 0 < len(deafblind) < len(everything)
    by_vocabulary = pages_of(real, f"/hsds/services?taxonomy_id={terms['doofblind']['taxonomy_id']}")
    assert len(by_vocabulary) == len(everything)
    owner = deafblind[0]["organization_id"]
    assert {item["organization_id"] for item in pages_of(real, f"/hsds/services?organization_id={owner}")} == {owner}


def test_beyond_the_last_page_is_empty_and_errors_are_problems(real: FlaskClient):
    page = real.get("/hsds/services?page=9999").json
    assert (page["empty"], page["contents"], page["last_page"]) == (True, [], True)
    for path, status in (
        ("services/nergens", 404),
        ("services?page=0", 400),
        ("services?full=ja", 400),
        ("nergens", 404),
    ):
        answer = real.get(f"/hsds/{path}")
        assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    first = real.get("/hsds/services")
    assert real.get("/hsds/services", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert real.post("/hsds/services").status_code == 405
