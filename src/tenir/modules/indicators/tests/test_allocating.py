"""A target shared out among the places inside."""

from __future__ import annotations

from datetime import date

import pytest

from tenir.core.places.models import Place
from tenir.engines.rollup.model import Value
from tenir.modules.indicators import actions
from tenir.modules.indicators.models import Indicator, Target
from tenir.modules.indicators.reading import allocating
from tenir.modules.indicators.tests.builders import ME, Ground, an_indicator

pytestmark = pytest.mark.django_db
DAY = date(2022, 12, 31)


def aim(indicator: Indicator, place: Place, number: int, on: date = DAY) -> Target:
    return actions.set_target(by=ME, indicator=indicator, place=place, aim=actions.Aim(value=Value(number), on=on))


def said(indicator: Indicator, place: Place, whole: Target) -> str:
    return allocating.sentences(indicator, place, [whole]).get(whole.pk, "").replace("\u202f", " ").replace("\xa0", " ")


@pytest.mark.parametrize(
    ("north", "end"),
    [
        (300, "600 postes en tout ; 400 postes ne reviennent à personne."),
        (700, "1 000 postes en tout, le compte y est."),
        (900, "1 200 postes en tout, soit 200 postes de plus que l'ensemble."),
    ],
)
def test_parts_account_for_the_whole_or_it_says_by_how_much_not(north: int, end: str) -> None:
    ground = Ground()
    indicator = an_indicator(ground, unit="postes")
    whole = aim(indicator, ground.departement, 1000)
    aim(indicator, ground.north, north)
    aim(indicator, ground.south, 300)
    # Those of quarters make up those of communes, and count once; another day is another target.
    aim(indicator, ground.a, 50)
    aim(indicator, ground.south, 77, on=date(2025, 12, 31))
    assert said(indicator, ground.departement, whole) == f"Répartie entre 2 communes : {end}"


def test_target_without_parts_says_nothing() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    assert said(indicator, ground.departement, aim(indicator, ground.departement, 1000)) == ""
