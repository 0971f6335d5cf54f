"""Rights on one page: the roles, and the one function that answers.

What each role may do is declared by each module in its `permissions.py` as sentences with the roles that have them;
`/droits/` prints the whole as one table for an auditor.

A role is held through a membership on a place, from a date to a date; it holds on that place and on everything that
the place contains on the day of the question. Nobody has a right by being in a list elsewhere in the code.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models

from tenir.core import modules
from tenir.core.actions import Actor, System

_ANSWERS = "_answers_of_this_request"
_LIMITS = "_permissions_of_this_token"


class Role(models.TextChoices):
    """Who somebody is for Tenir, on a place. The words are those of the field."""

    ADMINISTRATOR = "administrator", "Administration du site"
    MINISTRY = "ministry", "Pilote national (ministère, agence)"
    PREFECTURE = "prefecture", "Préfecture, sous-préfecture"
    DELEGATE = "delegate", "Délégué·e du préfet"
    PROJECT_LEAD = "project_lead", "Chef·fe de projet contrat de ville"
    PARTNER = "partner", "Partenaire porteur d'engagements"
    CITIZENS = "citizens", "Conseil citoyen"
    OBSERVER = "observer", "Évaluation, observatoire"


class Refused(PermissionDenied):
    """Somebody known asked for what they may not do; the journal keeps it (`core.journal.middleware`)."""

    def __init__(self, permission: str, on: Any = None) -> None:
        said = sentence(permission)
        super().__init__(f"Vous n'avez pas le droit de faire cela\u202f: {said[:1].lower()}{said[1:]}")
        self.permission = permission
        self.on = on


def may(actor: Any, permission: str, *, on: Any = None) -> bool:
    """Whether `actor` may do `permission` on `on` (a place, or anything with a `place`); without `on`, anywhere.

    The owner of the machine (`System`) may do everything; an anonymous or inactive person nothing that is declared.
    """
    having = roles(permission)
    if isinstance(actor, System):
        return True
    if not getattr(actor, "is_authenticated", False) or not actor.is_active:
        return False
    if permission not in getattr(actor, _LIMITS, (permission,)):
        return False
    return holds(actor, having, _place(on))


def holds(user: Any, roles: tuple[str, ...], place: Any = None) -> bool:
    """Whether `user` holds one of `roles` today on `place` or on a place that contains it; without `place`, anywhere.

    One query a question; the same question is not asked twice in one request (`remember_answers`).
    """
    answers: dict[Any, bool] = getattr(user, _ANSWERS, {})
    question = (roles, place.pk if place else None)
    if question not in answers:
        answers[question] = user.memberships.in_force().with_roles(roles).reaching(place).exists()
    return answers[question]


def remember_answers(user: Any) -> None:
    """Keep what is answered about this very object, which lives as long as a request (`people.backends`)."""
    setattr(user, _ANSWERS, {})


def forget_answers(user: Any) -> None:
    """Ask again: a role was just given or ended."""
    if hasattr(user, _ANSWERS):
        remember_answers(user)


def limit(user: Any, permissions: frozenset[str]) -> None:
    """Whoever acts through this very object may do these permissions at most: it came with a token of the API."""
    setattr(user, _LIMITS, permissions)


def require(actor: Actor, permission: str, *, on: Any = None) -> None:
    """Raise `Refused` unless `actor` may do `permission` on `on`."""
    if not may(actor, permission, on=on):
        raise Refused(permission, on)


def roles(permission: str) -> tuple[str, ...]:
    """The roles that have a permission."""
    return _declared(permission).roles


def sentence(permission: str) -> str:
    """What a permission allows, in words."""
    return _declared(permission).sentence


def _declared(key: str) -> modules.Permission:
    for permission in modules.permissions():
        if permission.key == key:
            return permission
    raise LookupError(f"no module declares the permission {key!r}")


def _place(on: Any) -> Any:
    """The place to ask about: `on` itself when it is one, else its `place`; None only when nothing was named."""
    if on is None:
        return None
    place = on if on._meta.label_lower == "places.place" else on.place
    if place is None:
        # Without this, an object that lost its place would be open to whoever has the role anywhere.
        raise LookupError(f"{on!r} has no place, so no role can reach it")
    return place
