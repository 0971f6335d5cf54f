"""An invented indicator of a territory, with a value that waits and one that counts: arguments of its screens."""

from __future__ import annotations

from tenir.core.actions import System
from tenir.core.places.models import Place
from tenir.engines.rollup import periods
from tenir.engines.rollup.model import Value
from tenir.modules.indicators import actions
from tenir.modules.indicators.enums import IndicatorKind, OverPeriods, OverPlaces, Periodicity

BY = System("sweep")


def arguments(place: Place) -> dict[str, dict[str, str]]:
    """Arguments of the screens of figures, for an indicator asked of one place."""
    slug = f"indicateur-{place.code.lower()}"
    panel = actions.describe_panel(
        by=BY, slug=f"ensemble-{slug}", fields={"name": "Communes", "kind": place.kind}, places=[place], on=place
    )
    fields = {
        "title": f"Places ouvertes, {place.name}",
        "kind": IndicatorKind.COUNT,
        "unit": "places",
        "over_places": OverPlaces.SUM,
        "over_periods": OverPeriods.SUM,
        "periodicity": Periodicity.YEAR,
        "panel": panel,
        "place": place,
    }
    indicator = actions.describe_indicator(by=BY, slug=slug, fields=fields)
    for year, count in ((2022, 5), (2023, 8)):
        sent = actions.declare(by=BY, indicator=indicator, place=place, period=periods.year(year), value=Value(count))
        actions.accept(by=BY, observation=sent)
    waiting = actions.declare(by=BY, indicator=indicator, place=place, period=periods.year(2024), value=Value(9))
    value = {"pk": str(waiting.pk)}
    return {
        **{
            f"indicators:{name}": {"slug": slug}
            for name in ("indicator", "answers", "amend", "parts", "add-places", "target", "close", "reopen", "publish")
        },
        **{f"indicators:{name}": value for name in ("value", "accept", "send-back", "contest", "withdraw")},
    }
