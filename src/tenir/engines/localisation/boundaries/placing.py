"""From the file's numbers to degrees in France: which projection, which way round; every repair is stated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from tenir.engines.documents.french import typeset
from tenir.engines.localisation.boundaries import projections
from tenir.engines.localisation.boundaries.errors import UnreadableBoundaries
from tenir.engines.localisation.boundaries.model import Decoded, Fault, Gravity, Raw
from tenir.engines.localisation.boundaries.projections import DEGREES, SAME_AS, ZONES, Floats, Zone

# West, south, east, north, a little wider than each land; nothing of France lies in another's mirror image.
FRANCE = np.array(
    [
        (-5.5, 41.0, 10.0, 51.5),  # hexagone, Corse
        (-63.5, 14.0, -60.5, 18.5),  # Antilles, Saint-Martin, Saint-Barthélemy
        (-55.0, 2.0, -51.0, 6.2),  # Guyane
        (55.0, -21.6, 56.0, -20.6),  # La Réunion
        (44.8, -13.2, 45.5, -12.4),  # Mayotte
        (-56.8, 46.5, -55.9, 47.4),  # Saint-Pierre-et-Miquelon
        (-155.0, -28.5, -134.0, -7.0),  # Polynésie
        (-178.6, -14.8, -175.8, -12.8),  # Wallis-et-Futuna
        (157.5, -23.2, 172.5, -17.5),  # Nouvelle-Calédonie
    ]
)
WHOLE = "fichier entier"


@dataclass
class Placed:
    """Geometries in degrees, by row of the file (None: none, or refused), with what was told on the way."""

    geometries: list[BaseGeometry | None]
    faults: list[Fault] = field(default_factory=list)

    def tell(self, where: str, sentence: str, gravity: Gravity) -> None:
        """Add a fault; codes are put in once they are known."""
        self.faults.append(Fault(where, "", typeset(sentence), gravity))


def place(decoded: Decoded, *, shapeless: bool = False) -> Placed:
    """Every geometry in degrees; `shapeless`: a row without one is told, not refused.

    Raises `UnreadableBoundaries` when the projection is not one of those known.
    """
    placed = Placed([row.geometry for row in decoded.rows])
    _drop_unreadable(decoded.rows, placed, shapeless)
    zone = _zone(decoded, placed)
    if zone is not None:
        placed.geometries = [one and shapely.transform(one, zone.to_degrees) for one in placed.geometries]
    _put_round(decoded.rows, placed)
    return placed


def _drop_unreadable(rows: Sequence[Raw], placed: Placed, shapeless: bool) -> None:
    finite = _finite(placed.geometries)
    for index, (row, geometry) in enumerate(zip(rows, placed.geometries, strict=True)):
        sentence = row.problem or _trouble(geometry, is_finite=finite[index])
        if sentence:
            placed.geometries[index] = None
            is_empty = not row.problem and (geometry is None or geometry.is_empty)
            placed.tell(row.where, sentence, Gravity.TOLD if shapeless and is_empty else Gravity.REFUSED)


def _finite(geometries: Sequence[BaseGeometry | None]) -> list[bool]:
    """Whether all coordinates of each are numbers."""
    numbers, owners = shapely.get_coordinates(np.array(geometries, dtype=object), return_index=True)
    bad = set(owners[~np.isfinite(numbers).all(axis=1)].tolist())
    return [index not in bad for index in range(len(geometries))]


def _trouble(geometry: BaseGeometry | None, *, is_finite: bool) -> str:
    if geometry is None or geometry.is_empty:
        return "n'a pas de tracé."
    if geometry.geom_type not in ("Point", "MultiPoint", "Polygon", "MultiPolygon"):
        return f"« {geometry.geom_type} » n'est ni une surface ni un point."
    if not is_finite:
        return "a une coordonnée qui n'est pas un nombre."
    return ""


def _zone(decoded: Decoded, placed: Placed) -> Zone | None:
    """The projection to undo; None for degrees."""
    present = [one for one in placed.geometries if one is not None]
    if not present:
        return None
    bounds = shapely.total_bounds(np.array(present))
    in_degrees = bool(np.abs(bounds).max() <= 180)
    declared = SAME_AS.get(decoded.declared or 0, decoded.declared)
    told = ZONES.get(declared or 0)
    if told and not in_degrees:
        return told
    if in_degrees:
        if told:
            placed.tell(WHOLE, f"dit être en {told.name}, mais porte des degrés : lu en degrés.", Gravity.REPAIRED)
        return None
    guessed = projections.recognised(bounds)
    if guessed is None or (declared and declared not in DEGREES):
        raise _unknown(decoded.declared)
    how = "dit être en degrés" if declared in DEGREES else "ne dit pas sa projection"
    placed.tell(WHOLE, f"{how}, mais porte des nombres de {guessed.name} : lu ainsi.", Gravity.REPAIRED)
    return guessed


def _unknown(declared: int | None) -> UnreadableBoundaries:
    named = f" (EPSG {declared})" if declared else ""
    known = ", ".join(zone.name for zone in ZONES.values())
    return UnreadableBoundaries(
        f"la projection de ce fichier{named} n'est pas connue.",
        remedy=f"Enregistrez-le en degrés (WGS 84), ou en {known}.",
    )


def _put_round(rows: Sequence[Raw], placed: Placed) -> None:
    """Latitude before longitude is put right, feature by feature; what lies nowhere in France is refused."""
    boxes = shapely.bounds(np.array(placed.geometries, dtype=object))
    astray = ~_all_in_france(boxes)
    for index in np.flatnonzero(astray).tolist():
        row, geometry = rows[index], placed.geometries[index]
        if geometry is None:
            continue
        west, south, east, north = geometry.bounds
        if in_france(np.array([south, west, north, east])):
            placed.geometries[index] = shapely.transform(geometry, lambda read: read[:, ::-1])
            placed.tell(row.where, "latitude et longitude étaient inversées : remises à l'endroit.", Gravity.REPAIRED)
        else:
            placed.geometries[index] = None
            sentence = f"ses coordonnées ({west:.3f}, {south:.3f}) ne sont pas en France. Vérifiez sa projection."
            placed.tell(row.where, sentence, Gravity.REFUSED)


def in_france(bounds: Floats) -> bool:
    """Whether a box lies wholly in one of the lands (a région overseas and the hexagone are never in one contour)."""
    return bool(_all_in_france(bounds[None])[0])


def _all_in_france(boxes: Floats) -> NDArray[np.bool_]:
    """The same of many (n, 4); False for none."""
    lows, highs = boxes[:, None, :2], boxes[:, None, 2:]
    inside = ((FRANCE[:, :2] <= lows) & (highs <= FRANCE[:, 2:])).all(axis=2)
    found: NDArray[np.bool_] = np.logical_or.reduce(inside, axis=1)
    return found
