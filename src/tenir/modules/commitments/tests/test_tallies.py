"""Counts kept by each write equal counting everything again, whatever is written and in whatever order."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenir.modules.commitments import tallies
from tenir.modules.commitments.actions import adopt_framework, record_level
from tenir.modules.commitments.enums import Level, Status
from tenir.modules.commitments.models import Commitment, Framework
from tenir.modules.commitments.moments import Moment
from tenir.modules.commitments.tests.builders import ME, framework, france

NAMES = ("heading_id", "counted", "level", "level_status", "news_on", "count")
WRITES = st.tuples(
    st.integers(1, 4),
    st.sampled_from(Level.values),
    st.sampled_from(["2018", "2019-01", "2019-06-30", "2024-05"]),
    st.sampled_from(Status.values),
)


def kept(one: Framework) -> set[tuple[object, ...]]:
    return set(one.tallies.order_by("pk").values_list(*NAMES))


def counted(one: Framework) -> set[tuple[object, ...]]:
    return {tuple(getattr(tally, name) for name in NAMES) for tally in tallies.count_all(one)}


@pytest.mark.django_db
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(writes=st.lists(WRITES, max_size=6), grown=st.integers(4, 6))
def test_kept_counts_equal_counting_again(writes: list[tuple[int, str, str, str]], grown: int) -> None:
    with transaction.atomic():
        france()
        one = adopt_framework(by=ME, description=framework(4)).framework
        for number, level, day, status in writes:
            row = Commitment.objects.get(framework=one, slug=str(number))
            record_level(by=ME, commitment=row, level=level, moment=Moment.parse(day), status=status)
        assert kept(one) == counted(one)
        adopt_framework(by=ME, description=framework(grown))
        assert kept(one) == counted(one)
        assert sum(int(str(row[-1])) for row in kept(one)) == grown
        transaction.set_rollback(True)
