"""Shapefile: .shp and .dbf, with .prj (projection) and .cpg (encoding) where they are there."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import shapefile

from tenir.engines.localisation.boundaries import limits
from tenir.engines.localisation.boundaries.errors import UnreadableBoundaries
from tenir.engines.localisation.boundaries.limits import Budget
from tenir.engines.localisation.boundaries.model import Decoded, Raw
from tenir.engines.localisation.boundaries.shapes import BadShape, shape_of

# Without a .cpg, what is no UTF-8 was written on Windows.
_ENCODINGS = ("utf-8", "cp1252")
# Each byte is a letter: texts are read so first, and then as what they are.
_LOSSLESS = "latin-1"


def decode(parts: dict[str, bytes]) -> Decoded:
    """Features of a Shapefile, by its parts (`.shp`, `.dbf` …). Raises `UnreadableBoundaries`."""
    if ".dbf" not in parts:
        raise UnreadableBoundaries("le fichier .dbf manque.", remedy="Mettez-le à côté du .shp, ou dans le même ZIP.")
    try:
        rows = limits.few_enough(_rows(parts))
    except UnreadableBoundaries:
        raise
    # The library's own errors are of many kinds; each means the same to whoever gave the file.
    except Exception as error:
        raise UnreadableBoundaries("ce Shapefile ne se lit pas.", remedy="Téléchargez-le de nouveau.") from error
    encoding = _encoding(rows, parts.get(".cpg", b"").decode("ascii", "ignore").strip())
    return Decoded([row._replace(properties=_as(row, encoding)) for row in rows], declared_by(parts.get(".prj", b"")))


def _encoding(rows: list[Raw], told: str) -> str:
    """The first in which every text can be read; told by the .cpg, else one of the two usual ones."""
    for encoding in (told, *_ENCODINGS) if told else _ENCODINGS:
        try:
            for row in rows:
                _as(row, encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        return encoding
    return _LOSSLESS


def _as(row: Raw, encoding: str) -> dict[str, Any]:
    cells = row.properties.items()
    return {name: cell.encode(_LOSSLESS).decode(encoding) if isinstance(cell, str) else cell for name, cell in cells}


def declared_by(prj: bytes) -> int | None:
    """EPSG of a .prj by the names that the projections bear in it; 0 for one that is not known."""
    text = prj.decode("utf-8", "ignore").strip().upper().replace("_", " ").replace("-", " ")
    if not text:
        return None
    if text.startswith("GEOGCS"):
        return 4326
    if "LAMBERT 93" in text or "LAMB93" in text:
        return 2154
    found = re.search(r"UTM (?:ZONE )?(\d\d)\s?([NS])", text)
    return {"20N": 5490, "22N": 2972, "40S": 2975, "38S": 4471}.get(found[1] + found[2], 0) if found else 0


def _rows(parts: dict[str, bytes]) -> Iterator[Raw]:
    given: dict[str, Any] = {ending[1:]: io.BytesIO(parts[ending]) for ending in (".shp", ".dbf")}
    budget = Budget()
    with shapefile.Reader(**given, encoding=_LOSSLESS) as reader:
        for number, record in enumerate(reader.iterShapeRecords(), 1):
            yield _row(record.record.as_dict(), record.shape, f"entité {number}", budget)


def _row(told: dict[str, Any], shape: Any, where: str, budget: Budget) -> Raw:
    if shape.shapeType == shapefile.NULL:
        return Raw(told, None, where)
    geometry = shape.__geo_interface__
    try:
        return Raw(told, shape_of(geometry["type"], geometry["coordinates"], budget), where)
    except BadShape as error:
        return Raw(told, None, where, str(error))
