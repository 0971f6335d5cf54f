"""A few invented instances in the département and the agglomeration of the demonstration: done, due and late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.utils import timezone

from tenir.core.actions import System, action
from tenir.core.journal import chain
from tenir.core.people.models import Organisation
from tenir.core.places.models import Place, PlaceKind
from tenir.modules.governance.actions.duties import Proof, follow_duty, fulfil
from tenir.modules.governance.duties import opening
from tenir.modules.governance.duties.notifying import mark_notified
from tenir.modules.governance.models import Duty, DutyInstance, DutyStart

BY = System("demo")
DEPARTEMENT, SPEAKER = "21", "etat-valmerac"
FOLLOWED = ("compte-rendu-trimestriel-10000", "bilan-semestriel-paqte", "college-des-chefs-de-service")
_NOTE = "Exemple inventé\u202f: {} remis à temps."


def load(say: Callable[[str], None]) -> None:
    """Three duties followed for a year back, all done but the last day of each, which is late; safe to run twice."""
    place = Place.objects.filter(kind=PlaceKind.DEPARTEMENT, code=DEPARTEMENT).first()
    speaker = Organisation.objects.filter(slug=SPEAKER).first()
    if place is None or speaker is None:
        say("Obligations inventées\u202f: aucune, le département de la démonstration n'est pas là.")
        return
    told = sum(_tell(duty, place, speaker) for duty in Duty.objects.filter(slug__in=FOLLOWED).order_by("pk"))
    say(f"{told} échéances d'obligations inventées.")


def _tell(duty: Duty, place: Place, speaker: Organisation) -> int:
    if DutyStart.objects.filter(duty=duty, place=place).exists():
        return 0
    since = timezone.localdate() - opening.FURTHEST_BACK
    follow_duty(by=BY, duty=duty, place=place, since=since, is_invented=True)
    opened = list(DutyInstance.objects.filter(duty=duty, place=place).order_by("due_on"))
    past = [one for one in opened if one.due_on < timezone.localdate()]
    for one in past[:-1]:
        _done(one, speaker)
    _notify(by=BY, instances=past[-1:], on=past[-1].due_on - timedelta(days=30)) if past else None
    return len(opened)


def _done(instance: DutyInstance, speaker: Organisation) -> None:
    proof = Proof(note=_NOTE.format("compte rendu"))
    fulfil(by=BY, instance=instance, done_on=instance.due_on - timedelta(days=3), organisation=speaker, proof=proof)


@action
def _notify(*, by: System, instances: list[DutyInstance], on: date) -> None:
    mark_notified(instances, on=on, by=by)
    chain.nothing_to_record()
