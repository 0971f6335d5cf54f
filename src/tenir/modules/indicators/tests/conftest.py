"""Running `tenir` on the database of a test."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.running import Run, address_of_test_database, command, environment


@pytest.fixture
def tenir(tmp_path: Path, transactional_db: None) -> Run:
    """`tenir` on the database of this test."""
    env = environment(tmp_path / "data", address_of_test_database())

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command(*arguments), env=env, capture_output=True, text=True, timeout=300)

    return run
