"""Indexes of zones in the data folder, one folder a sort, generation and fingerprint of the contours; or of a file.

An index is made once, whoever asks first, under a lock; workers map the same files into memory and keep them.
"""

from __future__ import annotations

import fcntl
import functools
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import shapely
from django.conf import settings
from django.db.models import Q

from tenir.core.errors import BadInput
from tenir.engines.localisation import boundaries, storage
from tenir.engines.localisation.counting import Layer
from tenir.engines.localisation.errors import BadZones
from tenir.engines.localisation.index import Index
from tenir.engines.localisation.zones import of_features
from tenir.modules.localisation import editions
from tenir.modules.localisation.editions import Edition
from tenir.modules.territories.models import Boundary, BoundaryImport

# Smaller cells serve millions of points only: these are made in a second.
CUTS = (16, 4)
GENERATION = "2024"
# Indexes that a process keeps at hand: generations of neighbourhoods, and what else lies over them.
KEPT = 16
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")
# Sentences about a boundary file.
TOLD = 5


def current(kind: str, generation: str) -> Layer | None:
    """The contours of a sort and generation as they are now, None when none is installed; one query, or two."""
    found = next((one for one in editions.installed([kind]) if one.generation == generation), None)
    return of_edition(found) if found else None


def of_edition(edition: Edition) -> Layer:
    """The index of these contours, made now if nobody has: about a second for all priority neighbourhoods."""
    place = folder(edition.kind, edition.generation, edition.fingerprint)
    try:
        return _loaded(place, edition.kind)
    except BadZones:
        _make(edition, place)
    return _loaded(place, edition.kind)


def folder(kind: str, generation: str, fingerprint: str) -> Path:
    """Where the index of a sort of zone and a generation is kept."""
    return _home() / f"{_stem(kind, generation)}{fingerprint}"


def of_file(path: Path, key: str) -> tuple[Layer, list[str]]:
    """A layer of a boundary file, and what was wrong with it, a sentence each. Raises `BadInput`."""
    try:
        read = boundaries.read(path)
        _refuse(path, list(map(str, read.refused)))
        layer = Layer(key, Index.of(of_features(read.features), CUTS))
    except BadZones as refusal:
        raise BadInput(refusal.sentence, where=refusal.where or path.name, remedy=refusal.remedy) from refusal
    return layer, _first(list(map(str, read.faults)))


def _refuse(path: Path, faults: list[str]) -> None:
    if faults:
        raise BadInput("\n".join(["des contours ne peuvent pas servir.", *_first(faults)]), where=path.name)


def _first(sentences: list[str]) -> list[str]:
    """A file may have a fault a contour: the first ones, and how many more there are."""
    more = len(sentences) - TOLD
    return [*sentences[:TOLD], f"… et {more} autres remarques sur ces contours."] if more > 0 else sentences


def installed(kind: str, generation: str) -> Layer:
    """The latest index in the data folder, without asking the database. Raises `BadInput` when there is none."""
    kept = sorted(_kept(kind, generation), key=lambda one: one.stat().st_mtime)
    if not kept:
        raise BadInput(
            f"aucun contour «\u202f{kind}\u202f» de {generation} n'est installé.",
            remedy="Importez-les, puis lancez tenir jobs run\u202f; ou donnez un fichier de contours par --zones.",
        )
    try:
        return Layer(kind, storage.load(kept[-1]))
    except BadZones as refusal:
        raise BadInput(refusal.sentence, where=refusal.where, remedy=refusal.remedy) from refusal


@functools.lru_cache(maxsize=KEPT)
def _loaded(place: Path, kind: str) -> Layer:
    return Layer(kind, storage.load(place))


def _make(edition: Edition, place: Path) -> None:
    with _alone(place.parent):
        if _is_good(place):  # somebody else made it while this one waited
            return
        index = Index.of(of_features(_contours(edition)), CUTS)
        storage.save(index, place, storage.Origin(edition.fingerprint, edition.generation))
        # Whoever still reads an older one has it in memory.
        for old in _kept(edition.kind, edition.generation):
            if old != place:
                shutil.rmtree(old, ignore_errors=True)


def _is_good(place: Path) -> bool:
    try:
        storage.load(place)
    except BadZones:
        return False
    return True


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """One process or thread at a time; a killed one lets go."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class _Contour(NamedTuple):
    code: str
    name: str
    geometry: Any


def _contours(edition: Edition) -> list[_Contour]:
    rows = Boundary.objects.of_kind(edition.kind).filter(generation=edition.generation, surface__gt=0)
    columns = rows.order_by("place__code").values_list("place__code", "place__name", "wkb")
    return [_Contour(code, name, shapely.from_wkb(bytes(wkb))) for code, name, wkb in columns]


def _home() -> Path:
    return Path(settings.DATA_FOLDER) / "localisation"


def _stem(kind: str, generation: str) -> str:
    """« COG 2018 » is no name of a folder on every system; the fingerprint tells two apart that look alike."""
    return f"{kind}-{re.sub(r'[^0-9A-Za-z]+', '-', generation)}-"


def _kept(kind: str, generation: str) -> list[Path]:
    stem = _stem(kind, generation)
    found = _home().glob(f"{stem}*")
    return [one for one in found if _FINGERPRINT.fullmatch(one.name.removeprefix(stem)) and one.is_dir()]


def generations(kind: str) -> list[str]:
    """Generations of which the site has contours of a kind, the latest first."""
    return sorted((one.generation for one in editions.installed([kind])), reverse=True)


def origins(kinds: list[tuple[str, str]]) -> list[BoundaryImport]:
    """Imports that gave the contours of these kinds and generations, each source once."""
    asked = Q(pk__in=())
    for kind, generation in kinds:
        asked |= Q(kind=kind, generation=generation)
    found = {one.source: one for one in BoundaryImport.objects.filter(asked).order_by("pk")}
    return list(found.values())
