"""Every write about places: who lies in whom, since when, under which name."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from tenir.core import rights
from tenir.core.actions import Actor, action
from tenir.core.disclosure import snapshot
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.places import history
from tenir.core.places.cycles import Edge, first_day_of_cycle
from tenir.core.places.models import Containment, Place, PlaceKind, PlaceName
from tenir.core.places.permissions import MANAGE
from tenir.core.web.french import date_longue

WHOLLY = Decimal(1)


@action
def create_place(
    *,
    by: Actor,
    kind: str,
    code: str,
    name: str,
    inside: Place,
    share: Decimal | None = WHOLLY,
    since: date | None = None,
    is_invented: bool = False,
) -> Place:
    """A new place, of which `inside` contains `share` since a day (None: since always, or not known).

    Raises `Refused` unless `by` manages `inside`, `BadInput` when the code is taken or a value is out of bounds.
    """
    _require_manage(by, inside)
    place = Place(kind=kind, code=code, name=name, is_invented=is_invented)
    save_checked(place)
    save_checked(PlaceName(place=place, name=name))
    save_checked(Containment(part=place, whole=inside, share=share, since=since))
    chain.record(chain.created("places.create", place), by=by)
    return place


@action
def rename_place(*, by: Actor, place: Place, name: str, since: date) -> None:
    """`place` is called `name` since a day; its former name ends the day before.

    Raises `BadInput` for a day to come (`Place.name` is the name of today) or not after the start of the former name.
    """
    _require_manage(by, place)
    if name == place.name:
        chain.nothing_to_record()
        return
    if since > timezone.localdate():
        raise BadInput("Un changement de nom s'enregistre le jour où il prend effet, pas avant.")
    before = snapshot(place)
    _close_name(place, since)
    save_checked(PlaceName(place=place, name=name, since=since))
    place.name = name
    save_checked(place)
    chain.record(chain.changed("places.rename", place, before=before, reason=f"depuis {since.isoformat()}"), by=by)


@action
def contain(
    *,
    by: Actor,
    part: Place,
    whole: Place,
    share: Decimal | None,
    since: date | None = None,
    until: date | None = None,
) -> Containment:
    """`whole` contains `share` (0 to 1; None = not known) of `part` from a day to a day.

    A role reaches everything below its place, so `by` must manage both: putting somebody else's place below one's
    own would be a way to take it over. Raises `BadInput` for a cycle on any day and for a period already told.
    """
    _require_manage(by, whole)
    _require_manage(by, part)
    _one_at_a_time()
    containment = Containment(part=part, whole=whole, share=share, since=since, until=until)
    add_containment(containment)
    chain.record(chain.created("places.contain", containment), by=by)
    return containment


@action
def end_containment(*, by: Actor, containment: Containment, until: date) -> None:
    """`containment` holds until a day, included. It can be brought forward, not put off: that would be a new one."""
    _require_manage(by, containment.part)
    _require_manage(by, containment.whole)
    if containment.until == until:
        chain.nothing_to_record()
        return
    if containment.until is not None and containment.until < until:
        raise BadInput(
            f"Cette inclusion a déjà pris fin le {date_longue(containment.until)}.",
            remedy="Enregistrez une nouvelle inclusion pour la suite.",
        )
    before = snapshot(containment)
    history.keep_former(containment)
    containment.until = until
    save_checked(containment)
    chain.record(chain.changed("places.end_containment", containment, before=before), by=by)


def add_containment(containment: Containment) -> None:
    """Save a containment that tells nothing twice and closes no cycle; for actions, inside their transaction."""
    part, whole = containment.part, containment.whole
    told = Containment.objects.overlapping(since=containment.since, until=containment.until)
    if told.filter(part=part, whole=whole).exists():
        raise BadInput(
            f"{whole} contient déjà {part} sur une partie de cette période.",
            remedy="Mettez d'abord fin à l'inclusion connue.",
        )
    if part != whole:  # the database's own constraint says that one better
        _refuse_cycle(containment)
    save_checked(containment)


def save_checked(row: models.Model) -> None:
    """Save a row that holds to its constraints; raise `BadInput` with their French sentences."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise BadInput(" ".join(error.messages), where=str(row._meta.verbose_name)) from None
    row.save()


def _require_manage(by: Actor, place: Place) -> None:
    """Whoever manages France manages every place, also one that nothing contains today."""
    france = Place.objects.filter(kind=PlaceKind.NATION, code="FR").first()
    if france is None or not rights.may(by, MANAGE, on=france):
        rights.require(by, MANAGE, on=place)


def _one_at_a_time() -> None:
    """Two containments told at the same moment could close a cycle that neither sees: the second one waits."""
    list(Place.objects.select_for_update().filter(kind=PlaceKind.NATION))


def _close_name(place: Place, day: date) -> None:
    current = place.names.newest_first().first() or PlaceName(place=place, name=place.name)
    if current.until is None:
        current.until = day - timedelta(days=1)
    save_checked(current)


def _refuse_cycle(containment: Containment) -> None:
    part, whole = containment.part, containment.whole
    new = Edge(part.pk, whole.pk, containment.since, containment.until)
    day = first_day_of_cycle(_edges_above(whole), new)
    if day is not None:
        when = "depuis toujours" if day == date.min else f"le {date_longue(day)}"
        raise BadInput(f"{part} contient déjà {whole} ({when})\u202f: un lieu ne peut pas se contenir lui-même.")


def _edges_above(place: Place) -> list[Edge]:
    """Every containment above `place`, whatever its days: one query a level, and there are few levels."""
    edges: list[Edge] = []
    seen, level = {place.pk}, {place.pk}
    while level:
        rows: Any = Containment.objects.filter(part__in=level).values_list("part_id", "whole_id", "since", "until")
        found = [Edge(*row) for row in rows]
        edges += found
        level = {edge.whole for edge in found} - seen
        seen |= level
    return edges
