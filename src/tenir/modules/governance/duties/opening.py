"""Which instances a duty has by its rule, and which are not open yet. Reads only; `actions/duties.py` writes.

Nothing is opened of its own accord: a duty opens instances in a place only once somebody follows it there, and for
what is due from the day that they say, a year back at most. A text of 2019 thus leaves no heap of late reports.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from tenir.core.places.models import Place, PlaceQuerySet
from tenir.modules.commitments.enums import FrameworkKind
from tenir.modules.commitments.models import Framework
from tenir.modules.governance.duties import rhythm
from tenir.modules.governance.duties.enums import KINDS, InstanceState, Reach, Rhythm
from tenir.modules.governance.models import Duty, DutyInstance, DutyStart

# An instance opens a quarter ahead, so that a quarterly one always stands open.
AHEAD = timedelta(days=92)
FURTHEST_BACK = timedelta(days=366)
ONCE = "une_fois"


@dataclass
class Work:
    """What is missing, and what is open with a day that the rule has moved."""

    missing: list[DutyInstance] = field(default_factory=list)
    moved: list[tuple[DutyInstance, date]] = field(default_factory=list)


def period_of(duty: Duty, number: int) -> str:
    """Which instance it is, whatever its day: a corrected first day moves the day, not the instance."""
    return f"{duty.recurrence}-{number}" if duty.first_due else ONCE


def rule_says(duty: Duty, period: str) -> date | None:
    """The day of an instance by the rule of today; None where the rule gives it none (a chosen day, another rhythm)."""
    if duty.first_due:
        rhythm_then, _, number = period.rpartition("-")
        return rhythm.due_day(duty.first_due, duty.recurrence, int(number)) if rhythm_then == duty.recurrence else None
    return duty.due_on if period == ONCE else None


def places_of(duty: Duty, within: Place) -> PlaceQuerySet:
    """The places in `within` that have an instance of their own; of a duty of a territory, those of it alone."""
    wanted = Q(kind=KINDS[Reach(duty.reach)])
    if duty.reach == Reach.CONTRACT:
        contracts = Framework.objects.public().filter(kind=FrameworkKind.CONTRAT_DE_VILLE)
        wanted |= Q(pk__in=contracts.values("place"))
    found = Place.objects.within(within).filter(wanted)
    if duty.place is not None:
        found = found.filter(pk__in=Place.objects.within(duty.place).values("pk"))
    return found.order_by("kind", "code")


def can_be_followed(duty: Duty, today: date) -> bool:
    """Whether days to come are known by its rule."""
    if duty.rhythm == Rhythm.RECURRING:
        return True
    return duty.due_on is not None and duty.due_on >= today


def work_of(duty: Duty, starts: Iterable[DutyStart], today: date) -> Work:
    """What its rule asks today; three queries, one more for each place where it is followed."""
    known = list(DutyInstance.objects.filter(duty=duty))
    work = Work(moved=list(_moved(duty, known)))
    taken = {(one.place_id, one.period) for one in known}
    latest_of_other_rhythm = _latest(duty, known)
    for start in starts:
        days = list(_days(duty, start, today))
        if not days:
            continue
        for place in places_of(duty, start.place):
            for number, day in days:
                key = (place.pk, period_of(duty, number))
                if key in taken or day <= latest_of_other_rhythm.get(place.pk, date.min):
                    continue
                taken.add(key)
                work.missing.append(_instance(duty, place, key[1], day, invented=start.is_invented))
    return work


def _instance(duty: Duty, place: Place, period: str, day: date, *, invented: bool) -> DutyInstance:
    made = DutyInstance(duty=duty, place=place, period=period, due_on=day)
    made.is_invented = invented or duty.is_invented
    return made


def _days(duty: Duty, start: DutyStart, today: date) -> Iterable[tuple[int, date]]:
    until = min(today + AHEAD, start.until or date.max)
    if duty.first_due:
        return rhythm.due_between(duty.first_due, duty.recurrence, start.since, until)
    return [(0, duty.due_on)] if duty.due_on and start.since <= duty.due_on <= until else []


def _moved(duty: Duty, known: Iterable[DutyInstance]) -> Iterable[tuple[DutyInstance, date]]:
    """A day that nobody was told yet follows the rule; a day once notified holds."""
    for one in known:
        day = rule_says(duty, one.period)
        if one.state == InstanceState.TODO and one.notified_on is None and day is not None and day != one.due_on:
            yield one, day


def _latest(duty: Duty, known: Iterable[DutyInstance]) -> dict[int, date]:
    """By place, the last day of instances of another rhythm: a report already asked is not asked twice."""
    latest: dict[int, date] = {}
    for one in known:
        if duty.first_due and not one.period.startswith(f"{duty.recurrence}-"):
            latest[one.place_id] = max(one.due_on, latest.get(one.place_id, date.min))
    return latest
