"""Promises on the ground by département, for the map: those of local texts, and national ones that a place applies."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Sum

from tenir.core.places import tree
from tenir.core.places.models import Place, PlaceKind
from tenir.core.web import french, tilemap, tiles
from tenir.core.web.quantities import Unit, Value
from tenir.modules.commitments.enums import Level, State, Status
from tenir.modules.commitments.models import SETTLED, Application, LevelTally
from tenir.modules.commitments.promised.national import Overview, silent_now

# A level that nobody has verified counts nowhere as kept.
ACHIEVED = Q(level=Level.ACHIEVED, level_status=Status.VERIFIED)
WIDE = (PlaceKind.NATION, PlaceKind.REGION)


@dataclass
class Ground:
    """What is followed in one place or département."""

    followed: int = 0
    achieved: int = 0
    late: int = 0
    silent: int = 0
    invented: int = 0

    def add(self, other: Ground) -> None:
        """With what is followed in one more place of it."""
        for name in ("followed", "achieved", "late", "silent", "invented"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(frozen=True)
class Measure:
    """One way to colour the map: its word in the address, its link, its title, its unit, its figure."""

    key: str
    link: str
    title: str
    unit: Unit
    of: Callable[[Ground], Value | None]
    # Where classes change; None: as many territories in each.
    breaks: tuple[int, ...] | None = None


MEASURES = (
    Measure(
        "suivies", "Promesses suivies", "Promesses suivies sur place, par département",
        Unit("promesse suivie", "promesses suivies"), lambda one: one.followed,
    ),
    Measure(
        "tenues", "Part tenue", "Part des promesses suivies qui ont atteint leur objectif, par département",
        Unit("%"), lambda one: french.percentage(one.achieved, one.followed),
        (10, 25, 50, 75),
    ),
    Measure(
        "retard", "En retard", "Promesses suivies en retard, par département",
        Unit("promesse en retard", "promesses en retard"), lambda one: one.late,
    ),
    Measure(
        "muettes", "Muettes", "Promesses suivies sans nouvelle dans le délai, par département",
        Unit("promesse muette", "promesses muettes"), lambda one: one.silent,
    ),
)  # fmt: skip
BY_KEY = {measure.key: measure for measure in MEASURES}


@dataclass(frozen=True)
class Shown:
    """The map of one measure, and what stands around it."""

    measure: Measure
    map: tilemap.TileMap
    sentence: str
    links: list[tuple[str, str, bool]]
    invented: bool


def shown(asked: str, overview: Overview) -> Shown:
    """The map that the address asks for, the first measure by default; four queries."""
    measure = BY_KEY.get(asked, MEASURES[0])
    by_code = grounds(overview)
    values = {code: measure.of(one) for code, one in by_code.items() if code in tiles.NAMES}
    drawn = tilemap.build(
        values, title=measure.title, unit=measure.unit, links=_links(), breaks=measure.breaks, key="carte"
    )
    links = [(one.link, f"?carte={one.key}#carte", one is measure) for one in MEASURES]
    return Shown(measure, drawn, _sentence(by_code), links, any(one.invented for one in by_code.values()))


def _sentence(by_code: dict[str, Ground]) -> str:
    """« 16 territoires suivent des promesses sur place, jusqu'à 45 (Côte-d'Or). »."""
    known = [(one.followed, tiles.NAMES[code]) for code, one in by_code.items() if code in tiles.NAMES]
    if not known:
        return "Aucun territoire ne suit encore de promesse sur place."
    most, name = max(known)
    many = french.accord(len(known), "territoire suit", "territoires suivent")
    return f"{many} des promesses sur place, jusqu'à {french.nombre(most)} ({name})."


def grounds(overview: Overview) -> dict[str, Ground]:
    """What is followed in each département or overseas collectivity that follows something, by code."""
    by_place: dict[int, Ground] = {}
    for place, ground in (*_own(overview), *_applied(overview)):
        by_place.setdefault(place, Ground()).add(ground)
    found: dict[str, Ground] = {}
    for place, codes in tree.departements_around(by_place).items():
        for code in codes:
            found.setdefault(code, Ground()).add(by_place[place])
    return found


def _own(overview: Overview) -> Iterable[tuple[int, Ground]]:
    """Promises of the texts of a département or of a place inside one."""
    local = Q(framework__state=State.PUBLIC, counted=True) & ~Q(framework__place__kind__in=WIDE)
    names = ("framework", "framework__place", "framework__is_invented")
    rows = LevelTally.objects.filter(local).order_by().values(*names)
    silent = silent_now(overview.today, overview.delays)
    counted = rows.annotate(
        followed=Sum("count"),
        achieved=Sum("count", filter=ACHIEVED, default=0),
        silent=Sum("count", filter=silent, default=0),
    )
    for row in counted:
        late = overview.late[row["framework"]]
        invented = row["followed"] if row["framework__is_invented"] else 0
        yield row["framework__place"], Ground(row["followed"], row["achieved"], late, row["silent"], invented)


def _applied(overview: Overview) -> Iterable[tuple[int, Ground]]:
    """National and regional promises that a place applies, at their level there."""
    national = Q(commitment__framework__state=State.PUBLIC, commitment__framework__place__kind__in=WIDE)
    late = Q(commitment__due_on__lt=overview.today) & ~Q(level__in=SETTLED)
    rows: Any = Application.objects.filter(national).exclude(place__kind__in=WIDE).order_by().values("place")
    counted = rows.annotate(
        followed=Count("pk"),
        achieved=Count("pk", filter=ACHIEVED),
        late=Count("pk", filter=late),
        silent=Count("pk", filter=silent_now(overview.today, overview.delays, framework="commitment__framework__")),
        invented=Count("pk", filter=Q(is_invented=True)),
    )
    for row in counted:
        yield row.pop("place"), Ground(**row)


def _links() -> dict[str, str]:
    """The place page of each tile that has one."""
    known = Place.objects.filter(kind__in=(PlaceKind.DEPARTEMENT, PlaceKind.OVERSEAS), code__in=tiles.NAMES)
    return {code: f"/lieux/{kind}/{code}/" for kind, code in known.order_by().values_list("kind", "code")}
