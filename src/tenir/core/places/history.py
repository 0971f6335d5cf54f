"""Containments as they were told at an instant: what was corrected since is kept, so that an answer of the past stays.

`since` and `until` say when a place lay in another; `recorded_at` says when that was told. An answer « as known on a
day » needs the second: a commune moved to its right EPCI in March was in the wrong one for whoever asked in February.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from tenir.core.places.models import Containment, FormerContainment, Place

CHUNK = 5000


class Told(NamedTuple):
    """`part` lies in `whole` from a day to a day (primary keys)."""

    part: int
    whole: int
    since: date | None
    until: date | None

    def holds(self, day: date) -> bool:
        """Whether it says so of a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def keep_former(containment: Containment) -> None:
    """Part of an action: keep what was told until now of a containment that is about to be saved otherwise."""
    was, now = Containment.objects.get(pk=containment.pk), timezone.now()
    names = ("part_id", "whole_id", "share", "since", "until", "recorded_at")
    FormerContainment.objects.create(withdrawn_at=now, **{name: getattr(was, name) for name in names})
    containment.recorded_at = now


def told(at: datetime | None = None) -> Iterator[Told]:
    """Every containment, of every day, as told at an instant (now); one query, two for an instant of the past."""
    columns = ("part", "whole", "since", "until")
    rows = Containment.objects.order_by()
    if at is not None:
        known = Q(recorded_at__isnull=True) | Q(recorded_at__lte=at)
        rows = rows.filter(known)
        former = FormerContainment.objects.filter(known, withdrawn_at__gt=at).order_by()
        yield from (Told(*row) for row in former.values_list(*columns).iterator(chunk_size=CHUNK))
    yield from (Told(*row) for row in rows.values_list(*columns).iterator(chunk_size=CHUNK))


def moved_since(at: datetime) -> bool:
    """Whether anything was told of containments after an instant; one query, two when nothing was."""
    later = FormerContainment.objects.filter(withdrawn_at__gt=at)
    return later.exists() or Containment.objects.filter(recorded_at__gt=at).exists()


def within(place: Place, *, on: date, at: datetime) -> set[int]:
    """Keys of a place and of all that it contained on a day, as told at an instant."""
    return below({place.pk}, (one for one in told(at) if one.holds(on)))


def below(places: set[int], containments: Iterable[Told]) -> set[int]:
    """Keys of these places and of all that they contain, by what these containments say."""
    parts: dict[int, list[int]] = defaultdict(list)
    for one in containments:
        parts[one.whole].append(one.part)
    found, waiting = set(places), list(places)
    while waiting:
        new = set(parts[waiting.pop()]) - found
        found |= new
        waiting.extend(new)
    return found
