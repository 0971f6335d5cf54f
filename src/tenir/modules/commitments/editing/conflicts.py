"""Two people amend one thing: the second sees both versions and chooses, field by field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.people.models import Membership
from tenir.core.rights import Role
from tenir.core.web import french


class Conflict(BadInput):
    """Somebody amended it since it was read; `row` is what is now stored, `revision` its number."""

    def __init__(self, row: Any) -> None:
        super().__init__(
            "quelqu'un d'autre a enregistré une correction entre-temps.",
            remedy="Comparez les deux versions et choisissez\u202f; rien n'est perdu.",
        )
        self.row = row
        self.revision: int = row.revision


@dataclass(frozen=True)
class Author:
    """Who wrote the stored version, by organisation and role, and when."""

    who: str
    at: datetime | None

    @property
    def sentence(self) -> str:
        """« enregistrée par Ville de Dijon, chef·fe de projet…, le 15 mars 2019 à 9 h 05 »."""
        return f"enregistrée par {self.who}" + (f", le {french.date_heure(self.at)}" if self.at else "")


def last_author(row: models.Model) -> Author:
    """The actor of the latest event about `row`; accounts by organisation and role, never by name."""
    event = Entry.objects.about(row).last()
    if event is None:
        return Author("une autre personne", None)
    return Author(_who(event.actor), event.at)


def _who(actor: str) -> str:
    kind, _, key = actor.partition(":")
    if kind != "user" or not key.isdigit():
        return f"la commande {key}" if kind == "system" else "une autre personne"
    held = Membership.objects.in_force().filter(user=int(key)).select_related("organisation").order_by("pk").first()
    if held is None:
        return "une personne qui n'a plus de rôle"
    role = str(Role(held.role).label)
    return f"{held.organisation.name}, {role[:1].lower()}{role[1:]}"


def require_same(row: Any, revision: int | None) -> None:
    """Raise `Conflict` unless the locked `row` is still as it was read; None does not ask."""
    if revision is not None and row.revision != revision:
        raise Conflict(row)
