"""All that the page of a promise tells, in a fixed number of queries.

What ties it to another framework is told only when that framework is public, or its own: a draft leaks nowhere.
The few rows of each read are put in order here, and each read keeps its statement (`core.statements`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import OuterRef, Q, QuerySet, Subquery

from tenir.core.places.models import PlaceKind
from tenir.core.statements import Kept
from tenir.core.web import french, tilemap, tiles
from tenir.core.web.tilemap import TileMap
from tenir.modules.commitments.dossier.rows import Row
from tenir.modules.commitments.enums import FigureKind, LinkKind, NameSort, PartyRole, State, Status
from tenir.modules.commitments.models import Application, Commitment, CommitmentLink, LevelRecord, where_in_source
from tenir.modules.commitments.moments import Moment
from tenir.modules.commitments.sharing import newest_words

# Enough for a table that can be read; the rest is in the API and the exports.
MOST_PLACES = 150
_SIGNS = {"euros": "€", "euro": "€"}
_TILED = (PlaceKind.DEPARTEMENT, PlaceKind.OVERSEAS)
_RANKS = {kind: rank for rank, kind in enumerate(PlaceKind.values)}


class Promise(NamedTuple):
    """A promise named on the page of another."""

    pk: int
    number: str
    title: str
    slug: str
    level: str
    position: int
    framework: str
    framework_title: str
    framework_state: str
    is_invented: bool

    @property
    def url(self) -> str:
        """Its page."""
        return f"/cadres/{self.framework}/{self.slug}/"


class Tie(NamedTuple):
    """A promise at the other end of a link, and what the text says of the link."""

    promise: Promise
    note: str


@dataclass
class Ties:
    """Promises tied to this one, by what they are to it."""

    needs: list[Tie] = field(default_factory=list)
    needed_by: list[Tie] = field(default_factory=list)
    upstream: list[Tie] = field(default_factory=list)
    local: list[Tie] = field(default_factory=list)


class Applied(NamedTuple):
    """A place that applies the promise, the level there, what was declared since, and the last that was said."""

    kind: str
    code: str
    name: str
    level: str
    level_on: date | None
    level_precision: str
    level_status: str
    declared_level: str
    declared_status: str
    is_invented: bool
    sentence: str | None
    organisation: str | None

    @property
    def key(self) -> tuple[str, str]:
        """What names the place."""
        return (self.kind, self.code)

    @property
    def status_words(self) -> str:
        """« déclaré depuis : suspendu, pas encore vérifié », « pas encore vérifié », « contesté », or nothing."""
        return newest_words(self.declared_level, self.declared_status or self.level_status)

    @property
    def url(self) -> str:
        """The page of the place."""
        return f"/lieux/{self.kind}/{self.code}/"

    @property
    def sort(self) -> str:
        """« Quartier prioritaire (QPV) »; a département says by its name that it is one."""
        return "" if self.kind == PlaceKind.DEPARTEMENT else str(PlaceKind(self.kind).label)

    @property
    def moment(self) -> Moment | None:
        """When the level was, with the precision of its source."""
        return Moment(self.level_on, self.level_precision) if self.level_on else None


class Said(NamedTuple):
    """A level that was said of the promise: when, of when, by whom, from which text."""

    pk: int
    level: str
    on: date
    precision: str
    status: str
    sentence: str
    recorded_at: datetime
    is_invented: bool
    source: str | None
    first_line: int | None
    last_line: int | None
    page: int | None
    organisation: str | None
    organisation_slug: str | None

    @property
    def steps(self) -> None:
        """A progress report has some (`dossier/reports.py`); a level does not."""

    @property
    def moment(self) -> Moment:
        """Of when, with the precision of its source."""
        return Moment(self.on, self.precision)

    @property
    def status_words(self) -> str:
        """« Vérifié »."""
        return str(Status(self.status).label)

    @property
    def where(self) -> str:
        """« lignes 12 à 14 »."""
        return where_in_source(self.first_line, self.last_line, self.page)


@dataclass
class Family:
    """Those that detail it, and its neighbours in the order of the text."""

    children: list[Promise] = field(default_factory=list)
    before: Promise | None = None
    after: Promise | None = None


_PROMISE = ("pk", "number", "title", "slug", "level", "position")
_FRAME = ("slug", "short_title", "state", "is_invented")


def _promise(end: str = "") -> tuple[str, ...]:
    """Columns of a `Promise`, at the end of a link when one is named."""
    return (*(end + name for name in _PROMISE), *(f"{end}framework__{name}" for name in _FRAME))


_WIDTH = len(_PROMISE) + len(_FRAME)


def _links(key: int) -> QuerySet[CommitmentLink, tuple[Any, ...]]:
    rows = CommitmentLink.objects.filter(Q(origin=key) | Q(target=key)).order_by()
    return rows.values_list("pk", "kind", "note", *_promise("origin__"), *_promise("target__"))


def _relatives(key: int) -> QuerySet[Commitment, tuple[Any, ...]]:
    """Each half by an index of its own: asked together, SQLite reads the whole text."""
    row = Commitment.objects.filter(pk=key).order_by()
    beside: Any = (Subquery(row.values("position")) - 1, Subquery(row.values("position")) + 1)
    of_text = Commitment.objects.filter(framework=Subquery(row.values("framework")), position__in=beside)
    halves = [
        rows.order_by().values_list("parent", *_promise()) for rows in (Commitment.objects.filter(parent=key), of_text)
    ]
    return halves[0].union(halves[1])


def _places(key: int) -> QuerySet[Application, tuple[Any, ...]]:
    rows = Application.objects.filter(commitment=key).order_by()[:MOST_PLACES]
    names = ("level", "level_on", "level_precision", "level_status", "declared_level", "declared_status", "is_invented")
    said = LevelRecord.objects.telling().filter(commitment=OuterRef("commitment"), place=OuterRef("place"))
    last = [Subquery(said.order_by("-on", "-id").values(name)[:1]) for name in ("sentence", "organisation__name")]
    return rows.values_list("place__kind", "place__code", "place__name", *names, *last)


def _levels(key: int) -> QuerySet[LevelRecord, tuple[Any, ...]]:
    # What a report says is told with the report (`dossier/reports.py`).
    rows = LevelRecord.objects.filter(commitment=key, place=None, report=None).order_by()
    told = ("pk", "level", "on", "precision", "status", "sentence", "recorded_at", "is_invented")
    cited = ("source__title", "first_line", "last_line", "page", "organisation__name", "organisation__slug")
    return rows.values_list(*told, *cited)


def _said(cells: Sequence[Any]) -> Said:
    said = Said._make(cells)
    # SQLite keeps instants in UTC without saying so.
    return said._replace(recorded_at=said.recorded_at.replace(tzinfo=said.recorded_at.tzinfo or UTC))


LINKS = Kept(_links, tuple)
LEVELS = Kept(_levels, _said)
RELATIVES = Kept(_relatives, tuple)
PLACES = Kept(_places, Applied._make)


def levels_of(row: Commitment) -> list[Said]:
    """What was said of it, the latest first."""
    return sorted(LEVELS.of(row.pk), key=lambda one: (one.on, one.pk), reverse=True)


def ties_of(row: Commitment) -> Ties:
    """Links both ways, in one statement; those to a draft of another framework are left out."""
    ties = Ties()
    for _, kind, note, *cells in sorted(LINKS.of(row.pk)):
        ends = Promise(*cells[:_WIDTH]), Promise(*cells[_WIDTH:])
        outward = ends[0].pk == row.pk
        other = ends[1] if outward else ends[0]
        if other.framework_state != State.PUBLIC and other.framework != row.framework.slug:
            continue
        conditional = kind == LinkKind.CONDITIONAL_ON
        ways = {(True, True): ties.needs, (False, True): ties.needed_by, (True, False): ties.upstream}
        ways.get((outward, conditional), ties.local).append(Tie(other, note))
    return ties


def family_of(row: Commitment) -> Family:
    """Those below it and beside it, in one statement."""
    family = Family()
    found = [(parent, Promise(*cells)) for parent, *cells in RELATIVES.of(row.pk)]
    for parent, one in sorted(found, key=lambda pair: pair[1].position):
        if parent == row.pk:
            family.children.append(one)
        if one.position == row.position - 1:
            family.before = one
        if one.position == row.position + 1:
            family.after = one
    return family


def applications_of(row: Commitment) -> list[Applied]:
    """The places that apply it, the largest first."""
    return sorted(PLACES.of(row.pk), key=lambda one: (_RANKS[one.kind], one.code))


def map_of(applications: Iterable[Applied], title: str) -> TileMap | None:
    """Levels by département and overseas collectivity; None where fewer than three apply the promise."""
    drawn = {one.code: one for one in applications if one.kind in _TILED and one.code in tiles.NAMES}
    if len(drawn) < 3:
        return None
    levels = {code: one.level or None for code, one in drawn.items()}
    links = {code: one.url for code, one in drawn.items()}
    return tilemap.build_levels(levels, title=title, links=links, key="application")


def parties_by_role(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """(« Porte », rows) in the order of `PartyRole`."""
    order = PartyRole.values
    ranked = sorted(rows, key=lambda row: (order.index(row.extra), row.rank))
    return [(str(PartyRole(role).label), list(found)) for role, found in groupby(ranked, key=lambda row: row.extra)]


def printed_by_sort(rows: Sequence[Row]) -> list[tuple[str, str]]:
    """(« Partenaires nommés par le texte », the names as printed): those that nobody said to be one that we know."""
    words = {sort: [row.text for row in rows if row.code == sort] for sort in NameSort.values}
    return [
        (f"{NameSort(sort).label}s nommés par le texte", ", ".join(found)) for sort, found in words.items() if found
    ]


def disagreements(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Each point on which the texts differ, with its sayings."""
    ranked = sorted(rows, key=lambda row: (row.code, row.rank))
    found = [list(sayings) for _, sayings in groupby(ranked, key=lambda row: row.code)]
    return [{"topic": sayings[0].more, "note": sayings[0].extra, "sayings": sayings} for sayings in found]


def figures(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The figures that the text prints, in words."""
    return [
        {
            "kind": FigureKind(row.code).label,
            "value": amount(row.value or Decimal(0), row.more),
            "wording": row.text,
            "moment": row.moment,
            "where": ", ".join(filter(None, (row.source, row.where))),
        }
        for row in rows
    ]


def amount(value: Decimal, unit: str) -> str:
    """« 1 300 postes », « 28,5 % », « 10 000 000 000 € »: all the decimals that the text printed, and no other."""
    whole = value == value.to_integral_value()
    said = french.nombre(int(value)) if whole else french.decimal(value, 4)
    sign = _SIGNS.get(unit, unit)
    if not sign:
        return said
    return f"{said}{french.NARROW if sign in ('%', '€') else chr(0xA0)}{sign}"
