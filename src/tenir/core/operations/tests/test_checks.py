"""`tenir check --deploy`: clean where all is right, one French line for each thing that is not."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from tenir.core.operations import checks, state
from tenir.core.operations.models import CacheRow
from tenir.core.operations.tests.sites import Site, production


@pytest.mark.slow
def test_right_production_environment_is_clean(site: Site) -> None:
    collected = site.run("collectstatic", "--no-input", "--verbosity", "0", **production())
    assert collected.returncode == 0, collected.stderr
    with serving_role(site) as variables:
        told = site.run("check", "--deploy", **production(**variables))
    assert (told.returncode, told.stderr) == (0, "")
    assert "(0 silenced)" in told.stdout


@contextmanager
def serving_role(site: Site) -> Iterator[dict[str, str]]:
    """On PostgreSQL the role that serves is not the owner of the tables; nothing on SQLite."""
    if connection.vendor == "sqlite":
        yield {}
        return
    import psycopg

    role, owner = f"tenir_serves_{secrets.token_hex(4)}", site.variables["DATABASE_URL"]
    parts = urlsplit(owner)
    with psycopg.connect(owner, autocommit=True) as admin:
        admin.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'for-tests'")
        protected = site.run("journal", "protect", "--role", role)
        assert protected.returncode == 0, protected.stderr
        place = f"{parts.hostname}:{parts.port}" if parts.hostname else ""
        yield {"DATABASE_URL": f"postgres://{role}:for-tests@{place}{parts.path}"}
        admin.execute(f"DROP OWNED BY {role}")
        admin.execute(f"DROP ROLE {role}")


@pytest.mark.slow
def test_bare_production_environment_is_told_what_is_missing(bare: Site) -> None:
    told = bare.run("check", "--deploy", **production())
    assert told.returncode == 1
    for identifier in ("tenir.E001", "tenir.E002"):
        assert identifier in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.slow
def test_database_away_is_told_by_the_checks(bare: Site) -> None:
    away = production(DATABASE_URL="postgres://tenir:s3cr3t@127.0.0.1:1/tenir")
    told = bare.run("check", "--deploy", **away)
    assert told.returncode in (1, 2)
    assert "la base ne répond pas" in told.stderr
    assert "s3cr3t" not in told.stderr


def test_static_files_are_asked_for_in_production_only(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    assert checks.static_files_are_collected() == []
    settings.PRODUCTION = True
    (missing,) = checks.static_files_are_collected()
    assert (missing.id, missing.hint) == ("tenir.E001", "Lancez tenir collectstatic --no-input.")
    (tmp_path / "staticfiles.json").write_text("{}")
    assert checks.static_files_are_collected() == []


@pytest.mark.django_db
def test_ready_database_passes() -> None:
    assert checks.database_is_ready() == []


@pytest.mark.django_db
def test_database_behind_is_told() -> None:
    MigrationRecorder(connection).record_unapplied("operations", "0001_initial")
    (behind,) = checks.database_is_ready()
    assert behind.id == "tenir.E002"
    assert "operations.0001_initial" in behind.msg


def test_database_away_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError("connection refused\nIs it running?")

    monkeypatch.setattr(state, "missing_migrations", away)
    (told,) = checks.database_is_ready()
    assert (told.id, told.msg) == ("tenir.E003", "la base ne répond pas (Is it running?).")


@pytest.mark.django_db
def test_absent_cache_table_is_told() -> None:
    with pytest.MonkeyPatch.context() as patch:
        tables = [name for name in connection.introspection.table_names() if name != CacheRow._meta.db_table]
        patch.setattr(connection.introspection, "table_names", lambda *cursor: tables)
        (told,) = checks.database_is_ready()
    assert told.id == "tenir.E004"
