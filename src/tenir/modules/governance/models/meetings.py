"""Meetings, their agenda, who came, their minutes."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tenir.core.disclosure import Disclosure
from tenir.core.people.models import Organisation
from tenir.core.places.models import Place
from tenir.modules.commitments.models import Commitment
from tenir.modules.governance.enums import ItemReason, MeetingState, Presence
from tenir.modules.governance.models.bodies import Body


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Reads in the field's words."""

    def held(self) -> MeetingQuerySet:
        """Those that took place."""
        return self.filter(state=MeetingState.HELD)

    def to_come(self, *, now: datetime | None = None) -> MeetingQuerySet:
        """Planned ones that did not begin, the next first."""
        return self.filter(state=MeetingState.PLANNED, starts_at__gte=now or timezone.now()).order_by("starts_at", "pk")


class Meeting(models.Model):
    """A meeting of a body: planned, then held or cancelled. Its minutes are public once approved."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="meetings", verbose_name="instance")
    starts_at = models.DateTimeField("commence le")
    ends_at = models.DateTimeField("finit le", null=True, blank=True)
    where = models.CharField("endroit", max_length=200, blank=True)
    state = models.CharField("état", max_length=20, choices=MeetingState, default=MeetingState.PLANNED)
    cancelled_because = models.CharField("motif de l'annulation", max_length=300, blank=True)
    minutes = models.TextField("compte rendu", max_length=20_000, blank=True)
    # The organisation that kept the pen; persons are named nowhere.
    minutes_by = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="minutes_taken",
        verbose_name="compte rendu tenu par",
    )
    minutes_approved_on = models.DateField("compte rendu approuvé le", null=True, blank=True)
    is_invented = models.BooleanField("inventée pour la démonstration", default=False)
    # Of the minutes: two people who write them at once are told apart by it.
    revision = models.PositiveIntegerField("révision", default=1)

    objects = MeetingQuerySet.as_manager()

    disclosure = Disclosure(
        public=(
            *("body", "starts_at", "ends_at", "where", "state", "cancelled_because"),
            *("minutes_by", "minutes_approved_on", "is_invented"),
        ),
        # A draft until they are approved; they may name people, so the journal tells their length alone.
        personal=("minutes",),
        technical=("id", "revision"),
    )

    class Meta:
        verbose_name = "réunion"
        verbose_name_plural = "réunions"
        ordering = ("-starts_at", "-id")
        indexes = (models.Index(fields=("body", "state", "starts_at"), name="meeting_by_body"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(starts_at__lt=F("ends_at")),
                name="meeting_hours_in_order",
                violation_error_message="Une réunion ne peut pas finir avant d'avoir commencé.",
            ),
            models.CheckConstraint(
                condition=~Q(state=MeetingState.CANCELLED) | ~Q(cancelled_because=""),
                name="meeting_cancelled_says_why",
                violation_error_message="Une réunion annulée dit pourquoi.",
            ),
            models.CheckConstraint(
                condition=Q(minutes_approved_on__isnull=True) | ~Q(minutes="") & Q(state=MeetingState.HELD),
                name="meeting_approved_minutes_are_written",
                violation_error_message="On n'approuve que le compte rendu écrit d'une réunion tenue.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.body.name}, {self.day:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        """Address of its page, below its body's."""
        return f"/instances/{self.body.slug}/reunions/{self.pk}/"

    @property
    def place(self) -> Place:
        """Where roles are asked about it: its body's place."""
        return self.body.place

    @property
    def day(self) -> date:
        """The day in Paris."""
        return timezone.localtime(self.starts_at).date()

    @property
    def is_approved(self) -> bool:
        """Whether everybody may read its minutes."""
        return self.minutes_approved_on is not None


class Attendance(models.Model):
    """Whether an organisation came to a meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances", verbose_name="réunion")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="attendances", verbose_name="organisation"
    )
    presence = models.CharField("présence", max_length=10, choices=Presence)

    disclosure = Disclosure(public=("meeting", "organisation", "presence"))

    class Meta:
        verbose_name = "présence"
        verbose_name_plural = "présences"
        ordering = ("meeting", "organisation__name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "organisation"),
                name="attendance_once",
                violation_error_message="La présence de cette organisation est déjà notée.",
            ),
        )


class AgendaItem(models.Model):
    """A point of an agenda, in its order, and why it stands there."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items", verbose_name="réunion")
    position = models.PositiveIntegerField("rang")
    title = models.CharField("point", max_length=300)
    reason = models.CharField("raison", max_length=20, choices=ItemReason, default=ItemReason.FREE)
    why = models.CharField("pourquoi", max_length=300, blank=True)
    commitment = models.ForeignKey(
        Commitment,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="agenda_items",
        verbose_name="engagement",
    )
    decision = models.ForeignKey(
        "governance.Decision",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="agenda_items",
        verbose_name="décision",
    )

    disclosure = Disclosure(public=("meeting", "position", "title", "reason", "why", "commitment", "decision"))

    class Meta:
        verbose_name = "point de l'ordre du jour"
        verbose_name_plural = "points de l'ordre du jour"
        ordering = ("meeting", "position", "id")

    def __str__(self) -> str:
        return self.title
