"""Running `tenir` as people do: a process of its own, on the database of the test."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tenir.core.people.models import User
from tenir.core.places.models import Place
from tenir.modules.documents.tests.drafts import a_lead, a_town
from tests.running import Run, address_of_test_database, command, environment


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
