"""Places and how they contain each other. Roles, promises and figures all point at a place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tenir.core.disclosure import Disclosure


class PlaceKind(models.TextChoices):
    """Sorts of places of the field (GLOSSARY.md)."""

    NATION = "nation", "Pays"
    REGION = "region", "Région"
    DEPARTEMENT = "departement", "Département"
    OVERSEAS = "collectivite_outre_mer", "Collectivité d'outre-mer"
    EPCI = "epci", "Intercommunalité"
    COMMUNE = "commune", "Commune"
    CONTRAT = "contrat", "Périmètre de contrat de ville"
    QPV = "qpv", "Quartier prioritaire (QPV)"
    QRR = "qrr", "Quartier de reconquête républicaine"
    ZSP = "zsp", "Zone de sécurité prioritaire"
    TVA = "tva", "Territoire de veille active"
    REP = "rep", "Réseau d'éducation prioritaire"
    NPNRU = "npnru", "Site de renouvellement urbain"


class PlaceQuerySet(models.QuerySet["Place"]):
    """Reads in the field's words."""

    def france(self) -> Place:
        """The place that contains all others."""
        return self.get(kind=PlaceKind.NATION, code="FR")

    def within(self, place: Place, *, on: date | None = None) -> PlaceQuerySet:
        """`place` and every place that it contains, directly or not, on a day (today)."""
        return self.filter(pk__in=_reachable([place.pk], "whole_id", "part_id", on))

    def containing(self, place: Place, *, on: date | None = None) -> PlaceQuerySet:
        """`place` and every place that contains it, directly or not, on a day (today)."""
        return self.filter(pk__in=_reachable([place.pk], "part_id", "whole_id", on))


class Place(models.Model):
    """A place of one kind with its official code; `name` is the name of today, `names` all of them with dates."""

    kind = models.CharField("sorte", max_length=30, choices=PlaceKind)
    code = models.CharField("code officiel", max_length=20)
    name = models.CharField("nom", max_length=200)
    # Invented places of the tutorial say so on every screen.
    is_invented = models.BooleanField("inventé pour la démonstration", default=False)
    wholes = models.ManyToManyField(
        "self", through="Containment", through_fields=("part", "whole"), symmetrical=False, related_name="parts"
    )

    objects = PlaceQuerySet.as_manager()

    disclosure = Disclosure(public=("kind", "code", "name", "is_invented"))

    class Meta:
        verbose_name = "lieu"
        verbose_name_plural = "lieux"
        ordering = ("kind", "code")
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "code"),
                name="place_code_once_per_kind",
                violation_error_message="Un lieu de cette sorte porte déjà ce code.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class PlaceName(models.Model):
    """A name that a place bore from a day to a day (both included; empty = not known, or still)."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="names", verbose_name="lieu")
    name = models.CharField("nom", max_length=200)
    since = models.DateField("depuis", null=True, blank=True)
    until = models.DateField("jusqu'au", null=True, blank=True)

    disclosure = Disclosure(public=("place", "name", "since", "until"))

    class Meta:
        verbose_name = "nom d'un lieu"
        verbose_name_plural = "noms des lieux"
        ordering = ("place", "since")
        constraints = (
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(since__lte=F("until")),
                name="place_name_dates_in_order",
                violation_error_message="Un nom ne peut pas finir avant d'avoir commencé.",
            ),
        )


class Containment(models.Model):
    """`whole` contains `share` of `part` from a day to a day; a QPV over two communes has two rows."""

    part = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="containments", verbose_name="partie")
    whole = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="contents", verbose_name="ensemble")
    # Part of the surface of `part` that lies in `whole`, 0 to 1; empty = not known.
    share = models.DecimalField("part contenue", max_digits=7, decimal_places=6, null=True, blank=True)
    since = models.DateField("depuis", null=True, blank=True)
    until = models.DateField("jusqu'au", null=True, blank=True)

    disclosure = Disclosure(public=("part", "whole", "share", "since", "until"))

    class Meta:
        verbose_name = "inclusion"
        verbose_name_plural = "inclusions"
        ordering = ("whole", "part", "since")
        constraints = (
            models.UniqueConstraint(
                fields=("part", "whole", "since"),
                nulls_distinct=False,
                name="containment_once_per_start",
                violation_error_message="Cette inclusion est déjà connue depuis ce jour.",
            ),
            models.CheckConstraint(
                condition=~Q(part=F("whole")),
                name="containment_not_of_itself",
                violation_error_message="Un lieu ne peut pas se contenir lui-même.",
            ),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | (Q(share__gt=Decimal(0)) & Q(share__lte=Decimal(1))),
                name="containment_share_is_a_part",
                violation_error_message="La part contenue va de 0 (exclu) à 1.",
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(since__lte=F("until")),
                name="containment_dates_in_order",
                violation_error_message="Une inclusion ne peut pas finir avant d'avoir commencé.",
            ),
        )


def _reachable(roots: list[int], start: str, end: str, on: date | None) -> models.expressions.RawSQL:
    """Ids reached from `roots` by following containments from column `start` to column `end`, roots included.

    A recursive query: both databases know it, cycles end it (UNION drops what was seen), one round trip whatever
    the depth.
    """
    day = on or timezone.localdate()
    sql = f"""
        WITH RECURSIVE reached(id) AS (
            SELECT id FROM places_place WHERE id = %s
            UNION
            SELECT c.{end} FROM places_containment c JOIN reached r ON c.{start} = r.id
            WHERE (c.since IS NULL OR c.since <= %s) AND (c.until IS NULL OR c.until >= %s)
        ) SELECT id FROM reached
    """  # noqa: S608  (column names are ours, values are parameters)
    return models.expressions.RawSQL(sql, [*roots, day, day])
