"""Organisations, accounts, memberships and mandates."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from stdnum.exceptions import InvalidChecksum
from stdnum.exceptions import ValidationError as NotAnIdentifier
from stdnum.fr import siren as siren_numbers

from tenir.core.disclosure import Disclosure
from tenir.core.places.models import Place, PlaceKind, PlaceQuerySet
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
    AGENCY = "agency", "Agence ou opérateur de l'État"
    HEALTH = "health", "Acteur de santé"
    # A class of actors that a text names as one: « bailleurs sociaux », « entreprises signataires ».
    GROUP = "group", "Ensemble d'acteurs"


def siren_is_valid(value: str) -> None:
    """Refuse a SIREN whose length or check digit (Luhn's key) is wrong."""
    try:
        siren_numbers.validate(value)
    except InvalidChecksum as error:
        raise ValidationError(
            f"Le numéro SIREN {value} n'existe pas\u202f: sa clé de contrôle est fausse. Recopiez-le.", code="siren"
        ) from error
    except NotAnIdentifier as error:
        raise ValidationError("Un numéro SIREN compte neuf chiffres. Recopiez-le.", code="siren") from error


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Reads in the field's words."""

    def with_place(self) -> OrganisationQuerySet:
        """Each with its place, in one query."""
        return self.select_related("place")

    def of_kind(self, kind: str) -> OrganisationQuerySet:
        """One sort of organisations; all of them when `kind` is empty."""
        return self.filter(kind=kind) if kind else self

    def within(self, place: Place) -> OrganisationQuerySet:
        """Those whose place is `place` or lies in it."""
        return self.filter(place__in=Place.objects.within(place))

    def within_reach_of(self, memberships: MembershipQuerySet) -> OrganisationQuerySet:
        """Those whose place is reached by one of these roles."""
        return self.filter(place__in=places_reached_by(memberships))


class Organisation(models.Model):
    """Who can hold a promise. Public pages name organisations, never persons."""

    kind = models.CharField("sorte", max_length=30, choices=OrganisationKind)
    slug = models.SlugField("adresse", max_length=100, unique=True)
    name = models.CharField("nom", max_length=200)
    short_name = models.CharField("sigle ou nom court", max_length=50, blank=True)
    siren = models.CharField("SIREN", max_length=9, blank=True, validators=(siren_is_valid,))
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="organisations", verbose_name="lieu")
    is_invented = models.BooleanField("inventée pour la démonstration", default=False)

    objects = OrganisationQuerySet.as_manager()

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

    def get_absolute_url(self) -> str:
        """Address of its page, in plain text: boards name many of them."""
        return f"/organisations/{self.slug}/"


class UserQuerySet(models.QuerySet["User"]):
    """Reads in the field's words."""

    def able_to_sign_in(self) -> UserQuerySet:
        """Open accounts; those of the demonstration only where the demonstration runs."""
        able = self.filter(is_active=True)
        return able if settings.DEMONSTRATION else able.filter(is_demonstration=False)

    def at(self, email: str) -> UserQuerySet:
        """The account of an address, whatever its capitals."""
        return self.filter(email=email.strip().lower())

    def within_reach_of(self, memberships: MembershipQuerySet) -> UserQuerySet:
        """Accounts that hold or held a role on a place reached by one of these roles."""
        return self.filter(pk__in=Membership.objects.within_reach_of(memberships).values("user"))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Accounts by e-mail address; who may open one is decided in `actions.py`."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """An account that signs in by password, or only by e-mailed code when `password` is None."""
        user: User = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """The account of an address, whatever its capitals."""
        return self.get(email=(username or "").strip().lower())  # type: ignore[no-any-return]


class User(AbstractBaseUser):
    """A person's account. Everything that names the person can be emptied without breaking the journal."""

    email = models.EmailField("adresse électronique", unique=True)
    name = models.CharField("nom affiché", max_length=150, blank=True)
    is_active = models.BooleanField("actif", default=True)
    # Opened by `tenir demo`; such accounts cannot sign in anywhere else.
    is_demonstration = models.BooleanField("compte de démonstration", default=False)
    joined_at = models.DateTimeField("ouvert le", default=timezone.now)
    # Written at most once a day (`visits.py`): enough to close accounts that sleep, too little to follow somebody.
    last_visit = models.DateTimeField("dernière visite", null=True, blank=True, editable=False)
    erased_at = models.DateTimeField("effacé le", null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    disclosure = Disclosure(
        internal=("is_active", "is_demonstration", "joined_at", "erased_at"),
        personal=("email", "name", "password", "last_login", "last_visit"),
    )

    class Meta:
        verbose_name = "compte"
        verbose_name_plural = "comptes"
        ordering = ("email",)

    @property
    def identifier(self) -> str:
        """How the journal names this account."""
        return f"user:{self.pk}"

    @property
    def may_sign_in(self) -> bool:
        """Whether this account opens the door at all (see `UserQuerySet.able_to_sign_in`)."""
        return self.is_active and (settings.DEMONSTRATION or not self.is_demonstration)

    @property
    def shown_name(self) -> str:
        """How signed-in people see this account."""
        return "compte effacé" if self.erased_at else self.name or self.email


class DatedQuerySet(models.QuerySet):
    """Rows that hold from a day to a day, both included."""

    def in_force(self, *, on: date | None = None) -> Any:
        """Rows that hold on a day (today)."""
        day = on or timezone.localdate()
        return self.filter(Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day)))


class MembershipQuerySet(DatedQuerySet):
    """Roles on places."""

    def not_over(self) -> MembershipQuerySet:
        """Roles that hold today or will hold later."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=timezone.localdate()))

    def with_roles(self, roles: tuple[str, ...]) -> MembershipQuerySet:
        """Memberships of one of these roles."""
        return self.filter(role__in=roles)

    def reaching(self, place: Place | None) -> MembershipQuerySet:
        """Memberships on `place` or on a place that contains it; all of them when no place is asked about."""
        return self if place is None else self.filter(place__in=Place.objects.containing(place))

    def within_reach_of(self, memberships: MembershipQuerySet) -> MembershipQuerySet:
        """Roles on places that one of these roles reaches."""
        return self.filter(place__in=places_reached_by(memberships))

    def administrators(self) -> MembershipQuerySet:
        """Roles in force of those who administer the whole site and can sign in."""
        whole = Q(role=Role.ADMINISTRATOR, place__kind=PlaceKind.NATION)
        return self.in_force().filter(whole, user__in=User.objects.able_to_sign_in())  # type: ignore[no-any-return]

    def in_full(self) -> MembershipQuerySet:
        """Each with its account, organisation and place, in one query."""
        return self.select_related("user", "organisation", "place")


def places_reached_by(memberships: MembershipQuerySet) -> PlaceQuerySet:
    """The places of these roles and all that they contain today; one query to know the former."""
    reached = Place.objects.none()
    for place in Place.objects.filter(pk__in=memberships.values("place")).order_by("pk"):
        reached = reached | Place.objects.within(place)
    return reached


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

    @property
    def is_over(self) -> bool:
        """Whether its last day is past."""
        return self.until is not None and self.until < timezone.localdate()


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
