"""Who reads which proof, and in whose name one gives it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tenir.core import rights
from tenir.core.actions import Actor, System
from tenir.core.people.models import Organisation, User
from tenir.modules.commitments import permissions
from tenir.modules.commitments.enums import State
from tenir.modules.commitments.evidence.enums import VOID
from tenir.modules.commitments.models import Commitment, Evidence
from tenir.modules.commitments.models.evidence import EvidenceQuerySet


def readable(actor: Any, commitment: Commitment) -> EvidenceQuerySet:
    """The proofs of a promise that somebody may read."""
    rows = commitment.evidence.order_by("pk")
    if rights.may(actor, permissions.READ_EVIDENCE, on=commitment):
        return rows
    mine = {one.pk for one in acting_for(actor, commitment)}
    if mine & set(commitment.parties.values_list("organisation", flat=True)):
        return rows
    public = rows.filter(is_public=True)
    return public | rows.filter(organisation__in=mine) if mine else public


def may_read(actor: Any, evidence: Evidence) -> bool:
    """Whether somebody may read this proof: everybody a public one, of a public framework."""
    if evidence.is_public and evidence.commitment.framework.state == State.PUBLIC:
        return True
    return _may_read_framework(actor, evidence.commitment) and works_on(actor, evidence)


def works_on(actor: Any, evidence: Evidence) -> bool:
    """Whether somebody would read this proof were it private: motives and names of files are for them."""
    commitment = evidence.commitment
    if rights.may(actor, permissions.READ_EVIDENCE, on=commitment):
        return True
    mine = {one.pk for one in acting_for(actor, commitment)}
    parties = set(commitment.parties.values_list("organisation", flat=True)) if mine else set()
    return bool(mine & {evidence.organisation_id, *parties})


def may_read_file(actor: Any, evidence: Evidence) -> bool:
    """Whether its file is there for them: nobody reads that of a proof that was taken back."""
    return bool(evidence.file_sha256) and evidence.state != VOID[1] and may_read(actor, evidence)


def acting_for(actor: Any, commitment: Commitment) -> list[Organisation]:
    """The organisations in whose name somebody may give a proof of this promise, in the order of their names."""
    if not isinstance(actor, User) or not rights.may(actor, permissions.GIVE_EVIDENCE, on=commitment):
        return []
    held = actor.memberships.in_force().with_roles(rights.roles(permissions.GIVE_EVIDENCE))
    members: Iterable[int] = held.reaching(commitment.place).values("organisation")
    return list(Organisation.objects.filter(pk__in=members).order_by("name"))


def acts_for(by: Actor, organisation: Organisation, commitment: Commitment) -> bool:
    """Whether who acts may give a proof in the name of this organisation; the machine's owner in all."""
    return isinstance(by, System) or organisation in acting_for(by, commitment)


def judging_for(actor: Any, commitment: Commitment) -> Organisation | None:
    """The organisation in whose name somebody judges a proof of this promise."""
    held = actor.memberships.in_force().with_roles(rights.roles(permissions.JUDGE_EVIDENCE))
    found = held.reaching(commitment.place).select_related("organisation").order_by("pk").first()
    return found.organisation if found else None


def _may_read_framework(actor: Any, commitment: Commitment) -> bool:
    framework = commitment.framework
    return framework.state == State.PUBLIC or rights.may(actor, permissions.READ_DRAFTS, on=framework)
