"""Outside identities of an account: attaching one that was proved, detaching one. How one is proved: `openid.py`."""

from __future__ import annotations

from tenir.core import rights
from tenir.core.actions import Actor, action
from tenir.core.disclosure import snapshot
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.people import letters
from tenir.core.people.models import OutsideIdentity, User


@action
def attach_identity(*, by: User, issuer: str, subject: str) -> OutsideIdentity:
    """From now on `subject` of `issuer` opens the account of `by`, who is told by letter; repeating changes nothing.

    Raises `BadInput` on a closed account, and where this identity opens another one.
    """
    if not by.may_sign_in:
        raise BadInput("ce compte est fermé.", where="compte")
    # Of two requests at once the second finds the row of the first.
    identity, is_new = OutsideIdentity.objects.get_or_create(issuer=issuer, subject=subject, defaults={"user": by})
    if identity.user_id != by.pk:
        raise BadInput(
            "cette identité ouvre déjà un autre compte.",
            remedy="Entrez dans l'autre compte pour l'en détacher, ou écrivez à qui administre le site.",
        )
    if is_new:
        chain.record(chain.created("people.attach_identity", identity), by=by)
        letters.identity_attached(by)
    else:
        chain.nothing_to_record()
    return identity


@action
def detach_identity(*, by: Actor, identity: OutsideIdentity) -> None:
    """It opens the account no more, from the next sign-in on."""
    if by.identifier != identity.user.identifier:
        raise rights.Refused("people.close_account", identity.user)
    detach(identity, by=by)


def detach(identity: OutsideIdentity, *, by: Actor) -> None:
    """Part of an action: closing an account detaches its identities, so that opening it again does not revive them."""
    chain.record(chain.Event("people.detach_identity", on=identity, before=snapshot(identity)), by=by)
    identity.delete()
