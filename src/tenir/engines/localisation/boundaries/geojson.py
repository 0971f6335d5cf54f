"""GeoJSON (RFC 7946, and the `crs` member that older files still carry)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tenir.engines.localisation.boundaries import limits
from tenir.engines.localisation.boundaries.errors import UnreadableBoundaries
from tenir.engines.localisation.boundaries.limits import Budget
from tenir.engines.localisation.boundaries.model import Decoded, Raw
from tenir.engines.localisation.boundaries.shapes import BadShape, shape_of


def decode(content: dict[str, Any]) -> Decoded:
    """Features of a collection, or the only one. Raises `UnreadableBoundaries`."""
    features = [content] if content.get("type") == "Feature" else content.get("features")
    if not isinstance(features, list):
        raise UnreadableBoundaries("ce JSON n'est pas une collection d'entités géographiques (GeoJSON).")
    return Decoded(limits.few_enough(_rows(features)), declared_by(content.get("crs")))


def decode_list(content: list[Any]) -> Decoded:
    """A plain list of objects: places without contours, as official lists of codes are published."""
    rows = (Raw(row, None, f"ligne {number}") for number, row in enumerate(content, 1) if isinstance(row, dict))
    return Decoded(limits.few_enough(rows))


def declared_by(crs: Any) -> int | None:
    """EPSG of a `crs` member: `urn:ogc:def:crs:EPSG::2154`, `EPSG:2154`, `…CRS84`; 0 for one that says none."""
    if not isinstance(crs, dict):
        return None
    properties = crs.get("properties")
    name = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    if name.endswith("CRS84"):
        return 4326
    found = re.search(r"EPSG:+(?:[\d.]*:)?(\d{4,6})$", name)
    return int(found[1]) if found else 0


def _rows(features: list[Any]) -> Iterator[Raw]:
    budget = Budget()
    for number, feature in enumerate(features, 1):
        where = f"entité {number}"
        if not isinstance(feature, dict):
            yield Raw({}, None, where, "n'est pas une entité géographique.")
            continue
        properties = feature.get("properties")
        told = dict(properties) if isinstance(properties, dict) else {}
        if "id" in feature:
            told.setdefault("id", feature["id"])
        yield _row(told, feature.get("geometry"), where, budget)


def _row(told: dict[str, Any], geometry: Any, where: str, budget: Budget) -> Raw:
    if not isinstance(geometry, dict) or not geometry.get("coordinates", geometry.get("geometries")):
        return Raw(told, None, where)
    try:
        return Raw(told, shape_of(str(geometry.get("type")), geometry.get("coordinates"), budget), where)
    except BadShape as error:
        return Raw(told, None, where, str(error))
