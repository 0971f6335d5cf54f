"""Tokens of the API: creating and revoking one. Who comes in with one: `token_door.py`."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone

from tenir.core import modules, rights
from tenir.core.actions import Actor, action
from tenir.core.disclosure import snapshot
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.people.checks import save_checked
from tenir.core.people.models import ApiToken, Organisation, User
from tenir.core.people.models.tokens import digest

# Recognised by those who look for secrets that were published by mistake.
MARK = "tenir_"
SHOWN = len(MARK) + 6
LONGEST = timedelta(days=366)
MOST_ALIVE = 20


@action
def create_token(
    *, by: User, name: str, scopes: Iterable[str], until: date, organisation: Organisation | None = None
) -> tuple[ApiToken, str]:
    """A token of `by` and its secret, which nobody can read again.

    Raises `BadInput` on an unknown scope, none, an end in the past or too far, or an organisation that is not theirs.
    """
    wanted = _known(scopes)
    _check_end(until)
    if organisation and not by.memberships.in_force().filter(organisation=organisation).exists():
        raise BadInput("vous n'avez pas de rôle pour cette organisation.", where="au nom de")
    if ApiToken.objects.alive().filter(user=by).count() >= MOST_ALIVE:
        raise BadInput(f"vous avez déjà {MOST_ALIVE} jetons.", remedy="Retirez ceux qui ne servent plus.")
    secret = MARK + secrets.token_urlsafe(32)
    token = ApiToken(user=by, organisation=organisation, name=name.strip(), scopes=wanted, until=until)
    token.prefix, token.digest = secret[:SHOWN], digest(secret)
    save_checked(token)
    chain.record(chain.created("people.create_token", token), by=by)
    return token, secret


@action
def revoke_token(*, by: Actor, token: ApiToken) -> None:
    """It opens nothing from the next request on; repeating it changes nothing."""
    if by.identifier != token.user.identifier:
        raise rights.Refused("people.close_account", token.user)
    if token.revoked_at:
        return chain.nothing_to_record()
    revoke(token, by=by)
    return None


def revoke(token: ApiToken, *, by: Actor) -> None:
    """Part of an action: closing an account revokes its tokens."""
    before = snapshot(token)
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at"])
    chain.record(chain.changed("people.revoke_token", token, before=before), by=by)


def _known(scopes: Iterable[str]) -> list[str]:
    known, wanted = [scope.key for scope in modules.scopes()], set(scopes)
    if not wanted or not wanted <= set(known):
        raise BadInput("choisissez au moins une portée, parmi celles de la liste.", where="portées")
    return [key for key in known if key in wanted]


def _check_end(until: date) -> None:
    today = timezone.localdate()
    if not today <= until <= today + LONGEST:
        raise BadInput(
            "le dernier jour doit être aujourd'hui ou plus tard, dans un an au plus.",
            where="jusqu'au",
            remedy="Un jeton qui dure se renouvelle chaque année.",
        )
