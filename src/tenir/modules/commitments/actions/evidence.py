"""Giving proof, judging it, showing it, taking it back, and asking for all of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from tenir.core import rights
from tenir.core.actions import Actor, action
from tenir.core.disclosure import snapshot
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.people.models import Organisation, User
from tenir.modules.commitments import permissions
from tenir.modules.commitments.evidence import capacity, deposits, sight
from tenir.modules.commitments.evidence.content import Proof
from tenir.modules.commitments.evidence.enums import VOID, EvidenceState
from tenir.modules.commitments.models import Commitment, Deposit, Evidence, EvidenceVerdict, Framework, ProgressReport
from tenir.modules.indicators.models import Observation

_VERBS = {EvidenceState.ACCEPTED: "accept", EvidenceState.REFUSED: "refuse"}


@dataclass(frozen=True)
class Asked:
    """What an export holds: the proofs of a promise or of a text, up to the last there was when it was asked for."""

    on: Commitment | Framework
    last: int


@action
def give_evidence(
    *,
    by: Actor,
    commitment: Commitment,
    organisation: Organisation,
    proof: Proof,
    deposit: Deposit | None = None,
    report: ProgressReport | None = None,
) -> Evidence:
    """Add a proof, private until somebody who judges it shows it; `deposit`, from which its file came, is over, and
    `report` is the progress report that it comes with.

    Raises `BadInput` on a day to come, a figure of another promise, a proof replaced twice, too much for one promise.
    """
    rights.require(by, permissions.GIVE_EVIDENCE, on=commitment)
    if not sight.acts_for(by, organisation, commitment):
        raise BadInput("vous ne donnez pas de preuve au nom de cette organisation.", where="organisation")
    row = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    columns = proof.columns
    _require_dates(proof)
    _require_tied(row, proof)
    capacity.require(row, proof.file.length if proof.file else 0, but=deposit)
    author = by if isinstance(by, User) else None
    columns |= {"commitment": commitment, "organisation": organisation, "author": author, "report": report}
    evidence = Evidence.objects.create(**columns)
    if deposit is not None:
        deposits.forget(deposit)
    chain.record(chain.created("commitments.give_evidence", evidence), by=by)
    return evidence


@action
def judge_evidence(
    *,
    by: Actor,
    evidence: Evidence,
    verdict: str,
    seen: str,
    reason: str = "",
    organisation: Organisation | None = None,
) -> EvidenceVerdict | None:
    """Accept a proof, or refuse it with a reason; a later verdict replaces an earlier one, which stays.

    `seen` is the state that the judge had before their eyes: `BadInput` when somebody else judged meanwhile. Nobody
    judges their own. A refused proof is public no more. None when it already is as asked.
    """
    rights.require(by, permissions.JUDGE_EVIDENCE, on=evidence)
    row = _locked(evidence)
    if verdict not in _VERBS:
        raise BadInput("ce verdict n'existe pas.", where="verdict")
    if isinstance(by, User) and row.author_id == by.pk:
        raise BadInput("personne ne juge sa propre preuve.", remedy="Demandez à quelqu'un d'autre de la juger.")
    if row.state == verdict:
        chain.nothing_to_record()
        return None
    _require_seen(row, seen)
    reason = reason.strip()
    if verdict == EvidenceState.REFUSED and not reason:
        raise BadInput("dites pourquoi la preuve est refusée.", where="motif")
    return _said(by, row, EvidenceState(verdict), _VERBS[EvidenceState(verdict)], reason, organisation)


@action
def withdraw_evidence(*, by: Actor, evidence: Evidence, reason: str) -> EvidenceVerdict:
    """Take back a proof that one's organisation gave and nobody judged; its file is erased by a job a day later."""
    rights.require(by, permissions.GIVE_EVIDENCE, on=evidence)
    row = _locked(evidence)
    if not sight.acts_for(by, row.organisation, row.commitment):
        raise BadInput("seule l'organisation qui a donné cette preuve peut la retirer.")
    if row.state != EvidenceState.GIVEN:
        raise BadInput("cette preuve a été jugée ou retirée.", remedy="Donnez-en une autre qui la remplace.")
    reason = reason.strip()
    if not reason:
        raise BadInput("dites pourquoi la preuve est retirée.", where="motif")
    return _said(by, row, EvidenceState.WITHDRAWN, "withdraw", reason, row.organisation)


@action
def show_evidence(*, by: Actor, evidence: Evidence, public: bool) -> None:
    """Let everybody read a proof and its file, or only those who work on the promise again."""
    rights.require(by, permissions.JUDGE_EVIDENCE, on=evidence)
    row = _locked(evidence)
    if row.is_public == public:
        chain.nothing_to_record()
        return
    if public and row.state in VOID:
        raise BadInput("une preuve refusée ou retirée n'est pas publique.")
    before = snapshot(row)
    row.is_public = public
    row.save(update_fields=["is_public"])
    verb = "commitments.publish_evidence" if public else "commitments.hide_evidence"
    chain.record(chain.changed(verb, row, before=before), by=by)


@action
def export_evidence(*, by: Actor, on: Commitment | Framework) -> Asked:
    """Note who asks for all the proofs of a promise or of a text; `evidence.archive` then makes the file."""
    rights.require(by, permissions.EXPORT_EVIDENCE, on=on)
    of = {"commitment": on} if isinstance(on, Commitment) else {"commitment__framework": on}
    keys = list(Evidence.objects.filter(**of).order_by("pk").values_list("pk", flat=True))
    told = {"pieces": len(keys)}
    chain.record(chain.Event("commitments.export_evidence", on=on, after=told), by=by)
    return Asked(on, keys[-1] if keys else 0)


@action
def start_deposit(*, by: User, commitment: Commitment, name: str, length: int) -> Deposit:
    """Promise a file of `length` bytes; its pieces follow (`evidence.deposits.append`).

    Raises `BadInput` on one that is empty, too large for one proof or too much for one promise, and on a person's
    eleventh file under way.
    """
    rights.require(by, permissions.GIVE_EVIDENCE, on=commitment)
    row = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    deposit = deposits.begun(by, row, name, length)
    chain.record(chain.created("commitments.start_deposit", deposit), by=by)
    return deposit


@action
def drop_deposit(*, by: User, deposit: Deposit) -> None:
    """Give up one's own deposit."""
    if deposit.user_id != by.pk:
        raise rights.Refused(permissions.GIVE_EVIDENCE, deposit.commitment)
    chain.record(chain.Event("commitments.drop_deposit", on=deposit, before=snapshot(deposit)), by=by)
    deposits.forget(deposit)


def _locked(evidence: Evidence) -> Evidence:
    rows = Evidence.objects.select_for_update(of=("self",)).select_related("commitment__place", "organisation")
    return rows.get(pk=evidence.pk)


def _require_dates(proof: Proof) -> None:
    if proof.about_on > timezone.localdate():
        raise BadInput("ce jour n'est pas encore venu.", where="date", remedy="Donnez la date dont la preuve parle.")
    if proof.valid_until is not None and proof.valid_until < proof.about_on:
        raise BadInput("la preuve cesserait de valoir avant la date dont elle parle.", where="valable jusqu'au")


def _require_tied(row: Commitment, proof: Proof) -> None:
    """A figure is of an indicator that follows the promise; what is replaced is of the same promise, and only once."""
    figure, old = proof.figure, proof.replaces
    if isinstance(figure, Observation) and not row.followings.filter(indicator=figure.indicator_id).exists():
        raise BadInput("cet indicateur ne suit pas cet engagement.", where="relevé")
    if old is None:
        return
    if old.commitment_id != row.pk or old.state in VOID:
        raise BadInput("cette preuve ne peut pas être remplacée.", where="remplace")
    if old.replacements.exclude(state__in=VOID).exists():
        raise BadInput("une autre preuve remplace déjà celle-là.", where="remplace")


def _require_seen(row: Evidence, seen: str) -> None:
    if row.state == EvidenceState.WITHDRAWN:
        raise BadInput("cette preuve a été retirée.")
    if row.state != seen:
        raise BadInput(
            f"quelqu'un d'autre l'a jugée entre-temps\u202f: {row.get_state_display().lower()}.",
            remedy="Relisez ce qui a été dit, puis jugez de nouveau s'il le faut.",
        )


def _said(
    by: Actor, row: Evidence, state: EvidenceState, verb: str, reason: str, organisation: Organisation | None
) -> EvidenceVerdict:
    before = snapshot(row)
    verdict = EvidenceVerdict.objects.create(evidence=row, verdict=state, reason=reason, organisation=organisation)
    row.state = state
    row.is_public = row.is_public and state not in VOID
    if state == EvidenceState.WITHDRAWN:
        # It may name a person, and was given by mistake.
        row.file_name = ""
    row.save(update_fields=["state", "is_public", "file_name"])
    events = [
        chain.changed(f"commitments.{verb}_evidence", row, before=before),
        chain.created("commitments.create_evidenceverdict", verdict),
    ]
    chain.record_all(events, by=by)
    return verdict
