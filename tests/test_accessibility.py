"""Every page, in every state it can be met in, has no accessibility fault that axe can find (WCAG 2.1, A and AA).

The pages are those of the rights table: a new page enters here the day it is listed there.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction

from tenir.core.rights import Role
from tests import migrated
from tests.browser import WIDTHS, Visitor, check_both_schemes, check_in_turn
from tests.builders import official_lists
from tests.rights import world
from tests.rights.expectations import ANONYMOUS, OWN
from tests.rights.sweep import Address, addresses, path_of
from tests.rights.table import TABLE

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
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
NOT_PAGES |= {"commitments:evidence-file", "governance:meeting-file"}
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

    def fill() -> world.World:
        with transaction.atomic():
            made = world.build()
        official_lists()
        return made

    return migrated.filled("world and official lists", fill)  # type: ignore[no-any-return]


def cookies_of(here: world.World, visitor: str) -> dict[str, str]:
    """The session of a visitor, for the browser."""
    return {name: morsel.value for name, morsel in here.clients[visitor].cookies.items()}


EVERY_PAGE = [(visitor, width) for visitor in (ANONYMOUS, Role.ADMINISTRATOR) for width in WIDTHS]


def forms() -> set[str]:
    """Names of the administrator's pages that are sent back."""
    return {address.name for address in pages(Role.ADMINISTRATOR) if "POST" in TABLE[address.name]}


def shown_at(visitor: str, width: int) -> list[Address]:
    """Every second page at each width. What both see, one sees on a phone and the other on a desk; the other pages are
    looked at once, and those with a form on a phone too, in error (below).
    """
    ranks = {name: rank for rank, name in enumerate(sorted({one.name for one in pages(Role.ADMINISTRATOR)}))}
    turn = WIDTHS.index(width) + (visitor == Role.ADMINISTRATOR)
    return [one for one in pages(visitor) if (ranks.get(one.name, 0) + turn) % len(WIDTHS) == 0]


def looked_at_once() -> set[str]:
    """Names of the pages that one visitor alone sees, so that both schemes are asked of them at their one width."""
    return {one.name for one in pages(Role.ADMINISTRATOR)} ^ {one.name for one in pages(ANONYMOUS)}


@pytest.mark.parametrize(("visitor", "width"), EVERY_PAGE)
def test_every_page_is_accessible(visit: Visitor, here: world.World, width: int, visitor: str) -> None:
    cookies, shown, once = cookies_of(here, visitor), shown_at(visitor, width), looked_at_once()
    assert len(shown) > 20
    for check, seen in (
        (check_in_turn, [one for one in shown if one.name not in once]),
        (check_both_schemes, [one for one in shown if one.name in once]),
    ):
        paths = [path_of(one, here.objects.get(one.name, {}).get(OWN, {})) for one in seen]
        if paths:  # nobody who is not signed in sees a page alone
            visit.look_through(paths, check=check, width=width, cookies=cookies)


def test_every_public_page_is_looked_at_at_each_width() -> None:
    seen = {(one.name, width) for visitor, width in EVERY_PAGE for one in shown_at(visitor, width)}
    public = {one.name for one in pages(ANONYMOUS)} & {one.name for one in pages(Role.ADMINISTRATOR)}
    assert {(name, width) for name in public for width in WIDTHS} <= seen
    assert {one.name for one in pages(Role.ADMINISTRATOR)} <= {name for name, _ in seen}


@pytest.mark.parametrize("width", WIDTHS)
def test_board_and_refusals_are_accessible(visit: Visitor, here: world.World, width: int) -> None:
    visit.look(BOARD, width=width)
    visit.look(f"{BOARD}?intitule=introuvable", width=width)
    visit.look(f"{BOARD}?format=exe", width=width, status=400)
    visit.look("/journal/evenements/", width=width, status=403, cookies=cookies_of(here, Role.PARTNER))


def test_every_form_in_error_is_accessible(visit: Visitor, here: world.World) -> None:
    """On a phone, where an error has least room."""
    page = visit("/", width=375, cookies=cookies_of(here, Role.ADMINISTRATOR))
    for address in (one for one in pages(Role.ADMINISTRATOR) if one.name in forms()):
        page.emulate_media(color_scheme="light")
        page.goto(visit.address + path_of(address, here.objects.get(address.name, {}).get(OWN, {})))
        send = page.locator("main form[method=post] button[type=submit]:visible")
        if address.name != "account_logout" and send.count():
            send.first.click()
            check_both_schemes(page)
    assert len(forms()) >= 5
