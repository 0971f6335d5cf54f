"""Invented duties, and the days on which tests stand."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

from django.test import Client

from tenir.core.actions import System
from tenir.core.people.models import User
from tenir.core.places.models import Place, PlaceKind
from tenir.core.rights import Role
from tenir.modules.commitments.models import Source
from tenir.modules.governance.models import Duty, DutyInstance
from tests.builders import a_member, a_place, france

ME = System("test")
TODAY = date(2026, 3, 10)
_numbers = itertools.count(1)


def a_duty(**fields: Any) -> Duty:
    """A quarterly report of each département, due on the last day of February and each third month after."""
    number = next(_numbers)
    source, _ = Source.objects.get_or_create(slug="texte-invente", defaults={"title": "Texte inventé"})
    given = {
        "slug": f"obligation-{number}",
        "position": number,
        "title": f"Rendre compte {number}",
        "sentence": "Dire chaque trimestre ce qui a été fait.",
        "owed_by": "prefets",
        "modality": "doit",
        "recurrence": "P3M",
        "first_due": date(2019, 2, 28),
        "fulfilled_by": "rapport",
        "reach": "departement",
        "source": source,
        "first_line": 4,
        "last_line": 6,
    }
    return Duty.objects.create(**{**given, **fields})


def dated(due_on: date = date(2019, 3, 15), **fields: Any) -> Duty:
    """A duty with one day."""
    return a_duty(recurrence="", first_due=None, due_on=due_on, **fields)


def undated(**fields: Any) -> Duty:
    """A duty whose text gives no day."""
    return a_duty(recurrence="", first_due=None, **fields)


def a_departement(code: str = "21") -> Place:
    """A département of France."""
    return a_place(kind=PlaceKind.DEPARTEMENT, code=code, name=f"Département {code}", inside=france())


def an_instance(duty: Duty | None = None, place: Place | None = None, **fields: Any) -> DutyInstance:
    """What a département owes for one day of the duty."""
    duty = duty or a_duty()
    number = next(_numbers)
    given = {"period": f"P3M-{number}", "due_on": date(2026, 2, 28)}
    return DutyInstance.objects.create(duty=duty, place=place or a_departement(f"D{number}"), **{**given, **fields})


def prefecture(place: Place) -> User:
    """An account of the préfecture of a place."""
    return a_member(Role.PREFECTURE, place)


def signed_in(user: User) -> Client:
    """A browser in which somebody is in."""
    client = Client()
    client.force_login(user)
    return client
