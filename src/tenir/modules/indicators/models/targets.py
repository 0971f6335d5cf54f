"""What is aimed at, where and for when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tenir.core.disclosure import Disclosure
from tenir.core.places.models import Place
from tenir.modules.indicators.enums import Trajectory
from tenir.modules.indicators.models.indicators import FigureSource, Indicator


class Target(models.Model):
    """A value to reach in a place, by a day where one is told, from a starting point where one is known.

    Whole numbers of the smallest unit. A national target has its territorial parts beside it: same indicator, same day,
    smaller places.
    """

    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="targets", verbose_name="indicateur"
    )
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="targets", verbose_name="lieu")
    # Empty where the text that sets the target gives no day.
    on = models.DateField("pour le", null=True, blank=True)
    numerator = models.BigIntegerField("valeur ou numérateur visé")
    denominator = models.BigIntegerField("dénominateur visé", null=True, blank=True)
    baseline_on = models.DateField("point de départ au", null=True, blank=True)
    baseline_numerator = models.BigIntegerField("valeur de départ", null=True, blank=True)
    baseline_denominator = models.BigIntegerField("dénominateur de départ", null=True, blank=True)
    trajectory = models.CharField("trajectoire", max_length=10, choices=Trajectory, default=Trajectory.LINEAR)
    source = models.ForeignKey(
        FigureSource, on_delete=models.PROTECT, null=True, blank=True, related_name="targets", verbose_name="source"
    )
    where = models.CharField("où dans la source", max_length=200, blank=True)
    # Where sources disagree on the target or on its starting point.
    note = models.CharField("note", max_length=500, blank=True)
    is_invented = models.BooleanField("inventée pour la démonstration", default=False)

    disclosure = Disclosure(
        public=(
            *("indicator", "place", "on", "numerator", "denominator", "baseline_on", "baseline_numerator"),
            *("baseline_denominator", "trajectory", "source", "where", "note", "is_invented"),
        )
    )

    class Meta:
        verbose_name = "cible"
        verbose_name_plural = "cibles"
        ordering = ("indicator", "on", "place")
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "place", "on"),
                name="target_once",
                violation_error_message="Ce lieu a déjà une cible de cet indicateur pour ce jour.",
            ),
            models.UniqueConstraint(
                fields=("indicator", "place"),
                condition=Q(on__isnull=True),
                name="target_without_a_day_once",
                violation_error_message="Ce lieu a déjà une cible de cet indicateur sans échéance.",
            ),
            models.CheckConstraint(
                condition=Q(baseline_on__isnull=True) | Q(on__isnull=True) | Q(baseline_on__lt=F("on")),
                name="target_after_its_baseline",
                violation_error_message="Le point de départ vient avant la cible.",
            ),
            models.CheckConstraint(
                condition=Q(baseline_on__isnull=True) | Q(baseline_numerator__isnull=False),
                name="target_baseline_whole",
                violation_error_message="Un point de départ a une valeur.",
            ),
        )
