"""« Mon bureau » as tests read it."""

from __future__ import annotations

from html import unescape

from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tenir.core.people.models import User


def lists(who: User) -> list[str]:
    """To do, awaited, changed: as text, with plain spaces."""
    client = Client()
    client.force_login(who)
    shown = unescape(client.get("/bureau/").content.decode()).replace("\u202f", " ")
    return shown.split('<h2 class="panel-title">')[1:4]


def queries(who: User) -> int:
    """How often the page asks the database, once the day's visit is marked."""
    client = Client()
    client.force_login(who)
    client.get("/bureau/")
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/bureau/").status_code == 200
    return len(asked)
