"""The page of an indicator: one figure, its way, its map, its table, and how it is made."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tenir.core import rights
from tenir.core.places.models import PlaceKind
from tenir.core.places.tree import ITS_PARTS
from tenir.core.web import exports as files
from tenir.core.web.pages import PUBLIC, page
from tenir.engines.rollup import periods
from tenir.modules.indicators import exports, permissions, secrecy
from tenir.modules.indicators.describing import parts
from tenir.modules.indicators.enums import Rounding
from tenir.modules.indicators.models import Indicator
from tenir.modules.indicators.publishing import Sight
from tenir.modules.indicators.reading import about, allocating, beside, drawing, gaps, history, pacing, tables, wording
from tenir.modules.indicators.reading.asked import read
from tenir.modules.indicators.reading.dossier import Dossier, look
from tenir.modules.indicators.reading.figures import Line
from tenir.modules.indicators.views.loading import indicator_of, trail


@page(access=PUBLIC, cached=True)
def indicator(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One indicator, for a place and a period, today or as known on `?au=`; `?format=` exports the table."""
    found = indicator_of(slug)
    asked = read(request.GET)
    sight = Sight(request.user, asked.day)
    dossier = look(found, asked, sight)
    if request.GET.get("format"):
        return files.respond(exports.of_dossier(dossier), request.GET["format"])
    context = {
        "indicator": found,
        "asked": dossier.asked,
        "trail": trail((found.title, "")),
        "period_words": dossier.period_words,
        "figure": dossier.figure,
        **_figure(dossier, sight),
        **_choices(dossier),
        **_drawn(dossier),
        **_table(request, dossier),
        **_history(request, dossier),
        **_about(request, dossier),
    }
    return render(request, "indicators/indicator.html", context)


def _figure(dossier: Dossier, sight: Sight) -> dict[str, Any]:
    shown, today = dossier.figure, dossier.asked.day or timezone.localdate()
    missing = shown is None or (shown.value is None and not shown.withheld and not shown.statement)
    return {
        "said": None if missing else wording.said(dossier.indicator, shown),
        "complete": wording.completeness(shown) if shown else "",
        "rounding": wording.rounding(dossier.indicator, shown),
        "withheld_why": shown.why if shown is not None else "",
        "gap": gaps.sentence(dossier.indicator, dossier.asked.place, dossier.series, sight),
        "given": wording.given(dossier.indicator, shown, dossier.given),
        "distances": wording.distance(
            dossier.indicator,
            shown,
            dossier.targets,
            pacing.sentences(dossier.indicator, shown, dossier.series, dossier.targets, today),
            allocating.sentences(dossier.indicator, dossier.asked.place, dossier.targets),
        ),
        "back_to_today": dossier.asked.address(day=None),
    }


def _choices(dossier: Dossier) -> dict[str, Any]:
    """What the form offers: places, periods, the latest first."""
    asked = dossier.asked
    return {
        "places": about.places(dossier),
        "periods": [(periods.code(one), periods.label(one), one == asked.period) for one in reversed(dossier.known)],
    }


def _drawn(dossier: Dossier) -> dict[str, Any]:
    place = dossier.asked.place
    if place is None:
        return {"chart": None, "map": None}
    return {
        "chart": drawing.chart(dossier.indicator, dossier.series, dossier.targets, place.name),
        "map": drawing.map_of(dossier.indicator, dossier.mapped, dossier.period_words, _link(dossier)),
    }


def _link(dossier: Dossier) -> Any:
    """The address of this page for the place of a line."""
    base = dossier.asked.address(place=None, kind="")

    def link(line: Line) -> str:
        return f"{base}{'&' if len(base) > 1 else ''}lieu={line.place.address}"

    return link


def _table(request: HttpRequest, dossier: Dossier) -> dict[str, Any]:
    if not dossier.lines:
        return {"table": None, "tabs": [], **_beside(dossier)}
    table = tables.of_lines(dossier, _link(dossier))
    rows = tables.rows(dossier.indicator, dossier.lines)
    return {"table": table.bind(rows, request.GET), "tabs": _tabs(dossier), **_beside(dossier)}


def _beside(dossier: Dossier) -> dict[str, Any]:
    place = dossier.asked.place
    if place is None or not dossier.beside:
        return {"beside": None}
    table = tables.of_similar(dossier, _link(dossier))
    title, rule = beside.told(dossier.indicator, place)
    rows = tables.rows(dossier.indicator, dossier.beside)
    return {"beside": table.bind(rows, {}), "beside_title": title, "beside_rule": rule}


def _tabs(dossier: Dossier) -> list[tuple[str, str, bool]]:
    """The sorts of places that the table can show."""
    if len(dossier.kinds) < 2:
        return []
    current = dossier.asked.kind
    return [(kind_words(kind), f"{dossier.asked.address(kind=kind)}#lieux", kind == current) for kind in dossier.kinds]


def kind_words(kind: str) -> str:
    """« Départements »."""
    words = ITS_PARTS[PlaceKind(kind)].removeprefix("Ses ")
    return f"{words[:1].upper()}{words[1:]}"


def _history(request: HttpRequest, dossier: Dossier) -> dict[str, Any]:
    """Of a place that was asked itself: dates for everybody, values and reasons for those in charge of it."""
    asked = dossier.asked
    nothing: dict[str, Any] = {"history": None, "history_in_full": False}
    if asked.place is None or asked.period is None or asked.place.kind != dossier.indicator.panel.kind:
        return nothing
    found = history.of(dossier.indicator, asked.place, asked.period, asked.day)
    if not found.sent:
        return nothing
    return {"history": found, "history_in_full": rights.may(request.user, permissions.DECLARE, on=asked.place)}


def _about(request: HttpRequest, dossier: Dossier) -> dict[str, Any]:
    found = dossier.indicator
    may_publish = secrecy.is_controlled(found) and rights.may(request.user, permissions.PUBLISH, on=found)
    return {
        "facts": about.facts(found),
        "adds_up": wording.how_it_adds_up(found),
        "around": parts.around(found),
        "sources": about.sources(found, dossier.targets),
        "answers_url": _answers(found, dossier),
        "closing": about.closing(found, dossier.asked.period),
        "may_publish": may_publish,
        "may_describe": rights.may(request.user, permissions.DESCRIBE),
        "may_amend": rights.may(request.user, permissions.DESCRIBE, on=found),
        "release": about.release(found, dossier.asked.period) if may_publish else None,
        "roundings": Rounding.choices,
        "may_close": rights.may(request.user, permissions.CLOSE, on=found),
        "period_code": periods.code(dossier.asked.period) if dossier.asked.period else "",
        "may_declare": rights.may(request.user, permissions.DECLARE),
    }


def _answers(found: Indicator, dossier: Dossier) -> str:
    period = dossier.asked.period
    base = reverse("indicators:answers", args=[found.slug])
    own = period is not None and period.kind == found.periodicity
    return f"{base}?periode={periods.code(period)}" if own and period else base
