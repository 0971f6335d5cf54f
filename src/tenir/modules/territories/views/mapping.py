"""The map of France: every priority neighbourhood of a day as a dot, and how many each département has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import shapely
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from tenir.core.places import tree
from tenir.core.places.asked import asked_day
from tenir.core.places.models import Place, PlaceKind
from tenir.core.web.pages import PUBLIC, page
from tenir.modules.territories.drawing import Box, Frame, dots
from tenir.modules.territories.maps import SHEETS, Live
from tenir.modules.territories.models import Boundary

# Sorts of places that are drawn as dots over France.
DRAWN = (PlaceKind.QPV, PlaceKind.QRR, PlaceKind.CITE_EDUCATIVE, PlaceKind.CONTRAT)
Point = tuple[int, float, float]
# Degrees around the outermost points: about a kilometre.
ASIDE = 0.01


@dataclass(frozen=True)
class Shown:
    """A part of France: its name, how many dots it has, its drawing."""

    name: str
    count: int
    svg: SafeString


@page(access=PUBLIC, cached=True)
def france(request: HttpRequest) -> HttpResponse:
    """`?sorte=` chooses what is drawn, `?au=` the day; four queries."""
    asked = asked_day(request.GET)
    day = asked or timezone.localdate()
    kind = request.GET.get("sorte", PlaceKind.QPV)
    kind = kind if kind in DRAWN else PlaceKind.QPV
    points, is_invented = _points(kind, day)
    drawn = _sheets(points)
    counts, elsewhere = _by_departement([key for key, _, _ in points])
    context: dict[str, Any] = {
        "asked": asked,
        "day": day,
        "kind": kind,
        "title": _title(kind),
        "count": len(points),
        "is_invented": is_invented,
        "sheets": [one for one in drawn if one.count],
        "undrawn": len(points) - sum(one.count for one in drawn),
        "counts": counts,
        "elsewhere": elsewhere,
        "choices": [(str(one.label), _address(one, asked), one == kind) for one in DRAWN],
        "live": _live(kind, day, points),
        "trail": [("Accueil", "/"), ("Territoires", "")],
    }
    return render(request, "territories/france.html", context)


def _title(kind: str) -> str:
    words = tree.ITS_PARTS[PlaceKind(kind)].removeprefix("Ses ")
    return f"{words[:1].upper()}{words[1:]}"


def _address(kind: str, asked: date | None) -> str:
    day = f"&au={asked.isoformat()}" if asked else ""
    return f"{reverse('territories:map')}?sorte={kind}{day}"


def _points(kind: str, day: date) -> tuple[list[Point], bool]:
    """Keys of the places of a day, each with the middle of its box; whether some are invented."""
    rows = Boundary.objects.in_force(on=day).of_kind(kind).order_by("place__code", "-generation")
    columns = ("place_id", "west", "south", "east", "north", "origin__is_invented")
    found = {pk: (pk, (w + e) / 2, (s + n) / 2, told) for pk, w, s, e, n, told in rows.values_list(*columns)}
    return [one[:3] for one in found.values()], any(told for *_, told in found.values())


def _sheets(points: Sequence[Point]) -> list[Shown]:
    rows = Boundary.objects.of_kind(PlaceKind.DEPARTEMENT).filter(surface__gt=0).order_by("place_id", "-generation")
    lines = {place: shapely.from_wkb(bytes(wkb)) for place, wkb in rows.values_list("place_id", "wkb")}
    return [_sheet(name, box, width, high, points, list(lines.values())) for name, box, width, high in SHEETS]


def _sheet(name: str, box: Box, width: int, high: int, points: Sequence[Point], lines: list[Any]) -> Shown:
    frame = Frame.around(box, width, high, margin=0.01, decimals=0)
    seen = shapely.box(*frame.box)
    grounds = "".join(frame.path(line) for line in lines if line.intersects(seen))
    inside = [(one[1], one[2]) for one in points if _in(box, one)]
    size = f'viewBox="0 0 {frame.width} {frame.height}" width="{frame.width}" height="{frame.height}"'
    drawing = f'<path class="ground-land" d="{grounds}"/><path class="ground-dots" d="{dots(frame, inside)}"/>'
    return Shown(name, len(inside), SafeString(f'<svg class="ground" {size} aria-hidden="true">{drawing}</svg>'))


def _live(kind: str, day: date, points: Sequence[Point]) -> Live:
    """Opened on the first part of France that has some of the points, around them."""
    held = [(name, box, inside) for name, box, _, _ in SHEETS if (inside := [one for one in points if _in(box, one)])]
    _, opened, inside = held[0] if held else (*SHEETS[0][:2], [])
    wests, souths = [x for _, x, _ in inside], [y for _, _, y in inside]
    # Points are the middles of contours, which reach further.
    around = (min(wests) - ASIDE, min(souths) - ASIDE, max(wests) + ASIDE, max(souths) + ASIDE) if inside else opened
    jumps = tuple((name, box) for name, box, _ in held) if len(held) > 1 else ()
    return Live("territoires de France", kind, around, day=day, instead="carte-dessin", jumps=jumps)


def _in(box: Box, point: Point) -> bool:
    return box[0] <= point[1] <= box[2] and box[1] <= point[2] <= box[3]


def _by_departement(keys: list[int]) -> tuple[list[tuple[Place, int]], int]:
    """Départements and overseas collectivities that hold some of the places, each with how many; how many lie in none.

    A place over a border counts in both.
    """
    around = tree.departements_around(keys)
    counted = Counter(code for codes in around.values() for code in codes)
    kinds = (PlaceKind.DEPARTEMENT, PlaceKind.OVERSEAS)
    found = Place.objects.filter(kind__in=kinds, code__in=counted).order_by("code")
    return [(place, counted[place.code]) for place in found], len(keys) - len(around)
