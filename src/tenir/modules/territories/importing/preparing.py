"""A file that was read -> everything that one transaction would write; nothing is written here."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from tenir.core.errors import BadInput
from tenir.core.places.models import PlaceKind
from tenir.core.web.french import typographie
from tenir.engines.localisation import boundaries
from tenir.engines.localisation.boundaries import Boundaries, Fault, Feature, Gravity, UnreadableBoundaries
from tenir.engines.localisation.boundaries.surfaces import all_square_metres
from tenir.modules.territories.importing import grounds, lying
from tenir.modules.territories.importing.catalogue import Former, Known
from tenir.modules.territories.importing.facts import Contour, Key, Link, PlaceFact, Prepared, Told
from tenir.modules.territories.importing.lying import Pair

# Places that Tenir ships: a file does not invent them.
SHIPPED = (PlaceKind.NATION, PlaceKind.REGION, PlaceKind.DEPARTEMENT, PlaceKind.OVERSEAS)
Advance = Callable[[int, int], None]


def nobody_told(done: int, whole: int) -> None:
    """For callers without a progress bar."""


def read_known(known: Known, folder: Path, advance: Advance = nobody_told) -> Prepared:
    """Every file of an entry of the catalogue, as one import. Raises `BadInput`."""
    paths, made = known.paths(folder), []
    for number, path in enumerate(paths, 1):
        made.append(read(path, known.columns))
        advance(number, len(paths))
    whole = made[0] if len(made) == 1 else _together(known, made)
    return prepare(whole, known, folder)


def read(path: Path, columns: boundaries.Columns) -> Boundaries:
    """One file, its errors as those of every command."""
    try:
        return boundaries.read(path, columns)
    except UnreadableBoundaries as error:
        raise BadInput(error.sentence, where=error.where, remedy=error.remedy) from error


def _listed(path: Path, columns: boundaries.Columns) -> list[dict[str, Any]]:
    try:
        return boundaries.listed(path, columns)
    except UnreadableBoundaries as error:
        raise BadInput(error.sentence, where=path.name, remedy=error.remedy) from error


def _together(known: Known, made: Sequence[Boundaries]) -> Boundaries:
    digest = hashlib.sha256("".join(one.sha256 for one in made).encode()).hexdigest()
    whole = Boundaries(known.file, digest, precision=made[0].precision)
    for one in made:
        whole.features += one.features
        whole.faults += [replace(fault, where=f"{one.name}, {fault.where}") for fault in one.faults]
    return whole


def prepare(read: Boundaries, known: Known, folder: Path | None = None) -> Prepared:
    """The places, contours and containments of what was read, with every fault; nothing is asked twice."""
    told = known.told
    made = Prepared(told, read.name, read.sha256, told.precision or read.precision, faults=_of_lists(read, known))
    pairs = _paired(read.features, made)
    repairs = {fault.code: fault.sentence for fault in read.faults if fault.gravity is Gravity.REPAIRED and fault.code}
    population = _population(pairs, known, folder)
    contours = _contours([feature for _, feature in pairs], repairs)
    for (key, feature), contour in zip(pairs, contours, strict=True):
        made.places.append(PlaceFact(*key, feature.name, contour, population.get(feature.code)))
    _lie(made, pairs, known)
    if known.former and folder:
        _replace_former(made, known.former, folder)
    return made


def count_new(prepared: Prepared) -> int:
    """How many places are not known yet."""
    places = grounds.known({one.kind for one in prepared.places})
    return sum((one.kind, one.code) not in places for one in prepared.places)


def _of_lists(read: Boundaries, known: Known) -> list[Fault]:
    """A list of codes has no contour to miss."""
    is_list = all(feature.geometry.is_empty for feature in read.features)
    return [fault for fault in read.faults if not (is_list and fault.gravity is Gravity.TOLD)]


def _paired(features: Sequence[Feature], made: Prepared) -> list[Pair]:
    """Each feature with the place it is: known under one of the kinds, else new under the first."""
    told = made.told
    places = grounds.known(told.kinds)
    pairs, pattern = [], re.compile(told.pattern)
    for feature in features:
        key = next(((kind, feature.code) for kind in told.kinds if (kind, feature.code) in places), None)
        problem = _problem(feature, key, told, pattern)
        if problem:
            gravity = Gravity.TOLD if told.skip_unknown else Gravity.REFUSED
            made.faults.append(Fault(feature.where, feature.code, typographie(problem), gravity))
        else:
            pairs.append((key or (told.kind, feature.code), feature))
    return pairs


def _problem(feature: Feature, key: Key | None, told: Told, pattern: re.Pattern[str]) -> str:
    if told.pattern and not pattern.fullmatch(feature.code):
        return f"le code « {feature.code[:20]} » n'a pas la forme attendue ({told.pattern})."
    if len(feature.code) > 20:
        return "son code a plus de vingt caractères."
    if key is None and (told.existing or told.kind in SHIPPED):
        left = " Laissé de côté." if told.skip_unknown else ""
        return f"aucun lieu connu de cette sorte n'a le code « {feature.code} ».{left}"
    return ""


def _contours(features: Sequence[Feature], repairs: dict[str, str]) -> list[Contour | None]:
    """Of each, what is stored; None without a tracing. All at once: a call for each would cost more than the work."""
    shapes = np.array([feature.geometry for feature in features], dtype=object)
    lines = shapely.to_wkb(shapely.normalize(shapes), byte_order=1)
    empty, boxes, surfaces = shapely.is_empty(shapes), shapely.bounds(shapes).tolist(), all_square_metres(list(shapes))
    return [
        None if none else Contour(line, tuple(box), surface, repairs.get(feature.code, "")[:300])
        for feature, none, line, box, surface in zip(features, empty, lines, boxes, surfaces, strict=True)
    ]


def _lie(made: Prepared, pairs: Sequence[Pair], known: Known) -> None:
    links, faults = lying.as_said(pairs, known.inside, made.told)
    links = lying.measured(links, {key: one.geometry for key, one in pairs if not one.geometry.is_empty})
    if known.contains:
        more, told = lying.as_members(pairs, known.contains)
        links, faults = links + more, faults + told
    made.links += links + lying.as_drawn(pairs, made.told)
    made.faults += faults


def _population(pairs: Sequence[Pair], known: Known, folder: Path | None) -> dict[str, int]:
    """Inhabitants by code, where the file or its neighbour tells them."""
    where = known.population
    if where is None:
        return {}
    if not where.file:
        cells = {one.code: one.properties.get(where.column) for _, one in pairs}
    elif folder is None or not (folder / where.file).exists():
        return {}
    else:
        with (folder / where.file).open(encoding="utf-8-sig", newline="") as file:
            cells = {row[where.code]: row[where.column] for row in csv.DictReader(file)}
    numbers = {code: _whole(cell) for code, cell in cells.items()}
    return {code: number for code, number in numbers.items() if number is not None}


def _whole(cell: Any) -> int | None:
    try:
        return max(0, round(float(cell)))
    except (TypeError, ValueError):
        return None


def _replace_former(made: Prepared, former: Former, folder: Path) -> None:
    """A code that a place of today took over is a former commune, inside it."""
    today: dict[str, str] = {}
    columns = boundaries.Columns(code=former.code, shapeless=True, only=former.only)
    for row in _listed(folder / former.file, columns):
        today |= dict.fromkeys(row.get(former.column) or (), str(row[former.code]))
    places, kind = grounds.known(made.told.kinds), made.told.kind
    for index, place in enumerate(made.places):
        if (place.kind, place.code) not in places and place.code in today:
            key = (PlaceKind.FORMER_COMMUNE.value, place.code)
            made.places[index] = replace(place, kind=key[0])
            made.links.append(Link(key, (kind, today[place.code]), lying.ALL))
