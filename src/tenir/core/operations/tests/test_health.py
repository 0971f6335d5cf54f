"""/health: what a probe may rely on."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.urls import reverse

from tenir.core.journal import chain
from tenir.core.operations import state, views
from tenir.core.web.pages import PUBLIC


@pytest.mark.django_db
def test_health_tells_version_database_and_journal(client: Client) -> None:
    response = client.get(reverse("operations:health"))
    head = chain.head()
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "version": "0.1.0",
        "database": {"ok": True, "engine": connection.vendor},
        "migrations_missing": 0,
        "journal": {"count": head.count, "hash": head.hash},
    }


@pytest.mark.django_db
def test_health_opens_no_session_and_is_never_kept(client: Client) -> None:
    response = client.get("/health")
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    assert "ETag" not in response


@pytest.mark.django_db
def test_health_asks_the_database_three_times(client: Client, django_assert_num_queries: Any) -> None:
    client.get("/health")
    with django_assert_num_queries(3):  # is there a table of migrations, which ones, the journal's head
        client.get("/health")


@pytest.mark.django_db
def test_health_answers_http_where_everything_else_is_sent_to_https(client: Client, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert Client().get("/health").status_code == 200
    assert Client().get("/").status_code == 301
    assert Client().get("/health/other").status_code == 301


def test_health_without_database_is_503(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError("password of tenir refused")

    monkeypatch.setattr(state, "missing_migrations", away)
    response = client.get("/health")
    assert response.status_code == 503
    assert response.json() == {
        "status": "unavailable",
        "version": "0.1.0",
        "database": {"ok": False, "engine": connection.vendor},
    }


@pytest.mark.django_db
def test_health_of_a_database_behind_is_503(client: Client) -> None:
    MigrationRecorder(connection).migration_qs.filter(app="operations").delete()
    response = client.get("/health")
    assert (response.status_code, response.json()["status"]) == (503, "behind")
    assert response.json()["migrations_missing"] >= 1


def test_health_is_declared_public() -> None:
    assert views.health.access == PUBLIC  # type: ignore[attr-defined]
    assert views.health.methods == ("GET", "HEAD")  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_health_refuses_to_be_written_to(client: Client) -> None:
    assert client.post("/health").status_code == 405


@pytest.mark.django_db
def test_missing_migrations_are_named() -> None:
    MigrationRecorder(connection).record_unapplied("operations", "0001_initial")
    assert state.missing_migrations() == ["operations.0001_initial"]


@pytest.mark.django_db
def test_engine_is_told_with_its_durability() -> None:
    told = state.engine()
    if connection.vendor == "sqlite":
        assert "journal DELETE" in told or "journal WAL" in told
        assert ", synchronous " in told
    else:
        assert told.startswith("PostgreSQL ")
