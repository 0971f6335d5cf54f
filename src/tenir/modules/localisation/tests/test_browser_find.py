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


def test_position_that_is_refused_leaves_the_form(visit: Visitor) -> None:
    page = visit(PAGE)
    page.get_by_role("button", name="Utiliser ma position").click()
    page.get_by_text("Votre position n'a pas été donnée.").wait_for()
