"""Promises that nobody answers for any more: their holder had somebody here, whose role ended without a successor.

An organisation for which nobody ever had an account is another matter: it was never asked anything.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from tenir.core import rights
from tenir.core.people.models import Membership, Organisation, User, places_reached_by
from tenir.core.web import french
from tenir.modules.commitments import permissions
from tenir.modules.commitments.enums import State
from tenir.modules.commitments.models import SETTLED, Party

# Whoever may give a role there is told.
ABLE = "people.grant_role"


@dataclass(frozen=True)
class Orphaned:
    """An organisation, and how many of its promises are left without anybody."""

    organisation: Organisation
    count: int

    @property
    def words(self) -> str:
        """« Bailleur inventé : personne ne répond plus de 3 engagements »."""
        return f"{self.organisation}\u202f: personne ne répond plus de {french.accord(self.count, 'engagement')}"


def on_territory_of(user: User) -> list[Orphaned]:
    """On the places of those who may give a role there: the most promises first; three queries."""
    roles = user.memberships.in_force().with_roles(rights.roles(ABLE))
    reached = places_reached_by(roles).order_by()
    here = Membership.objects.filter(organisation=OuterRef("organisation"))
    able = here.in_force().with_roles(rights.roles(permissions.DECLARE)).filter(user__in=User.objects.able_to_sign_in())
    held = Party.objects.holding().filter(
        Exists(here), ~Exists(able), commitment__framework__state=State.PUBLIC, commitment__place__in=reached
    )
    held = held.filter(commitment__counted=True).exclude(commitment__level__in=SETTLED)
    pairs = set(held.order_by().values_list("organisation", "commitment"))
    counts = Counter(organisation for organisation, _ in pairs)
    found = Organisation.objects.filter(pk__in=counts)
    return sorted((Orphaned(one, counts[one.pk]) for one in found), key=lambda one: (-one.count, one.organisation.name))
