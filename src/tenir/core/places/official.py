"""The official places that ship with Tenir, read from `referentials/places/` (its README tells the columns)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tenir.core import referentials
from tenir.core.places.models import PlaceKind
from tenir.core.referentials import Row

Key = tuple[str, str]


@dataclass(frozen=True)
class OfficialName:
    """A name and the days on which it was borne, both included."""

    name: str
    since: date | None
    until: date | None


@dataclass(frozen=True)
class OfficialContainment:
    """The place that contains, which share (0 to 1), and the days, both included."""

    whole: Key
    share: Decimal | None
    since: date | None
    until: date | None


@dataclass
class OfficialPlace:
    """Everything the lists say of one place; `name` is today's."""

    kind: str
    code: str
    name: str
    source: str
    names: list[OfficialName] = field(default_factory=list)
    inside: list[OfficialContainment] = field(default_factory=list)

    def add_name(self, row: Row) -> None:
        """One line of `names.csv`."""
        self.names.append(OfficialName(row.text("name"), row.day("since"), row.day("until")))

    def add_containment(self, row: Row, whole: Key) -> None:
        """One line of `containments.csv`."""
        self.inside.append(OfficialContainment(whole, row.number("share"), row.day("since"), row.day("until")))


def read() -> list[OfficialPlace]:
    """All official places, those that contain before those that are contained.

    Raises `BadInput` with file, line and column when a list cannot be used.
    """
    places: dict[Key, OfficialPlace] = {}
    for row in referentials.read("places/places.csv", ("kind", "code", "name", "source")):
        kind, code = _kind(row, "kind"), row.text("code")
        places[kind, code] = OfficialPlace(kind, code, row.text("name"), row.text("source"))
    for row in referentials.read("places/names.csv", ("kind", "code", "name", "since", "until", "source")):
        places[_known(places, row, "kind", "code")].add_name(row)
    columns = ("part_kind", "part_code", "whole_kind", "whole_code", "share", "since", "until", "source")
    for row in referentials.read("places/containments.csv", columns):
        whole = _known(places, row, "whole_kind", "whole_code")
        places[_known(places, row, "part_kind", "part_code")].add_containment(row, whole)
    for place in places.values():
        place.names = place.names or [OfficialName(place.name, None, None)]
    return list(places.values())


def _kind(row: Row, column: str) -> str:
    kind = row.text(column)
    if kind not in PlaceKind.values:
        raise row.wrong(column, f"«\u202f{kind}\u202f» n'est pas une sorte de lieu.")
    return kind


def _known(places: dict[Key, OfficialPlace], row: Row, kind: str, code: str) -> Key:
    key = (_kind(row, kind), row.text(code))
    if key not in places:
        raise row.wrong(code, f"aucun lieu «\u202f{' '.join(key)}\u202f» dans places.csv.")
    return key
