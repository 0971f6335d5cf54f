"""Which format a file is, whatever its name, gzip or ZIP around it or not; nothing is unpacked beyond the limits."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from pathlib import PurePath
from typing import Any, NamedTuple

from tenir.engines.localisation.boundaries import limits
from tenir.engines.localisation.boundaries.errors import UnreadableBoundaries

FORMATS = "GeoJSON, TopoJSON, GeoPackage, ou Shapefile en ZIP"
_TOO_LARGE = "le fichier se déploierait au-delà de ce qui est permis."
_SHAPEFILE = (".shp", ".dbf", ".shx", ".prj", ".cpg")
Parts = dict[str, bytes]


class Opened(NamedTuple):
    """One of `json` (parsed), `geopackage` (bytes) and `shapefile` (parts by ending)."""

    format: str
    content: Any


def open_bytes(data: bytes) -> Opened:
    """Raises `UnreadableBoundaries` for anything that is no format of contours."""
    if len(data) > limits.BYTES:
        raise UnreadableBoundaries(_TOO_LARGE, remedy=limits.SMALLER)
    if data.startswith(b"\x1f\x8b"):
        data = gunzip(data)
    if data.startswith(b"PK\x03\x04"):
        return _of_archive(data)
    if data.startswith(b"SQLite format 3\x00"):
        return Opened("geopackage", data)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return Opened("json", _json(data))
    raise UnreadableBoundaries("ce n'est pas un fichier de contours.", remedy=f"Donnez-le en {FORMATS}.")


def gunzip(data: bytes) -> bytes:
    """Unpacked, a limit at a time: the size written in the file is not believed."""
    engine = zlib.decompressobj(wbits=31)
    try:
        unpacked = engine.decompress(data, limits.BYTES + 1)
    except zlib.error as error:
        raise UnreadableBoundaries("le fichier gzip est abîmé.", remedy="Téléchargez-le de nouveau.") from error
    if len(unpacked) > limits.BYTES:
        raise UnreadableBoundaries(_TOO_LARGE, remedy=limits.SMALLER)
    if not engine.eof:
        raise UnreadableBoundaries("le fichier gzip est coupé.", remedy="Téléchargez-le de nouveau.")
    return unpacked


def _of_archive(data: bytes) -> Opened:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _unpacked(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError) as error:
        raise UnreadableBoundaries("l'archive est abîmée ou protégée.", remedy="Téléchargez-la de nouveau.") from error


def _unpacked(archive: zipfile.ZipFile) -> Opened:
    parts = [part for part in archive.infolist() if not part.is_dir() and not part.filename.startswith("__MACOSX")]
    if len(parts) > limits.PARTS or sum(part.file_size for part in parts) > limits.BYTES:
        raise UnreadableBoundaries(_TOO_LARGE, remedy=limits.SMALLER)
    shapes = [part for part in parts if _ending(part) == ".shp"]
    others = [part for part in parts if _ending(part) in (".geojson", ".json", ".topojson", ".gpkg")]
    if len(shapes) + len(others) != 1:
        names = ", ".join(part.filename for part in [*shapes, *others]) or "aucun"
        raise UnreadableBoundaries(f"l'archive doit contenir un seul fichier de contours ({names}).")
    if others:
        return open_bytes(_read(archive, others[0]))
    stem = shapes[0].filename[:-4]
    beside = [part for part in parts if part.filename[:-4] == stem and _ending(part) in _SHAPEFILE]
    return Opened("shapefile", {_ending(part): _read(archive, part) for part in beside})


def _read(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    with archive.open(part) as file:
        data = file.read(limits.BYTES + 1)
    if len(data) > limits.BYTES:
        raise UnreadableBoundaries(_TOO_LARGE, remedy=limits.SMALLER)
    return data


def _ending(part: zipfile.ZipInfo) -> str:
    return PurePath(part.filename).suffix.lower()


def _json(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnreadableBoundaries("le fichier n'est pas en UTF-8.", remedy="Enregistrez-le en UTF-8.") from error
    except RecursionError as error:
        raise UnreadableBoundaries("le fichier est imbriqué sans fin.", remedy=limits.SMALLER) from error
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise UnreadableBoundaries(
            "ce n'est pas du JSON complet.", where=f"ligne {line}", remedy="Téléchargez-le de nouveau."
        ) from error
