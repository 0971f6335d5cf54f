"""Surfaces in square metres, and what share of each place lies in which others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from tenir.engines.localisation.boundaries.projections import equal_area

# A share is kept in whole millionths.
WHOLE = 1_000_000
# Told between two files whose borders are drawn with different care: below, two neighbours rather than a part.
SLIVER = 10_000
Advance = Callable[[int, int], None]


@dataclass(frozen=True)
class Part:
    """`share` (millionths) of the place at `source` lies in the one at `target`; None: in none of them."""

    source: int
    target: int | None
    share: int


def flat(geometries: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """The same on a plane where surfaces are true."""
    return list(shapely.transform(np.array(geometries, dtype=object), equal_area)) if len(geometries) else []


def square_metres(geometry: BaseGeometry) -> float:
    """Surface of a contour in degrees; 0 for a point."""
    return all_square_metres([geometry])[0]


def all_square_metres(geometries: Sequence[BaseGeometry]) -> list[float]:
    """The same of many at once."""
    found: list[float] = shapely.area(np.array(flat(geometries), dtype=object)).tolist()
    return found


def crosswalk(sources: Sequence[BaseGeometry], targets: Sequence[BaseGeometry]) -> list[Part]:
    """What became of each source: its shares in the targets and the remainder, which add up to exactly one.

    Where targets overlap, the ground goes to the first of them (give them in the order of their codes), as the rule
    of points says. Surfaces are those of the plane given by `flat`.
    """
    tree = shapely.STRtree(targets)
    return [part for index, source in enumerate(sources) for part in _of_one(index, source, tree)]


def _of_one(index: int, source: BaseGeometry, tree: shapely.STRtree) -> list[Part]:
    left, found = source, []
    for target in sorted(int(one) for one in tree.query(source, predicate="intersects")):
        zone = tree.geometries[target]
        found.append((target, left.intersection(zone).area))
        left = left.difference(zone)
    counts = in_millionths([area for _, area in found] + [left.area])
    parts = [Part(index, target, count) for (target, _), count in zip(found, counts, strict=False) if count]
    return [*parts, Part(index, None, counts[-1])] if counts[-1] else parts


def in_millionths(areas: Sequence[float]) -> list[int]:
    """Whole millionths that add up to a million, the largest remainders served first; a place without surface is 0s."""
    total = sum(areas)
    if total <= 0:
        return [0] * len(areas)
    exact = np.array(areas) / total * WHOLE
    counts = np.floor(exact).astype(int)
    for index in np.argsort(counts - exact, kind="stable")[: WHOLE - int(counts.sum())]:
        counts[index] += 1
    return [int(count) for count in counts]


def inside(parts: Sequence[BaseGeometry], wholes: Sequence[BaseGeometry], *, sliver: int = SLIVER) -> list[Part]:
    """In which wholes each part lies, by how much of its own surface; a point lies wholly in the first that holds it.

    A share below `sliver` millionths is the border of two files drawn differently, not a part.
    """
    tree, found = shapely.STRtree(wholes), []
    for index, part in enumerate(parts):
        near = sorted(int(one) for one in tree.query(part, predicate="intersects"))
        if part.area == 0:
            found += [Part(index, target, WHOLE) for target in near[:1]]
            continue
        for target in near:
            share = _share(part, tree.geometries[target])
            if share >= sliver:
                found.append(Part(index, target, share if share < WHOLE - sliver else WHOLE))
    return found


def _share(part: BaseGeometry, whole: BaseGeometry) -> int:
    return min(WHOLE, round(float(part.intersection(whole).area / part.area) * WHOLE))
