"""What became of the places of one generation in another: shares of surface that add up to one."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

import shapely

from tenir.engines.localisation.boundaries import Gravity
from tenir.engines.localisation.boundaries.surfaces import WHOLE, Part, flat
from tenir.engines.localisation.boundaries.surfaces import crosswalk as shares
from tenir.modules.territories.importing.facts import Prepared
from tenir.modules.territories.models import Boundary, BoundaryImport, Crosswalk


class Row(NamedTuple):
    """`source` (a place's key) lies in `target` by `share`; no target: in none."""

    source: int
    target: int | None
    share: Decimal
    population_share: Decimal | None

    def as_model(self, source: str, target: str) -> Crosswalk:
        """The same as a row of the table."""
        return Crosswalk(
            source_id=self.source,
            target_id=self.target,
            source_generation=source,
            target_generation=target,
            surface_share=self.share,
            population_share=self.population_share,
        )


def compute(kind: str, source: str, target: str) -> list[Row]:
    """Shares of each place of `source` in those of `target`, which add up to one with the remainder.

    A place that meets none of the others is told (« in none ») only where the other generation was imported for the
    whole country: elsewhere its file may only be missing. The share of inhabitants is known where a place went whole.
    """
    sources, targets = _contours(kind, source), _contours(kind, target)
    if not sources or not targets:
        return []
    whole = BoundaryImport.objects.filter(kind=kind, generation=target, whole_country=True).exists()
    parts = shares(flat([line for _, line in sources]), flat([line for _, line in targets]))
    return [_row(part, sources, targets) for part in parts if whole or part.target is not None or part.share < WHOLE]


def _contours(kind: str, generation: str) -> list[tuple[int, Any]]:
    """Keys of places and their lines, in the order of their codes."""
    rows = Boundary.objects.of_kind(kind).filter(generation=generation, surface__gt=0).order_by("place__code")
    return [(pk, shapely.from_wkb(bytes(wkb))) for pk, wkb in rows.values_list("place_id", "wkb")]


def _row(part: Part, sources: list[tuple[int, Any]], targets: list[tuple[int, Any]]) -> Row:
    share = (Decimal(part.share) / WHOLE).quantize(Decimal("0.000001"))
    target = None if part.target is None else targets[part.target][0]
    return Row(sources[part.source][0], target, share, share if part.share == WHOLE else None)


def stored(rows: Iterable[Crosswalk]) -> Iterator[Row]:
    """Rows of the table as computed ones."""
    for row in rows:
        yield Row(row.source_id, row.target_id, row.surface_share, row.population_share)


def pairs(kind: str) -> list[tuple[str, str]]:
    """Generations of a kind, each with the one before and the one after it."""
    found = Boundary.objects.of_kind(kind).order_by("generation").values_list("generation", flat=True).distinct()
    known = list(found)
    forward = list(itertools.pairwise(known))
    return [*forward, *((late, early) for early, late in forward)]


def counts(prepared: Prepared) -> dict[str, int]:
    """Faults by what became of them, for the record of an import."""
    return {"repaired": len(prepared.of(Gravity.REPAIRED)), "told": len(prepared.of(Gravity.TOLD))}
