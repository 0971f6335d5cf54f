"""An index as a folder: one `.npy` for each array, and `manifest.json`.

Arrays are mapped into memory, not copied: workers that load the same folder share its pages, and only those read cost
memory. The manifest says what the index was made of, and by which rule.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from tenir.engines.localisation.errors import BadZones
from tenir.engines.localisation.grid import Grid
from tenir.engines.localisation.index import Index
from tenir.engines.localisation.zones import RULE, Zones

# Of the shape of the folder; another one is made anew.
FORMAT = 1
MANIFEST = "manifest.json"
LISTS = ("first", "candidates", "otherwise")
OFFSETS = 3


@dataclass(frozen=True)
class Origin:
    """What an index was made of: SHA-256 of the boundary file, and its generation (`2024`)."""

    sha256: str = ""
    generation: str = ""


def save(index: Index, folder: Path, origin: Origin | None = None) -> None:
    """Write `folder` whole or not at all, in the place of an older one."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, array in _arrays(index).items():
            np.save(fresh / f"{name}.npy", array)
        text = json.dumps(_manifest(index, origin or Origin()), ensure_ascii=False)
        (fresh / MANIFEST).write_text(text, encoding="utf-8")
        _take_the_place(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def load(folder: Path) -> Index:
    """The index of a folder. Raises `BadZones` when it is not there, of another format or damaged."""
    manifest = _read(folder)
    try:
        tables = tuple(_mapped(folder, f"table{level}") for level in range(len(manifest["cuts"]) + 1))
        lists = {name: _mapped(folder, name) for name in LISTS}
        shape = {name: manifest[name] for name in ("west", "south", "width", "height")}
        grid = Grid(**shape, cuts=tuple(manifest["cuts"]), tables=tables, **lists)
        offsets = tuple(_mapped(folder, f"offsets{level}") for level in range(OFFSETS))
        points = _mapped(folder, "points")
        contours = shapely.from_ragged_array(shapely.GeometryType.MULTIPOLYGON, points, offsets)
    except (KeyError, TypeError, ValueError, OSError, EOFError) as error:
        raise _damaged(folder) from error
    return Index(Zones(tuple(manifest["codes"]), tuple(manifest["names"]), contours), grid)


def origin(folder: Path) -> Origin:
    """What the index of a folder was made of."""
    manifest = _read(folder)
    return Origin(str(manifest.get("sha256", "")), str(manifest.get("generation", "")))


def _arrays(index: Index) -> dict[str, Any]:
    _, points, offsets = shapely.to_ragged_array(_all_multiple(index))
    tables = {f"table{level}": table for level, table in enumerate(index.grid.tables)}
    lists = {name: getattr(index.grid, name) for name in LISTS}
    return tables | lists | {f"offsets{level}": one for level, one in enumerate(offsets)} | {"points": points}


def _all_multiple(index: Index) -> list[Any]:
    """One sort of contour, so that there is one shape of arrays."""
    return [shapely.multipolygons(shapely.get_parts(one)) for one in index.zones.geometries]


def _manifest(index: Index, origin: Origin) -> dict[str, Any]:
    grid = index.grid
    shape = {"west": grid.west, "south": grid.south, "width": grid.width, "height": grid.height, "cuts": grid.cuts}
    said = {"format": FORMAT, "rule": RULE, "sha256": origin.sha256, "generation": origin.generation}
    return said | shape | {"codes": index.codes, "names": index.names}


def _take_the_place(fresh: Path, folder: Path) -> None:
    """A folder cannot be renamed over another one: the older steps aside first, and is deleted after."""
    aside = fresh.with_name(f"{fresh.name}.old")
    if folder.exists():
        folder.replace(aside)
    fresh.replace(folder)
    shutil.rmtree(aside, ignore_errors=True)


def _read(folder: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _damaged(folder) from error
    if not isinstance(manifest, dict) or (manifest.get("format"), manifest.get("rule")) != (FORMAT, RULE):
        raise _damaged(folder)
    return manifest


def _mapped(folder: Path, name: str) -> Any:
    return np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False).view(np.ndarray)


def _damaged(folder: Path) -> BadZones:
    remedy = "Importez de nouveau les contours."
    return BadZones(
        "l'index de ces contours manque, est abîmé ou d'une autre version.", where=folder.name, remedy=remedy
    )
