"""Cells that an edge touches: none too few, margins included."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from tenir.engines.localisation import raster
from tenir.engines.localisation.raster import Edges, edges, touched


def of_line(*corners: tuple[float, float]) -> Edges:
    zero = np.zeros(len(corners), dtype=np.int64)
    return edges(np.array(corners, dtype=float), zero, zero)


def cells(many: Edges, margin: float) -> set[tuple[int, int]]:
    _, column, row = touched(many, margin, margin)
    return set(zip(column.tolist(), row.tolist(), strict=True))


def test_an_edge_goes_through_its_cells_only() -> None:
    assert cells(of_line((0.5, 0.5), (2.5, 1.6)), 0) == {(0, 0), (1, 0), (1, 1), (2, 1)}


def test_an_edge_on_a_line_between_cells_touches_both_sides_by_its_margin() -> None:
    # Without the margin a cell would be trusted although a point one rounding away falls in it.
    upright = of_line((3, 0.2), (3, 0.8))
    assert cells(upright, 1e-6) == {(2, 0), (3, 0)}
    assert cells(upright, 0) == {(3, 0)}


def test_a_wide_margin_reaches_the_cells_around() -> None:
    assert cells(of_line((0.5, 0.5), (0.6, 0.5)), 1) == {(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1)}


@given(st.lists(st.tuples(*[st.integers(0, 60).map(lambda n: n / 7)] * 2), min_size=2, max_size=6))
def test_no_cell_that_a_line_meets_is_left_out(corners: list[tuple[float, float]]) -> None:
    found = cells(of_line(*corners), 1e-9)
    line = shapely.LineString(corners)
    met = {(x, y) for x in range(9) for y in range(9) if line.intersects(shapely.box(x, y, x + 1, y + 1))}
    assert met <= found


def test_goes_are_one_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    zigzag = of_line(*[(n % 5, n / 3) for n in range(40)])
    whole = cells(zigzag, 0.1)
    monkeypatch.setattr(raster, "GO", 3)
    assert cells(zigzag, 0.1) == whole
