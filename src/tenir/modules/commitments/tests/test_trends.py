"""The kept steps say what counting promise by promise says, whatever was said in whatever order."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from tenir.modules.commitments import as_of, tallies, trends
from tenir.modules.commitments.actions import adopt_framework, record_level
from tenir.modules.commitments.enums import Level, State, Status
from tenir.modules.commitments.models import Commitment, Framework, TrendStep
from tenir.modules.commitments.moments import Moment
from tenir.modules.commitments.tests.builders import ME, commitment, framework, france

pytestmark = pytest.mark.django_db
START = date(2024, 1, 1)


def adopted(count: int = 5, **fields: object) -> Framework:
    france()
    return adopt_framework(by=ME, description=framework(count, **fields)).framework


def twin(shown: Framework, day: date) -> dict[str, int]:
    """Promise by promise, those whose level is verified."""
    counted = set(Commitment.objects.of_framework(shown).counted().values_list("pk", flat=True))
    said = as_of.standing_on(shown, day)
    verified = [stood.shown.level for key, stood in said.items() if key in counted and stood.shown.status == "verified"]
    return dict(Counter(verified))


@pytest.mark.parametrize("seed", range(6))
def test_steps_agree_with_the_twin(seed: int) -> None:
    dice = random.Random(seed)
    shown = adopted(commitments=tuple(commitment(n, counted=n != 2) for n in range(1, 6)))
    rows = list(Commitment.objects.of_framework(shown))
    for _ in range(30):
        on = START + timedelta(days=dice.randrange(40))
        level, status = dice.choice(Level.values), dice.choice(Status.values)
        record_level(by=ME, commitment=dice.choice(rows), level=level, moment=Moment(on), status=status)
    days = [START + timedelta(days=n) for n in range(-1, 41)]
    assert trends.national(days) == [(day, twin(shown, day)) for day in days]
    assert trends.agrees(shown)
    kept = {(one.on, one.level): one.change for one in TrendStep.objects.all() if one.change}
    assert kept == {key: change for key, change in trends.count_all(shown).items() if change}


def test_promise_that_ceases_to_count_leaves_the_trend() -> None:
    shown = adopted()
    Commitment.objects.of_framework(shown).filter(slug="1").update(counted=False)
    trends_before = trends.national([START])
    tallies.bring_up_to_date(shown)
    assert sum(trends_before[0][1].values()) == 5
    assert trends.national([START]) == [(START, twin(shown, START))]


def test_drafts_are_not_in_the_trend() -> None:
    shown = adopted()
    Framework.objects.filter(pk=shown.pk).update(state=State.DRAFT)
    assert trends.national([START]) == [(START, {})]
