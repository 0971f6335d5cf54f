"""Every write about accounts, roles and mandates; those about organisations are written in `organisations.py`.

The journal names an account by its identifier only: no address, no name (`User.disclosure`).
"""

from __future__ import annotations

from datetime import date

from allauth.account.models import EmailAddress
from django.utils import timezone

from tenir.core import rights
from tenir.core.actions import Actor, System, action
from tenir.core.disclosure import snapshot
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.people import identities, letters, links, passkeys, roles, sessions, tokens
from tenir.core.people.checks import save_checked
from tenir.core.people.models import (
    ApiToken,
    Cadence,
    LetterChoice,
    Mandate,
    Membership,
    Organisation,
    User,
)
from tenir.core.people.organisations import administration, amend_organisation, create_organisation
from tenir.core.people.permissions import holders_who_give
from tenir.core.people.roles import require_may_give
from tenir.core.places.models import Place
from tenir.core.rights import Role

__all__ = [
    "amend_organisation",
    "change_password",
    "choose_letters",
    "close_account",
    "create_first_administrator",
    "create_organisation",
    "cut_ways_in",
    "end_mandate",
    "end_role",
    "erase_person",
    "give_mandate",
    "grant_role",
    "open_account",
]


@action
def open_account(
    *,
    by: Actor,
    email: str,
    name: str,
    organisation: Organisation,
    role: str,
    place: Place,
    since: date | None = None,
    until: date | None = None,
) -> User:
    """The account of `email` with this role, opened unless it exists; a letter tells a new person how to come in.

    Repeating it changes nothing. The name of an account that exists is its own, and stays.
    Raises `BadInput` on an unreadable address or dates, `Refused` on a role or place that `by` may not give.
    """
    rights.require(by, "people.open_account", on=place)
    require_may_give(by, role=role, place=place)
    user: User | None = User.objects.at(email).first()
    if user is None:
        user = _new_account(by=by, email=email, name=name)
        letters.account_opened(user)
    elif not user.is_active:
        rights.require(by, "people.close_account", on=place)
        _set_active(user, True, verb="people.reopen_account", by=by)
    roles.give(by=by, user=user, organisation=organisation, role=role, place=place, since=since, until=until)
    return user


@action
def grant_role(
    *,
    by: Actor,
    user: User,
    organisation: Organisation,
    role: str,
    place: Place,
    since: date | None = None,
    until: date | None = None,
) -> Membership:
    """`user` acts for `organisation` with `role` on `place`; repeating it changes nothing."""
    rights.require(by, "people.grant_role", on=place)
    require_may_give(by, role=role, place=place)
    if not user.is_active:
        raise BadInput("ce compte est fermé.", where="compte", remedy="Rouvrez-le en ouvrant un compte à son adresse.")
    return roles.give(by=by, user=user, organisation=organisation, role=role, place=place, since=since, until=until)


@action
def end_role(*, by: Actor, membership: Membership, last_day: date | None = None) -> None:
    """The role holds no longer, from this moment; or, with `last_day`, at the end of that day.

    A role ended at once on the day it was given never held a whole day: its row goes, the journal keeps it.
    """
    rights.require(by, "people.grant_role", on=membership.place)
    require_may_give(by, role=membership.role, place=membership.place)
    if last_day is not None and last_day < timezone.localdate():
        raise BadInput("ce jour est passé.", where="jusqu'au", remedy="Donnez aujourd'hui ou un jour à venir.")
    roles.keep_an_administrator(without=[membership])
    roles.end(membership, verb="people.end_role", by=by, last_day=last_day)
    rights.forget_answers(by)


@action
def close_account(*, by: Actor, user: User) -> None:
    """Nobody comes in by this account any more: roles and mandates end, sessions too. Repeating it changes nothing."""
    _require_over(by, "people.close_account", user)
    if not user.is_active:
        return chain.nothing_to_record()
    _close(user, by=by)
    return None


@action
def cut_ways_in(*, by: Actor, user: User) -> None:
    """A device is lost or stolen: no passkey nor outside identity opens the account, and its sessions end.

    Its owner comes in again by a code sent to their address. Repeating it ends sessions only.
    """
    _require_over(by, "people.close_account", user)
    if not user.passkeys.exists() and not user.identities.exists():
        chain.nothing_to_record()
    _end_ways_in(user, by=by)
    sessions.end_all(user)


@action
def erase_person(*, by: Actor, user: User) -> None:
    """Close the account and empty all that names the person; what they did stays, under the account's number.

    The journal never held a name or an address, so its chain still verifies.
    """
    _require_over(by, "people.erase_person", user)
    if user.erased_at:
        return chain.nothing_to_record()
    _close(user, by=by)
    before = snapshot(user)
    EmailAddress.objects.filter(user=user).delete()
    ApiToken.objects.filter(user=user).update(name="jeton effacé", last_used_on=None)
    user.letters.all().delete()
    user.links.all().delete()
    user.email, user.name = f"compte-{user.pk}@efface.invalid", ""
    user.last_login = user.last_visit = None
    user.erased_at = timezone.now()
    user.set_unusable_password()
    user.save()
    chain.record(chain.changed("people.erase_person", user, before=before), by=by)
    return None


@action
def give_mandate(
    *,
    by: Actor,
    user: User,
    organisation: Organisation,
    title: str,
    since: date | None = None,
    until: date | None = None,
) -> Mandate:
    """`user` holds the office `title` in `organisation`: maire, présidente, déléguée du préfet."""
    rights.require(by, "people.grant_role", on=organisation.place)
    mandate = Mandate(user=user, organisation=organisation, title=title.strip(), until=until)
    mandate.since = since or mandate.since
    save_checked(mandate)
    chain.record(chain.created("people.give_mandate", mandate), by=by)
    return mandate


@action
def end_mandate(*, by: Actor, mandate: Mandate, last_day: date | None = None) -> None:
    """The office is held no longer; `last_day` (yesterday unless given) was its last day."""
    rights.require(by, "people.grant_role", on=mandate.organisation.place)
    roles.end(mandate, verb="people.end_mandate", by=by, last_day=last_day)


@action
def change_password(*, by: Actor, user: User, password: str) -> None:
    """A person's own password, already judged strong enough; every other session of the account ends by itself.

    The session key of Django holds a hash of the password, so sessions opened with the former one are void.
    """
    if by.identifier != user.identifier and not isinstance(by, System):
        raise rights.Refused("people.close_account", user)
    user.set_password(password)
    user.save(update_fields=["password"])
    chain.record(chain.Event("people.change_password", on=user), by=by)


@action
def create_first_administrator(
    *, by: System, email: str, name: str, organisation_name: str, password: str | None = None, again: bool = False
) -> User:
    """Whoever will open the other accounts; without `password`, they come in by e-mailed code.

    Raises `BadInput` when the site has one already, unless `again`.
    """
    france = _france()
    if not again and Membership.objects.administrators().exists():
        raise BadInput(
            "le site a déjà son administration.",
            where="admin create",
            remedy="Ajoutez --again pour en créer une autre.",
        )
    organisation = administration(by=by, name=organisation_name, place=france)
    user = open_account(by=by, email=email, name=name, organisation=organisation, role=Role.ADMINISTRATOR, place=france)
    if password is not None:
        change_password(by=by, user=user, password=password)
    return user


def may_end(by: User, membership: Membership) -> bool:
    """Whether `by` may end a role that is not over: for screens, which then show the button."""
    if membership.is_over or not rights.may(by, "people.grant_role", on=membership.place):
        return False
    return rights.holds(by, holders_who_give(membership.role), membership.place)


def may_close(by: User, user: User) -> bool:
    """Whether `by` may close this account: for screens."""
    try:
        _require_over(by, "people.close_account", user)
    except rights.Refused:
        return False
    return user.is_active


def roles_of_territory(user: User) -> list[Membership]:
    """The roles that say whose territory an account is of: those not over, or all of them once all are over."""
    memberships = list(Membership.objects.filter(user=user).in_full())
    return [one for one in memberships if not one.is_over] or memberships


def _new_account(*, by: Actor, email: str, name: str) -> User:
    user = User(email=email.strip().lower(), name=name.strip())
    user.set_unusable_password()
    save_checked(user)
    chain.record(chain.created("people.open_account", user), by=by)
    return user


def _close(user: User, *, by: Actor) -> None:
    held = list(Membership.objects.not_over().filter(user=user).in_full())
    roles.keep_an_administrator(without=held)
    for membership in held:
        roles.end(membership, verb="people.end_role", by=by)
    for mandate in Mandate.objects.filter(user=user, until__isnull=True):
        roles.end(mandate, verb="people.end_mandate", by=by)
    for token in ApiToken.objects.filter(user=user, revoked_at__isnull=True):
        tokens.revoke(token, by=by)
    _end_ways_in(user, by=by)
    for link in user.links.alive():
        links.revoke(link, by=by)
    sessions.end_all(user)
    if user.is_active:
        _set_active(user, False, verb="people.close_account", by=by)


def _end_ways_in(user: User, *, by: Actor) -> None:
    for identity in user.identities.select_related("user"):
        identities.detach(identity, by=by)
    for passkey in user.passkeys.select_related("user"):
        passkeys.remove(passkey, by=by)


def _set_active(user: User, active: bool, *, verb: str, by: Actor) -> None:
    before = snapshot(user)
    user.is_active = active
    user.save(update_fields=["is_active"])
    chain.record(chain.changed(verb, user, before=before), by=by)


def _require_over(by: Actor, permission: str, user: User) -> None:
    """Ask about each place where `user` holds a role, and that `by` could have given each of these roles."""
    memberships = roles_of_territory(user)
    for membership in memberships:
        rights.require(by, permission, on=membership.place)
        require_may_give(by, role=membership.role, place=membership.place)
    if not memberships:
        rights.require(by, permission, on=_france())


def _france() -> Place:
    try:
        return Place.objects.france()
    except Place.DoesNotExist:
        raise BadInput(
            "la France n'est pas dans la base.", where="lieux", remedy="Lancez d'abord tenir referentials load."
        ) from None


@action
def choose_letters(*, by: Actor, user: User, cadence: str, wants_changes: bool) -> LetterChoice:
    """How often somebody gets their letter, and whether with what is no duty; their own choice only."""
    if by != user:
        raise BadInput("chacun choisit ses propres lettres.")
    choice, _ = LetterChoice.objects.update_or_create(
        user=user, defaults={"cadence": Cadence(cadence), "wants_changes": wants_changes}
    )
    # What was chosen is personal: that it was chosen is nobody's business but theirs.
    chain.nothing_to_record()
    return choice
