"""The test room: both databases, closed network, random order, warnings are errors (see CONTRIBUTING.md)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.core.cache import caches
from django.db import connection

pytest_plugins = ["tests.browser"]

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("TENIR_SHARED") or HERE.parent / "shared")


ENGINES = HERE / "src" / "tenir" / "engines"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip, with its reason, what this machine or this database cannot run."""
    postgres = connection.vendor == "postgresql"
    if postgres:
        leave_engines(config, items)
    for item in items:
        if item.get_closest_marker("shared") and not SHARED.is_dir():
            item.add_marker(pytest.mark.skip(reason="the reference material (../shared) is not on this machine"))
        if item.get_closest_marker("postgres") and not postgres:
            item.add_marker(pytest.mark.skip(reason="about PostgreSQL; this run is on SQLite"))
        if item.get_closest_marker("sqlite") and postgres:
            item.add_marker(pytest.mark.skip(reason="about the SQLite file; this run is on PostgreSQL"))
        if item.get_closest_marker("browser"):
            # Playwright runs its own event loop in the test's thread.
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def leave_engines(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Engines know no database (a contract holds them to it): the run on SQLite has said all there is to say."""
    left = [item for item in items if ENGINES in item.path.parents]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if ENGINES not in item.path.parents]


def pytest_runtest_setup() -> None:
    """Nothing outside this machine can be reached from a test."""
    from pytest_socket import socket_allow_hosts

    socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)


@pytest.fixture
def shared() -> Path:
    """The folder of reference material; a test that asks for it carries `@pytest.mark.shared`."""
    return SHARED


@pytest.fixture(autouse=True)
def _fresh_caches(request: pytest.FixtureRequest) -> None:
    """No test sees what another one cached."""
    caches["pages"].clear()
