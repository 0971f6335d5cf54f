"""What a body decides, followed to its end, and what is answered to an evaluation's recommendations."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Prefetch, Q
from django.utils import timezone

from tenir.core.disclosure import Disclosure
from tenir.core.people.models import Organisation
from tenir.core.places.models import Place
from tenir.modules.commitments.models import Commitment, Provision
from tenir.modules.governance.enums import DecisionKind, DecisionState, Effect, Verdict
from tenir.modules.governance.models.bodies import Body
from tenir.modules.governance.models.meetings import Meeting


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Reads in the field's words."""

    def open(self) -> DecisionQuerySet:
        """Those that wait for something to be done."""
        return self.filter(state=DecisionState.TO_DO)

    def late(self, today: date) -> DecisionQuerySet:
        """Those still to do whose date is past."""
        return self.open().filter(due_on__lt=today)

    def in_full(self) -> DecisionQuerySet:
        """Each with its meeting, its body and who must do it."""
        return self.select_related("meeting__body__place", "holder")

    def with_follow_ups(self) -> DecisionQuerySet:
        """Each with what was said of it since, in order."""
        return self.prefetch_related(Prefetch("follow_ups", FollowUp.objects.order_by("said_on", "pk")))


class Decision(models.Model):
    """What was decided, recommended or asked in a meeting. `state` repeats the latest follow-up."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions", verbose_name="réunion")
    position = models.PositiveIntegerField("rang")
    kind = models.CharField("sorte", max_length=20, choices=DecisionKind, default=DecisionKind.DECISION)
    text = models.CharField("texte", max_length=1000)
    holder = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name="organisation qui doit le faire",
    )
    due_on = models.DateField("à faire avant le", null=True, blank=True)
    state = models.CharField("état", max_length=20, choices=DecisionState, default=DecisionState.TO_DO)
    closed_on = models.DateField("close le", null=True, blank=True)
    is_invented = models.BooleanField("inventée pour la démonstration", default=False)
    commitments = models.ManyToManyField(
        Commitment, through="DecisionTie", related_name="decisions", verbose_name="engagements"
    )

    objects = DecisionQuerySet.as_manager()

    disclosure = Disclosure(
        public=("meeting", "position", "kind", "text", "holder", "due_on", "state", "closed_on", "is_invented")
    )

    class Meta:
        verbose_name = "décision"
        verbose_name_plural = "décisions"
        ordering = ("meeting", "position", "id")
        indexes = (models.Index(fields=("state", "due_on"), name="decision_by_due"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state=DecisionState.TO_DO, closed_on__isnull=True)
                | ~Q(state=DecisionState.TO_DO) & Q(closed_on__isnull=False),
                name="decision_closed_says_when",
                violation_error_message="Une décision faite ou abandonnée dit depuis quand.",
            ),
        )

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        """Address of its page, below its body's."""
        return f"/instances/{self.meeting.body.slug}/decisions/{self.pk}/"

    @property
    def place(self) -> Place:
        """Where roles are asked about it: its body's place."""
        return self.meeting.body.place

    def is_late(self, today: date) -> bool:
        """Whether it is still to do after its date."""
        return self.state == DecisionState.TO_DO and self.due_on is not None and self.due_on < today


class DecisionTie(models.Model):
    """What a decision does to a promise."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="ties", verbose_name="décision")
    commitment = models.ForeignKey(
        Commitment, on_delete=models.CASCADE, related_name="decision_ties", verbose_name="engagement"
    )
    effect = models.CharField("effet", max_length=20, choices=Effect, default=Effect.CONCERNS)

    disclosure = Disclosure(public=("decision", "commitment", "effect"))

    class Meta:
        verbose_name = "engagement visé par une décision"
        verbose_name_plural = "engagements visés par des décisions"
        ordering = ("decision", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("decision", "commitment"),
                name="decision_tie_once",
                violation_error_message="Cette décision vise déjà cet engagement.",
            ),
        )


class AppendOnly(models.Model):
    """History: added, never edited."""

    said_on = models.DateField("dit le", default=timezone.localdate)
    recorded_at = models.DateTimeField("enregistré le", default=timezone.now, editable=False)
    is_invented = models.BooleanField("inventé pour la démonstration", default=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only a new row can be saved: what was said stays said."""
        if self.pk is not None and not kwargs.get("force_insert"):
            raise TypeError("what was said is never edited; say something later")
        super().save(*args, **kwargs)


class FollowUp(AppendOnly):
    """What was said of a decision on a day, and the state that it left it in."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="follow_ups", verbose_name="décision")
    state = models.CharField("état", max_length=20, choices=DecisionState)
    words = models.CharField("ce qui est dit", max_length=1000)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="dit par"
    )

    disclosure = Disclosure(
        public=("decision", "state", "words", "organisation", "said_on", "recorded_at", "is_invented")
    )

    class Meta:
        verbose_name = "suite d'une décision"
        verbose_name_plural = "suites de décisions"
        ordering = ("decision", "said_on", "id")


class Answer(AppendOnly):
    """What a body answers to a recommendation (préconisation) of an evaluation, and why; the latest stands."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="answers", verbose_name="instance qui répond")
    provision = models.ForeignKey(
        Provision, on_delete=models.CASCADE, related_name="answers", verbose_name="préconisation"
    )
    verdict = models.CharField("réponse", max_length=20, choices=Verdict)
    reasons = models.CharField("raisons", max_length=1000)

    disclosure = Disclosure(public=("body", "provision", "verdict", "reasons", "said_on", "recorded_at", "is_invented"))

    class Meta:
        verbose_name = "réponse à une préconisation"
        verbose_name_plural = "réponses à des préconisations"
        ordering = ("provision", "said_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(reasons=""),
                name="answer_gives_reasons",
                violation_error_message="Une réponse à une préconisation donne ses raisons.",
            ),
        )
