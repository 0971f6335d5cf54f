"""Bodies and who sits in them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.utils.text import slugify

from tenir.core import rights
from tenir.core.actions import Actor, action
from tenir.core.disclosure import snapshot
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.people.checks import save_checked
from tenir.core.people.models import Organisation, User
from tenir.core.places.models import Place
from tenir.modules.commitments.editing.conflicts import require_same
from tenir.modules.commitments.models import Framework, Provision, Source
from tenir.modules.governance import cadence, permissions
from tenir.modules.governance.locks import locked_body
from tenir.modules.governance.models import Body, Seat
from tenir.modules.governance.seats import representatives_of

# Words of addresses below `/instances/`, which no body may have for its own.
RESERVED = frozenset({"nouvelle", "decisions", "preconisations", "devoirs"})


@dataclass(frozen=True)
class BodyContent:
    """All that may be written of a body, but its place, which never changes."""

    kind: str
    name: str
    purpose: str = ""
    organisation: Organisation | None = None
    every: str = ""
    times_a_year: int | None = None
    followed_from: date | None = None
    ended_on: date | None = None
    provision: Provision | None = None
    source: Source | None = None
    first_line: int | None = None
    last_line: int | None = None
    is_pattern: bool = False
    is_invented: bool = False
    frameworks: tuple[Framework, ...] = ()

    @property
    def columns(self) -> dict[str, Any]:
        """As the table keeps them."""
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name != "frameworks"}


@action
def create_body(*, by: Actor, place: Place, content: BodyContent, slug: str = "") -> Body:
    """A new body of a place; its address is made from its name unless told, and never changes."""
    rights.require(by, permissions.MANAGE, on=place)
    _readable(content)
    body = Body(place=place, slug=slug or _free_slug(content.name, place), **content.columns)
    save_checked(body)
    body.frameworks.set(content.frameworks)
    chain.record(_told(chain.created("governance.create_body", body), after=_texts(content.frameworks)), by=by)
    return body


@action
def amend_body(*, by: Actor, body: Body, content: BodyContent, revision: int | None = None) -> Body:
    """Correct a body; raises `Conflict` when somebody stored another correction since `revision`."""
    row = locked_body(by, body, permissions.MANAGE)
    require_same(row, revision)
    _readable(content)
    before, texts = snapshot(row), _texts(row.frameworks.all())
    for name, value in content.columns.items():
        setattr(row, name, value)
    if snapshot(row) == before and texts == _texts(content.frameworks):
        chain.nothing_to_record()
        return row
    row.revision += 1
    save_checked(row)
    row.frameworks.set(content.frameworks)
    event = chain.changed("governance.amend_body", row, before=before)
    chain.record(_told(event, before=texts, after=_texts(content.frameworks)), by=by)
    return row


@action
def give_seat(
    *,
    by: Actor,
    body: Body,
    organisation: Organisation,
    role: str,
    since: date,
    until: date | None = None,
    representative: User | None = None,
) -> Seat:
    """An organisation sits from a day on; the same seat again changes nothing but who speaks for it.

    Raises `BadInput` when who would speak for it holds neither a mandate nor a role in the organisation.
    """
    row = locked_body(by, body, permissions.MANAGE)
    if representative and not representatives_of(organisation).filter(pk=representative.pk).exists():
        raise BadInput(
            "cette personne n'a ni mandat ni rôle en cours dans l'organisation.",
            where="représentée par",
            remedy="Donnez-lui d'abord un mandat ou un rôle.",
        )
    seat = Seat.objects.filter(body=row, organisation=organisation, role=role, since=since).first()
    before = snapshot(seat) if seat else None
    seat = seat or Seat(body=row, organisation=organisation, role=role, since=since)
    seat.until, seat.representative = until, representative
    if before == snapshot(seat):
        chain.nothing_to_record()
        return seat
    save_checked(seat)
    told = chain.changed("governance.amend_seat", seat, before=before) if before else None
    chain.record(told or chain.created("governance.give_seat", seat), by=by)
    return seat


@action
def end_seat(*, by: Actor, seat: Seat, on: date) -> Seat:
    """The last day of a seat."""
    rights.require(by, permissions.MANAGE, on=seat.body)
    before = snapshot(seat)
    seat.until = on
    if snapshot(seat) == before:
        chain.nothing_to_record()
        return seat
    save_checked(seat)
    chain.record(chain.changed("governance.end_seat", seat, before=before), by=by)
    return seat


def _readable(content: BodyContent) -> None:
    if content.every and not cadence.readable(content.every):
        raise BadInput(
            f"«\u202f{content.every}\u202f» n'est pas une durée.",
            where="cadence",
            remedy="Écrivez P2M (deux mois), P6M (six mois) ou P1Y (un an).",
        )
    if content.first_line and not content.source:
        raise BadInput("des lignes sont citées sans leur texte.", where="lignes", remedy="Choisissez le texte.")


def _free_slug(name: str, place: Place) -> str:
    stem = slugify(name)[:80] or "instance"
    taken = set(Body.objects.filter(slug__startswith=stem).values_list("slug", flat=True)) | RESERVED
    stems = [stem, f"{stem}-{slugify(place.name)}"[:90], *(f"{stem}-{number}" for number in range(2, 1000))]
    return next(one for one in stems if one not in taken)


def _texts(frameworks: Any) -> str:
    """The texts that it follows, as its events tell them."""
    return ", ".join(sorted(str(one) for one in frameworks))


def _told(event: chain.Event, *, after: str, before: str = "") -> chain.Event:
    """The event, with the texts where there are some or were."""
    if before == after:
        return event
    old = {**event.before, "frameworks": before} if event.before is not None else None
    return chain.Event(event.verb, on=event.on, before=old, after={**(event.after or {}), "frameworks": after})
