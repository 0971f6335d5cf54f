"""What an import would write, known before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tenir.engines.localisation.boundaries import Fault, Gravity

Key = tuple[str, str]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Told:
    """What is said of a file besides what it holds."""

    # The first is that of places which are not known yet; codes are looked for among all of them.
    kinds: tuple[str, ...]
    generation: str
    source: str
    since: date | None = None
    until: date | None = None
    licence: str = "Licence Ouverte 2.0"
    # Metres; None: that of the last decimal of the file.
    precision: float | None = None
    # Regular expression of codes; empty: any.
    pattern: str = ""
    # Only places that are known; others are refused, or left out and told with `skip_unknown`.
    existing: bool = False
    skip_unknown: bool = False
    # The file holds every place of its kind: what it does not hold is not one.
    whole_country: bool = False
    population_label: str = ""
    # Kinds of places in whose contours these lie, to be computed; nothing is computed of what the file says itself.
    encloses: tuple[str, ...] = ()
    is_invented: bool = False

    @property
    def kind(self) -> str:
        """The sort of places, for the report and the journal."""
        return self.kinds[0]


@dataclass(frozen=True)
class Contour:
    """A line or a point, ready to be stored."""

    wkb: bytes
    box: Box
    # Square metres.
    surface: float
    repair: str = ""


@dataclass(frozen=True)
class PlaceFact:
    """A place that the file speaks of; `kind` is that of the known place, or of the one to create."""

    kind: str
    code: str
    name: str
    contour: Contour | None = None
    population: int | None = None


@dataclass(frozen=True)
class Link:
    """`whole` contains `share` (None: not known) of `part` from a day to a day."""

    part: Key
    whole: Key
    share: Decimal | None
    since: date | None = None
    until: date | None = None


@dataclass
class Prepared:
    """Everything that one transaction would write."""

    told: Told
    name: str
    sha256: str
    precision: float | None
    places: list[PlaceFact] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def refused(self) -> list[Fault]:
        """What forbids the import."""
        return self.of(Gravity.REFUSED)

    def of(self, gravity: Gravity) -> list[Fault]:
        """Faults of one gravity."""
        return [fault for fault in self.faults if fault.gravity is gravity]
