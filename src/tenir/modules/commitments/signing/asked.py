"""Whose signature is asked for, and how many have signed."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tenir.core import rights
from tenir.core.people.models import Mandate, Membership, Organisation, User
from tenir.core.web import french
from tenir.modules.commitments import permissions
from tenir.modules.commitments.enums import SigningState
from tenir.modules.commitments.models import SignatureInvitation, SignatureRound, SignedText
from tenir.modules.commitments.signing import text as words
from tenir.modules.commitments.signing.text import Difference


@dataclass(frozen=True)
class Correction:
    """A version that followed another: what differs."""

    text: SignedText
    differences: Sequence[Difference]


@dataclass(frozen=True)
class Progress:
    """How a round stands."""

    signed: tuple[SignatureInvitation, ...]
    waiting: tuple[SignatureInvitation, ...]
    refused: tuple[SignatureInvitation, ...]

    @property
    def invited(self) -> int:
        """How many are asked."""
        return len(self.signed) + len(self.waiting) + len(self.refused)

    @property
    def sentence(self) -> str:
        """« 7 organisations sur 12 ont signé. »."""
        if not self.invited:
            return "Aucune organisation n'est encore invitée à signer."
        many = french.accord(len(self.signed), "organisation")
        verb = "ont signé" if len(self.signed) > 1 else "a signé"
        if not self.signed:
            many, verb = "Aucune organisation", "n'a signé"
        return f"{many} sur {french.nombre(self.invited)} {verb}."


def progress(one: SignatureRound) -> Progress:
    """Who answered what; one query."""
    rows = list(one.invitations.select_related("organisation", "text").order_by("organisation__name", "pk"))
    by_state: dict[str, tuple[Any, ...]] = {
        state: tuple(row for row in rows if row.state == state) for state in SigningState.values
    }
    return Progress(by_state[SigningState.SIGNED], by_state[SigningState.WAITING], by_state[SigningState.REFUSED])


def corrections(one: SignatureRound, since: int = 1) -> list[Correction]:
    """The versions after `since`, oldest first, each with what it changed."""
    texts = list(one.texts.filter(number__gte=since).order_by("number"))
    return [
        Correction(new, words.shown(words.differences(old.words, new.words))) for old, new in itertools.pairwise(texts)
    ]


def acts_for(organisation: Organisation) -> QuerySet[Membership]:
    """Roles in force by which somebody who can sign in may sign for an organisation."""
    able = User.objects.able_to_sign_in()
    held = Membership.objects.in_force().with_roles(rights.roles(permissions.SIGN))
    rows: QuerySet[Membership] = held.filter(organisation=organisation, user__in=able)
    return rows


def signer_of(organisation: Organisation) -> User | None:
    """Whom to ask when nobody is named: who holds an office there, else who has acted for it for the longest."""
    mandates = Mandate.objects.in_force().filter(user=OuterRef("user"), organisation=organisation)
    rows = acts_for(organisation).annotate(in_office=Exists(mandates)).select_related("user")
    first = rows.order_by("-in_office", "since", "pk").first()
    return first.user if first else None


def may_answer(user: User, invitation: SignatureInvitation) -> bool:
    """The invited person while they act for the organisation; once they do not, whoever does."""
    acting = set(acts_for(invitation.organisation).values_list("user", flat=True))
    return user.pk in acting and (invitation.user_id == user.pk or invitation.user_id not in acting)


def waiting_for(user: User) -> QuerySet[SignatureInvitation]:
    """The invitations that somebody has to answer, the earliest due first."""
    roles = rights.roles(permissions.SIGN)
    mine = user.memberships.in_force().with_roles(roles).values("organisation")
    there = (
        Membership.objects.in_force()
        .with_roles(roles)
        .filter(user=OuterRef("user"), organisation=OuterRef("organisation"), user__is_active=True)
    )
    rows = SignatureInvitation.objects.waiting().filter(Q(user=user) | ~Exists(there), organisation__in=mine)
    return rows.in_full().order_by("round__due_on", "pk")
