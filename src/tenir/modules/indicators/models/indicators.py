"""What is measured, of which places it is asked, and where figures come from."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from tenir.core.disclosure import Disclosure
from tenir.core.people.models import Organisation
from tenir.core.places.models import Place, PlaceKind
from tenir.engines.rollup.numbers import MOST_DECIMALS
from tenir.modules.indicators.enums import Counted, Direction, IndicatorKind, OverPeriods, OverPlaces, Periodicity


class Panel(models.Model):
    """The places of which a figure is asked: every QPV of one generation, every contract. Generations never meet."""

    slug = models.SlugField("adresse", max_length=100, unique=True)
    name = models.CharField("nom", max_length=200)
    kind = models.CharField("sorte de lieux", max_length=30, choices=PlaceKind)
    is_invented = models.BooleanField("inventé pour la démonstration", default=False)
    places = models.ManyToManyField(Place, through="PanelPlace", related_name="panels")

    disclosure = Disclosure(public=("slug", "name", "kind", "is_invented"))

    class Meta:
        verbose_name = "ensemble de lieux interrogés"
        verbose_name_plural = "ensembles de lieux interrogés"
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.name

    def asked(self, at: datetime | None = None) -> frozenset[int]:
        """Keys of its places, as they were asked at an instant (now); one query, two for an instant of the past."""
        rows = self.members.order_by()
        if at is None:
            return frozenset(rows.values_list("place_id", flat=True))
        known = Q(recorded_at__isnull=True) | Q(recorded_at__lte=at)
        former = self.former_members.order_by().filter(known, withdrawn_at__gt=at)
        return frozenset(
            {*rows.filter(known).values_list("place_id", flat=True), *former.values_list("place_id", flat=True)}
        )


class PanelPlace(models.Model):
    """A place of which the indicators of a panel are asked."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="members", verbose_name="ensemble")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="panel_places", verbose_name="lieu")
    # Empty for what was there before that was kept.
    recorded_at = models.DateTimeField("demandé depuis le", default=timezone.now, null=True, editable=False)

    disclosure = Disclosure(public=("panel", "place"), technical=("id", "recorded_at"))

    class Meta:
        verbose_name = "lieu interrogé"
        verbose_name_plural = "lieux interrogés"
        ordering = ("panel", "place")
        constraints = (
            models.UniqueConstraint(
                fields=("panel", "place"),
                name="panel_place_once",
                violation_error_message="Ce lieu est déjà dans cet ensemble.",
            ),
        )


class FormerPanelPlace(models.Model):
    """A place that was asked from an instant to an instant, and is no more; added, never edited."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="former_members", verbose_name="ensemble")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+", verbose_name="lieu")
    recorded_at = models.DateTimeField("demandé depuis le", null=True)
    withdrawn_at = models.DateTimeField("jusqu'au", default=timezone.now)

    disclosure = Disclosure(public=("panel", "place", "recorded_at", "withdrawn_at"))

    class Meta:
        verbose_name = "lieu qui n'est plus interrogé"
        verbose_name_plural = "lieux qui ne sont plus interrogés"
        ordering = ("panel", "id")


class FigureSource(models.Model):
    """Where figures come from: a published file, a text, a service; `licence` says what may be done with them."""

    slug = models.SlugField("adresse", max_length=100, unique=True)
    title = models.CharField("titre", max_length=300)
    publisher = models.CharField("producteur", max_length=200, blank=True)
    url = models.URLField("adresse en ligne", blank=True)
    licence = models.CharField("licence", max_length=100, blank=True)
    date = models.DateField("date", null=True, blank=True)

    disclosure = Disclosure(public=("slug", "title", "publisher", "url", "licence", "date"))

    class Meta:
        verbose_name = "source de chiffres"
        verbose_name_plural = "sources de chiffres"
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.title


class Indicator(models.Model):
    """What is measured. How it adds up over places and over periods is declared apart (docs/decisions/0018)."""

    slug = models.SlugField("adresse", max_length=100, unique=True)
    title = models.CharField("intitulé", max_length=300)
    kind = models.CharField("sorte", max_length=12, choices=IndicatorKind)
    unit = models.CharField("unité", max_length=60, blank=True)
    # Values are whole numbers of the smallest unit: cents of an amount, tenths of a rate.
    decimals = models.PositiveSmallIntegerField("décimales", default=0)
    over_places = models.CharField("d'un lieu à l'autre", max_length=10, choices=OverPlaces)
    over_periods = models.CharField("d'une période à l'autre", max_length=10, choices=OverPeriods)
    periodicity = models.CharField("périodicité", max_length=12, choices=Periodicity)
    direction = models.CharField("sens", max_length=10, choices=Direction, default=Direction.NEITHER)
    counted = models.CharField("ce qui est compté", max_length=10, choices=Counted, default=Counted.OTHER)
    # Under it a count is withheld; empty = the rule of what is counted.
    threshold = models.PositiveIntegerField("seuil de secret du producteur", null=True, blank=True)
    lower_bound = models.BigIntegerField("plus petite valeur possible", null=True, blank=True)
    upper_bound = models.BigIntegerField("plus grande valeur possible", null=True, blank=True)
    method = models.TextField("méthode", blank=True)
    panel = models.ForeignKey(
        Panel, on_delete=models.PROTECT, related_name="indicators", verbose_name="lieux interrogés"
    )
    producer = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="produced",
        verbose_name="producteur",
    )
    # Who may describe it and close its periods: roles on this place.
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="indicators", verbose_name="territoire")
    is_invented = models.BooleanField("inventé pour la démonstration", default=False)

    disclosure = Disclosure(
        public=(
            *("slug", "title", "kind", "unit", "decimals", "over_places", "over_periods", "periodicity", "direction"),
            *("counted", "threshold", "lower_bound", "upper_bound", "method", "panel", "producer", "place"),
            "is_invented",
        )
    )

    class Meta:
        verbose_name = "indicateur"
        verbose_name_plural = "indicateurs"
        ordering = ("title",)
        constraints = (
            models.CheckConstraint(
                condition=Q(decimals__lte=MOST_DECIMALS),
                name="indicator_decimals_at_most_six",
                violation_error_message="Un indicateur a au plus six décimales.",
            ),
            models.CheckConstraint(
                condition=Q(lower_bound__isnull=True)
                | Q(upper_bound__isnull=True)
                | Q(lower_bound__lte=F("upper_bound")),
                name="indicator_bounds_in_order",
                violation_error_message="La plus petite valeur possible dépasse la plus grande.",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=(IndicatorKind.RATE, IndicatorKind.QUALITATIVE)) | Q(over_places=OverPlaces.NONE),
                name="indicator_without_parts_does_not_add_up",
                violation_error_message="Un taux sans ses deux termes et un suivi en mots ne s'additionnent pas.",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=(IndicatorKind.RATE, IndicatorKind.QUALITATIVE))
                | ~Q(over_periods=OverPeriods.SUM),
                name="indicator_without_parts_does_not_sum_periods",
                violation_error_message="Un taux sans ses deux termes et un suivi en mots ne s'additionnent pas.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """`/chiffres/postes-adultes-relais/`."""
        return reverse("indicators:indicator", args=[self.slug])

    @property
    def is_share(self) -> bool:
        """Whether a value has a denominator."""
        return self.kind == IndicatorKind.SHARE

    @property
    def is_in_words(self) -> bool:
        """Whether an answer is a sentence and no number."""
        return self.kind == IndicatorKind.QUALITATIVE
