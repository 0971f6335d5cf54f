"""A containment that would close a circle on some day is seen, whichever day that is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenir.core.places.cycles import Edge, first_day_of_cycle

D = date.fromisoformat
START = D("2019-01-01")


@pytest.mark.parametrize(
    ("edges", "new", "day"),
    [
        ([Edge(2, 1, None, None)], Edge(1, 2, None, None), date.min),
        ([Edge(2, 1, None, None)], Edge(3, 2, None, None), None),
        ([Edge(3, 2, None, None), Edge(2, 1, None, None)], Edge(1, 3, D("2020-01-01"), None), D("2020-01-01")),
        # The old one ends the day before the new one begins.
        ([Edge(2, 1, None, D("2015-12-31"))], Edge(1, 2, D("2016-01-01"), None), None),
        ([Edge(2, 1, None, D("2016-01-01"))], Edge(1, 2, D("2016-01-01"), None), D("2016-01-01")),
        # Each step overlaps the new one, but never both on the same day.
        ([Edge(3, 2, None, D("2015-12-31")), Edge(2, 1, D("2016-01-01"), None)], Edge(1, 3, None, None), None),
        ([Edge(2, 1, D("2030-01-01"), None)], Edge(1, 2, None, None), D("2030-01-01")),
    ],
)
def test_first_day_of_cycle(edges: list[Edge], new: Edge, day: date | None) -> None:
    assert first_day_of_cycle(edges, new) == day


def closes(edges: list[Edge], new: Edge, day: date) -> bool:
    """The twin: on one day, does going up from the new whole come back to the new part?"""
    if not new.holds(day):
        return False
    found = {new.whole}
    for _ in edges:
        found |= {edge.whole for edge in edges if edge.holds(day) and edge.part in found}
    return new.part in found


DAYS = st.one_of(st.none(), st.integers(0, 6).map(lambda n: START + timedelta(days=n)))
EDGE = st.builds(Edge, st.integers(0, 4), st.integers(0, 4), DAYS, DAYS)


@given(edges=st.lists(EDGE, max_size=10), new=EDGE)
def test_first_day_of_cycle_agrees_with_every_day_tried(edges: list[Edge], new: Edge) -> None:
    days = [date.min, *(START + timedelta(days=n) for n in range(8))]
    expected = next((day for day in days if closes(edges, new, day)), None)
    assert first_day_of_cycle(edges, new) == expected
