"""The zones to count by: from a boundary file, or from indexes that an import of boundaries left in the data folder."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from django.conf import settings
from django.db.models import Count, Max, Q

from tenir.core.errors import BadInput
from tenir.engines.localisation import boundaries, storage
from tenir.engines.localisation.counting import Layer
from tenir.engines.localisation.errors import BadZones
from tenir.engines.localisation.index import Index
from tenir.engines.localisation.zones import of_features
from tenir.modules.territories.models import Boundary, BoundaryImport

# Smaller cells serve millions of points only: these are made in a second.
CUTS = (16, 4)
GENERATION = "2024"
_made: dict[tuple[str, str], tuple[Any, Layer]] = {}
_making = threading.Lock()
# Sentences about a boundary file.
TOLD = 5


def folder(kind: str, generation: str) -> Path:
    """Where the index of a kind of zone and a generation is kept."""
    return Path(settings.DATA_FOLDER) / "localisation" / f"{kind}-{generation}"


def of_file(path: Path, key: str) -> tuple[Layer, list[str]]:
    """A layer of a boundary file, and what was wrong with it, a sentence each. Raises `BadInput`."""
    try:
        read = boundaries.read(path)
        _refuse(path, list(map(str, read.refused)))
        layer = Layer(key, Index.of(of_features(read.features), CUTS))
    except (BadZones, boundaries.UnreadableBoundaries) as refusal:
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
    """A layer kept in the data folder. Raises `BadInput` when it is not there."""
    place = folder(kind, generation)
    if not place.is_dir():
        raise BadInput(
            f"aucun contour «\u202f{kind}\u202f» de {generation} n'est installé.",
            remedy="Importez-les, ou donnez un fichier de contours par --zones.",
        )
    try:
        return Layer(kind, storage.load(place))
    except BadZones as refusal:
        raise BadInput(refusal.sentence, where=refusal.where, remedy=refusal.remedy) from refusal


@dataclass(frozen=True)
class _Contour:
    code: str
    name: str
    geometry: Any


def generations(kind: str) -> list[str]:
    """Generations of which the site has contours of a kind, the latest first."""
    found = _contours(kind).values_list("generation", flat=True).order_by("-generation").distinct()
    return list(found)


def current(kind: str, generation: str) -> Layer | None:
    """A layer of the contours that the site holds; None when it has none. Made once a process and an import."""
    contours = _contours(kind).filter(generation=generation)
    state = tuple(contours.order_by().aggregate(Max("origin_id"), Count("pk")).values())
    with _making:
        known = _made.get((kind, generation))
        if known is None or known[0] != state:
            rows = contours.order_by().values_list("place__code", "place__name", "wkb")
            features = [_Contour(code, name, shapely.from_wkb(bytes(wkb))) for code, name, wkb in rows]
            if not features:
                return None
            known = state, Layer(kind, Index.of(of_features(features), CUTS))
            _made[kind, generation] = known
    return known[1]


def origins(kinds: list[tuple[str, str]]) -> list[BoundaryImport]:
    """Imports that gave the contours of these kinds and generations, each source once."""
    asked = Q(pk__in=())
    for kind, generation in kinds:
        asked |= Q(kind=kind, generation=generation)
    found = {one.source: one for one in BoundaryImport.objects.filter(asked).order_by("pk")}
    return list(found.values())


def _contours(kind: str) -> Any:
    return Boundary.objects.of_kind(kind).filter(surface__gt=0)
