"""TopoJSON: borders that neighbours share are written once, as arcs of differences between whole numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from shapely.geometry.base import BaseGeometry

from tenir.engines.localisation.boundaries import limits
from tenir.engines.localisation.boundaries.errors import UnreadableBoundaries
from tenir.engines.localisation.boundaries.limits import Budget
from tenir.engines.localisation.boundaries.model import Decoded, Raw
from tenir.engines.localisation.boundaries.shapes import NOT_AN_AREA, BadShape, Floats, polygon, shape_of, together


def decode(content: dict[str, Any]) -> Decoded:
    """Features of all objects, coordinates as degrees. Raises `UnreadableBoundaries`."""
    try:
        arcs = _arcs(content)
        objects = list(content["objects"].values())
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableBoundaries("les arcs de ce TopoJSON ne se lisent pas.") from error
    return Decoded(limits.few_enough(_rows(objects, arcs, _scale(content))))


def _arcs(content: dict[str, Any]) -> list[Floats]:
    """Each arc in degrees: with a `transform`, positions are sums of steps on a grid."""
    budget, scale = Budget(), _scale(content)
    arcs = []
    for steps in content["arcs"]:
        budget.spend(len(steps))
        read = np.asarray(steps, dtype=np.float64)[:, :2]
        arcs.append(_degrees(read.cumsum(axis=0), scale) if scale else read)
    return arcs


Scale = tuple[Floats, Floats] | None


def _scale(content: dict[str, Any]) -> Scale:
    told = content.get("transform")
    return (np.asarray(told["scale"], float), np.asarray(told["translate"], float)) if told else None


def _degrees(grid: Floats, scale: Scale) -> Floats:
    return grid if scale is None else grid * scale[0] + scale[1]


def _rows(objects: list[Any], arcs: list[Floats], scale: Scale) -> Iterator[Raw]:
    budget, number = Budget(), 0
    for thing in objects:
        several = thing.get("geometries") if isinstance(thing, dict) else None
        for geometry in several if isinstance(several, list) else [thing]:
            number += 1
            yield _row(geometry, f"entité {number}", arcs, scale, budget)


def _row(geometry: Any, where: str, arcs: list[Floats], scale: Scale, budget: Budget) -> Raw:
    if not isinstance(geometry, dict):
        return Raw({}, None, where, NOT_AN_AREA)
    properties = geometry.get("properties")
    told = dict(properties) if isinstance(properties, dict) else {}
    if "id" in geometry:
        told.setdefault("id", geometry["id"])
    try:
        return Raw(told, _shape(geometry, arcs, scale, budget), where)
    except (BadShape, TypeError, ValueError, IndexError) as error:
        if isinstance(error, UnreadableBoundaries):
            raise
        return Raw(told, None, where, str(error) if isinstance(error, BadShape) else "ses arcs ne se lisent pas.")


def _shape(geometry: dict[str, Any], arcs: list[Floats], scale: Scale, budget: Budget) -> BaseGeometry | None:
    kind = str(geometry.get("type"))
    if kind in ("Point", "MultiPoint"):
        read = _degrees(np.asarray(geometry["coordinates"], float), scale)
        return shape_of(kind, read.tolist(), budget)
    if kind == "Polygon":
        return _polygon(geometry["arcs"], arcs, budget)
    if kind == "MultiPolygon":
        return together([made for one in geometry["arcs"] if (made := _polygon(one, arcs, budget))])
    if geometry.get("type") is None:
        return None
    raise BadShape(f"« {kind[:40]} » {NOT_AN_AREA}")


def _polygon(rings: list[list[int]], arcs: list[Floats], budget: Budget) -> BaseGeometry | None:
    return polygon([_ring(ring, arcs) for ring in rings], budget) if rings else None


def _ring(indices: list[int], arcs: list[Floats]) -> Floats:
    """Arcs end to end; a negative number is an arc walked backwards (`~i`)."""
    ways = [arcs[index] if index >= 0 else arcs[~index][::-1] for index in indices]
    return np.concatenate([ways[0], *(way[1:] for way in ways[1:])])
