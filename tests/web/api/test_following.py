"""A supplier keeps a copy of the directory: everything once, then what changed, and what is gone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from bot.adapters.sql.directory.desk import SqlDesk
from bot.core.changes.changes import Author, RecordKind
from bot.core.directory.standing import Origin
from tests.web.editor.desk_world import give_a_desk
from tests.web.fakes import World

EDITOR = Author("redacteur@vng.example.nl", Origin.VNG, "Jan de Verzonnen belde")


@pytest.fixture
def world(engine: Engine) -> World:
    made = World()
    give_a_desk(made, engine)
    return made


class Copy:
    """What a supplier keeps."""

    def __init__(self, client: FlaskClient, size: int = 2) -> None:
        self.client, self.size = client, size
        self.kept: dict[str, dict] = {}
        self.number = 0
        self.calls = 0

    def follow(self) -> list[str]:
        """Take what changed; returns the ids in the order in which they came."""
        came, more = [], True
        while more:
            self.calls += 1
            path = f"/api/v1/organisations?updatedSince={self.number}&pageSize={self.size}"
            answer = self.client.get(path).json
            for item in answer["organisations"]:
                self.kept[item["id"]] = item
                came.append(item["id"])
            for gone in answer["withdrawn"]:
                self.kept.pop(gone["id"], None)
                came.append(gone["id"])
            assert answer["changeNumber"] >= self.number
            self.number, more = answer["changeNumber"], answer["more"]
        return came


def test_a_copy_stays_as_the_directory_is(client: FlaskClient, desk: SqlDesk):
    copy = Copy(client, 1)
    assert sorted(copy.follow()) == ["elders", "horizon"]
    assert copy.calls == 2
    assert copy.follow() == []
    channel = next(item for item in desk.records("horizon") if item.values.get("kind") == "email")
    desk.change(channel.ref, channel.version, {"value": "nieuw@horizon.example.nl"}, EDITOR, confirm=True)
    assert copy.follow() == ["horizon"]
    values = [item["value"] for contact in copy.kept["horizon"]["contacts"] for item in contact["channels"]]
    assert "nieuw@horizon.example.nl" in values
    assert copy.kept["horizon"] == client.get("/api/v1/organisations/horizon").json
    record = desk.records("elders")[0]
    desk.withdraw(record.ref, record.version, EDITOR, on=datetime.now(UTC).date(), successor="horizon")
    assert copy.follow() == ["elders"]
    assert list(copy.kept) == ["horizon"]


def test_a_tombstone_says_what_came_instead_and_not_why(client: FlaskClient, desk: SqlDesk):
    before = client.get("/api/v1/organisations").json["changeNumber"]
    record = desk.records("elders")[0]
    desk.withdraw(record.ref, record.version, EDITOR, on=datetime.now(UTC).date(), successor="horizon")
    (gone,) = client.get(f"/api/v1/organisations?updatedSince={before}").json["withdrawn"]
    assert (gone["id"], gone["name"], gone["successor"], gone["merged"]) == ("elders", "Élders Loket", "horizon", False)
    answer = client.get("/api/v1/organisations/elders")
    assert answer.status_code == 410
    assert answer.mimetype == "application/problem+json"
    assert gone.items() <= answer.json.items()
    for path in ("/api/v1/organisations/elders", f"/api/v1/organisations?updatedSince={before}", "/api/v1/changes"):
        assert "Jan de Verzonnen" not in client.get(path).get_data(as_text=True)


def test_the_list_of_changes_names_both_kinds(client: FlaskClient, desk: SqlDesk):
    before = client.get("/api/v1/changes?pageSize=1").json
    assert before["more"]
    whole = client.get("/api/v1/changes?updatedSince=0").json
    assert {item["id"] for item in whole["changes"]} == {"horizon", "elders", "9001", "9002"}
    channel = next(item for item in desk.records("9001") if item.ref.kind is RecordKind.CHANNEL)
    desk.confirm(channel.ref, channel.version, EDITOR)
    (change,) = client.get(f"/api/v1/changes?updatedSince={whole['changeNumber']}").json["changes"]
    assert (change["kind"], change["id"], change["withdrawn"]) == ("municipality", "9001", False)
    found = client.get(change["url"]).json
    assert found["changeNumber"] == change["changeNumber"]
    assert found["contacts"][0]["channels"][0]["state"] == "bevestigd"
    listed = client.get(f"/api/v1/municipalities?updatedSince={whole['changeNumber']}").json
    assert listed["municipalities"] == [found]


def test_every_fact_says_where_it_comes_from_and_what_it_is_worth(client: FlaskClient):
    found = client.get("/api/v1/organisations/horizon").json
    dorp = client.get("/api/v1/municipalities/9001").json
    channels = [channel for owner in (found, dorp) for contact in owner["contacts"] for channel in contact["channels"]]
    for fact in (found, *found["services"], *channels, *dorp["administrativeChoices"]):
        assert {"state", "sourceId", "sourceDate", "confirmedOn", "confirmedBy", "disputedOn"} <= fact.keys()
    assert {item["sourceDate"] for item in found["services"]} == {"2022-04", None}


def test_a_number_that_is_still_to_come_is_refused(client: FlaskClient):
    for path in ("organisations", "municipalities", "changes"):
        answer = client.get(f"/api/v1/{path}?updatedSince=999999")
        assert answer.status_code == 400
        assert answer.json["type"] == "urn:kennispunt:problem:change-number-unknown"


@pytest.mark.parametrize("query", ["page=2", "need=doofblind", "law=wmo", "cbsCode=9001"])
def test_what_changed_is_not_asked_for_together_with_a_choice(client: FlaskClient, query: str):
    assert client.get(f"/api/v1/organisations?updatedSince=0&{query}").status_code == 400


@pytest.mark.parametrize(
    "query", ["page=0", "pageSize=0", "pageSize=501", "page=x", "updatedSince=-1", "page=1&page=2"]
)
def test_a_number_that_is_none_is_refused(client: FlaskClient, query: str):
    assert client.get(f"/api/v1/organisations?{query}").status_code == 400


def test_pages_by_name(client: FlaskClient):
    whole = client.get("/api/v1/municipalities").json
    assert (whole["total"], whole["more"]) == (2, False)
    pages = [client.get(f"/api/v1/municipalities?page={page}&pageSize=1").json for page in (1, 2, 3)]
    assert [page["more"] for page in pages] == [True, False, False]
    assert [item for page in pages for item in page["municipalities"]] == whole["municipalities"]


def test_who_has_it_already_gets_nothing_again(client: FlaskClient, desk: SqlDesk):
    for path in ("organisations", "organisations/horizon", "municipalities/9001", "changes?updatedSince=0"):
        first = client.get(f"/api/v1/{path}")
        again = client.get(f"/api/v1/{path}", headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.get_data()) == (304, b"")
        assert again.headers["API-Version"]
        kept = client.get(f"/api/v1/{path}", headers={"If-Match": first.headers["ETag"]})
        assert kept.json == first.json
        assert client.get(f"/api/v1/{path}", headers={"If-Match": '"anders"'}).status_code == 412
    mark = client.get("/api/v1/municipalities/9001").headers["ETag"]
    channel = next(item for item in desk.records("9001") if item.ref.kind is RecordKind.CHANNEL)
    desk.confirm(channel.ref, channel.version, EDITOR)
    assert client.get("/api/v1/municipalities/9001", headers={"If-None-Match": mark}).status_code == 200
