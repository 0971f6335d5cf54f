"""Who may speak for an organisation that sits: built on the mandates and roles of `core.people`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tenir.core.people.models import Mandate, Organisation, User, UserQuerySet, places_reached_by
from tenir.core.places.models import Place, PlaceQuerySet


def representatives_of(organisation: Organisation) -> UserQuerySet:
    """The open accounts that hold a mandate or a role in an organisation today."""
    held = {
        *organisation.mandates.in_force().values_list("user", flat=True),
        *organisation.memberships.in_force().values_list("user", flat=True),
    }
    found: UserQuerySet = User.objects.able_to_sign_in().filter(pk__in=held).order_by("name", "pk")
    return found


def offices(users: Iterable[User], organisations: Iterable[Organisation]) -> dict[tuple[int, int], str]:
    """The office that each holds today in each organisation, by (account, organisation): « maire »; one query."""
    rows = Mandate.objects.in_force().filter(user__in=list(users), organisation__in=list(organisations))
    return {(one.user_id, one.organisation_id): one.title for one in rows}


@dataclass(frozen=True)
class Held:
    """What somebody holds today: roles as (role, place, organisation), and the organisations of their mandates.

    Read once and handed on: two thousand letters are written in a night.
    """

    user: User
    roles: tuple[tuple[str, int, int], ...]
    led: frozenset[int]

    @property
    def organisations(self) -> frozenset[int]:
        """Those for which they may speak."""
        return self.led | {organisation for _, _, organisation in self.roles}

    def places(self, having: Iterable[str]) -> set[int]:
        """The very places of these roles, without what lies in them."""
        return {place for role, place, _ in self.roles if role in having}

    def reached(self, having: tuple[str, ...]) -> PlaceQuerySet:
        """The places of these roles and all that they contain; a query where there is such a role."""
        if not self.places(having):
            return Place.objects.none()
        return places_reached_by(self.user.memberships.in_force().with_roles(having)).order_by()


def held_by(user: User) -> Held:
    """Two queries."""
    roles = user.memberships.in_force().order_by("pk").values_list("role", "place", "organisation")
    return Held(user, tuple(roles), frozenset(user.mandates.in_force().values_list("organisation", flat=True)))
