"""What all answers of the API have in common: open to any site, kept while nothing changed, errors as JSON."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tenir.core.actions import System
from tenir.core.journal import chain
from tenir.core.people.models import User
from tests.builders import a_place

pytestmark = pytest.mark.django_db
READ = "/api/v1/lieux/"
ORIGIN = {"Origin": "https://ailleurs.example"}


def test_any_site_reads_what_anybody_gets(client: Client) -> None:
    answer = client.get(READ, headers=ORIGIN)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    assert {"ETag", "Link"} <= set(answer["Access-Control-Expose-Headers"].split(", "))


def test_304_and_404_may_be_read_too(client: Client) -> None:
    etag = client.get(READ)["ETag"]
    kept = client.get(READ, headers={**ORIGIN, "If-None-Match": etag})
    missing = client.get("/api/v1/rien", headers=ORIGIN)
    assert (kept.status_code, missing.status_code) == (304, 404)
    assert [one["Access-Control-Allow-Origin"] for one in (kept, missing)] == ["*", "*"]


def test_answer_that_carries_somebody_is_not_for_other_sites(client: Client) -> None:
    client.force_login(User.objects.create_user("someone@exemple.fr"))
    answer = client.get(READ, headers=ORIGIN)
    assert "Access-Control-Allow-Origin" not in answer
    assert {"Cookie", "Authorization"} <= set(answer["Vary"].split(", "))


@pytest.mark.parametrize("wanted", ["GET", "POST"])
def test_browser_that_asks_beforehand_is_let_read_only(client: Client, wanted: str) -> None:
    answer = client.options(READ, headers={**ORIGIN, "Access-Control-Request-Method": wanted})
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "Authorization" not in answer["Access-Control-Allow-Headers"]


def test_writing_is_open_to_no_other_site(client: Client) -> None:
    assert "Access-Control-Allow-Origin" not in client.post(READ, headers=ORIGIN)


def test_pages_are_not_open_to_other_sites(client: Client) -> None:
    assert "Access-Control-Allow-Origin" not in client.get("/api/", headers=ORIGIN)


def test_head_answers_like_get(client: Client) -> None:
    got, head = client.get(READ), client.head(READ)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", got["ETag"])


def test_read_changes_with_the_journal(client: Client) -> None:
    etag = client.get(READ)["ETag"]
    place = a_place(name="Commune nouvelle")
    chain.record(chain.created("places.create", place), by=System("test"))
    again = client.get(READ, headers={"If-None-Match": etag})
    assert again.status_code == 200
    assert "Commune nouvelle" in [one["name"] for one in again.json()["items"]]


def test_kept_answer_costs_one_query(client: Client, django_assert_num_queries: Any) -> None:
    first = client.get(READ)
    with django_assert_num_queries(1):
        assert client.get(READ).content == first.content


def test_links_stand_in_the_header_kept_or_not(client: Client) -> None:
    for _ in range(3):
        a_place()
    for _ in range(2):
        answer = client.get(f"{READ}?limit=1&offset=1")
        assert answer["Link"] == (
            '<http://testserver/api/v1/lieux/?limit=1&offset=2>; rel="next", '
            '<http://testserver/api/v1/lieux/?limit=1&offset=0>; rel="prev"'
        )


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("get", "/api/v1/rien", 404),
        ("post", READ, 405),
        ("get", "/api/v1/lieux/commune/%00", 400),
        ("get", f"{READ}?kind=%00", 400),
    ],
)
def test_errors_of_the_site_have_the_one_shape(client: Client, method: str, address: str, status: int) -> None:
    answer = getattr(client, method)(address)
    assert answer.status_code == status
    assert set(answer.json()["error"]) == {"code", "sentence", "where", "remedy"}


def test_document_is_made_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    told = client.get("/api/v1/openapi.json").json()
    monkeypatch.setattr("ninja.openapi.schema.OpenAPISchema.get_paths", None)
    assert client.get("/api/v1/openapi.json").json() == told


def test_page_tells_every_operation(client: Client) -> None:
    page = client.get("/api/").content.decode()
    document = client.get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert [path for path in document["paths"] if f"<code>{path}</code>" not in page] == []
    assert "<code>engagements:niveaux</code>" in page
