"""Every write about duties: following them, opening their instances, saying them done, waived or to do again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from tenir.core import rights
from tenir.core.actions import Actor, action
from tenir.core.disclosure import snapshot
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.people.checks import save_checked
from tenir.core.people.models import Organisation
from tenir.core.places.models import Place
from tenir.core.web.french import date_longue
from tenir.modules.governance.duties import links, opening
from tenir.modules.governance.duties.enums import InstanceState
from tenir.modules.governance.duties.kept import KeptFile
from tenir.modules.governance.duties.permissions import FOLLOW, FULFIL, WAIVE
from tenir.modules.governance.duties.renewing import held, refuse_settled, renewed
from tenir.modules.governance.models import Duty, DutyInstance, DutyStart


@dataclass(frozen=True)
class Proof:
    """What shows that a duty was done: at least one of the three."""

    file: KeptFile | None = None
    url: str = ""
    note: str = ""
    # Whether Tenir made the document itself (`duties/report.py`).
    is_generated: bool = False


@action
def follow_duty(*, by: Actor, duty: Duty, place: Place, since: date, is_invented: bool = False) -> DutyStart:
    """Follow a duty in a place and all below it for what is due from `since`; opens what is due soon at once.

    Raises `BadInput` on a day more than a year back, on a duty whose days the text does not give or that are past, and
    on a place that has none of those that owe it. Following it again from another day corrects the day.
    """
    rights.require(by, FOLLOW, on=place)
    duty = held(duty)
    _refuse_start(duty, place, since)
    start = DutyStart.objects.filter(duty=duty, place=place).first()
    if start and (start.since, start.until) == (since, None):
        chain.nothing_to_record()
        return start
    before = snapshot(start) if start else None
    start = start or DutyStart(duty=duty, place=place, is_invented=is_invented)
    start.since, start.until = since, None
    save_checked(start)
    verb = "governance.follow_duty"
    event = chain.created(verb, start) if before is None else chain.changed(verb, start, before=before)
    chain.record_all([event, *renewed(duty, [start])], by=by)
    return start


@action
def stop_following(*, by: Actor, start: DutyStart) -> DutyStart:
    """Open nothing more here from today; what is open stays due."""
    rights.require(by, FOLLOW, on=start.place)
    start = DutyStart.objects.select_for_update().select_related("duty").get(pk=start.pk)
    if start.until is not None:
        chain.nothing_to_record()
        return start
    before = snapshot(start)
    start.until = max(start.since, timezone.localdate())
    save_checked(start)
    chain.record(chain.changed("governance.stop_duty", start, before=before), by=by)
    return start


@action
def open_instances(*, by: Actor, duty: Duty) -> int:
    """Open what is due soon wherever a duty is followed, and move to the rule's day what nobody was told; how many.

    Safe to run twice, and by two at once: the second waits for the duty's row and then finds nothing missing.
    """
    rights.require(by, FOLLOW, on=Place.objects.france())
    duty = held(duty)
    events = renewed(duty, DutyStart.objects.filter(duty=duty).in_force().select_related("place"))
    if events:
        chain.record_all(events, by=by)
    else:
        chain.nothing_to_record()
    return len(events)


@action
def open_by_hand(*, by: Actor, duty: Duty, place: Place, due_on: date | None = None) -> DutyInstance:
    """Open one instance in one place: the text's own day, else the one that is given.

    Raises `BadInput` where the duty has a rhythm (`follow_duty`), where no day is known, and on a wrong sort of place.
    """
    rights.require(by, FOLLOW, on=place)
    duty = held(duty)
    day = duty.due_on or due_on
    if duty.first_due or day is None:
        raise BadInput("cette échéance n'a pas de date.", where="date", remedy="Donnez le jour où elle est due.")
    _refuse_place(duty, place, exactly=True)
    period = opening.ONCE if duty.due_on else day.isoformat()
    instance = DutyInstance.objects.filter(duty=duty, place=place, period=period).first()
    if instance is not None:
        raise BadInput("cette échéance est déjà ouverte dans ce lieu.", where="lieu", remedy="Ouvrez sa page.")
    instance = DutyInstance(duty=duty, place=place, period=period, due_on=day)
    save_checked(instance)
    chain.record(chain.created("governance.open_duty", instance), by=by)
    return instance


@action
def fulfil(
    *, by: Actor, instance: DutyInstance, done_on: date, organisation: Organisation | None, proof: Proof
) -> DutyInstance:
    """Say an instance done on a day by an organisation, with what shows it.

    Raises `BadInput` without a proof, on a link that is not public, on a day to come, and on one settled meanwhile.
    """
    rights.require(by, FULFIL, on=instance.place)
    row = _locked_instance(instance)
    if done_on > timezone.localdate():
        raise BadInput("ce jour n'est pas encore venu.", where="date", remedy="Donnez le jour où elle a été faite.")
    if not (proof.file or proof.url or proof.note.strip()):
        raise BadInput("rien ne montre qu'elle est faite.", remedy="Joignez un document, donnez un lien ou une note.")
    before = snapshot(row)
    row.state, row.settled_on, row.organisation = InstanceState.DONE, done_on, _somebody(organisation)
    if proof.file:
        row.file_name, row.file_sha256, row.file_size = proof.file.name, proof.file.sha256, proof.file.size
        row.is_generated = proof.is_generated
    row.url, row.note = links.checked(proof.url), proof.note.strip()
    save_checked(row)
    chain.record(chain.changed("governance.fulfil_duty", row, before=before), by=by)
    return row


@action
def waive(*, by: Actor, instance: DutyInstance, reason: str, organisation: Organisation | None) -> DutyInstance:
    """Let a place off one instance, with a reason that everybody reads."""
    rights.require(by, WAIVE, on=instance.place)
    row = _locked_instance(instance)
    before = snapshot(row)
    row.state, row.reason = InstanceState.WAIVED, reason.strip()
    row.settled_on, row.organisation = timezone.localdate(), _somebody(organisation)
    save_checked(row)
    chain.record(chain.changed("governance.waive_duty", row, before=before, reason=row.reason), by=by)
    return row


@action
def reopen(*, by: Actor, instance: DutyInstance, reason: str) -> DutyInstance:
    """Make it to do again, with a reason; its day stays, and the journal keeps what had been said."""
    row = DutyInstance.objects.select_for_update().get(pk=instance.pk)
    rights.require(by, WAIVE if row.state == InstanceState.WAIVED else FULFIL, on=instance.place)
    if row.state == InstanceState.TODO:
        raise BadInput("cette échéance est déjà à faire.", remedy="Rechargez sa page.")
    if not reason.strip():
        raise BadInput("le motif manque.", where="motif", remedy="Dites pourquoi elle est à refaire.")
    before = snapshot(row)
    row.state, row.settled_on, row.organisation = InstanceState.TODO, None, None
    row.file_name, row.file_sha256, row.file_size, row.url, row.note, row.reason = "", "", None, "", "", ""
    row.is_generated = False
    save_checked(row)
    chain.record(chain.changed("governance.reopen_duty", row, before=before, reason=reason.strip()), by=by)
    return row


def _locked_instance(instance: DutyInstance) -> DutyInstance:
    row = DutyInstance.objects.select_for_update().get(pk=instance.pk)
    refuse_settled(row)
    return row


def _somebody(organisation: Organisation | None) -> Organisation:
    if organisation is None:
        raise BadInput("on ne sait pas pour quelle organisation vous agissez.", remedy="Demandez un rôle sur ce lieu.")
    return organisation


def _refuse_start(duty: Duty, place: Place, since: date) -> None:
    today = timezone.localdate()
    if not opening.can_be_followed(duty, today):
        raise BadInput(
            "le texte ne donne pas d'échéance à venir.", remedy="Ouvrez une échéance dans un lieu, avec sa date."
        )
    if since < today - opening.FURTHEST_BACK:
        raise BadInput(
            "une obligation se suit depuis un an au plus.",
            where="depuis",
            remedy=f"Donnez une date à partir du {date_longue(today - opening.FURTHEST_BACK)}.",
        )
    _refuse_place(duty, place)


def _refuse_place(duty: Duty, place: Place, *, exactly: bool = False) -> None:
    places = opening.places_of(duty, place)
    if exactly:
        places = places.filter(pk=place.pk)
    if not places.exists():
        raise BadInput(
            f"cette obligation se suit autrement\u202f: {duty.get_reach_display().lower()}.",
            where="lieu",
            remedy="Choisissez un lieu de cette sorte." if exactly else "Choisissez un lieu qui en contient.",
        )
