"""How bodies stand: when they met, when they should meet, what they decided and did not do yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone

from tenir.core.web import french
from tenir.modules.governance.cadence import next_due
from tenir.modules.governance.enums import DecisionState, MeetingState
from tenir.modules.governance.models import Body, Decision, Meeting


@dataclass(frozen=True)
class Standing:
    """A body on a day."""

    body: Body
    today: date
    held: tuple[date, ...] = ()
    coming: Meeting | None = None
    open: int = 0
    overdue: int = 0
    # Some of these meetings are the demonstration's, in a body that may be real.
    rests_on_invented: bool = False

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.body.ended_on is not None and self.body.ended_on < self.today

    @property
    def due(self) -> date | None:
        """By when it should meet next; None for what has ended, for a pattern, and where nothing is known."""
        if self.is_over or self.body.is_pattern:
            return None
        return next_due(self.body.cadence, self.held, self.body.followed_from)

    @property
    def is_late(self) -> bool:
        """Whether that day is past."""
        return self.due is not None and self.due < self.today

    @property
    def sentence(self) -> str:
        """Where it stands, in a sentence or two."""
        if self.is_over:
            return f"A pris fin le {french.date_longue(self.body.ended_on)}."
        if self.body.is_pattern:
            return "Modèle\u202f: chaque territoire a la sienne."
        return (
            " ".join(filter(None, (self._lateness, self._last, self._coming))) or "Aucune réunion n'est inscrite ici."
        )

    @property
    def decided(self) -> str:
        """« 3 décisions à faire, dont 1 en retard », or nothing."""
        if not self.open:
            return ""
        told = f"{french.accord(self.open, 'décision')} à faire"
        return f"{told}, dont {french.nombre(self.overdue)} en retard" if self.overdue else told

    @property
    def _lateness(self) -> str:
        if self.due is None:
            return ""
        day = french.date_longue(self.due)
        if self.is_late:
            return f"Elle devait se réunir au plus tard le {day}."
        return "" if self.coming else f"Elle doit se réunir au plus tard le {day}."

    @property
    def _last(self) -> str:
        return f"Dernière réunion le {french.date_longue(self.held[-1])}." if self.held else ""

    @property
    def _coming(self) -> str:
        if self.coming is None:
            return ""
        return f"Prochaine réunion le {french.date_heure(timezone.localtime(self.coming.starts_at))}."


def standings(bodies: Sequence[Body], today: date | None = None) -> list[Standing]:
    """How these bodies stand today, in their order; three queries whatever their number."""
    day, now = today or timezone.localdate(), timezone.now()
    keys = [one.pk for one in bodies]
    rows = Meeting.objects.filter(body__in=keys).exclude(state=MeetingState.CANCELLED).order_by("starts_at", "pk")
    held: dict[int, list[date]] = {}
    invented: set[int] = set()
    told = rows.filter(state=MeetingState.HELD).values_list("body", "starts_at", "is_invented")
    for body, moment, is_invented in told:
        held.setdefault(body, []).append(timezone.localdate(moment))
        invented |= {body} if is_invented else set()
    coming: dict[int, Meeting] = {}
    for meeting in rows.filter(state=MeetingState.PLANNED, starts_at__gte=now):
        coming.setdefault(meeting.body_id, meeting)
        invented |= {meeting.body_id} if meeting.is_invented else set()
    counts = _decisions(keys, day)
    return [
        Standing(
            one,
            day,
            tuple(held.get(one.pk, ())),
            coming.get(one.pk),
            *counts.get(one.pk, (0, 0)),
            rests_on_invented=one.pk in invented,
        )
        for one in bodies
    ]


def _decisions(keys: Sequence[int], day: date) -> dict[int, tuple[int, int]]:
    """How many decisions are to do, and how many of them late, by body."""
    rows = Decision.objects.filter(meeting__body__in=keys, state=DecisionState.TO_DO).order_by()
    found = rows.values("meeting__body").annotate(open=Count("pk"), late=Count("pk", filter=Q(due_on__lt=day)))
    return {row["meeting__body"]: (row["open"], row["late"]) for row in found}
