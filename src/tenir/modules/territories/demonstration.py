"""The invented contours of the invented town, from `demonstration/contours.geojson`: each says that it is invented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import resources

from tenir.core.actions import System
from tenir.core.places.models import PlaceKind
from tenir.core.referentials import INVENTED
from tenir.engines.localisation.boundaries import Boundaries, Columns, Feature, read_bytes
from tenir.modules.territories import actions, crosswalks
from tenir.modules.territories.importing import preparing, saying
from tenir.modules.territories.importing.catalogue import Known

BY = System("demo")
FILE = "contours.geojson"
SOURCE = "Inventé pour la démonstration"


def load(say: Callable[[str], None]) -> None:
    """A file a sort and generation, then what became of the quarter of 2015; safe to run twice."""
    read = read_bytes(resources.files("tenir").joinpath(INVENTED, FILE).read_bytes(), FILE, Columns(code="code"))
    groups: dict[tuple[str, str], list[Feature]] = {}
    for feature in read.features:
        told = feature.properties
        groups.setdefault((told["kind"], told["generation"]), []).append(feature)
    for (kind, generation), features in groups.items():
        part = Boundaries(FILE, read.sha256, features, [], read.precision)
        actions.import_boundaries(by=BY, prepared=preparing.prepare(part, _known(kind, generation, features[0])))
    _link()
    say(f"{len(read.features)} contours inventés.")


def _known(kind: str, generation: str, first: Feature) -> Known:
    days = {name: first.properties.get(name, "") for name in ("since", "until")}
    known = saying.known(FILE, kind=kind, generation=generation, source=SOURCE, **days)
    return replace(known, told=replace(known.told, pattern="", is_invented=True))


def _link() -> None:
    for source, target in crosswalks.pairs(PlaceKind.QPV):
        rows = crosswalks.compute(PlaceKind.QPV, source, target)
        actions.link_generations(by=BY, kind=PlaceKind.QPV, source=source, target=target, rows=rows)
