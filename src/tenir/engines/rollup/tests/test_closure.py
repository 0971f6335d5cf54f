"""Each place that contains a leaf on a day, once; the same as following every chain by hand."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenir.engines.rollup.closure import closure
from tenir.engines.rollup.model import Edge

DAY = date(2019, 6, 30)
DAYS = st.dates(date(2018, 1, 1), date(2020, 12, 31)) | st.none()
EDGES = st.lists(st.builds(Edge, st.integers(1, 8), st.integers(1, 8), DAYS, DAYS), max_size=20)


def obvious(edges: list[Edge], leaf: int, day: date) -> set[int]:
    """Add wholes until there is nothing to add."""
    found = {leaf}
    while more := {e.whole for e in edges if e.part in found and e.whole not in found and e.holds(day)}:
        found |= more
    return found


def test_a_neighbourhood_over_two_communes_is_in_their_departement_once() -> None:
    edges = [Edge(1, 10), Edge(1, 11), Edge(10, 20), Edge(11, 20), Edge(20, 30)]
    assert closure(edges, [1], [DAY]) == {DAY: {1: {1, 10, 11, 20, 30}}}


def test_a_commune_that_merges_takes_no_history() -> None:
    merged = date(2019, 1, 1)
    edges = [Edge(1, 10, None, merged - timedelta(days=1)), Edge(1, 11, merged, None)]
    days = [merged - timedelta(days=1), merged]
    assert closure(edges, [1], days) == {days[0]: {1: {1, 10}}, days[1]: {1: {1, 11}}}


def test_a_containment_holds_to_the_evening_of_its_last_day() -> None:
    edges = [Edge(1, 10, DAY, DAY)]
    days = [DAY - timedelta(days=1), DAY, DAY + timedelta(days=1)]
    assert [closure(edges, [1], days)[day][1] for day in days] == [{1}, {1, 10}, {1}]


def test_circles_end() -> None:
    edges = [Edge(1, 2), Edge(2, 3), Edge(3, 1), Edge(2, 2)]
    assert closure(edges, [1, 2], [DAY]) == {DAY: {1: {1, 2, 3}, 2: {1, 2, 3}}}


@given(EDGES, st.lists(DAYS.filter(bool), max_size=5))
def test_the_same_as_following_every_chain(edges: list[Edge], days: list[date]) -> None:
    found = closure(edges, range(1, 9), days)
    assert found == {day: {leaf: obvious(edges, leaf, day) for leaf in range(1, 9)} for day in days}


@pytest.mark.alone
@pytest.mark.slow
def test_all_communes_for_ten_years_take_a_moment() -> None:
    communes = range(1_000, 37_000)
    edges = [Edge(one, 100 + one % 800) for one in communes]
    edges += [Edge(100 + n, 10 + n % 90, date(2010 + n % 10, 1, 1), None) for n in range(800)]
    edges += [Edge(10 + n, 1) for n in range(90)]
    start = time.process_time()
    found = closure(edges, communes, [date(2010 + n // 2, 6, 30) for n in range(20)])
    # About 1 s measured; far from what following each commune on each day would take.
    assert time.process_time() - start < 5
    assert len(found[date(2015, 6, 30)]) == 36_000
