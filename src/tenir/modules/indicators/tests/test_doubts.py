"""What looks wrong in a value that waits, told to its judge."""

from __future__ import annotations

import pytest

from tenir.core.places.models import Place
from tenir.engines.rollup import periods
from tenir.modules.indicators import actions
from tenir.modules.indicators.enums import IndicatorKind
from tenir.modules.indicators.models import Indicator
from tenir.modules.indicators.reading import doubts
from tenir.modules.indicators.tests.builders import ME, Ground, a_panel, an_indicator, answer, send

pytestmark = pytest.mark.django_db


def doubt(indicator: Indicator, place: Place, *value: int, **more: object) -> str:
    one = send(indicator, place, *value, **more)
    return doubts.of([one]).get(one.pk, "").replace("\u202f", " ")


def test_ordinary_value_raises_none() -> None:
    ground = Ground()
    assert doubt(an_indicator(ground), ground.a, 10) == ""


def test_value_out_of_its_bounds() -> None:
    ground = Ground()
    indicator = an_indicator(ground, lower_bound=5, upper_bound=20)
    assert doubt(indicator, ground.a, 4) == "sous la plus petite valeur possible (5)"
    assert doubt(indicator, ground.b, 21) == "au-dessus de la plus grande valeur possible (20)"


def test_value_far_from_its_own_past() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    for year, number in ((2016, 100), (2017, 104), (2018, 98)):
        answer(indicator, ground.a, number, period=periods.half_year(year, 1))
    assert doubt(indicator, ground.a, 1000) == "loin de ce qui était d'habitude (100)"
    assert doubt(indicator, ground.a, 103, reason="relu") == ""


def test_share_far_from_its_own_past_is_told_in_percent() -> None:
    ground = Ground()
    indicator = an_indicator(ground, kind=IndicatorKind.SHARE)
    for year, number in ((2016, 250), (2017, 260), (2018, 255)):
        answer(indicator, ground.a, number, 1000, period=periods.half_year(year, 1))
    assert doubt(indicator, ground.a, 900, 1000) == "loin de ce qui était d'habitude (25,5 %)"


def test_part_greater_than_its_whole() -> None:
    ground = Ground()
    panel = a_panel(ground)
    everybody, women, men = (an_indicator(ground, panel) for _ in range(3))
    actions.set_parts(by=ME, indicator=everybody, parts=[women, men])
    answer(everybody, ground.a, 40)
    assert doubt(women, ground.a, 41) == "plus que l'ensemble dont c'est une partie (40)"


def test_figure_given_that_is_not_the_sum_of_the_answers() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    answer(indicator, ground.a, 10)
    assert doubt(indicator, ground.north, 12) == "autre que la somme des réponses (10)"


def test_questions_do_not_grow_with_the_values(django_assert_max_num_queries: object) -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    waiting = [send(indicator, place, 10) for place in ground.quarters]
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        assert doubts.of(waiting) == {}
