"""Every write on promises: adopting a framework, recording a level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from tenir.core import rights
from tenir.core.actions import Actor, action
from tenir.core.disclosure import snapshot
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.people.models import Organisation
from tenir.core.places.models import Place
from tenir.modules.commitments import description_checks, permissions, tallies
from tenir.modules.commitments.adoption import Adoption, adopted
from tenir.modules.commitments.descriptions import NOWHERE, FrameworkDescription, Lines
from tenir.modules.commitments.enums import Level, Status
from tenir.modules.commitments.models import Application, Commitment, LevelRecord, Source
from tenir.modules.commitments.moments import Moment
from tenir.modules.commitments.standing import Said, standing_fields


@action
def adopt_framework(*, by: Actor, description: FrameworkDescription) -> Adoption:
    """Make the database equal to `description`: missing rows created, differing ones amended, one event each.

    The same description twice changes nothing and leaves no event. What stands in the database and not in the
    description is never deleted: the adoption is refused with the list. Level records are only ever added.
    Raises `BadInput`, or `rights.Refused`.
    """
    description_checks.check(description)
    place = _place_alone(*description.place)
    rights.require(by, permissions.ADOPT, on=place)
    adoption = adopted(description, place)
    if adoption.events:
        chain.record_all(adoption.events, by=by)
    else:
        chain.nothing_to_record()
    return adoption


@dataclass(frozen=True)
class Stated:
    """Beside a level: who said it, in which sentence, for which place that applies the promise, from which text."""

    organisation: Organisation | None = None
    sentence: str = ""
    place: Place | None = None
    source: Source | None = None
    lines: Lines = NOWHERE
    is_invented: bool = False

    @property
    def columns(self) -> dict[str, Any]:
        """As a level record keeps them."""
        names = ("organisation", "sentence", "place", "source", "is_invented")
        lines = {"first_line": self.lines.first, "last_line": self.lines.last, "page": self.lines.page}
        return {**{name: getattr(self, name) for name in names}, **lines}


@action
def record_level(
    *, by: Actor, commitment: Commitment, level: str, moment: Moment, status: str, stated: Stated = Stated()
) -> LevelRecord:
    """Add a dated level. The commitment, or its application in the place that is told, shows its latest verified one,
    or its latest declared one before that.

    Raises `BadInput` on a day to come, `rights.Refused` outside one's territory.
    """
    _may_say(by, stated.place or commitment, status)
    if moment.on > timezone.localdate():
        raise BadInput(f"le {moment.words} n'est pas encore venu.", remedy="Donnez la date où ce niveau était vrai.")
    framework = tallies.lock(commitment.framework_id)
    record = LevelRecord.objects.create(
        commitment=commitment,
        level=Level(level),
        on=moment.on,
        precision=moment.precision,
        status=Status(status),
        **stated.columns,
    )
    shown = _shown(commitment, stated)
    before = snapshot(shown) if shown.pk else None
    for name, value in standing_fields(_said_of(commitment, stated.place)).items():
        setattr(shown, name, value)
    shown.save()
    if stated.place is None:
        tallies.bring_up_to_date(framework)
    chain.record_all([chain.created("commitments.record_level", record), *_amended(shown, before)], by=by)
    return record


def _shown(commitment: Commitment, stated: Stated) -> Commitment | Application:
    """What repeats the level: the promise, or its application in a place, begun by its first level."""
    if stated.place is None:
        return commitment
    found = Application.objects.filter(commitment=commitment, place=stated.place).first()
    return found or Application(commitment=commitment, place=stated.place, is_invented=stated.is_invented)


def _amended(shown: Commitment | Application, before: dict[str, Any] | None) -> list[chain.Event]:
    name = shown._meta.model_name
    if before is None:
        return [chain.created(f"commitments.create_{name}", shown)]
    if snapshot(shown) == before:
        return []
    return [chain.changed(f"commitments.amend_{name}", shown, before=before)]


def _said_of(commitment: Commitment, place: Place | None) -> list[Said]:
    rows = commitment.levels.filter(place=place).order_by("id").values_list("level", "on", "precision", "status")
    return [Said(level, Moment(on, precision), status) for level, on, precision, status in rows]


def _may_say(by: Actor, on: Commitment | Place, status: str) -> None:
    permission = permissions.VERIFY if status == Status.VERIFIED else permissions.DECLARE
    rights.require(by, permission, on=on)


def _place_alone(kind: str, code: str) -> Place:
    """The place, locked: two adoptions on one place follow each other, so the second finds the first one's rows.

    SQLite has already locked the whole file when the transaction began; keys that point here stay free to be written.
    """
    place = Place.objects.select_for_update(no_key=True, of=("self",)).filter(kind=kind, code=code).first()
    if place is None:
        raise BadInput(
            f"aucun lieu de sorte «\u202f{kind}\u202f» n'a le code «\u202f{code}\u202f».",
            remedy="Chargez d'abord les listes officielles\u202f: tenir referentials load.",
        )
    return place
