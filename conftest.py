"""The test room: both databases, closed network, random order, warnings are errors (see CONTRIBUTING.md)."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import caches
from django.db import connection
from hypothesis import HealthCheck, settings

from tests.order import begin_with_long_ones

pytest_plugins = ["tests.browser"]

# A loaded machine draws slowly: that says nothing of what is tested.
settings.register_profile("tenir", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tenir")

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("TENIR_SHARED") or HERE.parent / "shared")


ENGINES = HERE / "src" / "tenir" / "engines"


@pytest.hookimpl(trylast=True)  # once the marks of the command line have left out what they leave out
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip, with its reason, what this machine or this database cannot run."""
    postgres = connection.vendor == "postgresql"
    if postgres:
        leave_what_no_database_changes(config, items)
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
    begin_with_long_ones(items, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def pytest_collection_finish() -> None:
    """What was imported and collected stays: looking it through for cycles again and again took time."""
    gc.collect()
    gc.freeze()


def leave_what_no_database_changes(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The run on SQLite has said all there is to say of these; journeys through the whole site run on both."""
    left = [item for item in items if _knows_no_database(item)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if not _knows_no_database(item)]


# What asks for a database, besides the mark: whole installations have one of their own.
WITH_DATABASE = {"db", "transactional_db", "live_server", "site", "bare", "migrated", "demonstration"}


def _knows_no_database(item: pytest.Item) -> bool:
    """Engines (a contract holds them to it), what asks for no database at all, and what a browser makes of pages that
    both databases' tests ask for.
    """
    looks = item.get_closest_marker("browser") and not item.path.name.startswith("test_journey")
    asks = item.get_closest_marker("django_db") or WITH_DATABASE & set(getattr(item, "fixturenames", ()))
    return ENGINES in item.path.parents or bool(looks) or not (asks or item.get_closest_marker("postgres"))


def pytest_runtest_setup() -> None:
    """Nothing outside this machine can be reached from a test."""
    from pytest_socket import socket_allow_hosts

    socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The test database is there already, migrated (`tests/migrated.py`)."""
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """pytest-django's own, just before it opens the databases of each worker."""
    from tests import migrated

    migrated.place()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """pytest-django's own, which keeps what it did not make: the file goes with the run, as a cluster does."""
    yield
    if connection.vendor == "sqlite":
        name = Path(connection.settings_dict["NAME"])
        for file in name.parent.glob(f"{name.name}*"):
            file.unlink()


@pytest.fixture
def shared() -> Path:
    """The folder of reference material; a test that asks for it carries `@pytest.mark.shared`."""
    return SHARED


@pytest.fixture(autouse=True)
def _fresh_caches(request: pytest.FixtureRequest) -> None:
    """No test sees what another one cached."""
    caches["pages"].clear()
