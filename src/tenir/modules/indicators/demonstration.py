"""Invented figures of the invented town, from `demonstration/figures.json`; each row says that it is invented."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from importlib import resources
from typing import Any

from tenir.core.actions import System
from tenir.core.people.models import Organisation
from tenir.core.places.models import Place
from tenir.core.referentials import INVENTED
from tenir.engines.rollup import periods
from tenir.engines.rollup.model import Value
from tenir.modules.indicators import actions
from tenir.modules.indicators.actions import Aim, Other, Sent
from tenir.modules.indicators.enums import OverPlaces, Periodicity
from tenir.modules.indicators.models import FigureSource, Indicator, Observation

BY = System("demo")
FILE = "figures.json"
# Who describes, sends and contests in the story: invented organisations of `organisations.csv`.
PRODUCER, SENDER, STATE = "grand-valmerac", "ville-valmerac", "etat-valmerac"
Plain = Mapping[str, Any]


def load(say: Callable[[str], None]) -> None:
    """The indicators, their targets, and values of every fate; safe to run twice."""
    told = json.loads(resources.files("tenir").joinpath(INVENTED, FILE).read_text(encoding="utf-8"))
    indicators = _describe(told)
    new = [one for one in told["values"] if not indicators[one["indicator"]].observations.exists()]
    source = FigureSource.objects.get(slug=told["source"]["slug"])
    for one in new:
        _send(indicators[one["indicator"]], one, source)
    say(f"{len(indicators)} indicateurs et {len(new)} valeurs inventés.")


def _describe(told: Plain) -> dict[str, Indicator]:
    town = Place.objects.get(kind="commune", code="DEMO1")
    source = told["source"]
    actions.describe_source(by=BY, slug=source["slug"], fields=_but(source, "slug"), on=town)
    panel = told["panel"]
    asked = Place.objects.filter(kind=panel["kind"], code__in=panel["places"])
    fields = {**_but(panel, "slug", "places"), "is_invented": True}
    described = actions.describe_panel(by=BY, slug=panel["slug"], fields=fields, places=asked, on=town)
    common = {
        "panel": described,
        "place": town,
        "producer": Organisation.objects.get(slug=PRODUCER),
        "over_places": OverPlaces.SUM,
        "periodicity": Periodicity.HALF_YEAR,
        "is_invented": True,
    }
    found = {
        one["slug"]: actions.describe_indicator(by=BY, slug=one["slug"], fields={**_but(one, "slug"), **common})
        for one in told["indicators"]
    }
    for one in told["targets"]:
        _aim(found[one["indicator"]], one)
    return found


def _aim(indicator: Indicator, one: Plain) -> None:
    kind, code = one["place"]
    start = one.get("baseline_on")
    aim = Aim(
        on=date.fromisoformat(one["on"]),
        value=Value(*one["value"]),
        baseline_on=date.fromisoformat(start) if start else None,
        baseline=Value(*one["baseline"]) if start else None,
        is_invented=True,
    )
    actions.set_target(by=BY, indicator=indicator, place=Place.objects.get(kind=kind, code=code), aim=aim)


def _send(indicator: Indicator, one: Plain, source: FigureSource) -> None:
    sender = Organisation.objects.get(slug=SENDER)
    sent = Sent(sender=sender, source=source, reason=one.get("reason", ""), is_invented=True)
    place = Place.objects.get(kind=indicator.panel.kind, code=one["place"])
    period, value = periods.parse(one["period"]), Value(*one["value"])
    observation = actions.declare(by=BY, indicator=indicator, place=place, period=period, value=value, sent=sent)
    if "then" in one:
        _judge(observation, one)


def _judge(observation: Observation, one: Plain) -> None:
    """Accepted, and for some contested afterwards."""
    state = Organisation.objects.get(slug=STATE)
    actions.accept(by=BY, observation=observation, organisation=state)
    if one["then"] == "contest":
        other = Other(Value(*one["other"]), one["method"], Organisation.objects.get(slug=PRODUCER))
        actions.contest(by=BY, observation=observation, motive=one["motive"], other=other)


def _but(told: Plain, *names: str) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name not in names}
