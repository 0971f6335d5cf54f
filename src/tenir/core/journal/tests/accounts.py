"""Accounts for the tests of pages."""

from __future__ import annotations

from tenir.core.people.models import Membership, Organisation, OrganisationKind, User
from tenir.core.places.models import Place, PlaceKind
from tenir.core.rights import Role


def account(role: Role | None = None) -> User:
    """An account with this role on France, or with none."""
    user = User.objects.create_user(f"{role or 'none'}@example.org")
    if role:
        france, _ = Place.objects.get_or_create(kind=PlaceKind.NATION, code="FR", defaults={"name": "France"})
        held_by = {"kind": OrganisationKind.MINISTRY, "slug": f"org-{role}", "name": "Inventée", "place": france}
        Membership.objects.create(
            user=user, organisation=Organisation.objects.create(**held_by), role=role, place=france
        )
    return user
