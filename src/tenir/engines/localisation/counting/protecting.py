"""Counts as tables, whole or with small ones withheld so that none follows from what is shown.

Counts of persons under 11 are withheld, as everywhere on the site, and with them what would give them away to somebody
who knows how many people the file holds, of each sex and age too. A zone that is withheld is left out, as one without
anybody is: to name it would say that somebody lives there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tenir.engines.localisation.counting.groups import groups_shown
from tenir.engines.localisation.counting.model import Counts
from tenir.engines.localisation.counting.places import Zone, zones_shown
from tenir.engines.localisation.zones import Wide

ALL = ""


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


def tables(counts: Counts) -> list[Table]:
    """Everything, for the machine of whoever owns the file."""
    figures = _figures(counts)
    return [_table(counts, layer, dict(figures)) for layer in range(len(counts.layers))]


def protected(counts: Counts) -> list[Table]:
    """What may be shown to others: zones first, then the groups of the zones that are shown.

    With several layers, only the first one's groups are: those of both would give the difference of two of their zones.
    """
    figures = _figures(counts)
    told = zones_shown(counts)
    shown: Shown = {key: many if key[2] == ALL and key[:2] in told else None for key, many in figures.items()}
    shown |= _groups_told(counts, figures, told)
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


def _groups_told(counts: Counts, figures: Figures, told: set[Zone]) -> Shown:
    """Figures by group of the first layer that may be told; all others are left out."""
    zones = [zone for layer, zone in sorted(told) if layer == 0]
    places = sum(zone < counts.outside(0) for zone in zones)
    others = [zone for layer, zone, title in figures if (layer, title) == (0, ALL) and (0, zone) not in told]
    found: Shown = {}
    for titles in _titles(counts):
        table = _by_group(figures, zones, titles)
        shown = groups_shown(table, places, _by_group(figures, others, titles).sum(axis=0))
        for row, column in np.argwhere(shown).tolist():
            found[0, zones[row], titles[column]] = int(table[row, column])
    return found


def _by_group(figures: Figures, zones: list[int], titles: list[str]) -> Wide:
    rows = [[figures[0, zone, title] for title in titles] for zone in zones]
    return np.array(rows, dtype=np.int64).reshape(len(zones), len(titles))


def _titles(counts: Counts) -> list[list[str]]:
    """Titles of the sexes, and of the bands: each sort adds up to all."""
    sorts: dict[str, list[str]] = {}
    for sort, title, _ in counts.groups():
        sorts.setdefault(sort, []).append(title)
    return list(sorts.values())


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
