"""What is wrong with pairs of numbers that should be a longitude and a latitude in France."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tenir.engines.localisation.counting.model import Fault
from tenir.engines.localisation.zones import Floats

# Longitudes and latitudes of rectangles round the French territories, some kilometres wide: a point beyond is abroad.
FRANCE = (
    (-5.6, 9.9, 41.2, 51.3),  # metropolitan France
    (-63.3, -60.7, 14.2, 18.3),  # Antilles, Saint-Martin and Saint-Barthélemy
    (-54.8, -51.4, 2.0, 6.0),  # Guyane
    (55.1, 55.9, -21.5, -20.7),  # La Réunion
    (44.9, 45.4, -13.1, -12.5),  # Mayotte
    (-56.6, -56.0, 46.6, 47.3),  # Saint-Pierre-et-Miquelon
    (163.0, 169.0, -23.5, -17.5),  # Nouvelle-Calédonie
    (-155.0, -134.0, -28.5, -7.5),  # Polynésie française
    (-178.6, -175.9, -14.7, -12.9),  # Wallis-et-Futuna
)
# Lambert-93 (EPSG:2154) over metropolitan France.
LAMBERT = (0.0, 1_350_000.0, 6_000_000.0, 7_200_000.0)
Flags = npt.NDArray[np.bool_]


def faults(lon: Floats, lat: Floats) -> dict[Fault, Flags]:
    """For each reason, which points have it; none has two. Nothing is mended: whoever sent the file must know."""
    odd = np.flatnonzero(~_within(lon, lat, FRANCE[0]))
    x, y = lon[odd], lat[odd]
    left = ~_in_france(x, y)
    found: dict[Fault, Flags] = {}
    for fault, has in _reasons(x, y):
        flags = np.zeros(len(lon), dtype=bool)
        flags[odd[left & has]] = True
        found[fault] = flags
        left &= ~has
    return found


def _reasons(x: Floats, y: Floats) -> list[tuple[Fault, Flags]]:
    return [
        (Fault.NOWHERE, (x == 0) & (y == 0)),
        (Fault.LAMBERT, _within(x, y, LAMBERT) | _within(y, x, LAMBERT)),
        (Fault.SWAPPED, _in_france(y, x)),
        (Fault.ABROAD, np.ones(len(x), dtype=bool)),
    ]


def _in_france(lon: Floats, lat: Floats) -> Flags:
    found = np.zeros(len(lon), dtype=bool)
    for box in FRANCE:
        found |= _within(lon, lat, box)
    return found


def _within(lon: Floats, lat: Floats, box: tuple[float, float, float, float]) -> Flags:
    west, east, south, north = box
    return (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
