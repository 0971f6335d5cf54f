"""Who must prove twice who they are when they come in by password: those who can change what the public reads.

A code sent to the account's address is one proof, a password another; a provider of identities proves as strongly as
the settings ask of it (`OPENID_ACR`).
"""

from __future__ import annotations

from django.conf import settings

from tenir.core.people.models import User
from tenir.core.rights import Role

STAFF = (Role.ADMINISTRATOR, Role.MINISTRY, Role.PREFECTURE, Role.DELEGATE, Role.PROJECT_LEAD)
# Ways in that need no second one: the mailbox was opened, the provider or the person's own device answered for them.
ENOUGH = ("code", "openid", "passkey")


def is_asked(user: User, *, last_proof: str) -> bool:
    """Whether `user`, who just gave `last_proof`, must give another.

    Accounts of the demonstration, which exist only under `tenir demo`, have no mailbox.
    """
    if settings.STAFF_SECOND_PROOF == "none" or user.is_demonstration or last_proof in ENOUGH:
        return False
    found: bool = user.memberships.in_force().with_roles(STAFF).exists()
    return found
