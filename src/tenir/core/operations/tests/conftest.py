"""Installations for tests: migrated ones, copied from one template, and bare ones."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from tenir.core.operations.tests.sites import Site
from tests import migrated as copied


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Iterator[Site]:
    """A migrated, empty installation; never used itself, only copied."""
    site = Site(tmp_path_factory.mktemp("migrated") / "data")
    if connection.vendor == "sqlite":
        copied.copy(site.folder / "tenir.sqlite3")
        yield site
    else:
        with _database(site, template=copied.on_postgresql()):
            yield site


@pytest.fixture(scope="session")
def demonstrated(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Iterator[Site]:
    """An installation with its demonstration; never used itself, only copied."""
    site = Site(tmp_path_factory.mktemp("demonstrated") / "data")
    with _database(site):
        done = site.run("demo", "--load-only")
        assert (done.returncode, done.stdout) == (0, "Démonstration chargée.\n"), done.stderr
        yield site


@pytest.fixture
def site(tmp_path: Path, migrated: Site) -> Iterator[Site]:
    """A migrated, empty installation of this test's own."""
    with _copied(migrated, tmp_path / "data") as site:
        yield site


@pytest.fixture
def demonstration(tmp_path: Path, demonstrated: Site) -> Iterator[Site]:
    """An installation of this test's own where `tenir demo` has loaded everything once."""
    with _copied(demonstrated, tmp_path / "data") as site:
        yield site


@contextmanager
def _copied(template: Site, folder: Path) -> Iterator[Site]:
    site = Site(folder)
    if connection.vendor == "sqlite":
        shutil.copytree(template.folder, site.folder)
        yield site
    else:
        with _database(site, template=template.variables["DATABASE_URL"].rsplit("/", 1)[1]):
            yield site


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Site]:
    """A machine that has never seen Tenir: no data folder, an empty database."""
    site = Site(tmp_path / "bare" / "data")
    site.folder.parent.mkdir()
    with _database(site):
        yield site


class _database:  # noqa: N801  (used as a function)
    """On PostgreSQL, a database of its own for `site`, dropped at the end; nothing on SQLite."""

    def __init__(self, site: Site, *, template: str = "template0") -> None:
        self.site, self.template = site, template
        self.name = f"tenir_site_{secrets.token_hex(6)}"

    def __enter__(self) -> None:
        if connection.vendor == "postgresql":
            self._execute(f"CREATE DATABASE {self.name} TEMPLATE {self.template}")
            self.site.variables["DATABASE_URL"] = os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{self.name}"

    def __exit__(self, *error: object) -> None:
        if connection.vendor == "postgresql":
            self._execute(f"DROP DATABASE {self.name} WITH (FORCE)")

    def _execute(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as admin:
            admin.execute(statement)
