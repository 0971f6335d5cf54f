"""Which groups (sexes, bands of age) of which zones may be told: a rule without search, proved once and for all.

Of a sort of groups, a zone is *large* when each group that is told has 11 people at least. Large zones are told, the
others not at all; one large zone more is withheld when the others could be worked out of the totals. Rare groups, which
nearly every zone has few of (« sexe non dit »), are told nowhere, together with one that is not rare, so that they do
not withhold everything. Proof: docs/decisions/0024-people-in-lumps.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tenir.engines.localisation.zones import Wide
from tenir.engines.rollup.disclosure import PERSONS

LEAST = PERSONS.least
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Choice:
    """`rows` (zones) and `columns` (groups) whose figures are told."""

    rows: Flags
    columns: Flags

    @property
    def told(self) -> Flags:
        """Figure by figure."""
        return np.outer(self.rows, self.columns)


def groups_shown(table: Wide, places: int, rest: Wide) -> Flags:
    """Of a table of zones by groups of one sort, the figures that may be told.

    The first `places` rows are zones; those after them are no place, and their small figures nobody's. `rest` has the
    groups of everybody else, who are known through the totals alone. Totals of rows and columns are taken as known.
    """
    rare = (table[:places] < LEAST).sum(axis=0)
    known = table.sum(axis=0) + rest
    order = [int(group) for group in np.lexsort((known, -rare)) if known[group]]
    choices = [made for first in _begins(len(order)) if (made := _choice(table, places, rest, order, first))]
    best = max(choices, key=lambda one: int(one.told[:places].sum()), default=None)
    if best is None:
        return np.zeros(table.shape, dtype=bool)
    told = best.told
    # A group that the file has nobody of is known to be empty everywhere, as is every group of nobody.
    told[places:, known == 0] = True
    told[places:] |= table[places:].sum(axis=1, keepdims=True) == 0
    told[:places] &= table[:places] >= LEAST
    return told


def _begins(many: int) -> list[int]:
    """How many groups are left out, the rarest first: none, or two at least, since one follows from the others."""
    return [0, *range(2, many)] if many else []


def _choice(table: Wide, places: int, rest: Wide, order: list[int], first: int) -> Choice | None:
    """Without the `first` rarest groups, the last of which must be large as well; None when that is not safe."""
    out, told = order[:first], order[first:]
    groups = [*out[-1:], *told]
    large: Flags = np.asarray((table[:, groups] >= LEAST).all(axis=1))
    if len(order) > 1:
        large = _with_one_more(table, places, large, rest_is_large=bool((rest[groups] >= LEAST).all()), rest=rest)
    large[places:] = True
    everybody = _together(np.vstack([table, rest]), told, out)
    withheld = np.append(~large, True)
    if not (_is_safe(everybody[withheld]) and (not out or _is_spread(everybody[:, -1], large[:places]))):
        return None
    columns = np.zeros(table.shape[1], dtype=bool)
    columns[told] = True
    return Choice(large, columns)


def _together(table: Wide, told: list[int], out: list[int]) -> Wide:
    """The groups that are told, then all those that are left out as one."""
    return np.column_stack([table[:, told], *([table[:, out].sum(axis=1)] if out else [])])


def _with_one_more(table: Wide, places: int, large: Flags, *, rest_is_large: bool, rest: Wide) -> Flags:
    """Withhold the smallest large zone too, unless nobody is withheld or those who are hold a large row already."""
    left = large.copy()
    found = np.flatnonzero(large[:places])
    somebody = bool(rest.sum()) or not large[:places].all()
    if somebody and not rest_is_large and len(found):
        left[found[np.argmin(table[found].sum(axis=1))]] = False
    return left


def _is_safe(table: Wide) -> bool:
    """Each figure of the rows withheld (the last: everybody else) may be anything in an interval 11 wide at least.

    Fréchet: in a table of known totals, the least and the most of a figure are min(row, column, all - row,
    all - column) apart.
    """
    rows, columns, everybody = table.sum(axis=1)[:-1], table.sum(axis=0), table.sum()
    if not len(rows) or len(columns) < 2:
        return True
    return bool(min(rows.min(), columns.min(), everybody - rows.max(), everybody - columns.max()) >= LEAST)


def _is_spread(left_out: Wide, large: Flags) -> bool:
    """The groups left out can be exchanged between each zone that is told and the others."""
    zones = left_out[: len(large)][large]
    return not len(zones) or bool(left_out.sum() - zones.max() >= LEAST)
