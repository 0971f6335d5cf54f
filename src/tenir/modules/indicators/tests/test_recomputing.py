"""Totals moved with each write are what a full computation finds."""

from __future__ import annotations

import random

import pytest

from tenir.core.journal.models import Entry
from tenir.core.rights import Refused, Role
from tenir.engines.rollup import periods
from tenir.modules.indicators import actions, recomputing
from tenir.modules.indicators.enums import IndicatorKind, OverPeriods, OverPlaces
from tenir.modules.indicators.models import Indicator, Observation, Total
from tenir.modules.indicators.tests.builders import ME, Ground, an_indicator, answer
from tests.builders import a_member

pytestmark = pytest.mark.django_db
HALVES = tuple(periods.half_year(year, half) for year in (2018, 2019) for half in (1, 2))


def indicators(ground: Ground) -> list[Indicator]:
    return [
        an_indicator(ground),
        an_indicator(ground, kind=IndicatorKind.SHARE),
        an_indicator(ground, over_periods=OverPeriods.LAST),
        an_indicator(ground, over_places=OverPlaces.NONE, over_periods=OverPeriods.ALONE),
    ]


def change_at_random(rng: random.Random, ground: Ground, indicator: Indicator) -> None:
    """A new value, or a standing one withdrawn or sent back."""
    standing = Observation.objects.filter(indicator=indicator, state="accepted").order_by("id")
    if standing and rng.random() < 0.3:
        chosen = rng.choice(list(standing))
        undo = rng.choice([actions.withdraw, actions.send_back])
        undo(by=ME, observation=chosen, **{"reason" if undo is actions.withdraw else "comment": "au hasard"})
        return
    place = rng.choice([*ground.quarters, ground.departement])
    parts = 1000 + rng.randrange(1000) if indicator.is_share else None
    answer(indicator, place, rng.randrange(1000), parts, period=rng.choice(HALVES), reason="au hasard")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_random_writes_leave_totals_as_computed(seed: int) -> None:
    rng, ground = random.Random(seed), Ground()
    asked = indicators(ground)
    for _ in range(25):
        change_at_random(rng, ground, rng.choice(asked))
    found = recomputing.compare()
    assert found.differences == []
    assert found.compared == Total.objects.count() > 0


def test_wrong_missing_and_needless_totals_are_found_and_put_right() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    answer(indicator, ground.a, 10)
    rows = Total.objects.filter(indicator=indicator)
    rows.filter(place=ground.north).update(numerator=11)
    rows.filter(place=ground.departement).delete()
    Total.objects.create(indicator=indicator, place=ground.c, period=HALVES[2].id, numerator=1, answered=1)
    # The half-year and the year of the département, the needless one, both of the commune.
    assert len(recomputing.compare().differences) == 5
    actions.recompute_totals(by=ME)
    assert recomputing.compare().differences == []
    assert Entry.objects.filter(verb="indicators.recompute_totals").get().after == {"totals": 5}


def test_only_the_owner_of_the_machine_recomputes() -> None:
    person = a_member(Role.ADMINISTRATOR, Ground().france)
    with pytest.raises(Refused):
        actions.recompute_totals(by=person)
