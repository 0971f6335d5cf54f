"""« Mon quartier » in a browser: with and without scripts, on a phone, and the position that a device gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tenir.modules.localisation.tests.grounds import a_square, an_import
from tests.browser import Visitor, check_both_schemes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "/mon-quartier/"


@pytest.mark.parametrize("javascript", [True, False])
def test_point_is_answered_on_a_phone(visit: Visitor, javascript: bool) -> None:
    a_square(an_import(), "Q1", 0, 0)
    page = visit(PAGE, width=375, javascript=javascript)
    page.get_by_label("Latitude").fill("47,309")
    page.get_by_label("Longitude").fill("5,009")
    page.get_by_role("button", name="Chercher ce point").click()
    page.get_by_role("link", name="Carré Q1").wait_for()
    assert page.url.endswith(PAGE)
    assert page.get_by_role("button", name="Utiliser ma position").count() == int(javascript)
    if javascript:  # axe is a script
        check_both_schemes(page)


def test_one_cannot_say_is_accessible(visit: Visitor, axe: Callable[[Any], None]) -> None:
    a_square(an_import(), "Q1", 0, 0)
    page = visit(PAGE)
    page.get_by_label("Latitude").fill("47,3181")
    page.get_by_label("Longitude").fill("5,009")
    page.get_by_role("button", name="Chercher ce point").click()
    page.get_by_text("On ne peut pas dire.").wait_for()
    axe(page)


def test_position_of_the_device_fills_and_sends_the_form(visit: Visitor) -> None:
    a_square(an_import(), "Q1", 0, 0)
    page = visit(PAGE, width=375)
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 47.309, "longitude": 5.009, "accuracy": 20})
    page.get_by_role("button", name="Utiliser ma position").click()
    page.get_by_role("link", name="Carré Q1").wait_for()
    assert page.get_by_label("Précision, en mètres").input_value() == "20"


def test_position_known_badly_near_a_border_is_not_answered(visit: Visitor) -> None:
    a_square(an_import(), "Q1", 0, 0)
    page = visit(PAGE, width=375)
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 47.309, "longitude": 5.009, "accuracy": 1500})
    page.get_by_role("button", name="Utiliser ma position").click()
    page.get_by_text("On ne peut pas dire.").wait_for()


def test_position_that_is_refused_leaves_the_form(visit: Visitor) -> None:
    page = visit(PAGE)
    page.get_by_role("button", name="Utiliser ma position").click()
    page.get_by_text("Votre position n'a pas été donnée.").wait_for()


def test_point_under_the_cross_is_asked_by_post_with_its_precision(visit: Visitor) -> None:
    a_square(an_import(), "Q1", 0, 0)
    page = visit(PAGE, width=375)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    page.get_by_role("button", name="Choisir sur une carte").click()
    page.locator(".live-canvas path.ground-qpv").wait_for(state="attached")
    check_both_schemes(page)
    page.get_by_role("application").press("Enter")
    page.get_by_role("link", name="Carré Q1", exact=True).wait_for()
    assert abs(float(page.get_by_label("Latitude").input_value()) - 47.309) < 0.001
    # A finger's width at the zoom of the map, not the ten metres of a point that was read.
    assert 30 < float(page.get_by_label("Précision, en mètres").input_value()) < 100
    assert f"POST {visit.address}{PAGE}" in asked
    # Addresses tell the cell of a grid, ten kilometres wide.
    told = {url.split("box=")[1].split("&")[0] for url in asked if "box=" in url}
    assert told == {"4.92188%2C47.28516%2C5.09766%2C47.37305"}


def test_click_from_afar_comes_nearer_and_asks_nothing(visit: Visitor) -> None:
    origin = an_import()
    a_square(origin, "Q1", 0, 0)
    a_square(origin, "Q2", 60, 60)
    page = visit(PAGE)
    page.get_by_role("button", name="Choisir sur une carte").click()
    page.locator(".live-canvas path.ground-qpv").first.wait_for(state="attached")
    canvas = page.get_by_role("application")
    canvas.click(position={"x": 40, "y": 440})
    page.wait_for_timeout(500)
    assert page.get_by_label("Latitude").input_value() == ""
    assert page.get_by_role("heading", name="Réponse").count() == 0


def test_point_of_the_last_question_is_on_the_map(visit: Visitor) -> None:
    a_square(an_import(), "Q1", 0, 0)
    page = visit(PAGE)
    page.get_by_label("Latitude").fill("47,309")
    page.get_by_label("Longitude").fill("5,009")
    page.get_by_role("button", name="Chercher ce point").click()
    page.get_by_role("button", name="Choisir sur une carte").click()
    page.locator(".live-canvas path.live-point").first.wait_for(state="attached")
