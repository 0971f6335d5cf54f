"""Saying what is measured, of which places, and what is aimed at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from tenir.core import rights
from tenir.core.actions import Actor, action
from tenir.core.disclosure import snapshot
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.places.models import Place
from tenir.engines.rollup.model import Value
from tenir.modules.indicators import expected, permissions, rules
from tenir.modules.indicators.describing.panels import left_out
from tenir.modules.indicators.enums import Trajectory
from tenir.modules.indicators.models import (
    FigureSource,
    FormerPanelPlace,
    Indicator,
    Observation,
    Panel,
    PanelPlace,
    Target,
)

Row = TypeVar("Row", FigureSource, Indicator, Panel, Target)


@dataclass(frozen=True)
class Aim:
    """A value to reach, by a day where one is told, from a starting point where one is known."""

    value: Value
    on: date | None = None
    baseline_on: date | None = None
    baseline: Value | None = None
    trajectory: str = Trajectory.LINEAR
    source: FigureSource | None = None
    where: str = ""
    note: str = ""
    is_invented: bool = False

    @property
    def columns(self) -> dict[str, Any]:
        """As a target keeps them."""
        names = ("baseline_on", "trajectory", "source", "where", "note", "is_invented")
        start = self.baseline
        return {
            **{name: getattr(self, name) for name in names},
            "numerator": self.value.numerator,
            "denominator": self.value.denominator,
            "baseline_numerator": start.numerator if start else None,
            "baseline_denominator": start.denominator if start else None,
        }


@action
def describe_panel(*, by: Actor, slug: str, fields: dict[str, Any], places: Iterable[Place], on: Place) -> Panel:
    """Create or amend the places of which figures are asked; `on` is the territory whose right is needed.

    Raises `BadInput` when a place of which figures were sent would come in or go out: every total would move.
    """
    rights.require(by, permissions.DESCRIBE, on=on)
    panel = _saved(by, Panel.objects.filter(slug=slug).first() or Panel(slug=slug), "panel", fields)
    wanted = {place.pk for place in places}
    known = set(panel.members.values_list("place_id", flat=True))
    _require_unused(panel, known ^ wanted)
    _let_go(panel, known - wanted)
    PanelPlace.objects.bulk_create([PanelPlace(panel=panel, place_id=place) for place in sorted(wanted - known)])
    if wanted != known:
        expected.rebuild(panel)
        told = chain.Event("indicators.amend_panel_places", on=panel, after={"places": len(wanted)})
        chain.record(told, by=by)
    return panel


def _let_go(panel: Panel, places: set[int]) -> None:
    """Ask them no more; that they were asked is kept, for what was known then."""
    gone = panel.members.filter(place__in=places)
    FormerPanelPlace.objects.bulk_create(
        FormerPanelPlace(panel=panel, place_id=one.place_id, recorded_at=one.recorded_at) for one in gone
    )
    gone.delete()


@action
def complete_panel(*, by: Actor, indicator: Indicator) -> list[Place]:
    """Ask an indicator, and those that share its panel, of the places of its territory that came in later; which ones.

    The answers expected follow. `rights.Refused` where one of these indicators belongs to another territory.
    """
    for sharing in Indicator.objects.filter(panel=indicator.panel_id).select_related("place"):
        rights.require(by, permissions.DESCRIBE, on=sharing)
    panel = Panel.objects.select_for_update(of=("self",)).get(pk=indicator.panel_id)
    added = left_out(indicator).free
    describe_panel(by=by, slug=panel.slug, fields={}, places=[*panel.places.all(), *added], on=indicator.place)
    return added


@action
def describe_indicator(*, by: Actor, slug: str, fields: dict[str, Any]) -> Indicator:
    """Create or amend an indicator by its address. How it adds up is settled by its first value."""
    rights.require(by, permissions.DESCRIBE, on=fields["place"])
    rules.require_free_address(slug)
    return _saved(by, Indicator.objects.filter(slug=slug).first() or Indicator(slug=slug), "indicator", fields)


@action
def describe_source(*, by: Actor, slug: str, fields: dict[str, Any], on: Place) -> FigureSource:
    """Create or amend a source of figures."""
    rights.require(by, permissions.DESCRIBE, on=on)
    return _saved(by, FigureSource.objects.filter(slug=slug).first() or FigureSource(slug=slug), "source", fields)


@action
def set_target(*, by: Actor, indicator: Indicator, place: Place, aim: Aim) -> Target:
    """Aim at a value in a place by a day, or without one; the same day again amends it."""
    rights.require(by, permissions.DESCRIBE, on=place)
    target = Target.objects.filter(indicator=indicator, place=place, on=aim.on).first()
    return _saved(by, target or Target(indicator=indicator, place=place, on=aim.on), "target", aim.columns)


def _saved(by: Actor, row: Row, noun: str, fields: dict[str, Any]) -> Row:
    """Save what differs, with its event; nothing to tell when nothing does."""
    before = snapshot(row) if row.pk else None
    if isinstance(row, Indicator) and row.pk:
        _require_same_sums(row, fields)
    for name, value in fields.items():
        setattr(row, name, value)
    if before is not None and snapshot(row) == before:
        chain.nothing_to_record()
        return row
    row.full_clean(validate_unique=before is None)
    row.save()
    if before is None:
        chain.record(chain.created(f"indicators.create_{noun}", row), by=by)
    else:
        chain.record(chain.changed(f"indicators.amend_{noun}", row, before=before), by=by)
    return row


# What a sum rests on: changed once values are in, every total would be of another sort than its parts.
_OF_SUMS = ("kind", "decimals", "over_places", "over_periods", "periodicity", "panel")


def _require_same_sums(indicator: Indicator, fields: dict[str, Any]) -> None:
    changed = [name for name in _OF_SUMS if name in fields and fields[name] != getattr(indicator, name)]
    if changed and indicator.observations.exists():
        label = Indicator._meta.get_field(changed[0]).verbose_name  # type: ignore[union-attr]
        raise BadInput(
            f"«\u202f{indicator.title}\u202f» a déjà des valeurs\u202f: «\u202f{label}\u202f» ne change plus.",
            remedy="Créez un autre indicateur.",
        )


def _require_unused(panel: Panel, moving: set[int]) -> None:
    used = Observation.objects.filter(indicator__panel=panel, place__in=moving).select_related("place").first()
    if used is not None:
        raise BadInput(
            f"des valeurs de {used.place} sont déjà enregistrées\u202f: ce lieu n'entre ni ne sort plus.",
            remedy="Créez un autre ensemble de lieux.",
        )
