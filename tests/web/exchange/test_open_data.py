"""Open data: the files say what the API says, and the catalogue is as DCAT-AP-NL 3.0 asks, judged by SHACL."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import pyshacl
import pytest
from flask.testing import FlaskClient
from rdflib import DCAT, DCTERMS, FOAF, RDF, SH, XSD, BNode, Graph, Literal, Namespace, URIRef

from bot.core.exchange.open_data import TABLES
from bot.settings import Settings
from tests.web.fakes import World

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
PUBLISHED = Path(os.environ.get("KENNISPUNT_CONFORMANCE", "../shared/conformance")) / "dcat-ap-nl"
AGENT, KIND = FOAF.Agent, VCARD.Kind
MANY = None
# What DCAT-AP-NL 3.0 obliges to (Geonovum, December 2024): how many at least and at most, and of which class.
OBLIGED = {
    DCAT.Catalog: [
        (DCTERMS.title, 1, MANY, None), (DCTERMS.description, 1, MANY, None), (DCTERMS.publisher, 1, 1, AGENT),
        (DCAT.contactPoint, 1, 1, KIND), (DCAT.dataset, 1, MANY, DCAT.Dataset), (DCAT.service, 0, MANY, DCAT.DataService),
    ],
    DCAT.Dataset: [
        (DCTERMS.title, 1, MANY, None), (DCTERMS.description, 1, MANY, None), (DCTERMS.identifier, 1, 1, None),
        (DCTERMS.publisher, 1, 1, AGENT), (DCTERMS.creator, 1, 1, AGENT), (DCAT.contactPoint, 1, 1, KIND),
        (DCAT.theme, 1, MANY, None), (DCTERMS.accessRights, 1, 1, None), (DCAT.distribution, 1, MANY, DCAT.Distribution),
    ],
    DCAT.Distribution: [(DCAT.accessURL, 1, 1, None), (DCTERMS.license, 1, 1, None), (DCAT.downloadURL, 0, 1, None)],
    DCAT.DataService: [
        (DCTERMS.title, 1, MANY, None), (DCTERMS.description, 1, MANY, None), (DCTERMS.identifier, 1, 1, None),
        (DCTERMS.publisher, 1, 1, AGENT), (DCTERMS.creator, 0, 1, AGENT), (DCAT.contactPoint, 1, 1, KIND),
        (DCAT.theme, 1, MANY, None), (DCTERMS.accessRights, 1, 1, None), (DCAT.endpointURL, 1, 1, None),
        (DCAT.endpointDescription, 1, 1, None), (DCTERMS.license, 1, 1, None),
    ],
    AGENT: [(FOAF.name, 1, MANY, None)],
    KIND: [(VCARD.fn, 1, MANY, None)],
}  # fmt: skip
LITERALS = {DCTERMS.title, DCTERMS.description, DCTERMS.identifier, FOAF.name, VCARD.fn}


def shapes() -> Graph:
    """The table above as SHACL."""
    graph = Graph()
    for kind, properties in OBLIGED.items():
        shape = BNode()
        graph.add((shape, RDF.type, SH.NodeShape))
        graph.add((shape, SH.targetClass, kind))
        for path, least, most, of in properties:
            rule = BNode()
            graph.add((shape, SH.property, rule))
            graph.add((rule, SH.path, path))
            graph.add((rule, SH.minCount, Literal(least, datatype=XSD.integer)))
            graph.add((rule, SH.nodeKind, SH.Literal if path in LITERALS else SH.IRI))
            if most is not None:
                graph.add((rule, SH.maxCount, Literal(most, datatype=XSD.integer)))
            if of is not None:
                graph.add((rule, SH["class"], of))
    return graph


def judged(data: Graph, by: Graph) -> str:
    """What SHACL says; empty when nothing is wrong."""
    conforms, _, words = pyshacl.validate(data, shacl_graph=by)
    return "" if conforms else words


def catalogue(client: FlaskClient) -> Graph:
    graph = Graph()
    graph.parse(data=client.get("/opendata/catalogus.ttl").get_data(as_text=True), format="turtle")
    return graph


def test_the_catalogue_has_all_that_is_obliged(client: FlaskClient):
    graph = catalogue(client)
    assert len(list(graph.subjects(RDF.type, DCAT.Dataset))) == len(TABLES)
    assert len(list(graph.subjects(RDF.type, DCAT.DataService))) == 2
    assert judged(graph, shapes()) == ""


@pytest.mark.parametrize(
    ("kind", "path"),
    [(kind, path) for kind, rules in OBLIGED.items() for path, least, _, _ in rules if least],
    ids=str,
)
def test_the_judge_misses_nothing(client: FlaskClient, kind: URIRef, path: URIRef):
    graph = catalogue(client)
    about = next(graph.subjects(RDF.type, kind))
    graph.remove((about, path, None))
    assert judged(graph, shapes())


def test_the_published_shapes_have_nothing_to_say(client: FlaskClient):
    files = sorted(PUBLISHED.glob("*.ttl"))
    if not files:
        pytest.skip(f"no published shapes of DCAT-AP-NL in {PUBLISHED}")
    by = Graph()
    for file in files:
        by.parse(file, format="turtle")
    assert judged(catalogue(client), by) == ""


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own reader of JSON-LD uses it
def test_both_forms_say_the_same(client: FlaskClient):
    told = Graph()
    told.parse(data=client.get("/opendata/catalogus.jsonld").get_data(as_text=True), format="json-ld")
    assert set(told) == set(catalogue(client))
    for accept, mimetype in (("text/turtle", "text/turtle"), ("*/*", "application/ld+json")):
        answer = client.get("/opendata", headers={"Accept": accept})
        assert answer.mimetype == mimetype
        assert "Accept" in answer.headers["Vary"]


def test_every_file_that_is_named_is_there(client: FlaskClient):
    graph = catalogue(client)
    files = sorted(str(item) for item in graph.objects(None, DCAT.downloadURL))
    assert len(files) == 2 * len(TABLES)
    for url in files:
        answer = client.get(url)
        assert answer.status_code == 200
        again = client.get(url, headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304
    for item in graph.subjects(RDF.type, DCAT.Dataset):
        assert client.get(str(item)).status_code == 200


@pytest.mark.parametrize("name", TABLES)
def test_csv_and_json_say_the_same(client: FlaskClient, name: str):
    text = client.get(f"/opendata/{name}.csv").get_data().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    told = client.get(f"/opendata/{name}.json").json
    assert rows
    assert rows == told
    if name != "gemeenten":
        assert {row["toestand"] for row in rows} <= {"bevestigd", "verouderd", "onbevestigd", "betwist"}


def test_the_files_say_what_the_api_says(client: FlaskClient):
    contacts = client.get("/opendata/contacten.json").json
    (row,) = [item for item in contacts if item["code"] == "9003"]
    (channel,) = client.get("/api/v1/municipalities/9003").json["contacts"][0]["channels"]
    assert (row["waarde"], row["toestand"], row["bevestigd_op"], row["bevestigd_door"], row["bron"]) == (
        channel["value"], channel["state"], channel["confirmedOn"], channel["confirmedBy"], channel["sourceId"],
    )  # fmt: skip


def test_the_licence_and_the_address_for_questions_are_settings():
    settings = Settings(open_data_licence="https://licentie.example.nl/", api_contact="vraag@example.nl")
    graph = catalogue(World(settings=settings).app().test_client())
    assert set(graph.objects(None, DCTERMS.license)) == {URIRef("https://licentie.example.nl/")}
    assert set(graph.objects(None, VCARD.hasEmail)) == {URIRef("mailto:vraag@example.nl")}


@pytest.mark.parametrize("path", ["nergens", "nergens.csv", "contacten.exe", "catalogus.csv"])
def test_what_is_not_there_is_not_found(client: FlaskClient, path: str):
    assert client.get(f"/opendata/{path}").status_code == 404
