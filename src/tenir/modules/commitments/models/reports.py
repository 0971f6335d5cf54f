"""Progress reports (points d'avancement): what a holder says, and what became of it. Added, never edited."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tenir.core.disclosure import Disclosure
from tenir.core.people.models import Organisation
from tenir.core.places.models import Place
from tenir.modules.commitments.enums import Level, ReportState, StepKind
from tenir.modules.commitments.models.commitments import Commitment
from tenir.modules.indicators.models import Observation

# Reports that still wait for somebody: to be verified, or to be settled after a debate.
OPEN = (ReportState.DECLARED, ReportState.CONTESTED)


class ProgressReportQuerySet(models.QuerySet["ProgressReport"]):
    """Reads in the field's words."""

    def of(self, commitment: Commitment, place: Place | None = None) -> ProgressReportQuerySet:
        """Those of a promise itself, or of its application in a place, the latest first."""
        return self.filter(commitment=commitment, place=place).order_by("-id")

    def open(self) -> ProgressReportQuerySet:
        """Those that somebody still has to judge."""
        return self.filter(state__in=OPEN)


class ProgressReport(models.Model):
    """Where a promise stands, said by who holds it. `state` repeats the last step; all else is written once."""

    # Chosen by the page that sends it: the same key twice is the same report.
    key = models.CharField("clé d'envoi", max_length=64, unique=True)
    commitment = models.ForeignKey(
        Commitment, on_delete=models.CASCADE, related_name="reports", verbose_name="engagement"
    )
    # Empty: the promise itself. Else its application in this place.
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="lieu d'application"
    )
    level = models.CharField("niveau", max_length=30, choices=Level)
    on = models.DateField("au")
    sentence = models.CharField("en une phrase", max_length=500, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="reports", verbose_name="dit par"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="compte",
    )
    observation = models.ForeignKey(
        Observation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="chiffre"
    )
    blocked_by = models.ForeignKey(
        Commitment, on_delete=models.SET_NULL, null=True, blank=True, related_name="blocks", verbose_name="bloqué par"
    )
    blocked_words = models.CharField("ce qui bloque", max_length=300, blank=True)
    state = models.CharField("état", max_length=20, choices=ReportState, default=ReportState.DECLARED)
    sent_at = models.DateTimeField("envoyé le", default=timezone.now)
    is_invented = models.BooleanField("inventé pour la démonstration", default=False)

    objects = ProgressReportQuerySet.as_manager()

    disclosure = Disclosure(
        public=(
            *("commitment", "place", "level", "on", "sentence", "organisation", "observation"),
            *("blocked_by", "blocked_words", "state", "sent_at", "is_invented"),
        ),
        internal=("author",),
        technical=("id", "key"),
    )

    class Meta:
        verbose_name = "point d'avancement"
        verbose_name_plural = "points d'avancement"
        ordering = ("commitment", "id")
        indexes = (
            models.Index(fields=("commitment", "place", "-id"), name="progress_report_latest"),
            models.Index(fields=("state",), condition=Q(state__in=OPEN), name="progress_report_open"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(blocked_by__isnull=True) | ~Q(blocked_by=F("commitment")),
                name="report_not_blocked_by_itself",
                violation_error_message="Un engagement ne peut pas être bloqué par lui-même.",
            ),
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only its state ever changes (`actions.reports`): what was said stays as it was said."""
        if not self._state.adding and set(kwargs.get("update_fields") or ()) != {"state"}:
            raise TypeError("a progress report is never edited; send a later one")
        super().save(*args, **kwargs)

    @property
    def shown_place(self) -> Place:
        """Where it speaks of: the place that applies the promise, or the promise's own."""
        return self.place or self.commitment.place

    @property
    def subject(self) -> str:
        """« Mesure 10 », or « Mesure 10 (Côte-d'Or) » where it speaks of a place that applies the promise."""
        return f"{self.commitment} ({self.place})" if self.place else str(self.commitment)


class ReportStep(models.Model):
    """One thing that happened to a report: verified, sent back, contested, answered, settled, countersigned."""

    report = models.ForeignKey(
        ProgressReport, on_delete=models.CASCADE, related_name="steps", verbose_name="point d'avancement"
    )
    kind = models.CharField("étape", max_length=20, choices=StepKind)
    words = models.CharField("motif ou réponse", max_length=1000, blank=True)
    # The level that an overturned report should have said.
    level = models.CharField("niveau retenu", max_length=30, choices=Level, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="par"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="compte",
    )
    at = models.DateTimeField("le", default=timezone.now)

    disclosure = Disclosure(
        public=("report", "kind", "words", "level", "organisation", "at"), internal=("author",), technical=("id",)
    )

    class Meta:
        verbose_name = "étape d'un point d'avancement"
        verbose_name_plural = "étapes de points d'avancement"
        ordering = ("report", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=(StepKind.VERIFIED, StepKind.COUNTERSIGNED)) | ~Q(words=""),
                name="report_step_says_why",
                violation_error_message="Dites pourquoi en quelques mots.",
            ),
            # Each of those who wait countersigns; whatever else happens, happens once.
            models.UniqueConstraint(
                fields=("report", "kind"),
                condition=~Q(kind=StepKind.COUNTERSIGNED),
                name="report_step_once",
                violation_error_message="Cette étape a déjà eu lieu pour ce point d'avancement.",
            ),
            models.UniqueConstraint(
                fields=("report", "organisation"),
                condition=Q(kind=StepKind.COUNTERSIGNED),
                name="report_countersigned_once_each",
                violation_error_message="Cette organisation a déjà contresigné.",
            ),
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only a new row can be saved."""
        if not self._state.adding:
            raise TypeError("a step of a report is never edited")
        super().save(*args, **kwargs)
