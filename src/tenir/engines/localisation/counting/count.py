"""The count itself: block by block, from columns to numbers of people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import BinaryIO

import numpy as np

from tenir.engines.localisation.borders import Borders
from tenir.engines.localisation.counting import coordinates
from tenir.engines.localisation.counting.model import READABLE, SEXES, Bands, Columns, Counts, Faults, Layer
from tenir.engines.localisation.counting.rows import Reader, Rows, Wanted
from tenir.engines.localisation.counting.text import Sheet
from tenir.engines.localisation.errors import BadFile
from tenir.engines.localisation.zones import Floats, Wide

# Metres: a row that knows its point worse than this should say that it does not know it.
MOST_OF_A_ROW = 500.0
Progress = Callable[[int], None]


def count(
    stream: BinaryIO,
    columns: Columns,
    layers: Sequence[Layer],
    *,
    precision: float = 0,
    bands: Bands | None = None,
    progress: Progress = lambda rows: None,
) -> Counts:
    """Counts of a CSV; a point within `precision` metres of a border counts as « cannot say » (0: none does), or within
    that and the metres of its own row, up to 500, where `columns` names them.

    `progress` hears after each block how many rows were read. Raises `BadFile` when the file cannot be used, or when no
    row of it can.
    """
    sheet = Sheet(stream)
    wanted = _wanted(sheet, columns)
    counter = _Counter(layers, columns, bands or Bands(), precision)
    with Reader(wanted) as reader:
        for block in sheet.blocks():
            counter.add(reader.read(block), block.line)
            progress(counter.rows)
    return _usable(counter.counts(tuple(sheet.notes)))


def _wanted(sheet: Sheet, columns: Columns) -> Wanted:
    for name in columns.named:
        _refuse_missing(sheet, name)
    places = {name: sheet.titles.index(name) for name in columns.named}
    further = [places.get(name, -1) for name in (columns.sex, columns.age, columns.precision)]
    return Wanted(tuple(sheet.titles), sheet.separator, places[columns.lon], places[columns.lat], *further)


def _refuse_missing(sheet: Sheet, name: str) -> None:
    titles = ", ".join(f"« {title} »" for title in sheet.titles)
    if name not in sheet.titles:
        raise BadFile(f"la colonne « {name} » n'existe pas.", where="titres", remedy=f"Le fichier a : {titles}.")
    if sheet.titles.count(name) > 1:
        remedy = "Renommez l'une des deux."
        raise BadFile(f"deux colonnes se nomment « {name} ».", where="titres", remedy=remedy)


def _usable(counts: Counts) -> Counts:
    """A file without one usable row is refused with its main reason, not counted as zero."""
    if counts.people.sum() or not counts.faults.counts:
        return counts
    fault = max(counts.faults.counts, key=lambda one: counts.faults.counts[one])
    line = counts.faults.lines[fault][0]
    remedy = "Vérifiez les colonnes : des degrés (WGS 84), longitude puis latitude, comme les donne un géocodeur."
    raise BadFile(f"aucune ligne n'est utilisable ; {fault.value}.", where=f"ligne {line}", remedy=remedy)


class _Counter:
    """Numbers of people by zone of each layer, sex and band; grows with what they have in common, not with the rows."""

    def __init__(self, layers: Sequence[Layer], columns: Columns, bands: Bands, precision: float) -> None:
        self._layers, self._columns, self._bands = tuple(layers), columns, bands
        self._precision = precision
        furthest = precision + (MOST_OF_A_ROW if columns.precision else 0)
        self._borders = [Borders.of(layer.index.zones, furthest) if furthest > 0 else None for layer in layers]
        # Zones, outside and cannot say of each layer, then sexes, then bands.
        self._shape = (*(len(layer.index.codes) + 2 for layer in layers), len(SEXES), len(bands.titles))
        self._keys, self._people = np.empty(0, np.int64), np.empty(0, np.int64)
        self._faults = Faults()
        self.rows = 0

    def add(self, rows: Rows, first_line: int) -> None:
        """One block; `first_line` is that of its first record."""
        for fault, lines in rows.faults.items():
            self._faults.add(fault, lines + first_line)
        self.rows += len(rows.line) + sum(map(len, rows.faults.values()))
        kept = np.ones(len(rows.lon), dtype=bool)
        for fault, flags in coordinates.faults(rows.lon, rows.lat).items():
            self._faults.add(fault, rows.line[flags] + first_line)
            kept &= ~flags if fault not in READABLE else True
        self._merge(self._keys_of(rows, kept))

    def _keys_of(self, rows: Rows, kept: coordinates.Flags) -> Wide:
        """One number for each person: their zones, sex and band."""
        lon, lat = rows.lon[kept], rows.lat[kept]
        reach = self._precision + np.clip(rows.precision[kept], 0, MOST_OF_A_ROW)
        key = np.zeros(len(lon), dtype=np.int64)
        for rank, layer in enumerate(self._layers):
            key = key * self._shape[rank] + self._zone(rank, layer, lon, lat, reach)
        key = key * self._shape[-2] + rows.sex[kept]
        return key * self._shape[-1] + self._bands.of(rows.age[kept])

    def _zone(self, rank: int, layer: Layer, lon: Floats, lat: Floats, reach: Floats) -> Wide:
        outside = len(layer.index.codes)
        zone = layer.index.lookup(lon, lat).astype(np.int64)
        zone[zone < 0] = outside
        borders = self._borders[rank]
        if borders is not None:
            zone[borders.distance(lon, lat) <= reach] = outside + 1
        return zone

    def _merge(self, keys: Wide) -> None:
        """Sorted sums: hashing each key would cost more than the look-up."""
        keys.sort()
        first = np.flatnonzero(np.append(len(keys) > 0, keys[1:] != keys[:-1])[: len(keys)])
        people = np.diff(np.append(first, len(keys)))
        both, each = np.concatenate([self._keys, keys[first]]), np.concatenate([self._people, people])
        order = np.argsort(both, kind="stable")
        both, each = both[order], each[order]
        first = np.flatnonzero(np.append(len(both) > 0, both[1:] != both[:-1])[: len(both)])
        self._keys = both[first]
        self._people = np.add.reduceat(each, first) if len(first) else each

    def counts(self, notes: tuple[str, ...]) -> Counts:
        keys = np.stack(np.unravel_index(self._keys, self._shape), axis=1)
        return Counts(self._layers, self._bands, self._columns, keys, self._people, self._faults, notes)
