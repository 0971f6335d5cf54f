"""Metres of the French projections -> degrees. RGF93, RGAF09, RGFG95, RGR92 and RGM04 are WGS 84 to within decimetres
by the IGN's own tables, so that nothing but the projection itself is undone here.

Lambert-93: IGN, « Projection cartographique conique conforme de Lambert », algorithms ALG0002 and ALG0004. UTM:
Krüger's series as in Karney, « Transverse Mercator with an accuracy of a few nanometers » (2011), equation 36.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# GRS 80.
A = 6378137.0
F = 1 / 298.257222101
E2 = F * (2 - F)
E = E2**0.5

LAMBERT_93 = 2154
# Degrees, whatever the frame: WGS 84, RGF93, ETRS89, RGAF09, RGFG95, RGR92, RGM04.
DEGREES = frozenset({4326, 4171, 4258, 5489, 4624, 4627, 4470, 9777, 4979})


class Zone(NamedTuple):
    """A projection, its name, and the numbers (west, south, east, north) that only it gives in France."""

    epsg: int
    name: str
    numbers: tuple[float, float, float, float]
    to_degrees: Callable[[Floats], Floats]


def lambert_93(metres: Floats) -> Floats:
    """(n, 2) eastings and northings -> longitudes and latitudes."""
    # Parallels of 44° and 49°, origin 3° E 46.5° N, false origin 700,000 and 6,600,000.
    n, c, xs, ys = 0.7256077650532670, 11754255.426096, 700000.0, 12655612.049876
    x, y = metres[:, 0] - xs, ys - metres[:, 1]
    isometric = -np.log(np.hypot(x, y) / c) / n
    longitude = np.arctan2(x, y) / n + np.radians(3.0)
    return _degrees(longitude, _latitude(isometric))


def _degrees(longitude: Floats, latitude: Floats) -> Floats:
    degrees: Floats = np.degrees(np.column_stack([longitude, latitude]))
    return degrees


def _latitude(isometric: Floats) -> Floats:
    """Latitude of an isometric latitude, to far below a millimetre."""
    exponential = np.exp(isometric)
    latitude: Floats = 2 * np.arctan(exponential) - np.pi / 2
    for _ in range(6):
        sine = E * np.sin(latitude)
        latitude = 2 * np.arctan(((1 + sine) / (1 - sine)) ** (E / 2) * exponential) - np.pi / 2
    return latitude


def utm(number: int, *, south: bool) -> Callable[[Floats], Floats]:
    """The function of a UTM zone, as `lambert_93`."""
    meridian = np.radians(number * 6.0 - 183)
    third = F / (2 - F)
    radius = 0.9996 * A / (1 + third) * (1 + third**2 / 4 + third**4 / 64)
    beta = (
        third / 2 - 2 * third**2 / 3 + 37 * third**3 / 96 - third**4 / 360,
        third**2 / 48 + third**3 / 15 - 437 * third**4 / 1440,
        17 * third**3 / 480 - 37 * third**4 / 840,
        4397 * third**4 / 161280,
    )

    def to_degrees(metres: Floats) -> Floats:
        xi = (metres[:, 1] - (10_000_000.0 if south else 0.0)) / radius
        eta = (metres[:, 0] - 500_000.0) / radius
        xi_0, eta_0 = xi.copy(), eta.copy()
        for order, factor in enumerate(beta, 1):
            xi_0 -= factor * np.sin(2 * order * xi) * np.cosh(2 * order * eta)
            eta_0 -= factor * np.cos(2 * order * xi) * np.sinh(2 * order * eta)
        longitude = meridian + np.arctan2(np.sinh(eta_0), np.cos(xi_0))
        conformal = np.arcsin(np.sin(xi_0) / np.cosh(eta_0))
        return _degrees(longitude, _latitude(np.arctanh(np.sin(conformal))))

    return to_degrees


ZONES = {
    zone.epsg: zone
    for zone in (
        Zone(LAMBERT_93, "Lambert-93", (0, 6_000_000, 1_400_000, 7_200_000), lambert_93),
        Zone(5490, "UTM 20 nord (Antilles)", (400_000, 1_500_000, 900_000, 2_100_000), utm(20, south=False)),
        Zone(2972, "UTM 22 nord (Guyane)", (0, 200_000, 700_000, 700_000), utm(22, south=False)),
        Zone(2975, "UTM 40 sud (La Réunion)", (250_000, 7_600_000, 450_000, 7_750_000), utm(40, south=True)),
        Zone(4471, "UTM 38 sud (Mayotte)", (450_000, 8_500_000, 600_000, 8_650_000), utm(38, south=True)),
    )
}
# The same zones in WGS 84's own frame.
SAME_AS = {32620: 5490, 4559: 5490, 32622: 2972, 32740: 2975, 32738: 4471, 9794: 2154}


def recognised(bounds: Floats) -> Zone | None:
    """The projection whose numbers these bounds (west, south, east, north) can only be."""
    for zone in ZONES.values():
        west, south, east, north = zone.numbers
        if west <= bounds[0] and south <= bounds[1] and bounds[2] <= east and bounds[3] <= north:
            return zone
    return None


def equal_area(degrees: Floats) -> Floats:
    """Longitudes and latitudes -> metres on a plane where surfaces are those of the ellipsoid (authalic cylinder)."""
    sine = np.sin(np.radians(degrees[:, 1]))
    q = (1 - E2) * (sine / (1 - E2 * sine**2) + np.arctanh(E * sine) / E)
    return np.column_stack([A * np.radians(degrees[:, 0]), A * q / 2])
