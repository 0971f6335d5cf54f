"""Promises followed by indicators: tied by a person, or by the official list."""

from __future__ import annotations

import pytest

from tenir.core.rights import Refused, Role
from tenir.modules.commitments.actions import adopt_framework, follow_by_indicator, stop_following
from tenir.modules.commitments.models import Commitment, Following
from tenir.modules.commitments.tests.builders import ME, commitment, framework
from tenir.modules.indicators.tests.builders import Ground, an_indicator
from tests.builders import a_member, official_lists

pytestmark = pytest.mark.django_db


def promise() -> Commitment:
    adopt_framework(by=ME, description=framework(commitments=(commitment(1),)))
    return Commitment.objects.get()


def test_tie_is_made_once_and_taken_away() -> None:
    indicator = an_indicator(Ground())
    row = promise()
    tie = follow_by_indicator(by=ME, commitment=row, indicator=indicator)
    assert follow_by_indicator(by=ME, commitment=row, indicator=indicator) == tie
    stop_following(by=ME, following=tie)
    assert Following.objects.count() == 0


def test_delegate_does_not_tie() -> None:
    ground = Ground()
    indicator, row = an_indicator(ground), promise()
    with pytest.raises(Refused):
        follow_by_indicator(by=a_member(Role.DELEGATE, ground.france), commitment=row, indicator=indicator)


@pytest.mark.slow
def test_official_list_ties_the_posts_to_their_measures() -> None:
    official_lists()
    tied = Following.objects.filter(indicator__slug__startswith="postes-", commitment__number__in=("30", "31"))
    assert sorted(tied.values_list("commitment__number", "indicator__slug")) == [
        ("30", "postes-adultes-relais"),
        ("31", "postes-fonjep"),
    ]
