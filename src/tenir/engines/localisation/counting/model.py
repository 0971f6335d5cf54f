"""What is asked of a file of people, and what comes back: counts only."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

import numpy as np
import numpy.typing as npt

from tenir.engines.localisation.index import Index
from tenir.engines.localisation.zones import Wide

# Line numbers told for each reason.
TOLD = 10


@dataclass(frozen=True)
class Columns:
    """Titles of the columns to read; every other one stays unread."""

    lon: str
    lat: str
    sex: str = ""
    age: str = ""
    # Metres that a row's own point may be off, beyond what is said of all.
    precision: str = ""

    @property
    def named(self) -> tuple[str, ...]:
        return tuple(name for name in (self.lon, self.lat, self.sex, self.age, self.precision) if name)


@dataclass(frozen=True)
class Bands:
    """Ages at which a new band begins: 16, 26, 65 makes under 16, 16 to 25, 26 to 64, 65 and over."""

    starts: tuple[int, ...] = (16, 26, 65)

    @property
    def titles(self) -> tuple[str, ...]:
        """One a band, then the age that is not said."""
        between = [f"{low}-{high - 1} ans" for low, high in itertools.pairwise(self.starts)]
        return (f"moins de {self.starts[0]} ans", *between, f"{self.starts[-1]} ans et plus", "âge non dit")

    def of(self, ages: npt.NDArray[np.float64]) -> Wide:
        """Number of the band of each age; the last one for what is no age of a person."""
        said = (ages >= 0) & (ages < 130)
        return np.where(said, np.searchsorted(self.starts, np.where(said, ages, 0), side="right"), len(self.titles) - 1)


@dataclass(frozen=True)
class Sex:
    """`words`: as files write it, in lower case."""

    title: str
    words: tuple[str, ...] = ()


SEXES = (
    Sex("femmes", ("f", "femme", "féminin", "feminin", "mme", "madame", "fille", "2")),
    Sex("hommes", ("m", "h", "homme", "masculin", "m.", "monsieur", "garçon", "garcon", "1")),
    Sex("sexe non dit"),
)


class Fault(Enum):
    """Why a row could not be counted, or counts as outside for a reason worth telling."""

    MALFORMED = "la ligne n'a pas autant de colonnes que les titres"
    REPEATED = "les titres sont répétés"
    EMPTY = "longitude ou latitude vide"
    NO_NUMBER = "longitude ou latitude qui n'est pas un nombre"
    NOWHERE = "longitude et latitude à zéro, ce qui veut dire « adresse non trouvée »"
    LAMBERT = "coordonnées en mètres (Lambert-93), non en degrés"
    SWAPPED = "longitude et latitude échangées"
    ABROAD = "point hors de France"
    NOT_FOUND = "adresse introuvable"
    DOUBTFUL = "adresse trouvée avec trop de doute"


# These count as outside; all others as unreadable.
READABLE = frozenset({Fault.ABROAD})
# Written in the place of coordinates by whoever looked for addresses.
WRITTEN = {fault.value: fault for fault in (Fault.NOT_FOUND, Fault.DOUBTFUL)}


@dataclass(frozen=True)
class Layer:
    """Zones to count by: `key` is their kind (`qpv`, `commune`)."""

    key: str
    index: Index


@dataclass
class Faults:
    """How many rows for each reason, and the first lines of each."""

    counts: dict[Fault, int] = field(default_factory=dict)
    lines: dict[Fault, list[int]] = field(default_factory=dict)

    def add(self, fault: Fault, lines: Wide) -> None:
        if len(lines):
            self.counts[fault] = self.counts.get(fault, 0) + len(lines)
            told = self.lines.setdefault(fault, [])
            told += lines[: TOLD - len(told)].tolist()

    @property
    def unreadable(self) -> int:
        return sum(many for fault, many in self.counts.items() if fault not in READABLE)


@dataclass(frozen=True)
class Counts:
    """People by what they have in common: one row of `keys` (zone in each layer, sex, band), `people` of them each.

    A zone is its number, or `outside(layer)`, or `cannot_say(layer)`. `notes` tell how the file had to be read.
    """

    layers: tuple[Layer, ...]
    bands: Bands
    columns: Columns
    keys: Wide
    people: Wide
    faults: Faults
    notes: tuple[str, ...] = ()

    def outside(self, layer: int) -> int:
        return len(self.layers[layer].index.codes)

    def cannot_say(self, layer: int) -> int:
        return len(self.layers[layer].index.codes) + 1

    @property
    def readable(self) -> int:
        """People who were placed, or could not be for want of precision."""
        return int(self.people.sum())

    @property
    def total(self) -> int:
        """All rows of the file."""
        return self.readable + self.faults.unreadable

    def by_zone(self, layer: int) -> dict[int, int]:
        """People of each zone that has some, outside and cannot say included, in the order of codes."""
        sums = np.bincount(self.keys[:, layer], weights=self.people, minlength=0).astype(np.int64)
        return {int(zone): int(sums[zone]) for zone in np.flatnonzero(sums)}

    def groups(self) -> Iterator[tuple[str, str, npt.NDArray[np.bool_]]]:
        """Sort, title and rows of `keys` of each group that the columns tell: `("sex", "femmes", …)`."""
        if self.columns.sex:
            for rank, sex in enumerate(SEXES):
                yield "sex", sex.title, self.keys[:, -2] == rank
        if self.columns.age:
            for rank, title in enumerate(self.bands.titles):
                yield "age", title, self.keys[:, -1] == rank
