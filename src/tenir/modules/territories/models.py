"""Contours of places by generation, the files they came from, and what became of one generation in the next."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import shapely
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from shapely.geometry.base import BaseGeometry

from tenir.core.disclosure import Disclosure
from tenir.core.people.models import User
from tenir.core.places.models import PeriodQuerySet, Place, PlaceKind
from tenir.core.web.french import decimal, nombre

# A file dropped on the screen waits this long for its confirmation.
WAITS = timedelta(days=1)


class BoundaryImport(models.Model):
    """A file, or a set of files, of places or contours of one kind and generation, as it was imported."""

    kind = models.CharField("sorte de lieux", max_length=30, choices=PlaceKind)
    # « 2015 », « 2024 », « COG 2018 »: what a source calls its edition.
    generation = models.CharField("génération", max_length=20)
    name = models.CharField("fichier", max_length=200)
    sha256 = models.CharField("empreinte du fichier", max_length=64)
    source = models.CharField("source", max_length=300)
    licence = models.CharField("licence", max_length=100, blank=True)
    # What the number of inhabitants given with each contour counts; empty: none is given.
    population_label = models.CharField("habitants comptés", max_length=200, blank=True)
    places = models.PositiveIntegerField("lieux lus", default=0)
    added = models.PositiveIntegerField("lieux nouveaux", default=0)
    boundaries = models.PositiveIntegerField("contours enregistrés", default=0)
    containments = models.PositiveIntegerField("inclusions nouvelles", default=0)
    repaired = models.PositiveIntegerField("tracés remis d'aplomb", default=0)
    told = models.PositiveIntegerField("autres remarques", default=0)
    is_invented = models.BooleanField("inventé pour la démonstration", default=False)
    # What this file does not hold is no place of its kind.
    whole_country = models.BooleanField("couvre toute la France", default=False)
    imported_at = models.DateTimeField("importé le", default=timezone.now)

    disclosure = Disclosure(
        public=(
            *("kind", "generation", "name", "sha256", "source", "licence", "population_label", "places", "added"),
            *("boundaries", "containments", "repaired", "told", "is_invented"),
            *("whole_country", "imported_at"),
        )
    )

    class Meta:
        verbose_name = "import de contours"
        verbose_name_plural = "imports de contours"
        ordering = ("-imported_at", "-id")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.generation}"


class BoundaryQuerySet(PeriodQuerySet):
    """Reads in the field's words."""

    def of_kind(self, kind: str) -> Any:
        """Contours of places of one kind."""
        return self.filter(place__kind=kind)

    def meeting(self, box: tuple[float, float, float, float]) -> Any:
        """Those whose box meets a box (west, south, east, north)."""
        west, south, east, north = box
        return self.filter(west__lte=east, east__gte=west, south__lte=north, north__gte=south)


class Boundary(models.Model):
    """The contour (or the point) of a place in one generation, in degrees, longitude first (WGS 84)."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="boundaries", verbose_name="lieu")
    origin = models.ForeignKey(
        BoundaryImport, on_delete=models.PROTECT, related_name="contours", verbose_name="import d'origine"
    )
    generation = models.CharField("génération", max_length=20)
    since = models.DateField("depuis", null=True, blank=True)
    until = models.DateField("jusqu'au", null=True, blank=True)
    wkb = models.BinaryField("tracé")
    west = models.FloatField("longitude la plus à l'ouest")
    south = models.FloatField("latitude la plus au sud")
    east = models.FloatField("longitude la plus à l'est")
    north = models.FloatField("latitude la plus au nord")
    # Square metres; 0 for a point.
    surface = models.FloatField("surface en m²", default=0)
    # Metres by which the line may be off; empty: not told.
    precision = models.FloatField("précision en mètres", null=True, blank=True)
    population = models.PositiveIntegerField("habitants", null=True, blank=True)
    # What was put right in the published line, as a sentence.
    repair = models.CharField("réparation", max_length=300, blank=True)

    objects = BoundaryQuerySet.as_manager()

    disclosure = Disclosure(
        public=("place", "origin", "generation", "since", "until", "population", "repair"),
        # Of the line itself: the event of an import has the fingerprint of the file that they come from.
        technical=("id", "wkb", "west", "south", "east", "north", "surface", "precision"),
    )

    class Meta:
        verbose_name = "contour"
        verbose_name_plural = "contours"
        ordering = ("place", F("since").desc(nulls_last=True), "-generation")
        constraints = (
            models.UniqueConstraint(
                fields=("place", "generation"),
                name="boundary_once_per_generation",
                violation_error_message="Ce lieu a déjà un contour de cette génération.",
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(since__lte=F("until")),
                name="boundary_dates_in_order",
                violation_error_message="Un contour ne peut pas finir avant d'avoir commencé.",
            ),
        )
        indexes = (models.Index(fields=("generation", "west", "east"), name="boundary_by_box"),)

    @property
    def geometry(self) -> BaseGeometry:
        """The line itself."""
        return shapely.from_wkb(bytes(self.wkb))

    @property
    def is_point(self) -> bool:
        """Whether the file gave a point rather than a contour."""
        return self.surface == 0

    @property
    def surface_words(self) -> str:
        """« 4,2 ha », « 52 ha », « 8 803 km² »."""
        hectares = self.surface / 10_000
        if hectares >= 10_000:
            return f"{nombre(round(hectares / 100))}\u00a0km²"
        return f"{nombre(round(hectares)) if hectares >= 10 else decimal(hectares)}\u00a0ha"

    @property
    def precision_words(self) -> str:
        """« 11 m », « 1 km »."""
        metres = self.precision or 0
        return f"{metres:.0f} m" if metres < 1000 else f"{metres / 1000:.0f} km"

    def holds(self, day: date) -> bool:
        """Whether it is that of a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Crosswalk(models.Model):
    """`surface_share` of `source`, in one generation, lies in `target` in another; without target: in none of them.

    The shares of a source add up to exactly one.
    """

    source = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="became", verbose_name="lieu")
    target = models.ForeignKey(
        Place, on_delete=models.CASCADE, related_name="came_from", null=True, blank=True, verbose_name="dans le lieu"
    )
    source_generation = models.CharField("génération du lieu", max_length=20)
    target_generation = models.CharField("autre génération", max_length=20)
    surface_share = models.DecimalField("part de la surface", max_digits=7, decimal_places=6)
    # Known only where the whole place went one way, or a published table says so.
    population_share = models.DecimalField(
        "part de la population", max_digits=7, decimal_places=6, null=True, blank=True
    )

    disclosure = Disclosure(
        public=("source", "target", "source_generation", "target_generation", "surface_share", "population_share")
    )

    class Meta:
        verbose_name = "correspondance entre générations"
        verbose_name_plural = "correspondances entre générations"
        ordering = ("source", "target_generation", "-surface_share", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("source", "target", "source_generation", "target_generation"),
                name="crosswalk_once_per_pair",
                violation_error_message="Cette correspondance est déjà connue.",
            ),
            models.UniqueConstraint(
                fields=("source", "source_generation", "target_generation"),
                condition=Q(target__isnull=True),
                name="crosswalk_one_remainder",
                violation_error_message="Le reste de ce lieu est déjà connu.",
            ),
            models.CheckConstraint(
                condition=Q(surface_share__gt=Decimal(0)) & Q(surface_share__lte=Decimal(1)),
                name="crosswalk_share_is_a_part",
                violation_error_message="La part de la surface va de 0 (exclu) à 1.",
            ),
        )


class WaitingFile(models.Model):
    """A file of contours read on the screen, until it is confirmed, or for a day."""

    token = models.UUIDField("jeton", default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name="déposé par")
    name = models.CharField("fichier", max_length=200)
    # What was said of it: kind, generation, days, source.
    said = models.JSONField("ce qui en est dit", default=dict)
    # What was read of it, as JSON packed by zlib.
    read = models.BinaryField("ce qui en est lu")
    created_at = models.DateTimeField("déposé le", default=timezone.now, db_index=True)

    disclosure = Disclosure(
        internal=("name", "said", "created_at"), personal=("owner",), technical=("id", "token", "read")
    )

    class Meta:
        verbose_name = "fichier de contours en attente"
        verbose_name_plural = "fichiers de contours en attente"
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """`/territoires/importer/<jeton>/`."""
        return reverse("territories:check", args=[self.token])
