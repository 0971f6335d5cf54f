"""Places that come into a territory after an indicator was described: told on its form, asked by one button."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

from tenir.core.journal.models import Entry
from tenir.core.places.models import Place, PlaceKind
from tenir.core.rights import Refused, Role
from tenir.modules.indicators import actions
from tenir.modules.indicators.models import Expected, Indicator
from tenir.modules.indicators.tests.builders import ME, Ground, a_panel, an_indicator, answer, first_half, send
from tests.builders import a_member, a_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground(client: Client) -> Ground:
    found = Ground()
    client.force_login(a_member(Role.PROJECT_LEAD, found.departement))
    return found


def mine(ground: Ground) -> Indicator:
    indicator = an_indicator(ground, place=ground.departement)
    answer(indicator, ground.a, 10)
    return indicator


def a_quarter(ground: Ground, code: str = "QN0009Z", name: str = "Quartier neuf") -> Place:
    return a_place(kind=PlaceKind.QPV, code=code, name=name, inside=ground.south)


def form(client: Client, indicator: Indicator) -> str:
    return " ".join(unescape(client.get(f"{indicator.get_absolute_url()}corriger/").content.decode()).split())


def expected(indicator: Indicator, place: Place) -> int:
    return Expected.objects.get(panel=indicator.panel, place=place, period=first_half().id).answers


def test_new_quarter_is_told_and_asked(client: Client, ground: Ground) -> None:
    indicator = mine(ground)
    assert "Aucun autre lieu de cette sorte" in form(client, indicator)
    a_quarter(ground)
    shown = form(client, indicator)
    assert ("1 lieu de cette sorte n'est pas interrogé" in shown, "Quartier neuf" in shown) == (True, True)
    response = client.post(f"{indicator.get_absolute_url()}lieux/")
    assert response["Location"] == f"{indicator.get_absolute_url()}corriger/"
    assert [expected(indicator, place) for place in (ground.departement, ground.south, ground.north)] == [4, 3, 2]
    assert Entry.objects.filter(verb="indicators.amend_panel_places").last().after == {"places": 4}
    assert "4 lieux interrogés" in form(client, indicator)


def test_quarters_of_another_generation_and_invented_ones_are_not_proposed(client: Client, ground: Ground) -> None:
    indicator = mine(ground)
    a_quarter(ground, "QP0009Z")
    Place.objects.filter(pk=a_quarter(ground).pk).update(is_invented=True)
    assert "Aucun autre lieu de cette sorte" in form(client, indicator)
    assert actions.complete_panel(by=ME, indicator=indicator) == []


def test_place_whose_values_are_in_already_stays_out_and_the_others_come_in(client: Client, ground: Ground) -> None:
    indicator = mine(ground)
    send(indicator, a_quarter(ground), 5)
    free = a_quarter(ground, "QN0008Y", "Quartier libre")
    assert "ce lieu n'entre plus" in form(client, indicator)
    assert actions.complete_panel(by=ME, indicator=indicator) == [free]


def test_panel_shared_with_another_territory_is_not_mine_to_change(client: Client, ground: Ground) -> None:
    panel = a_panel(ground)
    indicator = an_indicator(ground, panel, place=ground.departement)
    an_indicator(ground, panel, place=ground.france)
    a_quarter(ground)
    shown = form(client, indicator)
    assert ("D'autres territoires interrogent" in shown, f"{indicator.get_absolute_url()}lieux/" in shown) == (
        True,
        False,
    )
    with pytest.raises(Refused):
        actions.complete_panel(by=a_member(Role.PROJECT_LEAD, ground.departement), indicator=indicator)
