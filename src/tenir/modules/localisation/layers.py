"""The zones to count by: from a boundary file, or from indexes that an import of boundaries left in the data folder."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from tenir.core.errors import BadInput
from tenir.engines.localisation import boundaries, storage
from tenir.engines.localisation.counting import Layer
from tenir.engines.localisation.errors import BadZones
from tenir.engines.localisation.index import Index
from tenir.engines.localisation.zones import of_features

# Smaller cells serve millions of points only: these are made in a second.
CUTS = (16, 4)
GENERATION = "2024"


def folder(kind: str, generation: str) -> Path:
    """Where the index of a kind of zone and a generation is kept."""
    return Path(settings.DATA_FOLDER) / "localisation" / f"{kind}-{generation}"


def of_file(path: Path, key: str) -> tuple[Layer, list[str]]:
    """A layer of a boundary file, and what is wrong with the file, a sentence a fault. Raises `BadInput`."""
    try:
        read = boundaries.read(path)
        return Layer(key, Index.of(of_features(read.features), CUTS)), [str(fault) for fault in read.faults]
    except BadZones as refusal:
        raise BadInput(refusal.sentence, where=refusal.where or path.name, remedy=refusal.remedy) from refusal


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
