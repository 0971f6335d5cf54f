"""In what each place lies: as the file says it by codes, or as contours show it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from tenir.core.places.models import PlaceKind
from tenir.core.web.french import typographie
from tenir.engines.localisation.boundaries import Fault, Feature, Gravity
from tenir.engines.localisation.boundaries.surfaces import WHOLE, flat, in_millionths, inside
from tenir.modules.territories.importing.catalogue import Contains, Inside
from tenir.modules.territories.importing.facts import Box, Key, Link, Told
from tenir.modules.territories.importing.grounds import Zone, known, zones

ALL = Decimal(1)
FRANCE = (PlaceKind.NATION.value, "FR")
Pair = tuple[Key, Feature]


def as_said(pairs: Sequence[Pair], columns: Sequence[Inside], told: Told) -> tuple[list[Link], list[Fault]]:
    """What the columns of the file say; a code of a place that is not known is told."""
    links, faults = [], []
    for column in columns:
        places = known(column.kinds)
        for key, feature in pairs:
            if column.unless and feature.properties.get(column.unless):
                continue
            codes = list(dict.fromkeys(_codes(feature.properties.get(column.column), column.key, column.pattern)))
            wholes = [_found(places, column.kinds, code) for code in codes]
            if column.sole and len(codes) > 1:
                links.append(Link(key, FRANCE, ALL))
                continue
            faults += [_unknown(feature, code) for code, whole in zip(codes, wholes, strict=True) if whole is None]
            share = ALL if len(codes) == 1 and not column.partly else None
            days = (told.since, told.until) if column.dated else (None, None)
            links += [Link(key, whole, share, *days) for whole in wholes if whole]
    return links, faults


def as_members(pairs: Sequence[Pair], column: Contains) -> tuple[list[Link], list[Fault]]:
    """The places that each one says to hold, wholly."""
    places, links, faults = known(column.kinds), [], []
    for key, feature in pairs:
        for code in _codes(feature.properties.get(column.column), column.key, ""):
            part = _found(places, column.kinds, code)
            if part is None:
                faults.append(_unknown(feature, code))
            else:
                links.append(Link(part, key, ALL, column.since))
    return links, faults


def measured(links: Sequence[Link], shapes: dict[Key, BaseGeometry]) -> list[Link]:
    """Links whose share was not told, with the share that contours show where all of a place's wholes have one.

    Shares of one place add up to one: what two files draw differently along a border is spread over them.
    """
    groups: dict[Key, list[Link]] = defaultdict(list)
    for link in links:
        groups[link.part].append(link)
    lines = _lines([link.whole for group in groups.values() if len(group) > 1 for link in group], shapes)
    return [link for part, group in groups.items() for link in _shared(group, shapes.get(part), lines)]


def _lines(wholes: Iterable[Key], shapes: dict[Key, BaseGeometry]) -> dict[Key, BaseGeometry]:
    wanted = set(wholes)
    if not wanted:
        return {}
    boxes = [_box(shape) for shape in shapes.values() if shape.area > 0]
    found: dict[Key, list[BaseGeometry]] = defaultdict(list)
    for kind in {kind for kind, _ in wanted}:
        for zone in zones(kind, boxes):
            if zone.place in wanted:
                found[zone.place].append(zone.geometry)
    return {key: shapely.union_all(parts) for key, parts in found.items()}


def _shared(group: list[Link], shape: BaseGeometry | None, lines: dict[Key, BaseGeometry]) -> list[Link]:
    if len(group) < 2 or shape is None or shape.area == 0 or any(link.whole not in lines for link in group):
        return group
    plane, *wholes = flat([shape, *(lines[link.whole] for link in group)])
    shares = in_millionths([plane.intersection(whole).area for whole in wholes])
    return [
        link if not share else Link(link.part, link.whole, Decimal(share) / WHOLE, link.since, link.until)
        for link, share in zip(group, shares, strict=True)
    ]


def as_drawn(pairs: Sequence[Pair], told: Told) -> list[Link]:
    """What contours of the kinds told show, the first kind that holds a place at all."""
    left, links = [(key, one.geometry) for key, one in pairs if not one.geometry.is_empty], []
    for kind in told.encloses:
        found = list(_drawn(left, zones(kind, [_box(shape) for _, shape in left]), told))
        links += found
        placed = {link.part for link in found}
        left = [(key, shape) for key, shape in left if key not in placed]
    return links


def _drawn(left: list[tuple[Key, BaseGeometry]], around: list[Zone], told: Told) -> Iterator[Link]:
    if not left or not around:
        return
    shares: dict[tuple[Key, Key], int] = defaultdict(int)
    for part in inside(flat([shape for _, shape in left]), flat([zone.geometry for zone in around])):
        if part.target is not None:
            shares[left[part.source][0], around[part.target].place] += part.share
    for (part_key, whole), share in shares.items():
        yield Link(part_key, whole, Decimal(min(share, WHOLE)) / WHOLE, told.since, told.until)


def _codes(value: Any, key: str, pattern: str) -> Iterator[str]:
    """Codes in a cell: a text, a number, a list of them, or of objects of which `key` holds it."""
    for one in value if isinstance(value, list) else [value]:
        text = one.get(key) if isinstance(one, dict) else one
        if text is None or text == "":
            continue
        yield from (re.findall(pattern, str(text)) if pattern else [str(text).strip()])


def _found(places: dict[Key, str], kinds: tuple[str, ...], code: str) -> Key | None:
    return next(((kind, code) for kind in kinds if (kind, code) in places), None)


def _unknown(feature: Feature, code: str) -> Fault:
    sentence = typographie(f"aucun lieu connu n'a le code « {code[:20]} » qui devrait le contenir, ou qu'il contient.")
    return Fault(feature.where, feature.code, sentence, Gravity.TOLD)


def _box(shape: BaseGeometry) -> Box:
    west, south, east, north = np.array(shape.bounds).tolist()
    return west, south, east, north
