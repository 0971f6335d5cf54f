"""What the pages of places show: France's tree, what lies around and inside a place, and how that changed."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from django.db import connection
from django.utils import timezone

from tenir.core.places.models import Containment, Place, PlaceKind, PlaceName, climbing
from tenir.core.web.french import date_longue

# What the page of a place calls its parts, by kind.
ITS_PARTS = {
    PlaceKind.NATION: "Ses pays",
    PlaceKind.REGION: "Ses régions",
    PlaceKind.DEPARTEMENT: "Ses départements",
    PlaceKind.OVERSEAS: "Ses collectivités d'outre-mer",
    PlaceKind.ARRONDISSEMENT: "Ses arrondissements",
    PlaceKind.EPCI: "Ses intercommunalités",
    PlaceKind.EPT: "Ses établissements publics territoriaux",
    PlaceKind.COMMUNE: "Ses communes",
    PlaceKind.FORMER_COMMUNE: "Ses communes déléguées, associées ou anciennes",
    PlaceKind.CITY_DISTRICT: "Ses arrondissements municipaux",
    PlaceKind.CONTRAT: "Ses contrats de ville",
    PlaceKind.QPV: "Ses quartiers prioritaires (QPV)",
    PlaceKind.QRR: "Ses quartiers de reconquête républicaine",
    PlaceKind.ZSP: "Ses zones de sécurité prioritaires",
    PlaceKind.TVA: "Ses territoires de veille active",
    PlaceKind.REP: "Ses réseaux d'éducation prioritaire",
    PlaceKind.REP_PLUS: "Ses réseaux d'éducation prioritaire renforcés (REP+)",
    PlaceKind.NPNRU: "Ses sites de renouvellement urbain",
    PlaceKind.CITE_EDUCATIVE: "Ses cités éducatives",
    PlaceKind.FRANCE_SERVICES: "Ses espaces France services",
}


@dataclass
class Branch:
    """A place directly in France, with the départements that it contains."""

    place: Place
    parts: list[Place] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many places it shows."""
        return 1 + len(self.parts)


@dataclass(frozen=True)
class Group:
    """Containments whose parts are of one kind, under what the page calls them."""

    title: str
    rows: list[Containment]


def of_france() -> list[Branch]:
    """Today's régions and overseas collectivities by name, each with its départements by code; two queries."""
    france = Containment.objects.in_force().filter(whole__kind=PlaceKind.NATION, whole__code="FR")
    top = Place.objects.filter(pk__in=france.values("part"), kind__in=(PlaceKind.REGION, PlaceKind.OVERSEAS))
    branches = {place.pk: Branch(place) for place in top.largest_first()}
    edges = Containment.objects.in_force().filter(whole__in=branches, part__kind=PlaceKind.DEPARTEMENT)
    for edge in edges.select_related("part").order_by("part__code"):
        branches[edge.whole_id].parts.append(edge.part)
    return sorted(branches.values(), key=lambda branch: _plain(branch.place.name))


def matching(branches: Iterable[Branch], words: str) -> list[Branch]:
    """The branches whose own name or code matches, whole; of the others, the parts that match."""
    if not words:
        return list(branches)
    kept = []
    for branch in branches:
        parts = branch.parts if _matches(branch.place, words) else [p for p in branch.parts if _matches(p, words)]
        if parts or _matches(branch.place, words):
            kept.append(Branch(branch.place, parts))
    return kept


def departements_around(places: Collection[int]) -> dict[int, list[str]]:
    """The codes of the départements and overseas collectivities that hold each place today, itself included, by its
    key; one query for all of them. A place that no département holds is left out.
    """
    if not places:
        return {}
    sql, values = climbing(places)
    kinds = [PlaceKind.DEPARTEMENT.value, PlaceKind.OVERSEAS.value]
    found: dict[int, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT up.start, p.code FROM ({sql}) up JOIN places_place p ON p.id = up.id"  # noqa: S608
            " WHERE p.kind IN (%s, %s) ORDER BY p.code",
            [*values, *kinds],
        )
        for start, code in cursor.fetchall():
            found.setdefault(start, []).append(code)
    return found


def around(place: Place) -> list[Containment]:
    """Everything that contained the place directly, on any day, the largest first; one query."""
    rows = place.containments.select_related("whole")
    return sorted(rows, key=lambda row: (_rank(row.whole), row.whole.code, row.since or date.min))


def inside(place: Place, *, on: date | None = None) -> list[Group]:
    """What the place contains directly on a day (today), by kind, the largest kind first; one query."""
    rows = place.contents.in_force(on=on).select_related("part")
    ordered = sorted(rows, key=lambda row: (_rank(row.part), row.part.code))
    return [
        Group(ITS_PARTS[PlaceKind(kind)], list(group))
        for kind, group in groupby(ordered, key=lambda row: row.part.kind)
    ]


def holds(row: Containment, *, on: date | None = None) -> bool:
    """Whether a containment is in force on a day (today)."""
    day = on or timezone.localdate()
    return (row.since is None or row.since <= day) and (row.until is None or day <= row.until)


def history(names: Sequence[PlaceName], containments: Iterable[Containment]) -> list[dict[str, Any]]:
    """What changed, as events for a timeline, newest first; a single name is no change, nor is what has no day."""
    known = [] if len(names) == 1 else names
    events = [
        _event(f"Prend le nom «\u202f{row.name}\u202f»", f"Dernier jour du nom «\u202f{row.name}\u202f»", row)
        for row in known
    ]
    events += [_event(f"Premier jour dans {row.whole}", f"Dernier jour dans {row.whole}", row) for row in containments]
    return sorted((event for event in events if event["date"]), key=lambda event: event["date"], reverse=True)


def _event(first: str, last: str, row: PlaceName | Containment) -> dict[str, Any]:
    """Told on its first day; on its last one when the first is not known."""
    since, until = row.since, row.until
    if since is None:
        return {"date": until, "title": last}
    return {"date": since, "title": first, "text": f"jusqu'au {date_longue(until)}" if until else ""}


def _rank(place: Place) -> int:
    return PlaceKind.values.index(place.kind)


def _matches(place: Place, words: str) -> bool:
    return _plain(words) in _plain(place.name) or place.code.casefold() == words.casefold()


def _plain(text: str) -> str:
    """Without accents, hyphens and case: « cote d'or » finds « Côte-d'Or »."""
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(" " if c in "-'’" else c for c in letters if not unicodedata.combining(c))
