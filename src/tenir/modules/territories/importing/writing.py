"""What was prepared, held against the tables and written, in few statements; part of an action."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils import timezone

from tenir.core.bulk import insert_all
from tenir.core.places.models import Containment, Place, PlaceName
from tenir.core.search import index
from tenir.modules.territories.importing.facts import Key, Link, PlaceFact, Prepared
from tenir.modules.territories.models import Boundary, BoundaryImport

BATCH = 500
BOUNDARY = (
    *("place_id", "origin_id", "generation", "since", "until", "wkb", "west", "south", "east", "north"),
    *("surface", "precision", "population", "repair"),
)
PLACE = ("kind", "code", "name", "is_invented")
CONTAINMENT = ("part_id", "whole_id", "share", "since", "until", "recorded_at")
# From here on PostgreSQL is told anew how large its tables are (`core.places.models._reachable`).
MANY = 500


@dataclass
class Written:
    """What changed; `moved`: sorts of places that were known before and now lie in something else too."""

    batch: BoundaryImport
    moved: set[str] = field(default_factory=set)

    @property
    def is_change(self) -> bool:
        """Whether anything was written."""
        return bool(self.batch.added or self.batch.boundaries or self.batch.containments)


def write(prepared: Prepared, batch: BoundaryImport) -> Written:
    """Save what is not there yet; what a person recorded since is left as it is."""
    written = Written(batch)
    keys = _ids({(one.kind, one.code) for one in prepared.places} | _ends(prepared.links))
    before = set(keys)
    new = [one for one in prepared.places if (one.kind, one.code) not in keys]
    keys |= _create(new, is_invented=prepared.told.is_invented)
    batch.added = len(new)
    contours = _new_contours(prepared, keys)
    links = _new_links(prepared.links, keys)
    batch.boundaries, batch.containments = len(contours), len(links)
    if not written.is_change:
        return written
    batch.save()
    _save_contours(contours, prepared, keys, batch)
    now = timezone.now()
    insert_all(Containment, CONTAINMENT, [_containment(link, keys, now) for link in links])
    index.bring_in("places.place", [str(keys[one.kind, one.code]) for one in new])
    written.moved = {link.part[0] for link in links if link.part in before}
    _tell_planner(len(new) + len(links))
    return written


def _ends(links: Iterable[Link]) -> set[Key]:
    return {key for link in links for key in (link.part, link.whole)}


def _ids(keys: Collection[Key]) -> dict[Key, int]:
    """Keys of the places that are known."""
    kinds = {kind for kind, _ in keys}
    rows = Place.objects.filter(kind__in=kinds).order_by().values_list("kind", "code", "pk")
    wanted = set(keys)
    return {(kind, code): pk for kind, code, pk in rows if (kind, code) in wanted}


def _create(new: Sequence[PlaceFact], *, is_invented: bool) -> dict[Key, int]:
    insert_all(Place, PLACE, [(one.kind, one.code, one.name[:200], is_invented) for one in new])
    keys = _ids([(one.kind, one.code) for one in new])
    insert_all(PlaceName, ("place_id", "name"), [(keys[one.kind, one.code], one.name[:200]) for one in new])
    return keys


def _new_contours(prepared: Prepared, keys: dict[Key, int]) -> list[PlaceFact]:
    """Those that are not stored for this generation, or were stored otherwise."""
    known = Boundary.objects.filter(generation=prepared.told.generation, place__kind__in=prepared.told.kinds)
    stored = {pk: (bytes(wkb), people) for pk, wkb, people in known.values_list("place_id", "wkb", "population")}

    def is_new(one: PlaceFact) -> bool:
        return bool(one.contour) and stored.get(keys[one.kind, one.code]) != (one.contour.wkb, one.population)  # type: ignore[union-attr]

    return [one for one in prepared.places if is_new(one)]


def _save_contours(
    contours: Sequence[PlaceFact], prepared: Prepared, keys: dict[Key, int], batch: BoundaryImport
) -> None:
    places = [keys[one.kind, one.code] for one in contours]
    for start in range(0, len(places), BATCH):
        old = Boundary.objects.filter(generation=batch.generation, place__in=places[start : start + BATCH])
        old.delete()
    rows = [_boundary(one, prepared, keys[one.kind, one.code], batch) for one in contours]
    insert_all(Boundary, BOUNDARY, rows)


def _boundary(one: PlaceFact, prepared: Prepared, place: int, batch: BoundaryImport) -> tuple[Any, ...]:
    contour, told = one.contour, prepared.told
    if contour is None:
        raise TypeError("a place without a contour has no boundary")
    facts = (*contour.box, contour.surface, prepared.precision, one.population, contour.repair)
    return (place, batch.pk, told.generation, told.since, told.until, contour.wkb, *facts)


def _new_links(links: Sequence[Link], keys: dict[Key, int]) -> list[Link]:
    """Those between known places which no containment tells on a day of their period.

    No cycle can close: in each link the part is of a smaller sort than the whole, or a former commune in today's.
    """
    told: dict[tuple[int, int], list[tuple[date | None, date | None]]] = defaultdict(list)
    kinds = {link.part[0] for link in links}
    rows = Containment.objects.filter(part__kind__in=kinds).order_by()
    for part, whole, since, until in rows.values_list("part_id", "whole_id", "since", "until"):
        told[part, whole].append((since, until))
    found = []
    for link in dict.fromkeys(links):
        pair = (keys.get(link.part, 0), keys.get(link.whole, 0))
        if all(pair) and not any(_meet(link, since, until) for since, until in told[pair]):
            told[pair].append((link.since, link.until))
            found.append(link)
    return found


def _meet(link: Link, since: date | None, until: date | None) -> bool:
    starts = (link.since or date.min) <= (until or date.max)
    return starts and (since or date.min) <= (link.until or date.max)


def _containment(link: Link, keys: dict[Key, int], now: datetime) -> tuple[Any, ...]:
    share = None if link.share is None else link.share.quantize(Decimal("0.000001"))
    return (keys[link.part], keys[link.whole], share, link.since, link.until, now)


def _tell_planner(rows: int) -> None:
    if connection.vendor == "postgresql" and rows > MANY:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE places_place, places_containment, territories_boundary")
