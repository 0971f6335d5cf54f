"""Bodies (instances) and who sits in them."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tenir.core.disclosure import Disclosure
from tenir.core.people.models import DatedQuerySet, Organisation, User
from tenir.core.places.models import Place
from tenir.modules.commitments.models import Framework, Provision, Source
from tenir.modules.commitments.models.texts import CITED, Cited, lines_in_order
from tenir.modules.governance.cadence import Cadence
from tenir.modules.governance.enums import BodyKind, SeatRole


class BodyQuerySet(models.QuerySet["Body"]):
    """Reads in the field's words."""

    def in_force(self, *, on: date | None = None) -> BodyQuerySet:
        """Those that had not ended on a day (today)."""
        day = on or timezone.localdate()
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=day))

    def of_kind(self, kind: str) -> BodyQuerySet:
        """One sort of bodies; all of them when `kind` is empty."""
        return self.filter(kind=kind) if kind else self

    def around(self, place: Place) -> BodyQuerySet:
        """Those of `place` or of a place that contains it."""
        return self.filter(place__in=Place.objects.containing(place))


class Body(Cited):
    """Who meets about a place and its texts, how often, and by which text.

    Its cadence is one of two: a longest time between two meetings (`every`, ISO 8601), or a least number of meetings
    in a calendar year (`times_a_year`). It is held against it from `followed_from` on: of the time before, Tenir knows
    nothing, and blames nobody.
    """

    kind = models.CharField("sorte", max_length=30, choices=BodyKind)
    slug = models.SlugField("adresse", max_length=100, unique=True)
    name = models.CharField("nom", max_length=200)
    purpose = models.CharField("ce qu'elle fait", max_length=600, blank=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="bodies", verbose_name="lieu")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bodies",
        verbose_name="organisation qui l'anime",
    )
    frameworks = models.ManyToManyField(
        Framework, blank=True, related_name="bodies", verbose_name="textes qu'elle suit"
    )
    # What a shipped text says of it: its words and lines stay there.
    provision = models.ForeignKey(
        Provision, on_delete=models.PROTECT, null=True, blank=True, related_name="bodies", verbose_name="disposition"
    )
    every = models.CharField("une réunion au plus tard tous les", max_length=10, blank=True)
    times_a_year = models.PositiveSmallIntegerField("réunions par an, au moins", null=True, blank=True)
    followed_from = models.DateField("réunions suivies ici depuis le", null=True, blank=True)
    ended_on = models.DateField("a pris fin le", null=True, blank=True)
    # « Chaque préfecture a le sien »: never meets itself, one is opened on its pattern.
    is_pattern = models.BooleanField("modèle dont chaque territoire tire la sienne", default=False)
    is_invented = models.BooleanField("inventée pour la démonstration", default=False)
    revision = models.PositiveIntegerField("révision", default=1)
    # A body that no text founds cites none.
    source = models.ForeignKey(  # type: ignore[assignment]
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="texte source"
    )

    objects = BodyQuerySet.as_manager()

    disclosure = Disclosure(
        public=(
            *("kind", "slug", "name", "purpose", "place", "organisation", "provision", "every", "times_a_year"),
            *("followed_from", "ended_on", "is_pattern", "is_invented", *CITED),
        ),
        technical=("id", "revision"),
    )

    class Meta:
        verbose_name = "instance"
        verbose_name_plural = "instances"
        ordering = ("name", "id")
        constraints = (
            lines_in_order("body_lines_in_order"),
            models.CheckConstraint(
                condition=Q(every="") | Q(times_a_year__isnull=True),
                name="body_has_one_cadence",
                violation_error_message="Choisissez une seule cadence\u202f: un délai, ou un nombre par an.",
            ),
            models.CheckConstraint(
                condition=Q(times_a_year__isnull=True) | Q(times_a_year__gte=1, times_a_year__lte=366),
                name="body_times_a_year",
                violation_error_message="Une instance se réunit entre 1 et 366 fois par an.",
            ),
            models.CheckConstraint(
                condition=Q(followed_from__isnull=True)
                | Q(ended_on__isnull=True)
                | Q(followed_from__lte=F("ended_on")),
                name="body_dates_in_order",
                violation_error_message="Une instance ne peut pas prendre fin avant d'être suivie.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Address of its page."""
        return f"/instances/{self.slug}/"

    @property
    def cadence(self) -> Cadence:
        """How often it must meet."""
        return Cadence(self.every, self.times_a_year)


class SeatQuerySet(DatedQuerySet):
    """Who sits."""

    def in_order(self) -> SeatQuerySet:
        """Who presides first, then by name, each with its organisation."""
        rank = models.Case(*(models.When(role=role, then=number) for number, role in enumerate(SeatRole.values)))
        return self.select_related("organisation").order_by(rank, "organisation__name", "pk")


class Seat(models.Model):
    """An organisation sits in a body, in a role, from a day to a day. Who speaks for it is never public."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="seats", verbose_name="instance")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="seats", verbose_name="organisation"
    )
    role = models.CharField("rôle", max_length=20, choices=SeatRole, default=SeatRole.MEMBER)
    since = models.DateField("depuis", default=timezone.localdate)
    until = models.DateField("jusqu'au", null=True, blank=True)
    # Somebody who holds a mandate or a role in the organisation; the office is told by the mandate (`people.Mandate`).
    representative = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="seats", verbose_name="représentée par"
    )

    objects = SeatQuerySet.as_manager()

    disclosure = Disclosure(public=("body", "organisation", "role", "since", "until"), internal=("representative",))

    class Meta:
        verbose_name = "siège"
        verbose_name_plural = "sièges"
        ordering = ("body", "organisation", "since")
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__lte=F("until")),
                name="seat_dates_in_order",
                violation_error_message="Un siège ne peut pas finir avant d'avoir commencé.",
            ),
            models.UniqueConstraint(
                fields=("body", "organisation", "role", "since"),
                name="seat_once",
                violation_error_message="Cette organisation a déjà ce siège depuis ce jour.",
            ),
        )
