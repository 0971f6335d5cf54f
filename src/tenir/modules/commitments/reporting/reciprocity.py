"""Both sides of a promise: who holds it, who waits for it, whose agreement its stop needs."""

from __future__ import annotations

from tenir.core.people.models import Organisation
from tenir.modules.commitments.enums import Level, LinkKind, StepKind
from tenir.modules.commitments.models import Commitment, CommitmentLink, Party, ProgressReport

# A change to one of these touches whoever waits for the promise.
COUNTERSIGNED = (Level.NOT_STARTED, Level.SUSPENDED, Level.ABANDONED)


def holds(organisation: Organisation, commitment: Commitment) -> bool:
    """Whether an organisation must keep a promise, alone or with others."""
    return Party.objects.holding().filter(commitment=commitment, organisation=organisation).exists()


def awaited_countersignatures(report: ProgressReport) -> list[Organisation]:
    """Who holds a promise that depends on this one, where it stops, and has not countersigned; two queries."""
    if report.level not in COUNTERSIGNED or report.place_id is not None:
        return []
    waiting = CommitmentLink.objects.filter(target=report.commitment_id, kind=LinkKind.CONDITIONAL_ON)
    holding = Party.objects.holding().filter(commitment__in=waiting.values("origin"))
    signed = report.steps.filter(kind=StepKind.COUNTERSIGNED).values("organisation")
    asked = Organisation.objects.filter(pk__in=holding.values("organisation")).exclude(pk=report.organisation_id)
    return list(asked.exclude(pk__in=signed).order_by("name"))


def touched(report: ProgressReport) -> list[Commitment]:
    """The promises that wait for this one, for the page that shows both face to face."""
    waiting = CommitmentLink.objects.filter(target=report.commitment_id, kind=LinkKind.CONDITIONAL_ON)
    return list(Commitment.objects.filter(pk__in=waiting.values("origin")).select_related("framework"))
