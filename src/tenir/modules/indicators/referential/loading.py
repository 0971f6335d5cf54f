"""`tenir referentials load`: what is measured, of which places, what was aimed at, and the official values.

Values come in through the same door as those of any sender: read, looked at, committed at once, once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import resources

from tenir.core import referentials
from tenir.core.actions import System
from tenir.core.errors import BadInput
from tenir.core.people.models import Organisation
from tenir.core.places.models import Place, PlaceKind
from tenir.engines.rollup import numbers
from tenir.engines.rollup.model import Value
from tenir.modules.indicators import actions, counting, secrecy
from tenir.modules.indicators.enums import State
from tenir.modules.indicators.importing import flow
from tenir.modules.indicators.models import FigureSource, ImportBatch, Indicator, Panel
from tenir.modules.indicators.referential import files

BY = System("referentials")
SENDER, POSTS = "anct", "anct-postes"
_CORRECTED = "liste officielle corrigée"
_COLUMNS = {name: name for name in ("indicator", "place_kind", "period", "value")} | {"place": "place_code"}


def load(say: Callable[[str], None]) -> None:
    """Sources, panels, indicators, targets, then values."""
    france = Place.objects.france()
    sources = {slug: _source(slug, fields, france) for slug, fields in files.sources()}
    panels = {slug: _panel(slug, france) for slug in files.PANELS}
    for slug, panel, fields in files.indicators():
        described = {**fields, "panel": panels[panel], "place": france, "producer": _producer()}
        actions.describe_indicator(by=BY, slug=slug, fields=described)
    _set_targets(sources, france)
    for fact in files.facts():
        _bring_fact(fact, sources[fact.source], panels["france"], france)
    _bring_posts(say)


def _source(slug: str, fields: Mapping[str, object], france: Place) -> FigureSource:
    return actions.describe_source(by=BY, slug=slug, fields=dict(fields), on=france)


def _panel(slug: str, france: Place) -> Panel:
    name, kind = files.PANELS[slug]
    places = list(Place.objects.filter(kind=kind, is_invented=False))
    if slug == "departements":
        places += list(Place.objects.filter(kind=PlaceKind.OVERSEAS, code="978"))
    return actions.describe_panel(by=BY, slug=slug, fields={"name": name, "kind": kind}, places=places, on=france)


def _producer() -> Organisation | None:
    return Organisation.objects.filter(slug=SENDER).first()


def _set_targets(sources: Mapping[str, FigureSource], france: Place) -> None:
    for slug, row in files.targets():
        indicator = Indicator.objects.get(slug=slug)
        baseline = row.cells["baseline"].strip()
        aim = actions.Aim(
            value=Value(numbers.parse(row.text("value"), decimals=indicator.decimals)),
            on=row.day("on"),
            baseline=Value(numbers.parse(baseline, decimals=indicator.decimals)) if baseline else None,
            source=sources[row.text("source")],
            where=row.cells["lines"].strip(),
            note=row.cells["note"].strip(),
        )
        actions.set_target(by=BY, indicator=indicator, place=france, aim=aim)


def _bring_fact(fact: files.Fact, source: FigureSource, panel: Panel, france: Place) -> None:
    indicator = actions.describe_indicator(
        by=BY, slug=fact.slug, fields={**fact.fields, "panel": panel, "place": france}
    )
    corrects = counting.latest(indicator, france, fact.period) is not None
    sent = actions.Sent(source=source, where=fact.where, reason=_CORRECTED if corrects else "")
    observation = actions.declare(
        by=BY, indicator=indicator, place=france, period=fact.period, value=fact.value, sent=sent
    )
    if observation.state == State.DECLARED:
        actions.accept(by=BY, observation=observation)
        if secrecy.is_controlled(indicator):
            # Its text made it public.
            actions.publish_period(by=BY, indicator=indicator, period=fact.period)


def _bring_posts(say: Callable[[str], None]) -> None:
    sender = _producer()
    if sender is None:
        raise BadInput("l'ANCT manque à la liste des organisations.", remedy="Chargez d'abord les organisations.")
    data = resources.files("tenir").joinpath(referentials.OFFICIAL, files.FIGURES).read_bytes()
    received = flow.received(data, "postes.csv")
    chosen = flow.chosen(received.sheets, {}, columns=_COLUMNS, source=POSTS)
    look = flow.look(BY, received.sheets, chosen)
    if not look.errors and not look.held.rows:
        say("Postes d'adultes-relais et Fonjep\u202f: déjà à jour.")
        return
    batch = actions.receive_import(by=BY, sender=sender, received=received)
    batch = actions.map_import(by=BY, batch=batch, chosen=chosen)
    order = actions.Order(state=look.held.state, accept=True, reason=_CORRECTED)
    _commit(batch, look, order, say)


def _commit(batch: ImportBatch, look: flow.Look, order: actions.Order, say: Callable[[str], None]) -> None:
    staged = look.stage(accept=order.accept)
    done = actions.commit_import(by=BY, batch=batch, prepared=look.prepared, order=order, staged=staged)
    say(f"Postes d'adultes-relais et Fonjep\u202f: {done.added + done.corrected} valeurs.")
