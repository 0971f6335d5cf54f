"""Maps that one can move, in a browser: nothing of them before somebody asks, then by mouse, keyboard and in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tenir.modules.territories.tests.builders import file, imported, square
from tenir.outside.tiles import Tiles
from tests.browser import Visitor, check_both_schemes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "/lieux/qpv/QN02101M/"


def quarters() -> None:
    """A commune with two quarters side by side."""
    imported(file(("21001", square(-1, width=5))), "commune", "2018")
    new = file(("QN02101M", square(0)), ("QN02102M", square(1.5)))
    imported(new, "qpv", "2024", since=date(2024, 1, 1), whole_country=True)


def opened(page: Any) -> Any:
    """The map of a page, once its contours are there."""
    page.get_by_role("button", name="Carte détaillée").click()
    page.locator(".live-canvas path.ground-qpv").first.wait_for(state="attached")
    return page.get_by_role("application")


def test_nothing_of_the_map_is_fetched_before_it_is_asked_for(visit: Visitor) -> None:
    quarters()
    page = visit(PAGE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload(wait_until="networkidle")
    assert asked
    assert [url for url in asked if "leaflet" in url or "/contours" in url or "map.css" in url] == []
    opened(page)
    assert any("leaflet.js" in url for url in asked)
    # A grid's cell around, and never what is exactly in view.
    boxes = [url.split("box=")[1].split("&")[0] for url in asked if "box=" in url]
    assert set(boxes) == {"4.92188%2C47.28516%2C5.09766%2C47.37305"}


def test_map_is_told_in_words_moved_by_keys_and_leads_to_places(visit: Visitor, axe: Callable[[Any], None]) -> None:
    quarters()
    page = visit(PAGE)
    canvas = opened(page)
    assert page.get_by_text("Autour\u202f: 1 quartier prioritaire.").is_visible()
    assert not page.locator("#carte-dessin").is_visible()
    assert canvas.evaluate("one => one === document.activeElement")
    check_both_schemes(page)
    for _ in range(4):
        page.keyboard.press("Shift+ArrowLeft")
        page.wait_for_timeout(400)
    page.get_by_text("Autour\u202f: aucun quartier prioritaire.").wait_for()
    for _ in range(3):
        page.get_by_role("button", name="Éloigner").click()
        page.wait_for_timeout(400)
    link = page.locator(".live-list").get_by_role("link", name="Lieu QN02102M")
    link.focus()
    assert page.locator("path.live-marked").count() == 1
    link.click()
    page.wait_for_url("**/lieux/qpv/QN02102M/")


def test_drawing_is_what_is_printed_and_comes_back(visit: Visitor) -> None:
    quarters()
    page = visit("/territoires/", width=375)
    canvas = opened(page)
    check_both_schemes(page)
    page.emulate_media(media="print")
    assert page.locator("#carte-dessin").is_visible()
    assert not canvas.is_visible()
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Fermer la carte").click()
    assert page.locator("#carte-dessin").is_visible()
    assert not canvas.is_visible()


def test_contour_on_the_map_of_france_is_clicked(visit: Visitor) -> None:
    quarters()
    page = visit("/territoires/")
    opened(page)
    page.locator(".live-canvas path.ground-qpv").first.click()
    page.wait_for_url("**/lieux/qpv/QN0210*M/")


def test_without_scripts_the_drawing_is_all(visit: Visitor) -> None:
    quarters()
    page = visit(PAGE, javascript=False)
    assert page.locator("#carte-dessin svg").is_visible()
    assert page.get_by_role("button", name="Carte détaillée").count() == 0


def test_chosen_ground_is_said_before_and_asked_after(visit: Visitor, settings: Any) -> None:
    quarters()
    settings.MAP_TILES = Tiles(f"{visit.address}/static/web/favicon.svg?z={{z}}&x={{x}}&y={{y}}", "© <b>Fonds</b>")
    page = visit(PAGE)
    assert page.get_by_text("qui voit quelle partie de la carte vous regardez").is_visible()
    with page.expect_request(lambda request: "favicon.svg?z=" in request.url):
        opened(page)
    assert page.get_by_text("© <b>Fonds</b>").is_visible()
