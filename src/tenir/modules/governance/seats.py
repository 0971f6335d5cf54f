"""Who may speak for an organisation that sits: built on the mandates and roles of `core.people`."""

from __future__ import annotations

from collections.abc import Iterable

from tenir.core.people.models import Mandate, Organisation, User, UserQuerySet


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
