"""Passkeys of an account: adding one that a device proved to hold, removing one. The proof: `passkey_ceremony.py`."""

from __future__ import annotations

from django.db import IntegrityError

from tenir.core import rights
from tenir.core.actions import Actor, action
from tenir.core.disclosure import snapshot
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.people import letters
from tenir.core.people.checks import save_checked
from tenir.core.people.models import Passkey, User

MOST = 10


@action
def add_passkey(*, by: User, name: str, credential_id: str, credential: bytes, sign_count: int) -> Passkey:
    """A device of `by` opens their account from now on; they are told by letter.

    Raises `BadInput` on a closed account, a name too long, a key that is known already, or one too many.
    """
    if not by.may_sign_in:
        raise BadInput("ce compte est fermé.", where="compte")
    if by.passkeys.count() >= MOST:
        raise BadInput(f"vous avez déjà {MOST} clés d'accès.", remedy="Retirez celles qui ne servent plus.")
    passkey = Passkey(user=by, name=name.strip() or "Clé d'accès", credential_id=credential_id, sign_count=sign_count)
    passkey.credential = credential
    try:
        save_checked(passkey)
    except IntegrityError as error:  # two requests at once: both found it new
        raise BadInput("cette clé d'accès est déjà connue.") from error
    chain.record(chain.created("people.add_passkey", passkey), by=by)
    letters.passkey_added(by)
    return passkey


@action
def remove_passkey(*, by: Actor, passkey: Passkey) -> None:
    """It opens the account no more, from the next sign-in on."""
    if by.identifier != passkey.user.identifier:
        raise rights.Refused("people.close_account", passkey.user)
    remove(passkey, by=by)


def remove(passkey: Passkey, *, by: Actor) -> None:
    """Part of an action: closing an account removes its passkeys, and so does cutting its ways in."""
    chain.record(chain.Event("people.remove_passkey", on=passkey, before=snapshot(passkey)), by=by)
    passkey.delete()
