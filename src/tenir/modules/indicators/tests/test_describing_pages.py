"""An indicator and its target by form: the job of a project lead, and two mistakes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tenir.core.rights import Role
from tenir.modules.indicators.models import Indicator, Panel, Target
from tenir.modules.indicators.tests.builders import Ground, a_panel, an_indicator
from tests.builders import a_member

pytestmark = pytest.mark.django_db


def lead(client: Client, ground: Ground) -> Client:
    client.force_login(a_member(Role.PROJECT_LEAD, ground.departement))
    return client


def filled(ground: Ground, **fields: Any) -> dict[str, Any]:
    told = {"title": "Jeunes accompagnés", "kind": "count", "unit": "jeunes", "decimals": 0, "counted": "persons"}
    adds = {"over_places": "sum", "over_periods": "sum", "periodicity": "half-year", "direction": "more"}
    return {**told, **adds, "place": ground.departement.pk, "asked": "qpv-2024", **fields}


def test_indicator_is_asked_of_the_quarters_of_a_territory(client: Client) -> None:
    ground = Ground()
    answer = lead(client, ground).post("/chiffres/nouveau/", filled(ground))
    made = Indicator.objects.get()
    assert answer["Location"] == made.get_absolute_url() == "/chiffres/jeunes-accompagnes/"
    assert set(made.panel.places.all()) == set(ground.quarters)
    assert made.panel.name == "Les quartiers prioritaires de 2024, Département inventé"


def test_second_indicator_shares_the_panel_and_takes_another_address(client: Client) -> None:
    ground = Ground()
    for _ in range(2):
        lead(client, ground).post("/chiffres/nouveau/", filled(ground))
    assert list(Indicator.objects.order_by("pk").values_list("slug", flat=True)) == [
        "jeunes-accompagnes",
        "jeunes-accompagnes-2",
    ]
    assert Panel.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "rate"}, "ne s&#x27;additionnent pas"),
        ({"asked": "qpv-2015"}, "Aucun lieu de cette sorte"),
        ({"decimals": 9}, "au plus 6"),
        ({"title": ""}, "obligatoire"),
    ],
)
def test_mistake_is_told_beside_its_field_and_nothing_is_lost(
    client: Client, fields: dict[str, Any], said: str
) -> None:
    ground = Ground()
    answer = lead(client, ground).post("/chiffres/nouveau/", filled(ground, **fields))
    shown = answer.content.decode()
    assert (answer.status_code, said in shown, Indicator.objects.count()) == (422, True, 0)
    assert 'value="jeunes"' in shown


def test_correction_leaves_sums_as_they_are(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground, place=ground.departement)
    shown = lead(client, ground).get(f"{indicator.get_absolute_url()}corriger/").content.decode()
    assert "over_places" not in shown
    told = {"title": "Autre intitulé", "unit": "jeunes", "counted": "other", "direction": "less"}
    assert client.post(f"{indicator.get_absolute_url()}corriger/", told).status_code == 302
    indicator.refresh_from_db()
    assert (indicator.title, indicator.over_places, indicator.place) == ("Autre intitulé", "sum", ground.departement)


def test_target_of_a_place_with_its_starting_point(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground, a_panel(ground))
    told = {"place": ground.north.pk, "numerator": "1 200", "on": "2024-12-31", "trajectory": "linear"}
    told |= {"baseline": "1000", "baseline_on": "2022-01-01"}
    lead(client, ground).post(f"{indicator.get_absolute_url()}cible/", told)
    target = Target.objects.get()
    assert (target.numerator, target.baseline_numerator, target.on) == (1200, 1000, date(2024, 12, 31))


def test_target_before_its_starting_point_is_refused(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    told = {"place": ground.north.pk, "numerator": "12", "on": "2022-12-31", "trajectory": "linear"}
    answer = lead(client, ground).post(
        f"{indicator.get_absolute_url()}cible/", {**told, "baseline": "1", "baseline_on": "2023-01-01"}
    )
    assert "avant la cible" in answer.content.decode()
    assert Target.objects.count() == 0
