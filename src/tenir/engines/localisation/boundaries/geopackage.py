"""GeoPackage: a table of an SQLite file, geometries as WKB behind a small header (OGC 12-128, clause 2.1.3)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import shapely
from shapely.geometry.base import BaseGeometry

from tenir.engines.localisation.boundaries import limits
from tenir.engines.localisation.boundaries.errors import UnreadableBoundaries
from tenir.engines.localisation.boundaries.limits import Budget
from tenir.engines.localisation.boundaries.model import Decoded, Raw

_ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
# Steps of SQLite's machine; the real files need a hundredth.
_STEPS, _TURNS = 1_000_000, 1_000


def decode(data: bytes) -> Decoded:
    """Features of the only table of contours. Raises `UnreadableBoundaries`; the file is read in memory, never run."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(data)
        connection.execute("PRAGMA trusted_schema = OFF")
        _stop_after_a_while(connection)
        table, column, srs = _layer(connection)
        return Decoded(limits.few_enough(_rows(connection, table, column)), _epsg(connection, srs))
    except sqlite3.Error as error:
        raise UnreadableBoundaries("ce GeoPackage ne se lit pas.", remedy="Téléchargez-le de nouveau.") from error
    finally:
        connection.close()


def _stop_after_a_while(connection: sqlite3.Connection) -> None:
    """A view may count for ever."""
    turns = iter(range(_TURNS))
    connection.set_progress_handler(lambda: next(turns, None) is None, _STEPS)


def _layer(connection: sqlite3.Connection) -> tuple[str, str, int]:
    found = connection.execute(
        "SELECT g.table_name, g.column_name, g.srs_id FROM gpkg_geometry_columns g JOIN sqlite_master m"
        " ON m.name = g.table_name AND m.type = 'table' ORDER BY g.table_name"
    ).fetchall()
    if len(found) != 1:
        names = ", ".join(str(name) for name, _, _ in found) or "aucune"
        raise UnreadableBoundaries(f"il faut une seule couche de contours ({names}).", remedy="N'en gardez qu'une.")
    table, column, srs = found[0]
    return str(table), str(column), int(srs)


def _epsg(connection: sqlite3.Connection, srs: int) -> int:
    found = connection.execute(
        "SELECT organization_coordsys_id FROM gpkg_spatial_ref_sys WHERE srs_id = ? AND upper(organization) = 'EPSG'",
        (srs,),
    ).fetchone()
    return int(found[0]) if found else 0


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _rows(connection: sqlite3.Connection, table: str, column: str) -> Iterator[Raw]:
    budget = Budget()
    cursor = connection.execute(f"SELECT * FROM {_quoted(table)}")  # noqa: S608  (the name is quoted)
    names = [told[0] for told in cursor.description]
    for number, cells in enumerate(cursor, 1):
        told = dict(zip(names, cells, strict=True))
        blob = told.pop(column, None)
        told = {name: value for name, value in told.items() if not isinstance(value, bytes)}
        yield _row(told, blob, f"entité {number}", budget)


def _row(told: dict[str, object], blob: object, where: str, budget: Budget) -> Raw:
    if blob is None:
        return Raw(told, None, where)
    try:
        geometry = geometry_of(blob if isinstance(blob, bytes) else b"")
    except (ValueError, shapely.errors.GEOSException):
        return Raw(told, None, where, "sa géométrie ne se lit pas.")
    budget.spend(int(shapely.get_num_coordinates(geometry)))
    return Raw(told, geometry, where)


def geometry_of(blob: bytes) -> BaseGeometry:
    """WKB behind `GP`, version, flags, number of the projection and envelope; heights are left out."""
    if blob[:2] != b"GP" or len(blob) < 8:
        raise ValueError("no GeoPackage header")
    envelope = _ENVELOPES.get(blob[3] >> 1 & 7)
    if envelope is None:
        raise ValueError("unknown envelope")
    return shapely.force_2d(shapely.from_wkb(blob[8 + envelope :]))
