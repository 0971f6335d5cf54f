"""What contours of a sort of places are installed, generation by generation: their days, precision, sources."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from tenir.modules.territories.models import Boundary


@dataclass(frozen=True)
class Edition:
    """The contours of one sort (`qpv`) and generation (`2024`)."""

    kind: str
    generation: str
    # Changes whenever a contour of it does.
    fingerprint: str
    # Metres by which the least precise line may be off; None: its files do not tell.
    precision: float | None
    since: date | None
    until: date | None
    sources: tuple[str, ...]
    # Whether what lies in none of them is in no place of this sort and generation.
    is_whole: bool
    is_invented: bool

    def holds(self, day: date | None = None) -> bool:
        """Whether it is that of a day (today)."""
        day = day or timezone.localdate()
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def installed(kinds: Iterable[str]) -> list[Edition]:
    """Those of these sorts, the latest first; one query."""
    drawn = Boundary.objects.filter(place__kind__in=list(kinds), surface__gt=0)
    by_import = (
        *("place__kind", "generation", "origin", "origin__sha256", "origin__source"),
        *("origin__whole_country", "origin__is_invented"),
    )
    rows = drawn.order_by("place__kind", "generation", "origin").values(*by_import)
    told = rows.annotate(
        rows=Count("pk"),
        newest=Max("pk"),
        widest=Max("precision"),
        first_day=Min("since"),
        last_day=Max("until"),
        lasting=Count("pk", filter=Q(until__isnull=True)),
    )
    grouped = groupby(told, key=lambda row: (row["place__kind"], row["generation"]))
    found = [_edition(kind, generation, list(group)) for (kind, generation), group in grouped]
    return sorted(found, key=lambda one: (one.since or date.min, one.generation), reverse=True)


def _edition(kind: str, generation: str, rows: list[dict[str, Any]]) -> Edition:
    precisions = [row["widest"] for row in rows]
    since = [row["first_day"] for row in rows if row["first_day"]]
    invented = all(row["origin__is_invented"] for row in rows)
    return Edition(
        kind=kind,
        generation=generation,
        fingerprint=_fingerprint(kind, generation, rows),
        precision=max(precisions) if all(precisions) else None,
        since=min(since, default=None),
        until=None if any(row["lasting"] for row in rows) else max(row["last_day"] for row in rows),
        sources=tuple(dict.fromkeys(row["origin__source"] for row in rows)),
        # An invented town has no other neighbourhoods than those invented with it.
        is_whole=invented or any(row["origin__whole_country"] for row in rows),
        is_invented=invented,
    )


def _fingerprint(kind: str, generation: str, rows: list[dict[str, Any]]) -> str:
    """Of the files, and of which rows they left: a contour that is imported anew is a new row."""
    told = [(row["origin"], row["origin__sha256"], row["rows"], row["newest"]) for row in rows]
    return hashlib.sha256(repr((kind, generation, told)).encode()).hexdigest()[:16]
