"""Running `tenir` as people do: a process of its own, on the database of the test."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from tenir.core.people.models import User
from tenir.core.places.models import Place
from tenir.modules.documents.tests.drafts import a_lead, a_town

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tenir", *arguments]


def environment(folder: Path, database: str) -> dict[str, str]:
    kept = {
        name: os.environ[name]
        for name in ("PATH", "HOME", "PYTHONPATH", "COVERAGE_PROCESS_START")
        if name in os.environ
    }
    return {**kept, "TENIR_DATA": str(folder), "DATABASE_URL": database, "PYTHONUTF8": "1"}


def address_of_test_database() -> str:
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    user = ":".join(quote(part, safe="") for part in (settings["USER"], settings["PASSWORD"]) if part)
    return f"postgres://{user}@{quote(settings['HOST'], safe='')}:{settings['PORT'] or 5432}/{settings['NAME']}"


@pytest.fixture
def nowhere(tmp_path: Path) -> Run:
    """`tenir` with a database that does not answer."""
    env = environment(tmp_path / "data", "postgres://nobody@127.0.0.1:1/nothing")

    def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command(*arguments), env=env, capture_output=True, text=True, timeout=60, **options)  # type: ignore[call-overload, no-any-return]

    return run


@pytest.fixture
def tenir(tmp_path: Path, transactional_db: None) -> Run:
    """`tenir` on the database of this test."""
    env = environment(tmp_path / "data", address_of_test_database())

    def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command(*arguments), env=env, capture_output=True, text=True, timeout=60, **options)  # type: ignore[call-overload, no-any-return]

    return run


@pytest.fixture
def town(db: None) -> Place:
    return a_town()


@pytest.fixture
def lead(town: Place) -> User:
    return a_lead(town)
