"""Contours of places as they are published -> valid polygons in WGS 84, with every fault told feature by feature.

    boundaries = read(path)
    if not boundaries.refused:
        for feature in boundaries.features:
            feature.code, feature.name, feature.geometry

GeoJSON, TopoJSON, GeoPackage, Shapefile; gzip or ZIP around them; degrees, Lambert-93, UTM of the overseas
départements. What is put right is stated (`Gravity.REPAIRED`), what cannot be is refused, nothing is left out.
"""

from tenir.engines.localisation.boundaries.collecting import uncollected
from tenir.engines.localisation.boundaries.errors import UnreadableBoundaries
from tenir.engines.localisation.boundaries.model import Boundaries, Fault, Feature, Gravity
from tenir.engines.localisation.boundaries.reading import Columns, listed, read, read_bytes

__all__ = [
    "Boundaries",
    "Columns",
    "Fault",
    "Feature",
    "Gravity",
    "UnreadableBoundaries",
    "listed",
    "read",
    "read_bytes",
    "uncollected",
]
