"""Small things that tests of every module need: a place, an account, an organisation. Everything here is invented."""

from __future__ import annotations

import itertools
from datetime import date
from decimal import Decimal
from typing import Any

from tenir.core.operations import content
from tenir.core.people.models import Organisation, OrganisationKind, User
from tenir.core.places.models import Containment, Place, PlaceKind
from tests import migrated

_numbers = itertools.count(1)


def a_place(
    *, kind: str = PlaceKind.COMMUNE, code: str = "", name: str = "", inside: Place | None = None, share: str = "1"
) -> Place:
    """A place that `inside` contains since always."""
    number = next(_numbers)
    place = Place.objects.create(kind=kind, code=code or f"X{number:05}", name=name or f"Lieu {number}")
    if inside is not None:
        Containment.objects.create(part=place, whole=inside, share=Decimal(share))
    return place


def france() -> Place:
    """The place that contains all others, made when it is not there yet."""
    return Place.objects.get_or_create(kind=PlaceKind.NATION, code="FR", defaults={"name": "France"})[0]


def official_lists() -> None:
    """Everything that `tenir referentials load` loads: places, organisations, frameworks."""
    migrated.filled("official lists", lambda: content.load("referentials", lambda sentence: None))


def an_organisation(*, place: Place | None = None, kind: str = OrganisationKind.CITY, name: str = "") -> Organisation:
    """An organisation of `place` (France)."""
    number = next(_numbers)
    return Organisation.objects.create(
        kind=kind, slug=f"organisation-{number}", name=name or f"Organisation {number}", place=place or france()
    )


def a_user(*, email: str = "", name: str = "", password: str | None = None, **fields: Any) -> User:
    """An account without any role; without `password` it comes in by e-mailed code."""
    number = next(_numbers)
    return User.objects.create_user(
        email or f"personne-{number}@example.org", password, name=name or f"Personne {number}", **fields
    )


def a_member(
    role: str,
    place: Place,
    *,
    user: User | None = None,
    organisation: Organisation | None = None,
    since: date = date(2019, 1, 22),
    until: date | None = None,
) -> User:
    """An account that holds `role` on `place` from a day to a day."""
    user = user or a_user()
    organisation = organisation or an_organisation(place=place)
    user.memberships.create(organisation=organisation, role=role, place=place, since=since, until=until)
    return user
