"""Bringing the official places into the database.

What the lists say is added and corrected; what a person recorded since (a later name, the end of a containment) is
never undone, so that an old list cannot bring back the past.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models

from tenir.core import rights
from tenir.core.actions import Actor, System, action
from tenir.core.disclosure import snapshot
from tenir.core.journal import chain
from tenir.core.places import history, official
from tenir.core.places.actions import add_containment, save_checked
from tenir.core.places.models import Containment, Place, PlaceName
from tenir.core.places.official import Key, OfficialPlace
from tenir.core.places.permissions import MANAGE

Known = dict[Key, Place]


def load(say: Callable[[str], None]) -> None:
    """`tenir referentials load`: the official places of today and of 2015."""
    changed = load_referential(by=System("referentials"))
    say(f"Lieux officiels\u202f: {changed} mis à jour." if changed else "Lieux officiels\u202f: déjà à jour.")


@action
def load_referential(*, by: Actor) -> int:
    """Add and correct the official places, one journal event a place; return how many changed.

    Raises `BadInput` (file, line, column) when a list cannot be used, and then writes nothing.
    """
    facts = official.read()
    known = _known_places({place.code for place in facts})
    rights.require(by, MANAGE, on=known.get(("nation", "FR")))
    events = [event for place in facts if (event := _bring_up_to_date(place, known))]
    if events:
        chain.record_all(events, by=by)
    else:
        chain.nothing_to_record()
    return len(events)


def _known_places(codes: set[str]) -> Known:
    """Those of these codes: a site that imported contours knows all communes too, more than one query may name."""
    places = Place.objects.filter(code__in=codes).prefetch_related("names", "containments__whole")
    return {(place.kind, place.code): place for place in places}


def _bring_up_to_date(facts: OfficialPlace, known: Known) -> chain.Event | None:
    key = (facts.kind, facts.code)
    before = _state(known[key]) if key in known else None
    place = known.setdefault(key, Place(kind=facts.kind, code=facts.code))
    changed = before is None and _settle(place, name=facts.name)
    changed |= _settle_names(place, facts)
    changed |= _settle_containments(place, facts, known)
    if not changed:
        return None
    return chain.Event("places.load", on=place, before=before, after=_state(_fresh(place)), reason=facts.source)


def _settle_names(place: Place, facts: OfficialPlace) -> bool:
    rows = {row.since: row for row in place.names.all()}
    changed = False
    for fact in facts.names:
        row = rows.setdefault(fact.since, PlaceName(place=place, since=fact.since))
        changed |= _settle(row, name=fact.name, until=fact.until or row.until)
    newest = max(rows.values(), key=lambda row: (row.since is not None, row.since))
    return _settle(place, name=newest.name) or changed


def _settle_containments(place: Place, facts: OfficialPlace, known: Known) -> bool:
    rows = {((row.whole.kind, row.whole.code), row.since): row for row in place.containments.all()}
    changed = False
    for fact in facts.inside:
        row = rows.get((fact.whole, fact.since))
        if row:
            changed |= _settle(row, share=fact.share, until=fact.until or row.until)
        else:
            values: dict[str, Any] = {"share": fact.share, "since": fact.since, "until": fact.until}
            add_containment(Containment(part=place, whole=known[fact.whole], **values))
            changed = True
    return changed


def _settle(row: models.Model, **values: Any) -> bool:
    """Give a row these values; say whether that changed anything."""
    if row.pk is not None and all(getattr(row, name) == value for name, value in values.items()):
        return False
    if isinstance(row, Containment) and row.pk is not None:
        history.keep_former(row)
    for name, value in values.items():
        setattr(row, name, value)
    save_checked(row)
    return True


def _fresh(place: Place) -> Place:
    return Place.objects.prefetch_related("names", "containments__whole").get(pk=place.pk)


def _state(place: Place) -> dict[str, Any]:
    """What the journal keeps of an official place: the row, its names and what contains it."""
    names = [[row.name, _day(row.since), _day(row.until)] for row in place.names.all()]
    inside = [
        [row.whole.kind, row.whole.code, None if row.share is None else str(row.share.normalize()), *_days(row)]
        for row in place.containments.all()
    ]
    return snapshot(place) | {"names": names, "inside": inside}


def _days(row: Containment) -> list[str | None]:
    return [_day(row.since), _day(row.until)]


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
