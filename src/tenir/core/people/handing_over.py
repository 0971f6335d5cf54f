"""Somebody leaves: what they answer for passes, from a day on, to a colleague of the same organisation.

The one gets the roles and mandates that the other loses, on the same places, up to the same end, so that no promise
is left without anybody between the two. Whoever leaves may do it; so may whoever could end and give all these roles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from tenir.core import rights
from tenir.core.actions import Actor, System, action
from tenir.core.disclosure import snapshot
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.people import digests, links, outbox, roles
from tenir.core.people.models import LetterChoice, Mandate, Membership, User
from tenir.core.people.roles import require_may_give

# A day that is known today; further away, nobody knows who will be there.
LONGEST_AHEAD = timedelta(days=366)
MOST_LINES = 20


@dataclass(frozen=True)
class Passing:
    """What would pass to somebody on a day, and what stays with who leaves: roles for other organisations."""

    memberships: tuple[Membership, ...]
    mandates: tuple[Mandate, ...]
    staying: tuple[Membership, ...]


@action
def hand_over(*, by: Actor, user: User, to: User, on: date) -> Passing:
    """The roles and mandates of `user` for the organisations of `to` are those of `to` from the day `on`.

    The links that `user` got by letter open nothing from then on. Raises `BadInput` on a day that is past, on somebody
    of no common organisation, where nothing would pass; `Refused` where `by` could not end and give each of the roles.
    """
    require_may_hand_over(by, user)
    _require_day(on)
    if to == user or not to.may_sign_in:
        raise BadInput("cette personne ne peut pas prendre la suite.", where="à qui", remedy="Choisissez-en une autre.")
    passing = what_passes(user, to, on)
    if not passing.memberships and not passing.mandates:
        raise BadInput(
            "rien ne passerait\u202f: ces deux personnes n'agissent pas pour une même organisation.",
            where="à qui",
            remedy="Donnez d'abord à la seconde un rôle dans l'organisation de la première.",
        )
    words = _letter(user, to, on, passing)
    for membership in passing.memberships:
        _pass_role(by, membership, to, on)
    for mandate in passing.mandates:
        _pass_mandate(by, mandate, to, on)
    _end_links(by, user, on)
    chain.record(chain.Event("people.hand_over", on=user, after={"to": to.pk, "on": on.isoformat()}), by=by)
    outbox.queue(user=to, key=f"hand-over:{user.pk}:{to.pk}:{on}", subject="On vous passe la main", words=words)
    rights.forget_answers(by)
    return passing


def may_hand_over(by: User, user: User) -> bool:
    """Whether the screen is open to `by`."""
    try:
        require_may_hand_over(by, user)
    except rights.Refused:
        return False
    return user.is_active


def require_may_hand_over(by: Actor, user: User) -> None:
    """Raise `Refused` unless it is one's own hand, or each role is one that `by` may end and give."""
    if isinstance(by, System) or by == user:
        return
    held = _held(user)
    for membership in held:
        rights.require(by, "people.grant_role", on=membership.place)
        require_may_give(by, role=membership.role, place=membership.place)
    for mandate in _mandates(user):
        rights.require(by, "people.grant_role", on=mandate.organisation.place)
    if not held:
        raise rights.Refused("people.grant_role", user)


def what_passes(user: User, to: User, on: date) -> Passing:
    """Roles and mandates not over by `on`, of the organisations for which `to` acts today."""
    common = set(to.memberships.in_force().values_list("organisation", flat=True))
    held = [one for one in _held(user) if one.until is None or one.until >= on]
    mandates = [one for one in _mandates(user) if one.until is None or one.until >= on]
    return Passing(
        tuple(one for one in held if one.organisation_id in common),
        tuple(one for one in mandates if one.organisation_id in common),
        tuple(one for one in held if one.organisation_id not in common),
    )


def waiting_for(user: User) -> list[dict[str, object]]:
    """What waits for somebody, by section, as the letter to the successor tells it: `title`, `lines`, `more`."""
    sections = digests.sections_for(user, LetterChoice(user=user, wants_changes=False))
    return [_told(one.title, [line.words for line in one.lines]) for one in sections]


def successors(user: User) -> QuerySet[User]:
    """Who may take over: those who act today for an organisation of `user` and can sign in."""
    organisations = Membership.objects.not_over().filter(user=user).values("organisation")
    found = Membership.objects.in_force().filter(organisation__in=organisations).values("user")
    able: QuerySet[User] = User.objects.able_to_sign_in().filter(pk__in=found).exclude(pk=user.pk)
    return able.order_by("name", "pk")


def _held(user: User) -> list[Membership]:
    return list(Membership.objects.not_over().filter(user=user).in_full().order_by("pk"))


def _mandates(user: User) -> list[Mandate]:
    not_over = Q(until__isnull=True) | Q(until__gte=timezone.localdate())
    rows = Mandate.objects.filter(not_over, user=user).select_related("user", "organisation__place")
    return list(rows.order_by("pk"))


def _require_day(on: date) -> None:
    today = timezone.localdate()
    if on < today:
        raise BadInput("ce jour est passé.", where="à partir du", remedy="Donnez aujourd'hui ou un jour à venir.")
    if on > today + LONGEST_AHEAD:
        raise BadInput("ce jour est trop loin.", where="à partir du", remedy="Donnez un jour de l'année qui vient.")


def _pass_role(by: Actor, membership: Membership, to: User, on: date) -> None:
    """Given before it ends: at no moment does nobody hold it."""
    since = max(on, membership.since)
    same = Membership.objects.filter(
        user=to, organisation=membership.organisation, role=membership.role, place=membership.place, since__lte=since
    )
    lasting = (
        Q(until__isnull=True) if membership.until is None else Q(until__isnull=True) | Q(until__gte=membership.until)
    )
    if not same.filter(lasting).exists():
        roles.give(
            by=by,
            user=to,
            organisation=membership.organisation,
            role=membership.role,
            place=membership.place,
            since=since,
            until=membership.until,
        )
    if on == timezone.localdate():
        roles.keep_an_administrator(without=[membership])
    roles.end(membership, verb="people.end_role", by=by, last_day=on - timedelta(days=1))


def _pass_mandate(by: Actor, mandate: Mandate, to: User, on: date) -> None:
    given = Mandate(user=to, organisation=mandate.organisation, title=mandate.title, until=mandate.until)
    given.since = max(on, mandate.since)
    given.save()
    chain.record(chain.created("people.give_mandate", given), by=by)
    roles.end(mandate, verb="people.end_mandate", by=by, last_day=on - timedelta(days=1))


def _end_links(by: Actor, user: User, on: date) -> None:
    """At once, or at the first minute of the day to come."""
    morning = timezone.make_aware(datetime.combine(on, time.min))
    for link in user.links.alive():
        if on <= timezone.localdate():
            links.revoke(link, by=by)
        elif link.until > morning:
            before = snapshot(link)
            link.until = morning
            link.save(update_fields=["until"])
            chain.record(chain.changed("people.shorten_link", link, before=before), by=by)


def _letter(user: User, to: User, on: date, passing: Passing) -> str:
    context = {
        "user": user,
        "on": on,
        "passing": passing,
        "sections": waiting_for(user),
        "desk": settings.SITE_ADDRESS + reverse("people:desk"),
    }
    return render_to_string("people/letters/hand_over.txt", context)


def _told(title: str, lines: Sequence[str]) -> dict[str, object]:
    return {"title": title, "lines": lines[:MOST_LINES], "more": max(0, len(lines) - MOST_LINES)}
