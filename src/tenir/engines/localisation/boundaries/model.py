"""What a file of contours says, and what was wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from shapely.geometry.base import BaseGeometry

Properties = dict[str, Any]


class Gravity(StrEnum):
    """What became of a fault."""

    # Kept as published: somebody should know.
    TOLD = "told"
    # Put right as the sentence says.
    REPAIRED = "repaired"
    # Cannot be put right here: the file is not to be imported.
    REFUSED = "refused"


@dataclass(frozen=True)
class Fault:
    """One fault of one feature; `where` names it as a person finds it (« entité 12 »)."""

    where: str
    code: str
    sentence: str
    gravity: Gravity

    def __str__(self) -> str:
        return self.line

    @property
    def line(self) -> str:
        """The whole in one line."""
        named = f"{self.where} ({self.code})" if self.code else self.where
        return f"{named}\u202f: {self.sentence}"


@dataclass(frozen=True)
class Feature:
    """A place with its contour (polygons) or its point, in degrees, longitude first, WGS 84."""

    code: str
    name: str
    geometry: BaseGeometry
    properties: Properties
    where: str


class Raw(NamedTuple):
    """A feature as the file gives it: coordinates in the file's own projection; `problem` when they cannot be read."""

    properties: Properties
    geometry: BaseGeometry | None
    where: str
    problem: str = ""


@dataclass(frozen=True)
class Decoded:
    """Everything a format says: features, and the projection it declares (EPSG; None: nothing is declared)."""

    rows: list[Raw]
    declared: int | None = None


@dataclass
class Boundaries:
    """A file of contours. Import it only when `refused` is empty: nothing is ever left out in silence."""

    name: str
    sha256: str
    features: list[Feature] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    # Of the coordinates as written, in metres; None when they carry more digits than any survey.
    precision: float | None = None

    @property
    def refused(self) -> list[Fault]:
        """Faults that could not be put right."""
        return [fault for fault in self.faults if fault.gravity is Gravity.REFUSED]
