"""Giving and ending a role, within an action that asked whether it may (`actions.py`, `handing_over.py`)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone

from tenir.core import rights
from tenir.core.actions import Actor, System
from tenir.core.disclosure import snapshot
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.people.checks import save_checked
from tenir.core.people.models import Mandate, Membership, Organisation, User
from tenir.core.people.permissions import holders_who_give
from tenir.core.places.models import Place


def require_may_give(by: Actor, *, role: str, place: Place) -> None:
    """Raise `Refused` unless `by` may give `role` on `place` (the table of `permissions.GRANTS`)."""
    if isinstance(by, System):
        return
    if not rights.holds(by, holders_who_give(role), place):
        raise rights.Refused("people.grant_role", place)


def give(
    *,
    by: Actor,
    user: User,
    organisation: Organisation,
    role: str,
    place: Place,
    since: date | None,
    until: date | None,
) -> Membership:
    """Part of an action: the role, or the one in force that says the same."""
    same = {"user": user, "organisation": organisation, "role": role, "place": place, "until": until}
    held: Membership | None = Membership.objects.in_force().filter(**same).first()
    if held is not None and since in (None, held.since):
        chain.nothing_to_record()
        return held
    membership = Membership(**same)
    membership.since = since or membership.since
    save_checked(membership)
    chain.record(chain.created("people.grant_role", membership), by=by)
    rights.forget_answers(by)
    return membership


def end(dated: Membership | Mandate, *, verb: str, by: Actor, last_day: date | None = None) -> None:
    """End a dated row the day before today, so that it holds no longer from this moment on."""
    last = last_day or timezone.localdate() - timedelta(days=1)
    if dated.until is not None and dated.until <= last:
        return chain.nothing_to_record()
    before = snapshot(dated)
    if dated.since > last:
        event = chain.Event(verb, on=dated, before=before, after=None)
        chain.record(event, by=by)
        dated.delete()
        return None
    dated.until = last
    dated.save(update_fields=["until"])
    chain.record(chain.changed(verb, dated, before=before), by=by)
    return None


def keep_an_administrator(*, without: Iterable[Membership]) -> None:
    """Raise `BadInput` when nobody would be left to administer the site.

    The rows are locked, so that two administrators who close each other do not both succeed.
    """
    administrators = list(Membership.objects.administrators().select_for_update(of=("self",)).order_by("pk"))
    all_of_them = {membership.pk for membership in administrators}
    leaving = all_of_them & {membership.pk for membership in without}
    if leaving and leaving == all_of_them:
        raise BadInput(
            "ce serait la dernière personne à administrer le site.",
            where="administration",
            remedy="Donnez d'abord ce rôle à quelqu'un d'autre.",
        )
