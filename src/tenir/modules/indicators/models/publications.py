"""What was made public of figures under the statistical secret: the ledger against which the next are checked."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tenir.core.disclosure import Disclosure
from tenir.core.places.models import Place
from tenir.modules.indicators.enums import Rounding
from tenir.modules.indicators.models.indicators import Indicator


class Margin(models.Model):
    """`whole` is the sum of its parts in each place and period: all persons, of which women and men."""

    whole = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="margins", verbose_name="ensemble")
    part = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="margins_of", verbose_name="partie")

    disclosure = Disclosure(public=("whole", "part"))

    class Meta:
        verbose_name = "partie d'un indicateur"
        verbose_name_plural = "parties d'indicateurs"
        ordering = ("whole", "part")
        constraints = (
            models.UniqueConstraint(
                fields=("whole", "part"),
                name="margin_once",
                violation_error_message="Cet indicateur est déjà une partie de l'autre.",
            ),
            models.CheckConstraint(
                condition=~Q(whole=F("part")),
                name="margin_not_of_itself",
                violation_error_message="Un indicateur ne peut pas être une partie de lui-même.",
            ),
        )


class Publication(models.Model):
    """One release of a period of an indicator; the latest of a period is what the public reads.

    `base`: its figures are rounded to that many of the unit that people read; 1 when they are exact.
    """

    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="publications", verbose_name="indicateur"
    )
    period = models.BigIntegerField("période")
    # Taken when everything was counted: what is asked "as known then" is what was published.
    at = models.DateTimeField("publiée le", default=timezone.now)
    base = models.PositiveSmallIntegerField("arrondi", choices=Rounding, default=Rounding.EXACT)

    disclosure = Disclosure(public=("indicator", "period", "at", "base"))

    class Meta:
        verbose_name = "publication"
        verbose_name_plural = "publications"
        ordering = ("indicator", "period", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(base__in=Rounding.values),
                name="publication_rounded_as_offered",
                violation_error_message="Des chiffres sont publiés exacts, arrondis à 5 ou arrondis à 10.",
            ),
        )


class PublishedFigure(models.Model):
    """A figure of a release; `numerator` and `denominator` are empty where the figure is hidden."""

    publication = models.ForeignKey(
        Publication, on_delete=models.CASCADE, related_name="figures", verbose_name="publication"
    )
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+", verbose_name="lieu")
    numerator = models.BigIntegerField("valeur ou numérateur", null=True, blank=True)
    denominator = models.BigIntegerField("dénominateur", null=True, blank=True)

    disclosure = Disclosure(public=("publication", "place", "numerator", "denominator"))

    class Meta:
        verbose_name = "chiffre publié"
        verbose_name_plural = "chiffres publiés"
        ordering = ("publication", "place")
        constraints = (
            models.UniqueConstraint(
                fields=("publication", "place"),
                name="published_figure_once",
                violation_error_message="Ce chiffre est déjà dans cette publication.",
            ),
        )
