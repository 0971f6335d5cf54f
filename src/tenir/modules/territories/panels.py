"""What the page of a place shows of its contours: a map, what covers it, what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import shapely
from django.http import HttpRequest
from django.utils import timezone

from tenir.core.places.asked import asked_day
from tenir.core.places.models import Place, PlaceKind
from tenir.engines.localisation.boundaries.surfaces import flat
from tenir.modules.territories.drawing import Frame, Mark, sheet
from tenir.modules.territories.maps import Live
from tenir.modules.territories.models import Boundary, Crosswalk

WIDTH, HIGHEST = 640, 520
# Inside these, priority neighbourhoods are drawn; larger places have the map of France.
HOLDERS = (
    *(PlaceKind.DEPARTEMENT, PlaceKind.ARRONDISSEMENT, PlaceKind.EPCI, PlaceKind.EPT, PlaceKind.COMMUNE),
    *(PlaceKind.CITY_DISTRICT, PlaceKind.FORMER_COMMUNE),
)
# Perimeters of programmes, which lie one over the other.
OVERLAYS = (
    *(PlaceKind.QPV, PlaceKind.QRR, PlaceKind.ZSP, PlaceKind.TVA, PlaceKind.REP, PlaceKind.REP_PLUS),
    *(PlaceKind.NPNRU, PlaceKind.CITE_EDUCATIVE),
)
# A share under it is the border of two files drawn differently.
LEAST = 0.01
MOST_DRAWN = 150


def on_the_map(request: HttpRequest, place: Place) -> dict[str, Any] | None:
    """Its contours by generation, the latest of the day drawn over the others; at most four queries."""
    day = asked_day(request.GET) or timezone.localdate()
    found = list(place.boundaries.select_related("origin"))
    if not found:
        return None
    found.sort(key=lambda one: (not one.is_point, one.holds(day), one.generation), reverse=True)
    main = found[0]
    lines = [(one, one.geometry) for one in found]
    frame = Frame.around(_box(lines), WIDTH, HIGHEST, margin=0.15 if place.kind in OVERLAYS else 0.06)
    drawn = _within(place, day) if place.kind in HOLDERS else []
    others = _of_other_generations(place)
    marks = [*_around(place, frame), *_own(lines, main), *others, *drawn]
    name = f"Carte\u202f: {place.name}"
    return {
        "place": place,
        "day": day,
        "asked": asked_day(request.GET),
        "svg": sheet(frame, marks, name=name),
        "live": Live(place.name, PlaceKind.QPV, frame.box, day, place, main.generation, instead="carte-dessin"),
        "boundaries": found,
        "main": main,
        "has_inside": bool(drawn),
        "has_older": bool(others) or any(one.pk != main.pk and not one.is_point for one in found),
        "is_invented": main.origin.is_invented,
    }


def _box(lines: Sequence[tuple[Boundary, Any]]) -> tuple[float, float, float, float]:
    """Of the contours; of the points where there is nothing else, with half a kilometre around."""
    shapes = [line for one, line in lines if not one.is_point] or [line.buffer(0.01) for _, line in lines]
    west, south, east, north = shapely.total_bounds(shapes)
    return float(west), float(south), float(east), float(north)


def _own(lines: Sequence[tuple[Boundary, Any]], main: Boundary) -> list[Mark]:
    """Older generations first, so that the latest lies over them."""
    kept = [(one, line) for one, line in lines if one.is_point == main.is_point]
    return [
        Mark(line, "ground-own" if one.pk == main.pk else "ground-older", f"Contour {one.generation}")
        for one, line in reversed(kept)
    ]


def _around(place: Place, frame: Frame) -> list[Mark]:
    """The communes around a neighbourhood, as faint lines; nothing around larger places."""
    if place.kind not in OVERLAYS:
        return []
    near = Boundary.objects.of_kind(PlaceKind.COMMUNE).filter(surface__gt=0).meeting(frame.box)
    rows = near.select_related("place").order_by("place__code")[:MOST_DRAWN]
    return [Mark(one.geometry, "ground-commune", one.place.name, open=True) for one in rows]


def _of_other_generations(place: Place) -> list[Mark]:
    """Neighbourhoods of another generation that share its ground, each leading to its page."""
    if place.kind not in OVERLAYS:
        return []
    met = Crosswalk.objects.filter(source=place, target__isnull=False).values("target")
    rows = Boundary.objects.filter(place__in=met, surface__gt=0).select_related("place").order_by("place__code")
    return [
        Mark(one.geometry, "ground-older", f"{one.place.name} ({one.generation})", one.place.get_absolute_url())
        for one in rows[:MOST_DRAWN]
    ]


def _within(place: Place, day: date) -> list[Mark]:
    """The priority neighbourhoods that lie in it on a day, each leading to its page."""
    inside = Place.objects.within(place, on=day).filter(kind=PlaceKind.QPV)
    rows = Boundary.objects.in_force(on=day).filter(place__in=inside).select_related("place")
    return [
        Mark(one.geometry, "ground-qpv", f"{one.place.name} ({one.place.code})", one.place.get_absolute_url())
        for one in rows.order_by("place__code")[:MOST_DRAWN]
    ]


@dataclass(frozen=True)
class Cover:
    """A perimeter that covers `share` (0 to 1) of a place; `back`: what share of itself that is."""

    place: Place
    boundary: Boundary
    share: Decimal
    back: Decimal


def overlays(request: HttpRequest, place: Place) -> dict[str, Any] | None:
    """Perimeters of programmes that lie over a neighbourhood on a day; two queries."""
    if place.kind not in OVERLAYS:
        return None
    day = asked_day(request.GET) or timezone.localdate()
    own = place.boundaries.filter(surface__gt=0).order_by("-generation").first()
    if own is None:
        return None
    box = (own.west, own.south, own.east, own.north)
    near = Boundary.objects.in_force(on=day).filter(place__kind__in=OVERLAYS, surface__gt=0).meeting(box)
    rows = list(near.exclude(place=place).exclude(place__kind=place.kind).select_related("place")[:MOST_DRAWN])
    covers = _covers(own, rows)
    return {"covers": covers, "day": day, "asked": asked_day(request.GET)} if covers else None


def _covers(own: Boundary, rows: Sequence[Boundary]) -> list[Cover]:
    if not rows:
        return []
    mine, *others = flat([own.geometry, *(one.geometry for one in rows)])
    found = []
    for one, other in zip(rows, others, strict=True):
        shared = mine.intersection(other).area
        if max(shared / mine.area, shared / other.area) >= LEAST:
            found.append(Cover(one.place, one, _decimal(shared / mine.area), _decimal(shared / other.area)))
    return sorted(found, key=lambda cover: -cover.share)


def _decimal(share: float) -> Decimal:
    return min(Decimal(1), Decimal(f"{share:.6f}"))


def crosswalk(request: HttpRequest, place: Place) -> dict[str, Any] | None:
    """What became of it in other generations, and what it came from; one query."""
    rows = Crosswalk.objects.filter(source=place).select_related("target").order_by("target_generation", "id")
    groups: dict[tuple[str, str], list[Crosswalk]] = {}
    for row in rows:
        groups.setdefault((row.source_generation, row.target_generation), []).append(row)
    told = [
        {"title": _title(source, target), "target": target, "rows": _largest_first(found)}
        for (source, target), found in groups.items()
    ]
    return {"groups": told} if told else None


def _title(source: str, target: str) -> str:
    return f"Ce qu'il est devenu en {target}" if source < target else f"Ce qui était là en {target}"


def _largest_first(rows: list[Crosswalk]) -> list[Crosswalk]:
    """The remainder last."""
    return sorted(rows, key=lambda row: (row.target_id is None, -row.surface_share))
