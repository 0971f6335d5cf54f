"""How places are found: by their names, today's and former ones, and by their official code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

from django.urls import reverse

from tenir.core.places.models import Place, PlaceKind, PlaceName
from tenir.core.search.findable import Findable

_UNNUMBERED = (PlaceKind.NATION, PlaceKind.REGION)
BATCH = 500
Row = tuple[int, str, str, str, bool]


class _Sort(NamedTuple):
    """What all places of a kind share; asked once, since there are tens of thousands of communes."""

    label: str
    # Of the address, what comes before the code and after it.
    before: str
    after: str
    weight: int


def places(keys: list[str] | None) -> Iterator[Findable]:
    """Places of these keys, or all; the larger a place, the sooner it is meant."""
    found = Place.objects.order_by("pk") if keys is None else Place.objects.filter(pk__in=keys).order_by("pk")
    rows: list[Row] = list(found.values_list("pk", "kind", "code", "name", "is_invented"))
    sorts = {kind: _sort(kind) for kind in {row[1] for row in rows}}
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        names = _names([row[0] for row in batch])
        for row in batch:
            yield _findable(row, sorts[row[1]], names[row[0]])


def _sort(kind: str) -> _Sort:
    """Its words, and the address of a place of it in two parts."""
    before, _, after = reverse("places:place", args=[kind, "-"]).rpartition("-")
    weight = 2 * (len(PlaceKind) - PlaceKind.values.index(kind))
    return _Sort(str(PlaceKind(kind).label), before, after, weight)


def _names(keys: list[int]) -> dict[int, list[str]]:
    names: dict[int, list[str]] = defaultdict(list)
    for place, name in PlaceName.objects.filter(place__in=keys).order_by().values_list("place_id", "name"):
        names[place].append(name)
    return names


def _findable(row: Row, sort: _Sort, names: list[str]) -> Findable:
    key, kind, code, name, is_invented = row
    return Findable(
        object_id=str(key),
        title=name,
        url=f"{sort.before}{quote(code)}{sort.after}",
        context=f"{sort.label}, {code}",
        names=tuple(dict.fromkeys((name, *sorted(names)))),
        # « 41 » is the Loir-et-Cher; nobody calls a région by its number.
        numbers=() if kind in _UNNUMBERED else (code,),
        around=(sort.label, code),
        weight=sort.weight,
        place_id=key,
        is_invented=is_invented,
    )
