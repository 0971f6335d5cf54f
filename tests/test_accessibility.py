"""Every page, in every state it can be met in, has no accessibility fault that axe can find (WCAG 2.1, A and AA).

The pages are those of the rights table: a new page enters here the day it is listed there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from tenir.core.rights import Role
from tests.browser import SCHEMES, WIDTHS, Visitor
from tests.builders import official_lists
from tests.rights import world
from tests.rights.expectations import ANONYMOUS, OWN
from tests.rights.sweep import Address, addresses, path_of
from tests.rights.table import TABLE

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Axe = Callable[[Any], None]
# Not pages: pictures, texts and JSON.
NOT_PAGES = {
    "search:suggestions",
    "web:data-file",
    "web:robots",
    "web:favicon",
    "web:sitemap",
    "web:sitemap-file",
    "journal:head_file",
}
NOT_PAGES |= {"operations:health", "commitments:feed", "commitments:framework-feed", "commitments:place-feed"}
NOT_PAGES |= {"commitments:organisation-feed", "commitments:sheet-file", "commitments:organisation-file"}
BOARD = "/cadres/mobilisation-nationale-2019/"


def pages(visitor: str) -> Iterator[Address]:
    """The pages that open to a visitor."""
    for address in addresses():
        line = TABLE[address.name].get("GET")
        is_page = not address.name.startswith("api:") and address.name not in NOT_PAGES
        if is_page and line and line.statuses[visitor, OWN] == 200:
            yield address


@pytest.fixture
def here() -> world.World:
    """Two territories with accounts and objects, and the real 40 measures."""
    with transaction.atomic():
        made = world.build()
    official_lists()
    return made


def cookies_of(here: world.World, visitor: str) -> dict[str, str]:
    """The session of a visitor, for the browser."""
    return {name: morsel.value for name, morsel in here.clients[visitor].cookies.items()}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_is_accessible(visit: Visitor, axe: Axe, here: world.World, width: int, scheme: str) -> None:
    for visitor in (ANONYMOUS, Role.ADMINISTRATOR):
        cookies = cookies_of(here, visitor)
        for address in pages(visitor):
            path = path_of(address, here.objects.get(address.name, {}).get(OWN, {}))
            axe(visit(path, width=width, scheme=scheme, cookies=cookies))
    axe(visit(BOARD, width=width, scheme=scheme))
    axe(visit(f"{BOARD}?intitule=introuvable", width=width, scheme=scheme))
    axe(visit(f"{BOARD}?format=exe", width=width, scheme=scheme, status=400))
    axe(visit("/journal/evenements/", width=width, scheme=scheme, status=403, cookies=cookies_of(here, Role.PARTNER)))


@pytest.mark.parametrize("width", WIDTHS)
def test_every_form_in_error_is_accessible(visit: Visitor, axe: Axe, here: world.World, width: int) -> None:
    cookies = cookies_of(here, Role.ADMINISTRATOR)
    forms = [address for address in pages(Role.ADMINISTRATOR) if "POST" in TABLE[address.name]]
    for address in forms:
        page = visit(path_of(address, here.objects.get(address.name, {}).get(OWN, {})), width=width, cookies=cookies)
        send = page.locator("main form[method=post] button[type=submit]:visible")
        if address.name != "account_logout" and send.count():
            send.first.click()
            axe(page)
    assert len(forms) >= 5
