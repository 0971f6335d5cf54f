"""What counts, and what it adds up to: derived from observations, moved in the transaction of each write.

`tenir indicators recompute --check` finds these tables identical to a full computation.
"""

from __future__ import annotations

from django.db import models

from tenir.core.disclosure import Disclosure
from tenir.core.places.models import Place
from tenir.modules.indicators.models.indicators import Indicator, Panel
from tenir.modules.indicators.models.observations import Observation


class CountedValue(models.Model):
    """The observation that counts for an indicator, a place and a period; no row where none does."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="counted_values", db_index=False)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    period = models.BigIntegerField()
    observation = models.ForeignKey(Observation, on_delete=models.CASCADE, related_name="+")

    disclosure = Disclosure(internal=("indicator", "place", "period", "observation"))

    class Meta:
        verbose_name = "valeur qui compte"
        verbose_name_plural = "valeurs qui comptent"
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("indicator", "place", "period"), name="counted_value_once"),)


class Total(models.Model):
    """The sum of what counts in a place over a period: `answered` answers of one leaf for one asked period.

    No row where nobody answered: a missing value is never a zero. The leaves have their own rows.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="totals", db_index=False)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="totals", db_index=False)
    period = models.BigIntegerField()
    numerator = models.BigIntegerField()
    denominator = models.BigIntegerField(null=True)
    # A subtraction is proposed to the database as a negative row before it is added: no CHECK of its own.
    answered = models.IntegerField()

    disclosure = Disclosure(internal=("indicator", "place", "period", "numerator", "denominator", "answered"))

    class Meta:
        verbose_name = "total"
        verbose_name_plural = "totaux"
        ordering = ("id",)
        # Pages ask for all of a place, or for one indicator of it over time.
        indexes = (models.Index(fields=("place", "indicator", "period"), name="total_by_place"),)
        constraints = (models.UniqueConstraint(fields=("indicator", "period", "place"), name="total_once"),)


class Expected(models.Model):
    """How many answers are expected of a panel in a place over a period asked as `periodicity` says."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="expected", db_index=False)
    periodicity = models.CharField(max_length=12)
    period = models.BigIntegerField()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    answers = models.PositiveIntegerField()

    disclosure = Disclosure(public=("panel", "periodicity", "period", "place", "answers"))

    class Meta:
        verbose_name = "nombre de réponses attendues"
        verbose_name_plural = "nombres de réponses attendues"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("panel", "periodicity", "period", "place"), name="expected_once"),
        )
