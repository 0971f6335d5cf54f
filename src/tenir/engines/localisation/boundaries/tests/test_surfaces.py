"""Shares of a crosswalk add up to one; a part lies in every whole that holds enough of it."""

from __future__ import annotations

import shapely
from hypothesis import given
from hypothesis import strategies as st

from tenir.engines.localisation.boundaries.surfaces import WHOLE, Part, crosswalk, in_millionths, inside

box = shapely.box
boxes = st.builds(
    lambda x, y, width, height: box(x, y, x + width, y + height),
    *(st.integers(0, 20), st.integers(0, 20), st.integers(1, 9), st.integers(1, 9)),
)


def test_old_place_is_split_over_new_ones_and_a_remainder() -> None:
    old, new = [box(0, 0, 4, 1)], [box(0, 0, 1, 1), box(1, 0, 3, 1)]
    assert crosswalk(old, new) == [Part(0, 0, 250_000), Part(0, 1, 500_000), Part(0, None, 250_000)]


def test_ground_under_two_new_places_goes_to_the_first() -> None:
    assert crosswalk([box(0, 0, 2, 1)], [box(0, 0, 2, 1), box(1, 0, 2, 1)]) == [Part(0, 0, WHOLE)]


@given(st.lists(boxes, min_size=1, max_size=6), st.lists(boxes, max_size=6))
def test_shares_of_each_old_place_add_up_to_one(old: list[shapely.Polygon], new: list[shapely.Polygon]) -> None:
    parts = crosswalk(old, new)
    for index in range(len(old)):
        assert sum(part.share for part in parts if part.source == index) == WHOLE
    assert all(part.share > 0 for part in parts)


@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=20))
def test_millionths_add_up_whatever_the_surfaces(areas: list[float]) -> None:
    assert sum(in_millionths(areas)) == (WHOLE if sum(areas) > 0 else 0)


def test_part_lies_in_two_wholes_but_not_along_a_border() -> None:
    wholes = [box(0, 0, 10, 10), box(10, 0, 20, 10)]
    assert inside([box(8, 0, 13, 1)], wholes) == [Part(0, 0, 400_000), Part(0, 1, 600_000)]
    assert inside([box(5, 0, 10.01, 1)], wholes) == [Part(0, 0, WHOLE)]


def test_point_lies_in_the_first_whole_that_holds_it() -> None:
    wholes = [box(0, 0, 10, 10), box(10, 0, 20, 10)]
    assert inside([shapely.Point(10, 5), shapely.Point(30, 5)], wholes) == [Part(0, 0, WHOLE)]
