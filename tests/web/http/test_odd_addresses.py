"""Addresses that nobody links to: what stands in them is never taken for an instruction of ours."""

from __future__ import annotations

import pytest

from tests.web.conftest import CheckingClient

ODD = [
    "endpoint=x",
    "_method=X",
    "_external=1",
    "_scheme=https&_external=1",
    "_anchor=x",
    "values=1",
    "filename=x",
    "v=1",
    "taal=en&_method=POST",
]


@pytest.mark.parametrize("query", ODD)
@pytest.mark.parametrize("path", ["/", "/help", "/chat", "/onderwerpen"])
def test_query_is_no_instruction(client: CheckingClient, path: str, query: str):
    page = client.page(f"{path}?{query}")
    links = [link.get("href") for link in page.all("a") if link.get("hreflang")]
    assert len(links) >= 8
    assert all(link.startswith(f"{path}?") for link in links), links


def test_query_stays_in_the_links_to_other_languages(client: CheckingClient):
    page = client.page("/zoeken?q=tolk&q=bus%26boot&taal=en")
    links = {link.get("hreflang"): link.get("href") for link in page.all("a") if link.get("hreflang")}
    assert links["tr"] == "/zoeken?q=tolk&q=bus%26boot&taal=tr"


@pytest.mark.parametrize(
    "path",
    [
        "/static/nope",
        "/static/%00",
        "/static/css/%00.css",
        "/static/",
        "/static/css",
        "/static/%ff",
        "/static/a%0a",
        "/static/" + "x" * 5000,
    ],
)
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_file_that_is_not_there_is_a_page_that_says_so(client: CheckingClient, path: str, accept: str):
    assert client.get(path, headers={"Accept": accept}).status_code == 404
