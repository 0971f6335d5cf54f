"""A file of contours -> places with valid contours in degrees, and everything that was wrong with it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from tenir.engines.documents.french import typeset
from tenir.engines.localisation.boundaries import checking, geojson, geopackage, limits, opening, shapefiles, topojson
from tenir.engines.localisation.boundaries.collecting import uncollected
from tenir.engines.localisation.boundaries.errors import UnreadableBoundaries
from tenir.engines.localisation.boundaries.model import Boundaries, Decoded, Fault, Feature, Gravity, Properties, Raw
from tenir.engines.localisation.boundaries.placing import Placed, place

# Columns that published files call codes and names, the surest first; compared without case.
CODES = (
    *("code_qp", "code_du_qu", "code_qpv", "codgeo_qp", "code_cv", "id_territoire"),
    *("insee_com", "insee_dep", "insee_reg", "siren_epci", "codgeo", "code", "id"),
)
NAMES = (
    *("lib_qp", "nom_qp", "nom_du_qua", "nom_qpv", "lib_cv", "lib_territoire"),
    *("lib_com", "lib_dep", "lib_reg", "lib_epci", "libgeo", "label", "nom", "name", "lib"),
)
# Metres of a degree of latitude.
_DEGREE = 111_132
_EMPTY = shapely.Point()


@dataclass(frozen=True)
class Columns:
    """Which column holds the code, which the name (empty: found by their usual names)."""

    code: str = ""
    name: str = ""
    # A code may come in several parts, joined into one place.
    merge: bool = False
    # Between the codes, and the names, of several places that share a row (« cite-002 ; cite-127 »).
    split: str = ""
    # A place may come without its point: it is known by its commune.
    shapeless: bool = False
    # Only rows of which each of these columns has one of these values.
    only: tuple[tuple[str, tuple[str, ...]], ...] = ()


def read(path: Path | str, columns: Columns | None = None) -> Boundaries:
    """The contours of a file, or of a Shapefile with its parts beside it. Raises `UnreadableBoundaries`."""
    path = Path(path)
    try:
        size = path.stat().st_size
        if size > limits.BYTES:
            raise UnreadableBoundaries("ce fichier est trop lourd.", where=path.name, remedy=limits.SMALLER)
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableBoundaries("ce fichier ne peut pas être lu.", where=path.name) from error
    if path.suffix.lower() == ".shp":
        parts = _beside(path)
        whole = b"".join(parts[ending] for ending in sorted(parts))
        return _read(path.name, whole, lambda: shapefiles.decode(parts), columns)
    return read_bytes(data, path.name, columns)


def read_bytes(data: bytes, name: str, columns: Columns | None = None) -> Boundaries:
    """The same of a file received."""
    return _read(name, data, lambda: decode(data), columns)


def listed(path: Path, columns: Columns) -> list[Properties]:
    """What the rows of a list say, nothing of them checked. Raises `UnreadableBoundaries`."""
    with uncollected():
        return [row.properties for row in _chosen(decode(path.read_bytes()), columns).rows]


def decode(data: bytes) -> Decoded:
    """Features as the format gives them."""
    opened = opening.open_bytes(data)
    if opened.format == "geopackage":
        return geopackage.decode(opened.content)
    if opened.format == "shapefile":
        return shapefiles.decode(opened.content)
    if isinstance(opened.content, list):
        return geojson.decode_list(opened.content)
    if opened.content.get("type") == "Topology":
        return topojson.decode(opened.content)
    return geojson.decode(opened.content)


def _beside(path: Path) -> dict[str, bytes]:
    """Parts of a Shapefile, whatever the case of their endings."""
    wanted = (".shp", ".dbf", ".prj", ".cpg")
    files = [file for file in path.parent.iterdir() if file.stem == path.stem and file.suffix.lower() in wanted]
    return {file.suffix.lower(): file.read_bytes() for file in sorted(files)}


def _read(name: str, data: bytes, decoded: Callable[[], Decoded], columns: Columns | None) -> Boundaries:
    columns = columns or Columns()
    try:
        with uncollected():
            rows = _chosen(decoded(), columns)
        placed = place(rows, shapeless=columns.shapeless)
    except UnreadableBoundaries as error:
        where = f"{name}, {error.where}" if error.where else name
        raise UnreadableBoundaries(error.sentence, where=where, remedy=error.remedy) from error
    except RecursionError as error:
        raise UnreadableBoundaries("ce fichier est imbriqué sans fin.", where=name) from error
    made = Boundaries(name, hashlib.sha256(data).hexdigest(), precision=precision_of(rows.rows))
    if not rows.rows:
        raise UnreadableBoundaries("ce fichier ne contient aucune entité.", where=name)
    _fill(made, rows.rows, placed, columns)
    return made


def _chosen(decoded: Decoded, columns: Columns) -> Decoded:
    if not columns.only:
        return decoded
    rows = [
        row for row in decoded.rows if all(str(row.properties.get(name)) in values for name, values in columns.only)
    ]
    return replace(decoded, rows=rows)


def _fill(made: Boundaries, rows: Sequence[Raw], placed: Placed, columns: Columns) -> None:
    code, name = _column(rows, columns.code, CODES, "code"), _column(rows, columns.name, NAMES, "nom")
    named = [_named(row, geometry, code, name) for row, geometry in zip(rows, placed.geometries, strict=True)]
    codes = {row.where: feature.code for row, feature in zip(rows, named, strict=True)}
    made.faults += [replace(fault, code=codes.get(fault.where, "")) for fault in placed.faults]
    refused = {fault.where for fault in made.refused}
    found = [part for one in named if one.where not in refused for part in _split(one, columns.split)]
    made.faults += [_no_code(feature) for feature in found if not feature.code]
    mended = checking.mend_all([feature for feature in found if feature.code])
    made.faults += [fault for _, fault in mended if fault]
    made.features, doubles = checking.merge_doubles([one for one, _ in mended if one], merge=columns.merge)
    made.faults += doubles + checking.overlaps(made.features)


def _named(row: Raw, geometry: BaseGeometry | None, code: str, name: str) -> Feature:
    told = _text(row.properties, code)
    return Feature(told, _text(row.properties, name) or told, geometry or _EMPTY, row.properties, row.where)


def _split(feature: Feature, mark: str) -> list[Feature]:
    """The places of a row, each with its own name where there are as many names as codes."""
    if not mark or mark not in feature.code:
        return [feature]
    codes = [code.strip() for code in feature.code.split(mark)]
    names = [name.strip() for name in feature.name.split(mark)]
    names = names if len(names) == len(codes) else [feature.name] * len(codes)
    return [replace(feature, code=code, name=name) for code, name in zip(codes, names, strict=True)]


def _no_code(feature: Feature) -> Fault:
    return Fault(feature.where, "", typeset("n'a pas de code."), Gravity.REFUSED)


def _column(rows: Sequence[Raw], asked: str, usual: tuple[str, ...], what: str) -> str:
    """The column asked for, or the first of the usual ones that the file has."""
    present = {name.lower(): name for row in rows for name in row.properties}
    if asked:
        if asked.lower() not in present:
            names = ", ".join(sorted(present.values())[:20])
            raise UnreadableBoundaries(
                f"aucune colonne « {asked} » ({names}).", remedy=f"Dites laquelle est le {what}."
            )
        return present[asked.lower()]
    return next((present[name] for name in usual if name in present), "")


def _text(properties: Properties, column: str) -> str:
    value = properties.get(column)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split()) if value is not None else ""


def precision_of(rows: Sequence[Raw]) -> float | None:
    """Metres that the last decimal of the coordinates is worth; None from the seventh (a centimetre) on."""
    present = [row.geometry for row in rows if row.geometry is not None]
    if not present:
        return None
    numbers = shapely.get_coordinates(np.array(present[:200], dtype=object))[:20_000]
    numbers = numbers[np.isfinite(numbers).all(axis=1)]
    if not len(numbers) or np.abs(numbers).max() > 180:
        return None
    for decimals in range(7):
        if np.abs(numbers - numbers.round(decimals)).max() < 1e-9:
            return float(round(_DEGREE / 10**decimals, 1))
    return None
