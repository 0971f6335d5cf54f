"""Places and how they contain each other. Roles, promises and figures all point at a place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from tenir.core.disclosure import Disclosure


class PlaceKind(models.TextChoices):
    """Sorts of places of the field (GLOSSARY.md), the largest first; the value is the word of the public address."""

    NATION = "nation", "Pays"
    REGION = "region", "Région"
    DEPARTEMENT = "departement", "Département"
    OVERSEAS = "outre-mer", "Collectivité d'outre-mer"
    ARRONDISSEMENT = "arrondissement", "Arrondissement (sous-préfecture)"
    EPCI = "epci", "Intercommunalité"
    EPT = "ept", "Établissement public territorial"
    COMMUNE = "commune", "Commune"
    FORMER_COMMUNE = "commune-ancienne", "Commune déléguée, associée ou ancienne"
    CITY_DISTRICT = "arrondissement-municipal", "Arrondissement municipal"
    CONTRAT = "contrat", "Périmètre de contrat de ville"
    QPV = "qpv", "Quartier prioritaire (QPV)"
    QRR = "qrr", "Quartier de reconquête républicaine"
    ZSP = "zsp", "Zone de sécurité prioritaire"
    TVA = "tva", "Territoire de veille active"
    REP = "rep", "Réseau d'éducation prioritaire"
    REP_PLUS = "rep-plus", "Réseau d'éducation prioritaire renforcé (REP+)"
    NPNRU = "npnru", "Site de renouvellement urbain"
    CITE_EDUCATIVE = "cite-educative", "Cité éducative"
    FRANCE_SERVICES = "france-services", "France services"


class PeriodQuerySet(models.QuerySet):
    """Rows that hold from a day to a day, both included; an empty day does not bound them."""

    def in_force(self, *, on: date | None = None) -> Any:
        """Rows that hold on a day (today)."""
        day = on or timezone.localdate()
        return self.filter(
            Q(since__isnull=True) | Q(since__lte=day),
            Q(until__isnull=True) | Q(until__gte=day),
        )

    def overlapping(self, *, since: date | None, until: date | None) -> Any:
        """Rows that hold on at least one day of a period."""
        rows = self.all()
        if until is not None:
            rows = rows.filter(Q(since__isnull=True) | Q(since__lte=until))
        if since is not None:
            rows = rows.filter(Q(until__isnull=True) | Q(until__gte=since))
        return rows


class PlaceQuerySet(models.QuerySet["Place"]):
    """Reads in the field's words."""

    def france(self) -> Place:
        """The place that contains all others."""
        return self.get(kind=PlaceKind.NATION, code="FR")

    def within(self, place: Place, *, on: date | None = None) -> PlaceQuerySet:
        """`place` and every place that it contains, directly or not, on a day (today)."""
        return self.filter(pk__in=_reachable(place, "whole_id", "part_id", on))

    def containing(self, place: Place, *, on: date | None = None) -> PlaceQuerySet:
        """`place` and every place that contains it, directly or not, on a day (today)."""
        return self.filter(pk__in=_reachable(place, "part_id", "whole_id", on))

    def with_name_on(self, day: date) -> PlaceQuerySet:
        """Each place with `name_then`, what `Place.named_on(day)` answers, in the same query."""
        borne = PlaceName.objects.in_force(on=day).filter(place=OuterRef("pk")).newest_first().values("name")[:1]
        return self.annotate(name_then=Coalesce(Subquery(borne), F("name")))

    def largest_first(self) -> PlaceQuerySet:
        """From the nation down to the quarter, then by code."""
        ranks = (When(kind=kind, then=Value(rank)) for rank, kind in enumerate(PlaceKind.values))
        return self.order_by(Case(*ranks, default=Value(len(PlaceKind.values))), "code")


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

    def get_absolute_url(self) -> str:
        """An address that can be read aloud: `/lieux/departement/21/`."""
        return reverse("places:place", args=[self.kind, self.code])

    def named_on(self, day: date) -> str:
        """The name that the place bore on a day; today's when no name is known for that day."""
        name = self.names.in_force(on=day).newest_first().values_list("name", flat=True).first()
        return str(name or self.name)

    def ancestors(self, *, on: date | None = None) -> PlaceQuerySet:
        """Every place that contains this one on a day (today), from France down."""
        return Place.objects.containing(self, on=on).exclude(pk=self.pk).largest_first()

    def breadcrumb(self, *, on: date | None = None) -> list[Place]:
        """One way from France down to this place, in one query.

        A place may lie in several others: each step up goes to the smallest kind of place, and among those of one
        kind to the one that holds the largest share.
        """
        edges = Containment.objects.in_force(on=on).filter(part__in=_reachable(self, "part_id", "whole_id", on))
        wholes: dict[int, list[Containment]] = {}
        for edge in edges.select_related("whole"):
            wholes.setdefault(edge.part_id, []).append(edge)
        way, passed = [self], {self.pk}
        while further := [edge for edge in wholes.get(way[0].pk, ()) if edge.whole_id not in passed]:
            way.insert(0, _nearest(further))
            passed.add(way[0].pk)
        return way


class PlaceNameQuerySet(PeriodQuerySet):
    """Names of places."""

    def newest_first(self) -> PlaceNameQuerySet:
        """The latest name first; one whose beginning is not known last."""
        return self.order_by(F("since").desc(nulls_last=True))


class PlaceName(models.Model):
    """A name that a place bore from a day to a day (both included; empty = not known, or still)."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="names", verbose_name="lieu")
    name = models.CharField("nom", max_length=200)
    since = models.DateField("depuis", null=True, blank=True)
    until = models.DateField("jusqu'au", null=True, blank=True)

    objects = PlaceNameQuerySet.as_manager()

    disclosure = Disclosure(public=("place", "name", "since", "until"))

    class Meta:
        verbose_name = "nom d'un lieu"
        verbose_name_plural = "noms des lieux"
        ordering = ("place", F("since").asc(nulls_first=True))
        constraints = (
            models.UniqueConstraint(
                fields=("place", "since"),
                name="place_name_once_per_start",
                violation_error_message="Ce lieu a déjà un nom qui commence ce jour.",
            ),
            # Two unknown beginnings are the same one; SQLite cannot say so in the constraint above.
            models.UniqueConstraint(
                fields=("place",),
                condition=Q(since__isnull=True),
                name="place_name_once_per_start_unknown",
                violation_error_message="Ce lieu a déjà un nom qui commence ce jour.",
            ),
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
    # When it was told; empty for what was there before that was kept. What it said before a change: `history.py`.
    recorded_at = models.DateTimeField("enregistrée le", default=timezone.now, null=True, blank=True, editable=False)

    objects = PeriodQuerySet.as_manager()

    disclosure = Disclosure(public=("part", "whole", "share", "since", "until"), technical=("id", "recorded_at"))

    class Meta:
        verbose_name = "inclusion"
        verbose_name_plural = "inclusions"
        ordering = ("whole", "part", F("since").asc(nulls_first=True))
        constraints = (
            models.UniqueConstraint(
                fields=("part", "whole", "since"),
                name="containment_once_per_start",
                violation_error_message="Cette inclusion est déjà connue depuis ce jour.",
            ),
            # Two unknown beginnings are the same one; SQLite cannot say so in the constraint above.
            models.UniqueConstraint(
                fields=("part", "whole"),
                condition=Q(since__isnull=True),
                name="containment_once_per_start_unknown",
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


class FormerContainment(models.Model):
    """What a containment said from an instant to an instant, before it was changed; added, never edited."""

    part = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+", verbose_name="partie")
    whole = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+", verbose_name="ensemble")
    share = models.DecimalField("part contenue", max_digits=7, decimal_places=6, null=True, blank=True)
    since = models.DateField("depuis", null=True, blank=True)
    until = models.DateField("jusqu'au", null=True, blank=True)
    recorded_at = models.DateTimeField("enregistrée le", null=True, blank=True)
    withdrawn_at = models.DateTimeField("changée le", db_index=True)

    disclosure = Disclosure(public=("part", "whole", "share", "since", "until", "recorded_at", "withdrawn_at"))

    class Meta:
        verbose_name = "inclusion d'avant une correction"
        verbose_name_plural = "inclusions d'avant une correction"
        ordering = ("withdrawn_at", "id")


def _nearest(edges: Iterable[Containment]) -> Place:
    def preference(edge: Containment) -> tuple[int, Decimal, str]:
        return (-PlaceKind.values.index(edge.whole.kind), -(edge.share or Decimal(0)), edge.whole.code)

    return min(edges, key=preference).whole


def climbing(places: Iterable[int], *, on: date | None = None) -> tuple[str, list[Any]]:
    """SQL, and its parameters, of the pairs (place, place that contains it or itself) of one place or more."""
    keys = list(places)
    day = on or timezone.localdate()
    marks = ", ".join(["%s"] * len(keys))
    sql = f"""
        WITH RECURSIVE climbed(start, id) AS (
            SELECT id, id FROM places_place WHERE id IN ({marks})
            UNION
            SELECT r.start, c.whole_id FROM places_containment c JOIN climbed r ON c.part_id = r.id
            WHERE (c.since IS NULL OR c.since <= %s) AND (c.until IS NULL OR c.until >= %s)
        ) SELECT start, id FROM climbed
    """  # noqa: S608  (marks are question marks, values are parameters)
    return sql, [*keys, day, day]


def _reachable(place: Place, start: str, end: str, on: date | None) -> models.expressions.RawSQL:
    """Ids reached from `place` by following containments from column `start` to column `end`, itself included.

    A recursive query: both databases know it, cycles end it (UNION drops what was seen), one round trip whatever
    the depth. Whoever adds places by the thousand runs ANALYZE on PostgreSQL before asking: with the statistics of
    empty tables it takes minutes (tests/test_within.py).
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
    return models.expressions.RawSQL(sql, [place.pk, day, day])
