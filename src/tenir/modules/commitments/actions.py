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
from tenir.core.places.models import Place
from tenir.modules.commitments import descriptions, permissions, tallies
from tenir.modules.commitments.adoption import Adoption, adopted
from tenir.modules.commitments.descriptions import FrameworkDescription, Lines
from tenir.modules.commitments.enums import Level, Status
from tenir.modules.commitments.models import Commitment, LevelRecord, Source
from tenir.modules.commitments.moments import Moment
from tenir.modules.commitments.standing import Said, standing_fields


@action
def adopt_framework(*, by: Actor, description: FrameworkDescription) -> Adoption:
    """Make the database equal to `description`: missing rows created, differing ones amended, one event each.

    The same description twice changes nothing and leaves no event. What stands in the database and not in the
    description is never deleted: the adoption is refused with the list. Level records are only ever added.
    Raises `BadInput`, or `rights.Refused`.
    """
    descriptions.check(description)
    place = _place_alone(*description.place)
    rights.require(by, permissions.ADOPT, on=place)
    adoption = adopted(description, place)
    if adoption.events:
        chain.record_all(adoption.events, by=by)
    else:
        chain.nothing_to_record()
    return adoption


@dataclass(frozen=True)
class Citation:
    """The text that says so, and where in it."""

    source: Source
    lines: Lines


@action
def record_level(
    *, by: Actor, commitment: Commitment, level: str, moment: Moment, status: str, citation: Citation | None = None
) -> LevelRecord:
    """Add a dated level. The commitment shows its latest verified one, or its latest declared one before that."""
    _may_say(by, commitment, status)
    if moment.on > timezone.localdate():
        raise BadInput(f"le {moment.words} n'est pas encore venu.", remedy="Donnez la date où ce niveau était vrai.")
    framework = tallies.lock(commitment.framework_id)
    record = LevelRecord.objects.create(commitment=commitment, **_level_fields(level, moment, status, citation))
    before = snapshot(commitment)
    for name, value in standing_fields(_said_of(commitment)).items():
        setattr(commitment, name, value)
    commitment.save(update_fields=["level", "level_on", "level_precision", "level_status"])
    tallies.bring_up_to_date(framework)
    events = [chain.created("commitments.record_level", record)]
    if snapshot(commitment) != before:
        events.append(chain.changed("commitments.amend_commitment", commitment, before=before))
    chain.record_all(events, by=by)
    return record


def _said_of(commitment: Commitment) -> list[Said]:
    rows = commitment.levels.order_by("id").values_list("level", "on", "precision", "status")
    return [Said(level, Moment(on, precision), status) for level, on, precision, status in rows]


def _may_say(by: Actor, commitment: Commitment, status: str) -> None:
    permission = permissions.VERIFY if status == Status.VERIFIED else permissions.DECLARE
    rights.require(by, permission, on=commitment)


def _level_fields(level: str, moment: Moment, status: str, citation: Citation | None) -> dict[str, Any]:
    fields = {"level": Level(level), "on": moment.on, "precision": moment.precision, "status": Status(status)}
    if citation is None:
        return fields
    lines = citation.lines
    return {**fields, "source": citation.source, "first_line": lines.first, "last_line": lines.last, "page": lines.page}


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
