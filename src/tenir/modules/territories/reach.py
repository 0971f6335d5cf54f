"""Whether somebody may import a file: for every place that it touches, and what its new places lie in."""

from __future__ import annotations

from tenir.core import rights
from tenir.core.actions import Actor, System
from tenir.core.people.models import User, places_reached_by
from tenir.core.places.models import Place, PlaceKind
from tenir.modules.territories.importing.facts import Prepared
from tenir.modules.territories.permissions import IMPORT


def require(by: Actor, prepared: Prepared) -> None:
    """Raise `Refused` unless `by` may; whoever may on France may on all.

    A new place counts as inside what the file says it lies in: without that, it is France's affair.
    """
    france = Place.objects.filter(kind=PlaceKind.NATION, code="FR").first()
    if isinstance(by, System) or france is None or rights.may(by, IMPORT, on=france):
        return
    rights.require(by, IMPORT)
    if not isinstance(by, User) or not _touched(prepared) <= _reached(by):
        raise rights.Refused(IMPORT, france)


def _touched(prepared: Prepared) -> set[tuple[str, str]]:
    """Known places as they are; of a new one, what it lies in, or itself when that is not told."""
    new = {(one.kind, one.code) for one in prepared.places}
    known = set(Place.objects.filter(kind__in={kind for kind, _ in new}).values_list("kind", "code"))
    ends = {key for link in prepared.links for key in (link.part, link.whole)}
    lying = {link.part for link in prepared.links}
    return (ends - (new - known)) | (new & known) | (new - known - lying)


def _reached(by: User) -> set[tuple[str, str]]:
    mine = by.memberships.in_force().with_roles(rights.roles(IMPORT))
    return set(places_reached_by(mine).values_list("kind", "code"))
