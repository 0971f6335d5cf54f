"""Gathers the file of a meeting from what is public, so that it may be sent on: a constant number of queries whatever
the number of promises, decisions and duties; those of figures come once for each place that the texts commit.

No draft text, no minutes, no withheld figure is in it, whoever asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.db.models import F, Q
from django.utils import timezone

from tenir.modules.commitments.enums import State
from tenir.modules.commitments.models import Framework
from tenir.modules.governance.dossier import figures, texts
from tenir.modules.governance.dossier.content import Coming, Decided, File, Owed, Point
from tenir.modules.governance.duties.reading import late_words
from tenir.modules.governance.enums import DecisionState, ItemReason
from tenir.modules.governance.models import AgendaItem, Body, Decision, DutyInstance, Meeting

# How long before its day a duty is worth a word.
SOON = timedelta(days=92)
# A file is read in a meeting: what is more stands on the screens.
MOST_OWED, MOST_COMING, MOST_DECISIONS = 40, 8, 120


def of(meeting: Meeting, *, address: str = "") -> File:
    """The file of a meeting as things stand now; its body is told in full by `meeting.body`."""
    body, today = meeting.body, timezone.localdate()
    followed = list(body.frameworks.select_related("place", "source").order_by("short_title", "pk"))
    public = [one for one in followed if one.state == State.PUBLIC]
    previous = Meeting.objects.held().filter(body=body, starts_at__lt=meeting.starts_at).order_by("-starts_at").first()
    decisions = _decisions(meeting, previous)
    return File(
        body=body.name,
        kind=body.get_kind_display(),
        place=body.place.name,
        starts_at=timezone.localtime(meeting.starts_at),
        where=meeting.where,
        state=meeting.get_state_display(),
        made_at=timezone.localtime(),
        address=address,
        agenda=tuple(_agenda(meeting)),
        texts=tuple(texts.of(public, today)),
        drafts=len(followed) - len(public),
        last_met=previous.day if previous else None,
        decided=tuple(told_decision(one, today) for one in decisions if previous and _is_new(one, previous)),
        still_open=tuple(told_decision(one, today) for one in decisions if not (previous and _is_new(one, previous))),
        figures=tuple(figures.of(public)),
        owed=tuple(_owed(meeting, public, today)),
        coming=tuple(_coming(meeting, public)),
        invented=tuple(_invented(meeting)),
    )


def _agenda(meeting: Meeting) -> Iterator[Point]:
    # As on the public page of the meeting.
    for item in AgendaItem.objects.filter(meeting=meeting).order_by("position", "pk"):
        label = "" if item.reason == ItemReason.FREE else ItemReason(item.reason).label
        yield Point(item.title, ". ".join(filter(None, (label, item.why))))


def _decisions(meeting: Meeting, previous: Meeting | None) -> list[Decision]:
    """Those of the previous meeting, those closed since, and those still to do; the nearest date first."""
    earlier = Decision.objects.filter(meeting__body=meeting.body, meeting__starts_at__lt=meeting.starts_at)
    wanted = Q(state=DecisionState.TO_DO)
    if previous is not None:
        wanted |= Q(meeting=previous) | Q(closed_on__gte=previous.day)
    rows = earlier.filter(wanted).select_related("meeting", "holder").with_follow_ups()
    return list(
        rows.order_by(F("due_on").asc(nulls_last=True), "meeting__starts_at", "position", "pk")[:MOST_DECISIONS]
    )


def _is_new(one: Decision, previous: Meeting) -> bool:
    """Whether it was taken at the previous meeting, or closed since."""
    return one.meeting_id == previous.pk or one.state != DecisionState.TO_DO


def told_decision(one: Decision, today: date) -> Decided:
    """What a document tells of a decision; its follow-ups come with it (`with_follow_ups`)."""
    said = list(one.follow_ups.all())
    return Decided(
        text=one.text,
        taken=one.meeting.day,
        holder=one.holder.name if one.holder else "",
        due=one.due_on,
        state=one.get_state_display(),
        last=said[-1].words if said else "",
        late=one.is_late(today),
        is_invented=one.is_invented or bool(said and said[-1].is_invented),
    )


def _owed(meeting: Meeting, public: Sequence[Framework], today: date) -> Iterator[Owed]:
    """What the places of the body and of its texts owe: late, or due within three months."""
    places = {meeting.body.place_id, *(one.place_id for one in public)}
    rows = DutyInstance.objects.to_do().filter(place__in=places, due_on__lt=today + SOON).in_full()
    for one in rows.order_by("due_on", "pk")[:MOST_OWED]:
        yield Owed(
            title=one.duty.title,
            place=one.place.name,
            due=one.due_on,
            late=late_words(one, today),
            text=", ".join(filter(None, (one.duty.text, one.duty.where))),
            is_invented=one.is_invented,
        )


def _coming(meeting: Meeting, public: Sequence[Framework]) -> Iterator[Coming]:
    around = Q(body=meeting.body_id) | Q(body__in=Body.objects.filter(frameworks__in=public))
    rows = Meeting.objects.to_come().filter(around).exclude(pk=meeting.pk).select_related("body")
    for one in rows[:MOST_COMING]:
        yield Coming(one.body.name, timezone.localtime(one.starts_at), one.where, one.is_invented)


def _invented(meeting: Meeting) -> Iterator[str]:
    if meeting.body.is_invented:
        yield "l'instance"
    if meeting.is_invented:
        yield "la réunion"
