"""Every page asks the database as often with 10,000 commitments as with 10."""

from __future__ import annotations

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.content import large_framework
from tenir.core.rights import Role
from tests.rights import world
from tests.rights.expectations import OWN
from tests.rights.sweep import addresses, path_of
from tests.rights.table import TABLE

# Both databases are asked the same: counting on one is enough, and the sweep of rights opens each page on both.
pytestmark = [pytest.mark.slow, pytest.mark.sqlite, pytest.mark.django_db]
BOARD = "/cadres/cadre-invente/"
PARTS = "/cadres/cadre-a-parties/"
PAGES = (
    *(BOARD, f"{BOARD}3/", f"{BOARD}?vue=arbre", f"{BOARD}?q=lieux&muet=oui", f"{BOARD}?au=2020-01-01"),
    f"{PARTS}face-a-face/",
    "/comparer/?a=cadre-invente&b=cadre-a-parties",
    "/comparer/?a=cadre-invente&au_a=2018-01-01&b=cadre-invente",
)
SEARCHES = (
    "/recherche/?q=lieux+ouvrir",
    "/recherche/suggestions/?q=lieux+ouvr",
    "/recherche/?q=lieux&sorte=engagement",
)
API_READS = (
    "/api/v1/cadres/cadre-invente",
    "/api/v1/cadres/cadre-invente/engagements",
    "/api/v1/cadres/cadre-invente/3",
    "/api/v1/recherche?q=lieux+ouvrir",
)


def queries(client: Client, path: str) -> int:
    """How many statements one answer takes, nothing kept from before; the first request pays for the warming."""
    client.get(path)
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


def test_queries_of_every_page_do_not_grow() -> None:
    large_framework(10)
    large_framework(200, parts=True)
    here = world.build()
    client = here.clients[Role.ADMINISTRATOR]
    looked_at = [address for address in addresses() if "GET" in TABLE[address.name]]
    paths = [path_of(address, here.objects.get(address.name, {}).get(OWN, {})) for address in looked_at]
    paths = sorted({*paths, *PAGES, *SEARCHES, *API_READS} - {"/compte/sortir/"})
    few = {path: queries(client, path) for path in paths}
    large_framework(10_000)
    large_framework(2000, parts=True)
    many = {path: queries(client, path) for path in paths}
    # Fewer are no fault: a page that folds a long text instead of printing it asks less.
    assert {path: (few[path], many[path]) for path in paths if many[path] > few[path]} == {}
    assert len(paths) > 35
