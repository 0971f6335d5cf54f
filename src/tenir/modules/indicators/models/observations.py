"""What was sent, what was said of it, and which periods are closed. Rows are added, never edited."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tenir.core.disclosure import Disclosure
from tenir.core.people.models import Organisation
from tenir.core.places.models import Place
from tenir.modules.indicators.enums import State
from tenir.modules.indicators.models.indicators import FigureSource, Indicator


class Observation(models.Model):
    """One value sent for an indicator, a place and a period. Only `state` moves, with each verdict.

    `numerator` and `denominator` are whole numbers of the indicator's smallest unit; `period` is the number of a
    `engines.rollup` period. A later row for the same three is a correction and gives its `reason`. `is_invented` also
    where the indicator or the place is: every way in derives it.
    """

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="observations", verbose_name="indicateur"
    )
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="observations", verbose_name="lieu")
    period = models.BigIntegerField("période")
    numerator = models.BigIntegerField("valeur ou numérateur", null=True, blank=True)
    denominator = models.BigIntegerField("dénominateur", null=True, blank=True)
    statement = models.TextField("en mots", blank=True)
    # Of a figure of companies: how many make it, and how much the largest does, for the secret statistique.
    contributors = models.PositiveIntegerField("nombre d'entreprises", null=True, blank=True)
    largest = models.BigIntegerField("part de la plus grande", null=True, blank=True)
    source = models.ForeignKey(
        FigureSource,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="observations",
        verbose_name="source",
    )
    where = models.CharField("où dans la source", max_length=200, blank=True)
    sender = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="sent", verbose_name="envoyée par"
    )
    reason = models.CharField("raison de la correction", max_length=300, blank=True)
    state = models.CharField("état", max_length=10, choices=State, default=State.DECLARED)
    recorded_at = models.DateTimeField("enregistrée le", default=timezone.now)
    is_invented = models.BooleanField("inventée pour la démonstration", default=False)

    # Not public: what may be shown of a value is decided once, at the exit (`publishing.py`).
    disclosure = Disclosure(
        internal=(
            *("indicator", "place", "period", "numerator", "denominator", "statement", "contributors", "largest"),
            *("source", "where", "sender", "reason", "state", "recorded_at", "is_invented"),
        )
    )

    class Meta:
        verbose_name = "valeur envoyée"
        verbose_name_plural = "valeurs envoyées"
        ordering = ("id",)
        indexes = (
            models.Index(fields=("indicator", "place", "period"), name="observation_by_key"),
            # The page of an indicator names its sources: few, among all that was ever sent.
            models.Index(
                fields=("indicator", "source"), condition=Q(source__isnull=False), name="observation_by_source"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(numerator__isnull=False) | ~Q(statement=""),
                name="observation_says_something",
                violation_error_message="Une valeur est un nombre ou une phrase.",
            ),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | Q(denominator__gte=0),
                name="observation_denominator_not_negative",
                violation_error_message="Un dénominateur n'est pas négatif.",
            ),
        )


class Verdict(models.Model):
    """What somebody in charge said of a value. The latest acceptance of a key is the value that counts."""

    observation = models.ForeignKey(
        Observation, on_delete=models.CASCADE, related_name="verdicts", verbose_name="valeur envoyée"
    )
    verdict = models.CharField("verdict", max_length=10, choices=State)
    at = models.DateTimeField("le", default=timezone.now)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="rendu par"
    )
    # Of a value sent back: what to correct. Of a contested one: the motive.
    comment = models.CharField("commentaire ou motif", max_length=1000, blank=True)
    # Of a contested one: how the other value was found.
    method = models.CharField("méthode de l'autre valeur", max_length=1000, blank=True)
    other_numerator = models.BigIntegerField("autre valeur ou autre numérateur", null=True, blank=True)
    other_denominator = models.BigIntegerField("autre dénominateur", null=True, blank=True)

    disclosure = Disclosure(
        internal=(
            *("observation", "verdict", "at", "organisation", "comment", "method", "other_numerator"),
            "other_denominator",
        )
    )

    class Meta:
        verbose_name = "verdict sur une valeur"
        verbose_name_plural = "verdicts sur des valeurs"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(verdict__in=(State.SENT_BACK, State.CONTESTED)) | ~Q(comment=""),
                name="verdict_gives_its_reason",
                violation_error_message="Dites pourquoi la valeur est renvoyée ou contestée.",
            ),
        )


class Closing(models.Model):
    """A period of an indicator that takes no more values."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="closings", verbose_name="indicateur"
    )
    period = models.BigIntegerField("période")
    at = models.DateTimeField("close le", default=timezone.now)

    disclosure = Disclosure(public=("indicator", "period", "at"))

    class Meta:
        verbose_name = "période close"
        verbose_name_plural = "périodes closes"
        ordering = ("indicator", "period")
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "period"),
                name="closing_once",
                violation_error_message="Cette période est déjà close.",
            ),
        )
