"""A neighbourhood beside its city."""

from __future__ import annotations

import pytest
from django.test import Client

from tenir.engines.rollup import periods
from tenir.engines.rollup.model import Period
from tenir.modules.indicators.enums import Counted, IndicatorKind
from tenir.modules.indicators.models import Indicator
from tenir.modules.indicators.tests.builders import Ground, an_indicator, answer

pytestmark = pytest.mark.django_db
FIRST, SECOND = periods.half_year(2019, 1), periods.half_year(2019, 2)


def shown(client: Client, indicator: Indicator, ground: Ground) -> str:
    page = client.get(f"{indicator.get_absolute_url()}?lieu=qpv:{ground.a.code}").content.decode()
    return page.replace("\u202f", " ").replace("\xa0", " ")


def both(indicator: Indicator, ground: Ground, period: Period, quarter: int, city: int) -> None:
    answer(indicator, ground.a, quarter, 100, period=period)
    answer(indicator, ground.north, city, 100, period=period)


def test_gap_in_points_and_its_trend(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground, kind=IndicatorKind.SHARE)
    both(indicator, ground, FIRST, 45, 25)
    assert "Écart avec Commune nord (25 %) : 20,0 points de plus, 1er semestre 2019." in shown(
        client, indicator, ground
    )
    both(indicator, ground, SECOND, 40, 30)
    told = shown(client, indicator, ground)
    assert "Écart avec Commune nord (30 %) : 10,0 points de plus, 2e semestre 2019 ; il se réduit" in told
    assert "depuis la première mesure (1er semestre 2019)." in told


def test_city_without_a_figure_of_its_own_has_no_gap(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground, kind=IndicatorKind.SHARE)
    answer(indicator, ground.a, 45, 100)
    assert "Écart avec" not in shown(client, indicator, ground)


def test_figures_that_may_not_be_shown_make_no_gap(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground, kind=IndicatorKind.SHARE, counted=Counted.PERSONS)
    both(indicator, ground, FIRST, 45, 25)
    assert "Écart avec" not in shown(client, indicator, ground)
