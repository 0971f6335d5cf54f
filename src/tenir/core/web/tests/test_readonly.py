"""Looking never writes."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import caches
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from tenir.core.actions import System
from tenir.core.journal import chain
from tenir.core.places.models import Place, PlaceKind
from tenir.core.web.readonly import LookingNeverWritesMiddleware, WroteWhileLooking, refuse_writes

pytestmark = pytest.mark.django_db


def writing_view(request: HttpRequest) -> HttpResponse:
    """A defect: it writes whatever the method."""
    Place.objects.create(kind=PlaceKind.COMMUNE, code="00001", name="Invented")
    return HttpResponse("written")


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_looking_that_writes_is_refused(method: str) -> None:
    request = getattr(RequestFactory(), method)("/")
    with pytest.raises(WroteWhileLooking), transaction.atomic():
        LookingNeverWritesMiddleware(writing_view)(request)
    assert not Place.objects.filter(code="00001").exists()


def test_same_view_writes_without_the_guard() -> None:
    # What the test above would let through if the guard were gone.
    assert writing_view(RequestFactory().get("/")).content == b"written"


def test_sending_may_write() -> None:
    assert LookingNeverWritesMiddleware(writing_view)(RequestFactory().post("/")).content == b"written"


def test_guard_ends_with_the_request() -> None:
    LookingNeverWritesMiddleware(lambda _: HttpResponse())(RequestFactory().get("/"))
    assert writing_view(RequestFactory().get("/")).status_code == 200


def test_guard_is_installed() -> None:
    assert "tenir.core.web.readonly.LookingNeverWritesMiddleware" in settings.MIDDLEWARE


def test_session_cache_and_refusal_may_be_written_while_looking() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        session = SessionStore()
        session["seen"] = "1"
        session.save()
        session.save()
        session.delete()
        caches["default"].set("sign-in", 1)
        caches["default"].delete("sign-in")
        with transaction.atomic():
            chain.record(chain.Event("pages.open", outcome="refused"), by=System("test"))
        return HttpResponse("ok")

    assert LookingNeverWritesMiddleware(view)(RequestFactory().get("/")).content == b"ok"


@pytest.mark.parametrize(
    "sql",
    [
        'UPDATE "people_user" SET "is_active" = %s WHERE "people_user"."id" = %s',
        'UPDATE "people_user" SET "last_login" = %s, "email" = %s WHERE "people_user"."id" = %s',
        'UPDATE "journal_entry" SET "verb" = %s',
        'DELETE FROM "journal_entry"',
        'INSERT INTO "django_session_copy" ("a") VALUES (%s)',
        "  insert into places_place (code) values (1)",
        'WITH gone AS (DELETE FROM "places_place" RETURNING *) SELECT * FROM gone',
        "WITH x AS (SELECT 1)\nUPDATE places_place SET code = 1",
        "TRUNCATE places_place",
        "COPY places_place FROM STDIN",
    ],
)
def test_writing_statement_is_refused(sql: str) -> None:
    with pytest.raises(WroteWhileLooking):
        refuse_writes(lambda *_: "executed", sql, None, False, {})


@pytest.mark.parametrize(
    "sql",
    [
        'SELECT "places_place"."name" FROM "places_place" WHERE "name" = \'DELETE FROM x\'',
        "WITH below AS (SELECT 1) SELECT * FROM below",
        'UPDATE "people_user" SET "last_login" = %s WHERE "people_user"."id" = %s',
        "SAVEPOINT s1",
    ],
)
def test_reading_statement_passes(sql: str) -> None:
    assert refuse_writes(lambda *_: "executed", sql, None, False, {}) == "executed"
