"""Cached public pages: answered without work while nothing changed, never stale after a write."""

from __future__ import annotations

import gzip
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from tenir.core.actions import System
from tenir.core.journal import chain
from tenir.core.web import publication
from tenir.core.web.publication import PublicationMiddleware

pytestmark = pytest.mark.django_db
PAGE = "/droits/"


def write() -> None:
    """Any journalled write."""
    with transaction.atomic():
        chain.record(chain.Event("tests.write"), by=System("test"))


def overwrite_kept(client: Client, text: bytes = b"kept") -> str:
    """Ask for the page, then change what the cache keeps of it, so that a test sees where an answer comes from."""
    etag = client.get(PAGE)["ETag"]
    _, headers = caches["pages"].get(etag)
    caches["pages"].set(etag, (text, headers))
    return etag


def test_unchanged_page_is_a_304_without_content(client: Client) -> None:
    etag = client.get(PAGE)["ETag"]
    answer = client.get(PAGE, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", etag)
    assert answer["Vary"] == "Cookie, Accept-Encoding"


def test_proxy_that_weakens_the_etag_still_gets_its_304(client: Client) -> None:
    etag = client.get(PAGE)["ETag"]
    assert client.get(PAGE, headers={"If-None-Match": f'"other", W/{etag}'}).status_code == 304


def test_second_answer_comes_from_the_cache(client: Client) -> None:
    overwrite_kept(client)
    assert client.get(PAGE).content == b"kept"


def test_page_is_sent_packed_to_whoever_can_read_it(client: Client) -> None:
    plain = client.get(PAGE)
    for _ in range(2):
        packed = client.get(PAGE, headers={"Accept-Encoding": "gzip, br"})
        assert gzip.decompress(packed.content) == plain.content
        assert packed["ETag"] == f"W/{plain['ETag']}"
        assert int(packed["Content-Length"]) < len(plain.content) / 2
    assert "Content-Encoding" not in plain.headers
    assert client.get(PAGE, headers={"If-None-Match": packed["ETag"]}).status_code == 304


def test_page_of_somebody_is_never_packed(client: Client) -> None:
    client.cookies["messages"] = "x"
    assert "Content-Encoding" not in client.get(PAGE, headers={"Accept-Encoding": "gzip"}).headers


def test_kept_answer_has_the_headers_of_the_first(client: Client) -> None:
    first, second = client.get(PAGE), client.get(PAGE)
    assert {**first.headers, "X-Request-ID": ""} == {**second.headers, "X-Request-ID": ""}
    assert second["X-Frame-Options"] == "DENY"


def test_kept_answer_costs_one_query(client: Client, django_assert_num_queries: object) -> None:
    client.get(PAGE)
    with django_assert_num_queries(1):  # type: ignore[operator]
        client.get(PAGE)


def test_page_is_never_stale_after_a_write(client: Client) -> None:
    old = overwrite_kept(client)
    write()
    answer = client.get(PAGE, headers={"If-None-Match": old})
    assert answer.status_code == 200
    assert answer["ETag"] != old
    assert answer.content != b"kept"


def test_write_while_the_page_is_made_keeps_nothing() -> None:
    def slow(request: HttpRequest) -> HttpResponse:
        write()
        return HttpResponse("of neither version")

    request = RequestFactory().get(PAGE)
    answer = PublicationMiddleware(slow)(request)
    assert not answer.has_header("ETag")
    assert caches["pages"].get(publication._etag(request)) is None


@pytest.mark.parametrize("cookie", ["sessionid", "messages"])
def test_page_of_somebody_is_neither_kept_nor_answered_from_cache(client: Client, cookie: str) -> None:
    overwrite_kept(client)
    client.cookies[cookie] = "x"
    answer = client.get(PAGE)
    assert answer.content != b"kept"
    assert not answer.has_header("ETag")


def test_answer_that_sets_a_cookie_is_not_kept() -> None:
    def greeting(request: HttpRequest) -> HttpResponse:
        answer = HttpResponse("for you")
        answer.set_cookie("who", "you")
        return answer

    request = RequestFactory().get(PAGE)
    assert not PublicationMiddleware(greeting)(request).has_header("ETag")
    assert caches["pages"].get(publication._etag(request)) is None


@pytest.mark.parametrize("status", [302, 404, 500])
def test_only_success_is_kept(status: int) -> None:
    request = RequestFactory().get(PAGE)
    request.user = AnonymousUser()
    answer = PublicationMiddleware(lambda _: HttpResponse("x", status=status))(request)
    assert not answer.has_header("ETag")


def test_new_day_is_a_new_version(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    old = overwrite_kept(client)
    monkeypatch.setattr(publication.timezone, "localdate", lambda: date(2019, 3, 15))
    answer = client.get(PAGE, headers={"If-None-Match": old})
    assert (answer.status_code, answer.content == b"kept") == (200, False)


def test_each_address_has_its_own_version(client: Client) -> None:
    assert client.get(PAGE)["ETag"] != client.get(PAGE + "?page=2")["ETag"]


@pytest.mark.parametrize("path", ["/robots.txt", "/nulle-part/"])
def test_page_that_is_not_declared_cached_is_left_alone(client: Client, path: str) -> None:
    assert not client.get(path).has_header("ETag")


def test_form_sent_is_left_alone(client: Client) -> None:
    overwrite_kept(client)
    assert client.post(PAGE).status_code == 405
