"""Contours that cross themselves or overlap, codes that come twice: told, and put right where that is safe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from tenir.engines.documents.french import typeset
from tenir.engines.localisation.boundaries.model import Fault, Feature, Gravity
from tenir.engines.localisation.boundaries.surfaces import flat, square_metres

# Square metres below which two contours touch rather than overlap: a centimetre along ten kilometres.
TOUCH = 100.0
# Overlaps of one file that are told one by one.
MOST_OVERLAPS = 500


def mend_all(features: Sequence[Feature]) -> list[tuple[Feature | None, Fault | None]]:
    """Each with a valid contour, as `mend`; nearly all have one already, which is asked of all at once."""
    valid = shapely.is_valid(np.array([feature.geometry for feature in features], dtype=object))
    return [(one, None) if good else mend(one) for one, good in zip(features, valid.tolist(), strict=True)]


def mend(feature: Feature) -> tuple[Feature | None, Fault | None]:
    """The feature with a valid contour. Surfaces are kept by `make_valid`, in its default method: "structure" empties
    some of the real ones.
    """
    geometry = feature.geometry
    if geometry.is_valid:
        return feature, None
    mended = only_surfaces(shapely.make_valid(geometry))
    if mended.is_empty:
        return None, _fault(feature, "son tracé n'enferme aucune surface.", Gravity.REFUSED)
    before, after = square_metres(geometry), square_metres(mended)
    reason = _REASONS.get(shapely.is_valid_reason(geometry).split("[")[0], "tracé incorrect")
    sentence = f"{reason} : remis d'aplomb, surface de {_grouped(after)} m² ({_grouped(before)} m² en l'état)."
    return replace(feature, geometry=mended), _fault(feature, sentence, Gravity.REPAIRED)


_REASONS = {
    "Self-intersection": "tracé qui se croise",
    "Ring Self-intersection": "tracé qui se touche",
    "Hole lies outside shell": "trou hors du contour",
    "Too few points in geometry component": "anneau sans surface",
    "Nested shells": "partie posée sur une autre",
    "Holes are nested": "trou dans un trou",
    "Interior is disconnected": "intérieur coupé en deux",
}


def only_surfaces(geometry: BaseGeometry) -> BaseGeometry:
    """The polygons of what `make_valid` gives; lines and points that it leaves have no surface."""
    if geometry.geom_type in ("Polygon", "MultiPolygon"):
        return geometry
    parts = shapely.get_parts(shapely.get_parts(geometry))
    return shapely.union_all([part for part in parts if part.geom_type == "Polygon"])


def merge_doubles(features: Sequence[Feature], *, merge: bool) -> tuple[list[Feature], list[Fault]]:
    """One feature a code. The same twice is kept once; two that differ are refused, or joined where `merge` says so."""
    groups: dict[str, list[Feature]] = defaultdict(list)
    for feature in features:
        groups[feature.code].append(feature)
    kept, faults = [], []
    for code, group in groups.items():
        kept.append(group[0])
        if len(group) == 1:
            continue
        others = ", ".join(one.where for one in group[1:])
        if all(one.geometry.equals(group[0].geometry) and one.properties == group[0].properties for one in group):
            faults.append(_fault(group[0], f"répété à l'identique ({others}) : gardé une fois.", Gravity.REPAIRED))
        elif merge:
            kept[-1] = _joined(group)
            faults.append(_fault(group[0], f"même code que {others} : réunis en un seul lieu.", Gravity.REPAIRED))
        else:
            kept.pop()
            sentence = f"le code {code} est aussi celui de {others}, avec un autre contenu."
            faults.append(_fault(group[0], sentence, Gravity.REFUSED))
    return kept, faults


def _joined(group: list[Feature]) -> Feature:
    """One contour of all; whole numbers that differ (inhabitants) add up, the first word holds."""
    told = dict(group[0].properties)
    for name, value in told.items():
        if isinstance(value, int | float) and not isinstance(value, bool):
            numbers = [one.properties.get(name) for one in group]
            told[name] = sum(number for number in numbers if isinstance(number, int | float))
    united = shapely.union_all([one.geometry for one in group])
    return replace(group[0], geometry=united, properties=told)


def overlaps(features: Sequence[Feature]) -> list[Fault]:
    """Each pair of contours that lie one over the other, told once; both are kept as published."""
    surfaces = [feature for feature in features if feature.geometry.area > 0]
    if len(surfaces) < 2:
        return []
    shapes = flat([feature.geometry for feature in surfaces])
    if shapely.coverage_is_valid(np.array(shapes, dtype=object)):
        # Neighbours that share their borders to the vertex, as communes do: said in one look.
        return []
    faults = []
    for one, other in _pairs(shapes):
        shared = shapes[one].intersection(shapes[other]).area
        if shared > TOUCH:
            sentence = f"recouvre {surfaces[other].code} sur {_grouped(shared)} m² : gardé tel quel."
            faults.append(_fault(surfaces[one], sentence, Gravity.TOLD))
    return _shortened(faults)


def _pairs(shapes: list[BaseGeometry]) -> list[tuple[int, int]]:
    tree, array = shapely.STRtree(shapes), np.array(shapes, dtype=object)
    first, second = tree.query(array, predicate="intersects")
    return [(int(one), int(other)) for one, other in zip(first, second, strict=True) if one < other]


def _shortened(faults: list[Fault]) -> list[Fault]:
    left = len(faults) - MOST_OVERLAPS
    if left <= 0:
        return faults
    return [*faults[:MOST_OVERLAPS], Fault("fichier entier", "", f"{left} autres recouvrements.", Gravity.TOLD)]


def _fault(feature: Feature, sentence: str, gravity: Gravity) -> Fault:
    return Fault(feature.where, feature.code, typeset(sentence), gravity)


def _grouped(square: float) -> str:
    return f"{square:,.0f}".replace(",", "\u202f")
