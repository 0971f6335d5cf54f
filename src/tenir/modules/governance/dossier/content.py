"""What the file of a meeting holds: plain data, gathered by `gathering.of`, that no format knows of.

Words are as people read them, days are dates, what is not known is None: `layout` says « non renseigné ».
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from tenir.core.web.tilemap import TileMap


@dataclass(frozen=True)
class Point:
    """A point of the agenda and why it stands there."""

    title: str
    why: str = ""


@dataclass(frozen=True)
class Stake:
    """Where the promises under one stake (enjeu) of a text stand; `counts` by level as people count them."""

    title: str
    sentence: str
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Waiting:
    """A promise that is late or silent (muet), or both."""

    number: str
    title: str
    holders: tuple[str, ...]
    due: str
    news: str
    late: bool
    silent: bool


@dataclass(frozen=True)
class Debated:
    """A progress report that is contested: what was declared, and what is said against it."""

    promise: str
    level: str
    on: date
    by: str
    sentence: str
    steps: tuple[str, ...]
    is_invented: bool = False


@dataclass(frozen=True)
class Shade:
    """One class of a map in words: its sign, what it counts, the territories that have it, each with its figure."""

    sign: str
    figure: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Ground:
    """Where a text is followed: a map with its classes, or its places one by one and what a map would lack.

    `sentence` says it without either.
    """

    sentence: str
    map: TileMap | None = None
    shades: tuple[Shade, ...] = ()
    places: tuple[Stake, ...] = ()
    places_left_out: int = 0
    missing: str = ""
    is_invented: bool = False


@dataclass(frozen=True)
class Text:
    """A text that the body follows, on the day of the file."""

    title: str
    sentence: str
    silence: str
    counts: Mapping[str, int]
    stakes: tuple[Stake, ...]
    waiting: tuple[Waiting, ...]
    late: int
    silent: int
    # How many are late or silent, those told and those that are not.
    waiting_in_all: int
    debated: tuple[Debated, ...]
    # Reports that wait for somebody to verify them.
    to_verify: int
    source: str
    is_invented: bool = False
    ground: Ground | None = None

    @property
    def left_out(self) -> int:
        """How many late or silent promises are told by their number alone."""
        return self.waiting_in_all - len(self.waiting)


@dataclass(frozen=True)
class Decided:
    """A decision of an earlier meeting and what became of it."""

    text: str
    taken: date
    holder: str
    due: date | None
    state: str
    last: str
    late: bool
    is_invented: bool = False


@dataclass(frozen=True)
class Figure:
    """An indicator that follows promises, in the place of their text; `value` None where nothing is known."""

    title: str
    promises: tuple[str, ...]
    place: str
    value: str | None
    period: str
    completeness: str
    targets: tuple[str, ...]
    sources: tuple[str, ...]
    is_invented: bool = False


@dataclass(frozen=True)
class Owed:
    """A duty that is late or soon due."""

    title: str
    place: str
    due: date
    late: str
    text: str
    is_invented: bool = False


@dataclass(frozen=True)
class Coming:
    """A meeting to come, of this body or of another that follows the same texts."""

    body: str
    when: datetime
    where: str
    is_invented: bool = False


@dataclass(frozen=True)
class File:
    """The whole file. `made_at` is in Paris time; `address` is the page of the meeting, for who reads it on paper."""

    body: str
    kind: str
    place: str
    starts_at: datetime
    where: str
    state: str
    made_at: datetime
    address: str = ""
    agenda: tuple[Point, ...] = ()
    texts: tuple[Text, ...] = ()
    drafts: int = 0
    last_met: date | None = None
    decided: tuple[Decided, ...] = ()
    still_open: tuple[Decided, ...] = ()
    figures: tuple[Figure, ...] = ()
    owed: tuple[Owed, ...] = ()
    coming: tuple[Coming, ...] = ()
    # What of the meeting itself is invented: « la réunion », « l'instance ».
    invented: tuple[str, ...] = field(default=())
