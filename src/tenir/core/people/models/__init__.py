"""Tables of this module: organisations and accounts, identities, passkeys, tokens of the API, letters, links."""

from __future__ import annotations

from tenir.core.people.models.accounts import (
    DatedQuerySet,
    Mandate,
    Membership,
    MembershipQuerySet,
    Organisation,
    OrganisationKind,
    OrganisationQuerySet,
    User,
    UserManager,
    UserQuerySet,
    places_reached_by,
    siren_is_valid,
)
from tenir.core.people.models.identities import OutsideIdentity, provider_name
from tenir.core.people.models.letters import Cadence, Letter, LetterChoice, LetterState
from tenir.core.people.models.links import PersonalLink
from tenir.core.people.models.passkeys import Passkey
from tenir.core.people.models.tokens import ApiToken, KeptAnswer

__all__ = [
    "ApiToken",
    "Cadence",
    "DatedQuerySet",
    "KeptAnswer",
    "Letter",
    "LetterChoice",
    "LetterState",
    "Mandate",
    "Membership",
    "MembershipQuerySet",
    "Organisation",
    "OrganisationKind",
    "OrganisationQuerySet",
    "OutsideIdentity",
    "Passkey",
    "PersonalLink",
    "User",
    "UserManager",
    "UserQuerySet",
    "places_reached_by",
    "provider_name",
    "siren_is_valid",
]
