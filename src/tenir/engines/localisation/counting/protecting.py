"""Counts as tables, whole or with small ones withheld so that none follows from what is shown.

The control is that of every figure of the site (`engines.rollup.disclosure`): counts of persons under 11 are withheld,
and with them what would give them away to somebody who knows how many people the file holds. A zone that is withheld
is left out, as one without anybody is: to name it would say that somebody lives there.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np

from tenir.engines.localisation.counting.model import Counts
from tenir.engines.localisation.zones import Wide
from tenir.engines.rollup.disclosure import NO_RULE, PERSONS, Cell, Published, Relation, protect

ALL = ""
ELSEWHERE = -1


@dataclass(frozen=True)
class Line:
    """`count` and `groups` (by title) are None where they are withheld."""

    code: str
    name: str
    count: int | None
    groups: dict[str, int | None]


@dataclass(frozen=True)
class Table:
    """One layer: zones that have people, in the order of codes, then who is in none and of whom one cannot say."""

    key: str
    rows: tuple[Line, ...]
    outside: Line
    cannot_say: Line
    people: int

    @property
    def share(self) -> float | None:
        """Of the people of whom one can say, how many are in a zone, from 0 to 1; None when that is withheld."""
        if self.outside.count is None or self.cannot_say.count is None:
            return None
        said = self.people - self.cannot_say.count
        return (said - self.outside.count) / said if said else None


Key = tuple[int, int, str]
Figures = dict[Key, int]
Shown = dict[Key, int | None]
# Figures by sex and band that are controlled at once; the control grows faster than them.
MOST = 300


def tables(counts: Counts) -> list[Table]:
    """Everything, for the machine of whoever owns the file."""
    figures = _figures(counts)
    return [_table(counts, layer, dict(figures)) for layer in range(len(counts.layers))]


def protected(counts: Counts) -> list[Table]:
    """What may be shown to others: zones first, then the groups of the zones that are shown.

    Beyond `MOST` figures by group in a layer, none of them is shown.
    """
    figures = _figures(counts)
    shown = _zones_shown(counts, figures)
    for layer in range(len(counts.layers)):
        shown |= _groups_shown(counts, figures, layer, shown)
    return [_table(counts, layer, shown) for layer in range(len(counts.layers))]


def _figures(counts: Counts) -> Figures:
    """People by layer, zone and group; a group of nobody in a zone that has people is told as 0."""
    groups = [(ALL, np.ones(len(counts.people), dtype=bool)), *((title, rows) for _, title, rows in counts.groups())]
    found: Figures = {}
    for layer in range(len(counts.layers)):
        zones = [*counts.by_zone(layer), counts.outside(layer), counts.cannot_say(layer)]
        for title, rows in groups:
            sums = _sums(counts.keys[rows, layer], counts.people[rows], counts.cannot_say(layer))
            found |= {(layer, zone, title): int(sums[zone]) for zone in dict.fromkeys(zones)}
    return found


def _sums(zones: Wide, people: Wide, last: int) -> Wide:
    return np.bincount(zones, weights=people, minlength=last + 1).astype(np.int64)


def _zones_shown(counts: Counts, figures: Figures) -> Shown:
    """People by zone, whatever their sex and age; how many the file holds is known to whoever sent it."""
    keys = [key for key in figures if key[2] == ALL]
    cells, relations = _crossed(counts)
    cells += [_cell(counts, key, figures[key]) for key in keys]
    cells.append(Cell("people", counts.readable, offered=False))
    for layer in range(len(counts.layers)):
        # Zones of nobody, which are not told apart from those withheld.
        cells.append(Cell((layer, ELSEWHERE, ALL), 0, offered=False))
        parts = [key for key in keys if key[0] == layer]
        relations.append(Relation("people", (*parts, (layer, ELSEWHERE, ALL))))
    outcome = protect(cells, relations, ledger=[Published("people", counts.readable)])
    return {key: outcome.decisions[key].value for key in keys}


def _groups_shown(counts: Counts, figures: Figures, layer: int, shown: Shown) -> Shown:
    """Groups of the zones of a layer whose people are shown; none of the others."""
    titles = _titles(counts)
    keys = [key for key in figures if key[0] == layer and key[2] != ALL]
    asked = [key for key in keys if shown[key[0], key[1], ALL] is not None]
    if not asked or len(asked) > MOST:
        return dict.fromkeys(keys)
    known: dict[Hashable, int] = {(layer, zone, ALL): figures[layer, zone, ALL] for _, zone, _ in asked}
    relations = [Relation(whole, tuple((*whole[:2], one) for one in some)) for whole in known for some in titles]  # type: ignore[index]
    cells = [_cell(counts, key, figures[key]) for key in asked]
    for title in (one for some in titles for one in some):
        parts = [key for key in asked if key[2] == title]
        rest = sum(figures[key] for key in keys if key[2] == title) - sum(figures[key] for key in parts)
        cells.append(Cell((layer, ELSEWHERE, title), rest, offered=False))
        known["total", title] = rest + sum(figures[key] for key in parts)
        relations.append(Relation(("total", title), (*parts, (layer, ELSEWHERE, title))))
    cells += [Cell(key, value, offered=False) for key, value in known.items()]
    outcome = protect(cells, relations, ledger=[Published(key, value) for key, value in known.items()])
    return {key: outcome.decisions[key].value if key in outcome.decisions else None for key in keys}


def _titles(counts: Counts) -> list[list[str]]:
    """Titles of the sexes, and of the bands: each sort adds up to all."""
    sorts: dict[str, list[str]] = {}
    for sort, title, _ in counts.groups():
        sorts.setdefault(sort, []).append(title)
    return list(sorts.values())


def _cell(counts: Counts, key: Key, value: int) -> Cell:
    """Outside and cannot say are no place: withheld for others only, and last."""
    nowhere = key[1] >= counts.outside(key[0])
    return Cell(key, value, NO_RULE if nowhere else PERSONS, keep=nowhere)


def _crossed(counts: Counts) -> tuple[list[Cell], list[Relation]]:
    """With two layers: who is in a commune but in none of its neighbourhoods follows from both tables."""
    if len(counts.layers) < 2:
        return [], []
    both, place = np.unique(counts.keys[:, : len(counts.layers)], axis=0, return_inverse=True)
    people = _sums(place.ravel(), counts.people, len(both) - 1)
    cells: list[Cell] = []
    parts: dict[Key, list[Hashable]] = {}
    for zones, many in zip(both.tolist(), people.tolist(), strict=True):
        nowhere = all(zone >= counts.outside(layer) for layer, zone in enumerate(zones))
        key = ("crossed", *zones)
        cells.append(Cell(key, many, NO_RULE if nowhere else PERSONS, offered=False))
        for layer, zone in enumerate(zones):
            parts.setdefault((layer, zone, ALL), []).append(key)
    return cells, [Relation(whole, tuple(some)) for whole, some in parts.items()]


def _table(counts: Counts, layer: int, shown: Shown) -> Table:
    outside, cannot_say = counts.outside(layer), counts.cannot_say(layer)
    lines = [_line(counts, layer, zone, shown) for zone in counts.by_zone(layer) if zone < outside]
    return Table(
        counts.layers[layer].key,
        tuple(line for line in lines if line.count is not None),
        _line(counts, layer, outside, shown),
        _line(counts, layer, cannot_say, shown),
        counts.readable,
    )


def _line(counts: Counts, layer: int, zone: int, shown: Shown) -> Line:
    index = counts.layers[layer].index
    code, name = (index.codes[zone], index.names[zone]) if zone < len(index.codes) else ("", "")
    groups = {title: shown[layer, zone, title] for _, title, _ in counts.groups()}
    return Line(code, name, shown[layer, zone, ALL], groups)
