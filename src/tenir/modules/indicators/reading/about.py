"""What an indicator is: facts, sources, the places and periods that its page offers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html

from tenir.core.places.models import PlaceKind
from tenir.engines.rollup.model import Period
from tenir.modules.indicators.models import Closing, Expected, FigureSource, Indicator, Publication, Target
from tenir.modules.indicators.reading.dossier import Dossier
from tenir.modules.indicators.reading.expecting import SPOT
from tenir.modules.indicators.reading.figures import Spot, asked_as

# What fits in one list; smaller places are reached through the table.
_OFFERED = (PlaceKind.NATION, PlaceKind.REGION, PlaceKind.DEPARTEMENT, PlaceKind.OVERSEAS)
# Sort of places, then (value, words, whether it is the one shown).
Choices = list[tuple[str, list[tuple[str, str, bool]]]]


def facts(indicator: Indicator) -> list[tuple[str, Any]]:
    """What is declared of it, in the order in which people ask."""
    return [
        ("Ce qui est mesuré", indicator.title),
        ("Sorte", indicator.get_kind_display()),
        ("Unité", indicator.unit),
        ("Producteur", _producer(indicator)),
        ("Périodicité", indicator.get_periodicity_display().lower()),
        ("Lieux interrogés", indicator.panel.name),
        ("Méthode", indicator.method),
    ]


def _producer(indicator: Indicator) -> Any:
    one = indicator.producer
    if one is None:
        return None
    return format_html('<a href="{}">{}</a>', reverse("people:organisation", args=[one.slug]), one.name)


def sources(indicator: Indicator, targets: Sequence[Target]) -> list[FigureSource]:
    """Where its values and its targets come from, each once; one query."""
    of_targets = [one.source_id for one in targets if one.source_id]
    used = indicator.observations.filter(source__isnull=False).order_by().values("source")
    return list(FigureSource.objects.filter(Q(pk__in=used) | Q(pk__in=of_targets)).order_by("slug"))


def closing(indicator: Indicator, period: Period | None) -> Closing | None:
    """When a period was closed."""
    return indicator.closings.filter(period=period.id).first() if period else None


def release(indicator: Indicator, period: Period | None) -> Publication | None:
    """The latest release of a period."""
    return indicator.publications.filter(period=period.id).order_by("-id").first() if period else None


def places(dossier: Dossier) -> Choices:
    """The large places that have figures of a period, by sort, and the one that is shown; one query."""
    asked = dossier.asked
    if asked.period is None or asked.place is None:
        return []
    periodicity, number = asked_as(dossier.indicator, asked.period)
    rows = Expected.objects.filter(panel=dossier.indicator.panel_id, periodicity=periodicity, period=number)
    rows = rows.filter(place__kind__in=_OFFERED).order_by()
    # Rows, not places: the list is long, and made on every page.
    found = {Spot(*row) for row in rows.values_list(*SPOT)} | {Spot.of(asked.place)}
    listed = sorted(found, key=lambda one: (PlaceKind.values.index(one.kind), one.code))
    return [
        (str(PlaceKind(kind).label), [(one.address, _named(one), one.pk == asked.place.pk) for one in some])
        for kind, some in groupby(listed, key=lambda one: one.kind)
    ]


def _named(place: Spot) -> str:
    return place.name if place.kind == PlaceKind.NATION else f"{place.code} – {place.name}"
