"""What is known on a day, added up again, is what the totals kept at each write."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tenir.core.places.models import Containment, Place
from tenir.engines.rollup import periods
from tenir.modules.indicators import actions
from tenir.modules.indicators.enums import IndicatorKind, OverPeriods, OverPlaces
from tenir.modules.indicators.models import Indicator, Verdict
from tenir.modules.indicators.reading.ledgers import Now, Then, end_of
from tenir.modules.indicators.tests.builders import ME, Ground, an_indicator, answer

pytestmark = pytest.mark.django_db


def random_answers(ground: Ground, indicator: Indicator, seed: int) -> None:
    """A dozen values over two years, some corrected, some withdrawn."""
    chance = random.Random(seed)
    for rank in range(12):
        place, half = (
            chance.choice(ground.quarters),
            periods.half_year(chance.choice([2019, 2020]), chance.choice([1, 2])),
        )
        whole = 100 if indicator.is_share else None
        sent = answer(indicator, place, chance.randrange(100), whole, period=half, reason=f"essai {rank}")
        if chance.random() < 0.2:
            actions.withdraw(by=ME, observation=sent, reason="essai")


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", [IndicatorKind.COUNT, IndicatorKind.SHARE])
@pytest.mark.parametrize("over_places", OverPlaces)
@pytest.mark.parametrize("over_periods", [OverPeriods.SUM, OverPeriods.LAST])
def test_both_ledgers_agree(seed: int, kind: str, over_places: str, over_periods: str) -> None:
    ground = Ground()
    indicator = an_indicator(ground, kind=kind, over_places=over_places, over_periods=over_periods)
    # Quarter B leaves the south in 2020: what it gave before stays there.
    Containment.objects.filter(part=ground.b, whole=ground.south).update(until=date(2019, 12, 31))
    random_answers(ground, indicator, seed)
    now, then = Now(indicator), Then(indicator, None)
    assert then.periods() == now.periods()
    for place in Place.objects.all():
        assert dict(then.series(place.pk)) == dict(now.series(place.pk))
    for period in now.periods():
        everywhere = Place.objects.all()
        assert dict(then.across(period, everywhere)) == dict(now.across(period, everywhere))


def test_day_ends_at_midnight_in_paris() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    answer(indicator, ground.a, 10)
    Verdict.objects.update(at=end_of(date(2024, 6, 30)))
    assert Then(indicator, end_of(date(2024, 6, 30))).series(ground.a.pk)
    assert not Then(indicator, end_of(date(2024, 6, 29))).series(ground.a.pk)


def test_value_sent_back_counts_on_the_days_before() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    sent = answer(indicator, ground.a, 10)
    Verdict.objects.update(at=timezone.now() - timedelta(days=9))
    actions.send_back(by=ME, observation=sent, comment="à revoir")
    assert not Now(indicator).series(ground.france.pk)
    past = Then(indicator, timezone.now() - timedelta(days=5)).series(ground.france.pk)
    assert [one.answered for one in past.values()] == [1, 1]
