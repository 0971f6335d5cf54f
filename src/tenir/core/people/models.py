"""Organisations, accounts, memberships and mandates."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tenir.core.disclosure import Disclosure
from tenir.core.places.models import Place
from tenir.core.rights import Role


class OrganisationKind(models.TextChoices):
    """Sorts of organisations that keep promises."""

    STATE_SERVICE = "state_service", "Service de l'État"
    MINISTRY = "ministry", "Ministère"
    CITY = "city", "Ville"
    INTERCOMMUNALITE = "intercommunalite", "Intercommunalité"
    LANDLORD = "landlord", "Bailleur social"
    CAF = "caf", "Caisse d'allocations familiales"
    CHAMBER = "chamber", "Chambre consulaire"
    REGION = "region", "Région"
    DEPARTEMENT = "departement", "Département"
    ASSOCIATION = "association", "Association"
    COMPANY = "company", "Entreprise"
    CITIZENS_COUNCIL = "citizens_council", "Conseil citoyen"
    SCHOOL = "school", "Établissement scolaire"


class Organisation(models.Model):
    """Who can hold a promise. Public pages name organisations, never persons."""

    kind = models.CharField("sorte", max_length=30, choices=OrganisationKind)
    slug = models.SlugField("adresse", max_length=100, unique=True)
    name = models.CharField("nom", max_length=200)
    short_name = models.CharField("sigle ou nom court", max_length=50, blank=True)
    siren = models.CharField("SIREN", max_length=9, blank=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="organisations", verbose_name="lieu")
    is_invented = models.BooleanField("inventée pour la démonstration", default=False)

    disclosure = Disclosure(public=("kind", "slug", "name", "short_name", "siren", "place", "is_invented"))

    class Meta:
        verbose_name = "organisation"
        verbose_name_plural = "organisations"
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=("siren",),
                condition=~Q(siren=""),
                name="organisation_siren_once",
                violation_error_message="Une organisation porte déjà ce numéro SIREN.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Accounts by e-mail address; who may open one is decided in `actions.py`."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """An account that signs in by password, or only by e-mailed code when `password` is None."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person's account. Everything that names the person can be emptied without breaking the journal."""

    email = models.EmailField("adresse électronique", unique=True)
    name = models.CharField("nom affiché", max_length=150, blank=True)
    is_active = models.BooleanField("actif", default=True)
    # Opened by `tenir demo`; such accounts cannot sign in anywhere else.
    is_demonstration = models.BooleanField("compte de démonstration", default=False)
    joined_at = models.DateTimeField("ouvert le", default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: tuple[str, ...] = ()

    disclosure = Disclosure(
        internal=("is_active", "is_demonstration", "joined_at"),
        personal=("email", "name", "password", "last_login"),
    )

    class Meta:
        verbose_name = "compte"
        verbose_name_plural = "comptes"
        ordering = ("email",)

    @property
    def identifier(self) -> str:
        """How the journal names this account."""
        return f"user:{self.pk}"


class DatedQuerySet(models.QuerySet):
    """Rows that hold from a day to a day, both included."""

    def in_force(self, *, on: date | None = None) -> Any:
        """Rows that hold on a day (today)."""
        day = on or timezone.localdate()
        return self.filter(Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day)))


class MembershipQuerySet(DatedQuerySet):
    """Roles on places."""

    def with_roles(self, roles: tuple[str, ...]) -> MembershipQuerySet:
        """Memberships of one of these roles."""
        return self.filter(role__in=roles)

    def reaching(self, place: Place | None) -> MembershipQuerySet:
        """Memberships on `place` or on a place that contains it; all of them when no place is asked about."""
        return self if place is None else self.filter(place__in=Place.objects.containing(place))


class Membership(models.Model):
    """`user` acts for `organisation` with `role` on `place` and all below it, from a day to a day."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships", verbose_name="compte")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships", verbose_name="organisation"
    )
    role = models.CharField("rôle", max_length=30, choices=Role)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="memberships", verbose_name="lieu")
    since = models.DateField("depuis", default=timezone.localdate)
    until = models.DateField("jusqu'au", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    disclosure = Disclosure(internal=("user", "organisation", "role", "place", "since", "until"))

    class Meta:
        verbose_name = "rôle sur un lieu"
        verbose_name_plural = "rôles sur des lieux"
        ordering = ("organisation", "user", "since")
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__lte=F("until")),
                name="membership_dates_in_order",
                violation_error_message="Un rôle ne peut pas finir avant d'avoir commencé.",
            ),
        )


class Mandate(models.Model):
    """An office that `user` holds in `organisation` from a day to a day: maire, présidente, déléguée du préfet."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mandates", verbose_name="compte")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="mandates", verbose_name="organisation"
    )
    title = models.CharField("fonction", max_length=150)
    since = models.DateField("depuis", default=timezone.localdate)
    until = models.DateField("jusqu'au", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    disclosure = Disclosure(internal=("user", "organisation", "title", "since", "until"))

    class Meta:
        verbose_name = "mandat"
        verbose_name_plural = "mandats"
        ordering = ("organisation", "since")
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__lte=F("until")),
                name="mandate_dates_in_order",
                violation_error_message="Un mandat ne peut pas finir avant d'avoir commencé.",
            ),
        )
