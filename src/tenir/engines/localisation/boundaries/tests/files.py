"""Small invented files of contours, in each format."""

from __future__ import annotations

import io
import json
import sqlite3
import struct
import zipfile
from pathlib import Path
from typing import Any

import shapefile
import shapely
from shapely.geometry.base import BaseGeometry

# Near Dijon, and its neighbour to the east.
SQUARE = [[5.0, 47.3], [5.1, 47.3], [5.1, 47.4], [5.0, 47.4], [5.0, 47.3]]
NEXT = [[5.1, 47.3], [5.2, 47.3], [5.2, 47.4], [5.1, 47.4], [5.1, 47.3]]
BOW = [[5.0, 47.3], [5.1, 47.4], [5.1, 47.3], [5.0, 47.4], [5.0, 47.3]]
METRES = [[800_000, 6_700_000], [801_000, 6_700_000], [801_000, 6_701_000], [800_000, 6_700_000]]


def feature(ring: Any, code: str = "Q1", **told: Any) -> dict[str, Any]:
    """A feature of GeoJSON."""
    shape = {"type": "Polygon", "coordinates": [ring]} if ring is not None else None
    return {"type": "Feature", "properties": {"code": code, "nom": f"Lieu {code}", **told}, "geometry": shape}


def geojson(*features: Any, **told: Any) -> bytes:
    """A collection."""
    return json.dumps({"type": "FeatureCollection", "features": list(features), **told}).encode()


def topojson() -> bytes:
    """Two squares that share an arc; the second walks it backwards."""
    arcs = [[[1, 0], [0, 1]], [[1, 1], [-1, 0], [0, -1], [1, 0]], [[1, 0], [1, 0], [0, 1], [-1, 0]]]
    shapes = [
        {"type": "Polygon", "id": "A", "arcs": [[0, 1]], "properties": {"nom": "Ouest"}},
        {"type": "Polygon", "id": "B", "arcs": [[2, ~0]], "properties": {"nom": "Est"}},
    ]
    told = {"scale": [0.1, 0.1], "translate": [5.0, 47.3]}
    objects = {"lieux": {"type": "GeometryCollection", "geometries": shapes}}
    return json.dumps({"type": "Topology", "arcs": arcs, "transform": told, "objects": objects}).encode()


def geopackage(shape: BaseGeometry, epsg: int = 4326) -> bytes:
    """One table with one contour."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE gpkg_spatial_ref_sys (srs_id, organization, organization_coordsys_id)")
    base.execute("CREATE TABLE gpkg_geometry_columns (table_name, column_name, srs_id)")
    base.execute("CREATE TABLE quartiers (fid INTEGER PRIMARY KEY, geom BLOB, code TEXT, nom TEXT)")
    base.execute("INSERT INTO gpkg_spatial_ref_sys VALUES (?, 'EPSG', ?)", (epsg, epsg))
    base.execute("INSERT INTO gpkg_geometry_columns VALUES ('quartiers', 'geom', ?)", (epsg,))
    header = b"GP\x00\x03" + struct.pack("<i4d", epsg, 0, 0, 0, 0)
    base.execute("INSERT INTO quartiers VALUES (1, ?, 'Q1', 'Lieu')", (header + shapely.to_wkb(shape),))
    base.commit()
    return base.serialize()


def shapefile_at(folder: Path, ring: Any, *, prj: str = "", encoding: str = "utf-8") -> Path:
    """A Shapefile of one contour called « Été »."""
    path = folder / "lieux.shp"
    with shapefile.Writer(str(path), encoding=encoding) as writer:
        writer.field("code", "C")
        writer.field("nom", "C")
        writer.poly([ring])
        writer.record("Q1", "Été")
    if prj:
        path.with_suffix(".prj").write_text(prj)
    return path


def zipped(folder: Path) -> bytes:
    """Every file of a folder."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, f"dossier/{file.name}")
    return out.getvalue()
