"""Totals follow the ground: when an action moves what contains a place, all that adds up over it is added up anew.

In the transaction of that action (`core.actions.follow`), so that no page ever shows a total of yesterday's ground.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tenir.core.journal.models import Entry
from tenir.core.places import history
from tenir.core.places.models import Containment, Place
from tenir.modules.indicators import counting, described, expected, recomputing
from tenir.modules.indicators.enums import OverPlaces
from tenir.modules.indicators.models import CountedValue, Indicator, Panel, PanelPlace


def keep_up(entries: list[Entry]) -> None:
    """Bring totals and expected answers up to date with the containments that these events moved."""
    moved = set(_moved(entries))
    if not moved:
        return
    # On whatever day: the past is added up anew too.
    panels = _panels(history.below(moved, history.told()))
    for panel in Panel.objects.filter(pk__in=panels):
        expected.rebuild(panel)
    _add_up_anew(panels)


def _moved(entries: Sequence[Entry]) -> Iterator[int]:
    """Places that lie, or lay, otherwise than was told; a new place has no figure yet."""
    told = {int(entry.object_id) for entry in entries if entry.object_type == "places.containment"}
    if told:
        yield from Containment.objects.filter(pk__in=told).values_list("part", flat=True)
    for entry in entries:
        before, after = entry.before or {}, entry.after or {}
        if entry.verb == "places.load" and before.get("inside") and before["inside"] != after.get("inside"):
            yield int(entry.object_id)
        if entry.verb == "territories.import":
            # Told by the sort: the places of a file are thousands, and one event tells them all.
            moved_kinds = after.get("moved") or ()
            yield from Place.objects.filter(kind__in=moved_kinds).values_list("pk", flat=True)


def _panels(places: set[int]) -> set[int]:
    """Those that ask one of these places; all members are read, since places may be thousands."""
    return {panel for panel, place in PanelPlace.objects.values_list("panel", "place") if place in places}


def _add_up_anew(panels: set[int]) -> None:
    counted = CountedValue.objects.order_by().values("indicator")
    rows = Indicator.objects.filter(panel__in=panels, over_places=OverPlaces.SUM, pk__in=counted)
    indicators = list(rows.select_related("panel").order_by("pk"))
    if not indicators:
        return
    counting.hold_all(one.pk for one in indicators)
    edges = described.edges()
    for one in indicators:
        recomputing.put_right(recomputing.differences(one, edges))
