"""Promises as places apply them: a national measure stands somewhere in the nation, and elsewhere in each place.

Who speaks of one in a place: whoever speaks for its holder there, and the referents of that place, who see to it that
it is applied. It is never mixed with where the promise itself stands (`restating`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from tenir.core import rights
from tenir.core.people.models import Membership, Organisation, User, places_reached_by
from tenir.core.people.models.accounts import MembershipQuerySet
from tenir.core.places.models import Place
from tenir.core.web import french
from tenir.modules.commitments import permissions
from tenir.modules.commitments.enums import State
from tenir.modules.commitments.models import Application, Commitment, Party, owes_news
from tenir.modules.commitments.reporting.mine import Owed, memberships_of

# Places of one's own that the page of a promise offers; nearly everybody has one.
MOST_OFFERED = 3


def owed_in(user: User, place: Place) -> list[Owed]:
    """Every public promise applied in a place that somebody may speak of there, silent ones first; six queries."""
    roles = memberships_of(user).reaching(place)  # type: ignore[attr-defined]
    referent = _first_organisation(roles.with_roles(rights.roles(permissions.VERIFY)))
    rows = _applications([place.pk])
    held = Party.objects.holding().filter(
        commitment__in=[row.commitment_id for row in rows], organisation__in=roles.values("organisation")
    )
    holders = {one.commitment_id: one.organisation for one in held.select_related("organisation").order_by("-pk")}
    today = timezone.localdate()
    told = [(row, holders.get(row.commitment_id, referent)) for row in rows]
    found = [_owed(row, organisation, today) for row, organisation in told if organisation is not None]
    return sorted(found, key=lambda one: (not one.is_due, one.commitment.framework.slug, one.commitment.position))


@dataclass(frozen=True)
class SilentPlace:
    """A place of somebody's own role, and how many promises that it applies have no news from it within their delay."""

    place: Place
    count: int

    @property
    def words(self) -> str:
        """« 3 engagements appliqués ici sont muets »."""
        return french.accord(self.count, "engagement appliqué ici est muet", "engagements appliqués ici sont muets")

    @property
    def url(self) -> str:
        """The page on which all of them are said."""
        return reverse("commitments:place-reports", args=(self.place.kind, self.place.code))


def silent_near(user: User, today: date | None = None) -> list[SilentPlace]:
    """The places of somebody's own roles (not all those within: each has its own referents); three queries."""
    today = today or timezone.localdate()
    roles = list(memberships_of(user))
    rows = [row for row in _applications({role.place_id for role in roles}) if _is_silent(row, today)]
    held = _held_by({role.organisation_id for role in roles}, rows) if rows else set()
    found = Counter(row.place for row in rows if any(_asked(role, row, held) for role in roles))
    return [SilentPlace(place, count) for place, count in sorted(found.items(), key=lambda one: one[0].pk)]


def _held_by(organisations: set[int], rows: Iterable[Application]) -> set[tuple[int, int]]:
    held = Party.objects.holding().filter(
        organisation__in=organisations, commitment__in={row.commitment_id for row in rows}
    )
    return set(held.order_by().values_list("commitment", "organisation"))


def _asked(role: Membership, row: Application, held: set[tuple[int, int]]) -> bool:
    """By the rule of `owed_in`: who holds the promise, and the referents of the place."""
    speaks = role.role in rights.roles(permissions.VERIFY) or (row.commitment_id, role.organisation_id) in held
    return role.place_id == row.place_id and speaks


def owed_one(user: User, commitment: Commitment, place: Place) -> Owed | None:
    """A public promise in a place, applied there already or not; None where it is not theirs to speak of."""
    inside = Place.objects.within(commitment.place).exclude(pk=commitment.place_id).filter(pk=place.pk)
    speaker = _first_organisation(_voices(user, commitment).reaching(place))
    if speaker is None or commitment.framework.state != State.PUBLIC or not inside.exists():
        return None
    application = Application.objects.filter(commitment=commitment, place=place).first()
    return Owed(commitment, speaker, "", place, application)


def offered(user: User, commitment: Commitment) -> list[Place]:
    """The places of somebody's own roles in which they may say where a promise of a larger place stands."""
    own = _voices(user, commitment).values("place")
    inside = Place.objects.within(commitment.place).exclude(pk=commitment.place_id)
    return list(inside.filter(pk__in=own).order_by("kind", "code")[:MOST_OFFERED])


def reached(user: User, commitment: Commitment) -> set[tuple[str, str]]:
    """Of the places that apply a promise, those in which somebody may speak of it: kinds and codes."""
    near = places_reached_by(_voices(user, commitment)).exclude(pk=commitment.place_id)
    applying = Application.objects.filter(commitment=commitment, place__in=near.order_by())
    return set(applying.values_list("place__kind", "place__code"))


def _voices(user: User, commitment: Commitment) -> MembershipQuerySet:
    """The roles by which somebody may: for an organisation that holds it, or as a referent."""
    holders = Party.objects.holding().filter(commitment=commitment).values("organisation")
    referents = rights.roles(permissions.VERIFY)
    return memberships_of(user).filter(Q(organisation__in=holders) | Q(role__in=referents))  # type: ignore[return-value]


def _first_organisation(roles: MembershipQuerySet) -> Organisation | None:
    found = roles.select_related("organisation").order_by("pk").first()
    return found.organisation if found else None


def _applications(places: Iterable[int]) -> list[Application]:
    """What places apply of larger ones."""
    rows = Application.objects.filter(place__in=places, commitment__framework__state=State.PUBLIC)
    larger = rows.exclude(commitment__place=F("place"))
    return list(larger.select_related("commitment__framework", "commitment__place", "place"))


def _is_silent(row: Application, today: date) -> bool:
    return owes_news(row.level, row.news_on, row.commitment.framework.silent_before(today))


def _owed(row: Application, organisation: Organisation, today: date) -> Owed:
    why = ""
    if _is_silent(row, today):
        why = "muet" if row.news_on else "sans aucune nouvelle"
    return Owed(row.commitment, organisation, why, row.place, row)
