"""What was promised in a place, whichever text promised it.

In full: the promises of the place and of the town, intercommunalité or contract around it, and those of any text that
are applied in the place. Counted by text, and folded: what a région, a département or the whole country promised and
that reaches the place like any other, so that a quarter does not drown in two hundred national lines.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from tenir.core.places.asked import asked_day
from tenir.core.places.models import Place, PlaceKind
from tenir.modules.commitments import as_of, boards, in_force
from tenir.modules.commitments.enums import Level, State, Theme
from tenir.modules.commitments.models import Application, Commitment, Framework, Inscription, owes_news
from tenir.modules.commitments.promised.keepers import Keeper, first_holder_kind, keeper
from tenir.modules.commitments.promised.lines import Line, is_late, line_of
from tenir.modules.commitments.standing import NOTHING_SAID, counted_as

# Places too large for all that they promise to be called « ici » in a smaller one.
FAR = (PlaceKind.NATION, PlaceKind.REGION, PlaceKind.DEPARTEMENT, PlaceKind.OVERSEAS)
# The longest framework of our sources has 63 actions. A longer one than these is read on its board.
LONGEST_FOLDED = 70
LONGEST_NEAR = 400
MOST_FOLDED = 20
MOST_INSIDE = 12


@dataclass(frozen=True)
class Reached:
    """What counting, filtering and ordering ask of a promise that reaches the place."""

    pk: int
    framework: int
    theme: str
    keeper: Keeper
    level: str
    late: bool
    silent: bool
    order: tuple[Any, ...]


@dataclass(frozen=True)
class Folded:
    """A text of a larger place: how it stands, and its lines when they are few enough."""

    standing: boards.Standing
    lines: list[Line]


@dataclass
class Reach:
    """Everything that reaches a place. `shown` is what the address asks of it: one framework, one theme."""

    place: Place
    all: list[Reached]
    frameworks: dict[int, Framework]
    applied: dict[int, Application]
    asked: dict[str, str]
    far: list[boards.Standing] = field(default_factory=list)
    # The day in the past that the address asks for.
    day: date | None = None

    @functools.cached_property
    def shown(self) -> list[Reached]:
        """Those of the framework and of the theme that the address asks for."""
        return [one for one in self.all if self._kept(one)]

    def _kept(self, one: Reached) -> bool:
        slug, theme = self.asked["cadre"], self.asked["theme"]
        return slug in ("", self.frameworks[one.framework].slug) and theme in ("", one.theme)

    @property
    def by_keeper(self) -> Counter[Keeper]:
        """How many each must keep."""
        return Counter(one.keeper for one in self.shown)

    @property
    def by_level(self) -> Counter[str]:
        """How many at each level, the local one where there is one."""
        return Counter(one.level for one in self.shown)


def reach(place: Place, asked: QueryDict) -> Reach:
    """All that reaches `place`, in five queries whatever its number; on a day that is past (`?au=`), in eleven: the
    texts that were in force, the places as they lay, the levels that were said by then.
    """
    day = day_of(asked)
    around = list(Place.objects.containing(place, on=day))
    near = [one for one in around if one.pk == place.pk or one.kind not in FAR]
    applied = _applied(around, day)
    here = {key for key, one in applied.items() if one.place_id in {each.pk for each in near}}
    held = in_force.on(Framework.objects.public(), day) if day else None
    standings = _standings(_frameworks(around, held), day)
    near_keys = {one.pk for one in near}
    far = [one for one in standings if one.framework.place_id not in near_keys or one.lines > LONGEST_NEAR]
    rows = _rows(near, here, [one.framework.pk for one in far if one.lines > LONGEST_NEAR], held, day)
    frameworks = {one.framework.pk: one.framework for one in standings}
    missing = {row["framework"] for row in rows} - set(frameworks)
    frameworks |= {one.pk: one for one in Framework.objects.filter(pk__in=missing)}
    today = day or timezone.localdate()
    found = [_reached(row, frameworks[row["framework"]], applied.get(row["pk"]), near_keys, today) for row in rows]
    found.sort(key=lambda one: one.order)
    return Reach(place, found, frameworks, applied, _asked(asked, found, frameworks, day), far, day)


def day_of(asked: QueryDict) -> date | None:
    """The day in the past that an address asks for; one that has not come is passed over."""
    day = asked_day(asked)
    return day if day and day < timezone.localdate() else None


def folded(reach: Reach) -> list[Folded]:
    """The texts of larger places, each with its lines of the theme asked for; none when one framework is asked for."""
    if reach.asked["cadre"]:
        return []
    standings = [one for one in reach.far if one.total][:MOST_FOLDED]
    short = [one.framework for one in standings if one.lines <= LONGEST_FOLDED]
    asked = Commitment.objects.filter(framework__in=short).counted().order_by("framework", "position")
    if reach.asked["theme"]:
        asked = asked.filter(theme=reach.asked["theme"])
    lines: dict[int, list[Line]] = {}
    today = reach.day or timezone.localdate()
    shown = {one.pk for one in reach.all}
    rows = list(asked.prefetch_related("parties__organisation"))
    if reach.day:
        as_of.put_back(rows, reach.day)
    for row in rows:
        if row.pk not in shown:
            row.framework = reach.frameworks[row.framework_id]
            lines.setdefault(row.framework_id, []).append(line_of(row, reach.applied.get(row.pk), today, reach.place))
    found = [Folded(one, lines.get(one.framework.pk, [])) for one in standings]
    return [one for one in found if one.lines or (one.standing.lines > LONGEST_FOLDED and not reach.asked["theme"])]


def inside(place: Place, day: date | None = None) -> list[boards.Standing]:
    """How the texts of smaller places inside this one stand, or stood on a day, the latest first; two queries, five
    for a day.
    """
    within = Place.objects.within(place, on=day).exclude(pk=place.pk)
    public = Framework.objects.public()
    found = (in_force.on(public, day) if day else public).filter(place__in=within)
    return _standings(found.select_related("place").order_by("-signed_on", "slug")[:MOST_INSIDE], day)


def _standings(frameworks: Iterable[Framework], day: date | None) -> list[boards.Standing]:
    return boards.standings_at(frameworks, day) if day else boards.standings(frameworks)


def _frameworks(around: Iterable[Place], held: QuerySet[Framework] | None) -> QuerySet[Framework]:
    public = Framework.objects.public() if held is None else held
    found = public.filter(place__in=[one.pk for one in around])
    return found.select_related("place").order_by("-signed_on", "slug")


def _applied(around: Sequence[Place], day: date | None) -> dict[int, Application]:
    """How promises stand here, by their key: of the smallest place around that applies each."""
    rank = {one.pk: PlaceKind.values.index(one.kind) for one in around}
    rows = Application.objects.filter(place__in=rank, commitment__framework__state=State.PUBLIC)
    ordered = sorted(rows.select_related("place"), key=lambda one: (rank[one.place_id], one.pk))
    if day:
        as_of.put_back_there(ordered, day)
    return {one.commitment_id: one for one in ordered}


def _rows(
    near: Sequence[Place],
    here: set[int],
    too_long: Sequence[int],
    held: QuerySet[Framework] | None,
    day: date | None,
) -> list[dict[str, Any]]:
    keys = [one.pk for one in near]
    also = Inscription.objects.filter(framework__place__in=keys, framework__state=State.PUBLIC).values("commitment")
    own = (Q(framework__place__in=keys) | Q(place__in=keys) | Q(pk__in=also)) & ~Q(framework__in=too_long)
    found = Commitment.objects.public().filter(own & Q(counted=True) | Q(pk__in=here)).order_by()
    names = ("pk", "framework", "place", "position", "theme", "side", "level", "level_status", "news_on", "due_on")
    if held is not None:
        found = found.filter(framework__in=held.values("pk"))
    rows = list(found.values(*names, holder_kind=first_holder_kind()))
    if day:
        then = as_of.own_columns(found, day)
        for row in rows:
            columns = then.get(row["pk"], NOTHING_SAID)
            row |= {name: columns[name] for name in ("level", "level_status", "news_on")}
    return rows


def _reached(
    row: dict[str, Any], framework: Framework, application: Application | None, near: set[int], today: date
) -> Reached:
    said = application if application is not None and application.level else None
    level, news_on = (said.level, said.news_on) if said else (row["level"], row["news_on"])
    status = said.level_status if said else row["level_status"]
    who = keeper(row["holder_kind"], row["side"])
    return Reached(
        pk=row["pk"],
        framework=framework.pk,
        theme=row["theme"],
        keeper=who,
        level=counted_as(level, status),
        late=is_late(row["due_on"], level, today),
        silent=owes_news(level, news_on, framework.silent_before(today)),
        order=(
            list(Keeper).index(who),
            framework.place_id not in near,
            -(framework.signed_on or date.min).toordinal(),
            framework.pk,
            row["position"],
        ),
    )


def _asked(
    asked: QueryDict, found: Iterable[Reached], frameworks: dict[int, Framework], day: date | None
) -> dict[str, str]:
    """What the address asks, when there is some of it; anything else is passed over."""
    rows = list(found)
    slugs = {frameworks[one.framework].slug for one in rows}
    cadre, theme = asked.get("cadre", ""), asked.get("theme", "")
    return {
        "cadre": cadre if cadre in slugs else "",
        "theme": theme if theme in Theme.values else "",
        "au": day.isoformat() if day else "",
    }


def achieved(reach: Reach) -> int:
    """How many have reached their aim."""
    return sum(one.level == Level.ACHIEVED for one in reach.shown)
