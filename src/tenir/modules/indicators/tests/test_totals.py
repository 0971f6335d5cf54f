"""Totals move with the write: each leaf once, missing is not zero, only accepted values count."""

from __future__ import annotations

import pytest

from tenir.engines.rollup import periods
from tenir.modules.indicators import actions
from tenir.modules.indicators.enums import IndicatorKind, OverPeriods, OverPlaces
from tenir.modules.indicators.models import Expected, Total
from tenir.modules.indicators.tests.builders import ME, Ground, an_indicator, answer, first_half, send, total

pytestmark = pytest.mark.django_db


def test_quarter_over_two_communes_counts_in_both_and_once_above() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    answer(indicator, ground.a, 10)
    answer(indicator, ground.b, 5)
    assert total(indicator, ground.north) == (15, None, 2)
    assert total(indicator, ground.south) == (5, None, 1)
    assert total(indicator, ground.departement) == (15, None, 2)
    assert total(indicator, ground.france) == (15, None, 2)


def test_what_nobody_accepted_is_in_no_total() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    send(indicator, ground.a, 10)
    assert Total.objects.count() == 0


def test_completeness_is_known_for_the_half_year_and_the_year() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    answer(indicator, ground.a, 10)
    rows = Expected.objects.filter(place=ground.departement).order_by("period").values_list("period", "answers")
    assert list(rows) == [(first_half().id, 3), (periods.year(2019).id, 6)]
    assert total(indicator, ground.departement, periods.year(2019)) == (10, None, 1)


def test_share_adds_up_by_its_parts() -> None:
    ground = Ground()
    indicator = an_indicator(ground, kind=IndicatorKind.SHARE)
    answer(indicator, ground.a, 1, 10)
    answer(indicator, ground.b, 50, 90)
    assert total(indicator, ground.departement) == (51, 100, 2)


def test_correction_replaces_in_every_total() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    answer(indicator, ground.a, 10)
    answer(indicator, ground.a, 7, reason="deux personnes comptées deux fois")
    assert total(indicator, ground.france) == (7, None, 1)


def test_value_sent_back_leaves_no_zero_behind() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    observation = answer(indicator, ground.a, 10)
    actions.send_back(by=ME, observation=observation, comment="Le mois de juin manque.")
    assert Total.objects.count() == 0


def test_withdrawn_correction_gives_its_place_back() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    answer(indicator, ground.a, 10)
    wrong = answer(indicator, ground.a, 99, reason="erreur de saisie")
    actions.withdraw(by=ME, observation=wrong, reason="mauvais quartier")
    assert total(indicator, ground.north) == (10, None, 1)


def test_contested_value_goes_on_counting() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    observation = answer(indicator, ground.a, 10)
    actions.contest(by=ME, observation=observation, motive="La liste du centre social dit 14.")
    assert total(indicator, ground.france) == (10, None, 1)


def test_stock_of_a_year_is_that_of_its_last_half() -> None:
    ground = Ground()
    indicator = an_indicator(ground, over_periods=OverPeriods.LAST)
    answer(indicator, ground.a, 10)
    assert total(indicator, ground.france, periods.year(2019)) is None
    answer(indicator, ground.a, 12, period=periods.half_year(2019, 2))
    assert total(indicator, ground.france, periods.year(2019)) == (12, None, 1)


def test_what_does_not_add_up_over_places_stays_where_it_is() -> None:
    ground = Ground()
    indicator = an_indicator(ground, over_places=OverPlaces.NONE)
    answer(indicator, ground.a, 10)
    assert total(indicator, ground.a) == (10, None, 1)
    assert total(indicator, ground.north) is None


def test_figure_given_for_a_place_that_is_not_asked_enters_no_sum() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    answer(indicator, ground.departement, 500)
    assert Total.objects.count() == 0
