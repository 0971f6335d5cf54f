"""Adopting a framework whole."""

from __future__ import annotations

from tenir.core import rights
from tenir.core.actions import Actor, action
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.places.models import Place
from tenir.modules.commitments import permissions
from tenir.modules.commitments.adoption import checks as description_checks
from tenir.modules.commitments.adoption.adopted import Adoption, adopted
from tenir.modules.commitments.descriptions import FrameworkDescription


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
