"""Saying where a promise stands (point d'avancement), in the words of who holds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from tenir.core import rights
from tenir.core.actions import Actor, System, action
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.people.models import Organisation, User
from tenir.core.places.models import Place
from tenir.engines.rollup.model import Period, Value
from tenir.modules.commitments import permissions
from tenir.modules.commitments.actions.evidence import give_evidence
from tenir.modules.commitments.enums import LinkKind, ReportState, Status
from tenir.modules.commitments.evidence.content import Proof
from tenir.modules.commitments.models import Commitment, CommitmentLink, Deposit, ProgressReport
from tenir.modules.commitments.moments import Moment
from tenir.modules.commitments.reporting.reciprocity import holds
from tenir.modules.commitments.restating import Stated, add_record, move, restating
from tenir.modules.indicators.actions.observations import Sent, declare
from tenir.modules.indicators.models import Indicator, Observation


@dataclass(frozen=True)
class Figure:
    """A figure that goes with a report: of which indicator, of which period, how much."""

    indicator: Indicator
    period: Period
    value: Value


@dataclass(frozen=True)
class Told:
    """What somebody says of a promise, or of its application in `place`."""

    level: str
    sentence: str = ""
    # Today where it is not told.
    on: date | None = None
    place: Place | None = None
    blocked_by: Commitment | None = None
    blocked_words: str = ""
    figure: Figure | None = None
    is_invented: bool = False


class ReportedMeanwhile(BadInput):
    """Somebody else reported after the page was opened: `latest` is what they said; nothing was written."""

    def __init__(self, latest: ProgressReport) -> None:
        """The sentence above both versions."""
        super().__init__(
            "un autre point d'avancement a été envoyé pendant que vous écriviez.",
            remedy="Lisez-le ci-dessous\u202f; le vôtre est gardé, envoyez-le encore s'il dit autre chose.",
        )
        self.latest = latest


@action
def report_progress(
    *,
    by: Actor,
    commitment: Commitment,
    organisation: Organisation,
    told: Told,
    key: str,
    seen: int | None = None,
    proof: Proof | None = None,
    deposit: Deposit | None = None,
) -> ProgressReport:
    """Declare a level with its sentence. Sent twice with one `key`, it is one report. `seen` is the latest report that
    the page showed (0: none); None does not ask. `proof` comes with it, or neither does; `deposit`, from which its
    file came, is then over.

    Raises `ReportedMeanwhile` where another came since, `BadInput` on a day to come, on what does not hold back this
    promise, on a place outside that of the promise, for an organisation that does not hold it; `rights.Refused`
    outside one's territory.
    """
    _may_report(by, commitment, organisation, told.place)
    _refuse_strange_place(commitment, told.place)
    on = told.on or timezone.localdate()
    if on > timezone.localdate():
        raise BadInput("ce jour n'est pas encore venu.", where="date", remedy="Donnez la date où c'était vrai.")
    _refuse_strange_obstacle(commitment, told)
    stated = Stated(organisation, told.sentence, told.place, is_invented=told.is_invented)
    with restating(commitment, stated) as events:
        # Asked under the lock of the board: of two sendings at once, the second finds the first.
        known = ProgressReport.objects.filter(key=key).first()
        if known is not None:
            return _same(known, commitment, by)
        _refuse_unseen(commitment, told, seen)
        report = _write(by, commitment, organisation, told, on, key)
        add_record(commitment, told.level, Moment(on), Status.DECLARED, stated, report)
        events.append(chain.created("commitments.report_progress", report))
    if proof is not None:
        _prove(by, report, proof, deposit)
    events.extend(_replace_older(report))
    chain.record_all(events, by=by)
    return report


def _prove(by: Actor, report: ProgressReport, proof: Proof, deposit: Deposit | None) -> None:
    row, organisation = report.commitment, report.organisation
    give_evidence(by=by, commitment=row, organisation=organisation, proof=proof, deposit=deposit, report=report)


def _write(
    by: Actor, commitment: Commitment, organisation: Organisation, told: Told, on: date, key: str
) -> ProgressReport:
    return ProgressReport.objects.create(
        key=key,
        commitment=commitment,
        place=told.place,
        level=told.level,
        on=on,
        sentence=told.sentence,
        organisation=organisation,
        author=by if isinstance(by, User) else None,
        observation=_observed(by, commitment, organisation, told),
        blocked_by=told.blocked_by,
        blocked_words=told.blocked_words,
        is_invented=told.is_invented,
    )


def _observed(by: Actor, commitment: Commitment, organisation: Organisation, told: Told) -> Observation | None:
    """The figure goes where every figure goes, and is judged there."""
    if told.figure is None:
        return None
    figure, place = told.figure, told.place or commitment.place
    sent = Sent(organisation, reason=told.sentence, is_invented=told.is_invented)
    return declare(by=by, indicator=figure.indicator, place=place, period=figure.period, value=figure.value, sent=sent)


def _may_report(by: Actor, commitment: Commitment, organisation: Organisation, place: Place | None) -> None:
    on = place or commitment.place
    rights.require(by, permissions.DECLARE, on=on)
    if isinstance(by, System):
        return
    roles = rights.roles(permissions.DECLARE)
    if not by.memberships.in_force().with_roles(roles).filter(organisation=organisation).exists():  # type: ignore[attr-defined]
        raise BadInput("vous n'agissez pas pour cette organisation.", where="organisation")
    if not holds(organisation, commitment) and not rights.may(by, permissions.VERIFY, on=on):
        raise BadInput(
            f"«\u202f{organisation}\u202f» ne porte pas cet engagement.",
            where="organisation",
            remedy="Demandez à la cheffe ou au chef de projet de l'ajouter aux porteurs.",
        )


def _refuse_strange_place(commitment: Commitment, place: Place | None) -> None:
    if place is None:
        return
    smaller = Place.objects.within(commitment.place).exclude(pk=commitment.place_id)
    if not smaller.filter(pk=place.pk).exists():
        raise BadInput(
            f"«\u202f{place}\u202f» n'est pas un lieu qui peut appliquer cet engagement.",
            where="lieu",
            remedy=f"Choisissez un lieu plus petit, dans «\u202f{commitment.place}\u202f».",
        )


def _refuse_strange_obstacle(commitment: Commitment, told: Told) -> None:
    if told.blocked_by is None:
        return
    needs = CommitmentLink.objects.filter(origin=commitment, kind=LinkKind.CONDITIONAL_ON, target=told.blocked_by)
    if not needs.exists():
        raise BadInput(
            f"«\u202f{told.blocked_by}\u202f» n'est pas un engagement dont celui-ci dépend.",
            where="bloqué par",
            remedy="Dites en quelques mots ce qui bloque, ou faites ajouter le lien.",
        )


def _same(known: ProgressReport, commitment: Commitment, by: Actor) -> ProgressReport:
    """The report that was sent already; a key that stands for another one is refused."""
    author = by.pk if isinstance(by, User) else None
    if (known.commitment_id, known.author_id) != (commitment.pk, author):
        raise BadInput("cet envoi porte la clé d'un autre.", remedy="Rouvrez la page et envoyez de nouveau.")
    chain.nothing_to_record()
    return known


def _refuse_unseen(commitment: Commitment, told: Told, seen: int | None) -> None:
    latest = ProgressReport.objects.of(commitment, told.place).select_related("organisation").first()
    if seen is not None and latest is not None and latest.pk != seen:
        raise ReportedMeanwhile(latest)


def _replace_older(report: ProgressReport) -> list[chain.Event]:
    """A report that nobody judged yet gives way to a later one; one under debate stays until it is settled."""
    older = ProgressReport.objects.of(report.commitment, report.place).filter(state=ReportState.DECLARED)
    return [move(one, ReportState.REPLACED) for one in older.exclude(pk=report.pk)]
