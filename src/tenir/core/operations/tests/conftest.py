"""A whole installation in a temporary folder, driven as its owner would: by the `tenir` command in a process."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.db import connection

KEY = "a-key-for-tests-only-" * 3


@dataclass
class Site:
    """One installation: its data folder, and the variables that its processes get."""

    folder: Path
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of the test's own environment but what finds programs."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PYTHONPATH") if name in os.environ}
        return kept | {"PYTHONIOENCODING": "utf-8", "TENIR_DATA": str(self.folder)} | self.variables

    def run(self, *arguments: str, seconds: float = 60, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run `tenir` and wait."""
        return subprocess.run(
            self.command(*arguments),
            env=self.environment | variables,
            capture_output=True,
            text=True,
            timeout=seconds,
            cwd=self.folder.parent,
            check=False,
        )

    def start(self, *arguments: str, **variables: str) -> subprocess.Popen[str]:
        """Start `tenir` and go on."""
        return subprocess.Popen(
            self.command(*arguments),
            env=self.environment | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.folder.parent,
        )

    def python(self, code: str, *arguments: str, stdin: int | None = None, **variables: str) -> subprocess.Popen[str]:
        """Start a Python process with the site loaded."""
        program = f"import sys, django; django.setup()\n{code}"
        return subprocess.Popen(
            [sys.executable, "-c", program, *arguments],
            env=self.environment | {"DJANGO_SETTINGS_MODULE": "tenir.config.settings"} | variables,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.folder.parent,
        )

    def command(self, *arguments: str) -> list[str]:
        """The command line."""
        return [sys.executable, "-m", "tenir", *arguments]


def production(**changes: str) -> dict[str, str]:
    """The smallest environment that production accepts."""
    return {
        "TENIR_ENV": "production",
        "SECRET_KEY": KEY,
        "ALLOWED_HOSTS": "tenir.example.org",
        "EMAIL_HOST": "smtp.example.org",
    } | changes


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Iterator[Site]:
    """A migrated, empty installation; never used itself, only copied."""
    site = Site(tmp_path_factory.mktemp("migrated") / "data")
    with _database(site):
        done = site.run("migrate", "--verbosity", "0")
        assert done.returncode == 0, done.stderr
        yield site


@pytest.fixture
def site(tmp_path: Path, migrated: Site) -> Iterator[Site]:
    """A migrated, empty installation of this test's own."""
    site = Site(tmp_path / "data")
    if connection.vendor == "sqlite":
        shutil.copytree(migrated.folder, site.folder)
        yield site
    else:
        with _database(site, template=migrated.variables["DATABASE_URL"].rsplit("/", 1)[1]):
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
