"""Who has not answered, for one indicator and one period."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from tenir.core import rights
from tenir.core.people.models import User, places_reached_by
from tenir.core.places.models import Place, PlaceKind
from tenir.core.web import exports as files
from tenir.core.web import french
from tenir.core.web.columns import Column
from tenir.core.web.pages import PUBLIC, page
from tenir.core.web.tables import BoundTable, Table
from tenir.engines.rollup import periods
from tenir.engines.rollup.model import Period
from tenir.modules.indicators import permissions
from tenir.modules.indicators.models import Indicator
from tenir.modules.indicators.reading import answers as found_answers
from tenir.modules.indicators.reading.asked import Asked, chosen, read
from tenir.modules.indicators.reading.ledgers import ledger
from tenir.modules.indicators.views.loading import indicator_of, trail


@page(access=PUBLIC, cached=True)
def answers(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The places that did not answer for a period, the latest unless `?periode=` says another; `?lieu=` keeps those
    of a place.
    """
    found, asked = indicator_of(slug), read(request.GET)
    known = [one for one in ledger(found).periods() if one.kind == found.periodicity]
    period = chosen(asked.period, known, found.periodicity)
    context: dict[str, Any] = {
        "indicator": found,
        "asked": asked,
        "trail": trail(("Qui n'a pas répondu", ""), indicator=found),
        "period": periods.label(period) if period else "",
        "periods": [(periods.code(one), periods.label(one), one == period) for one in reversed(known)],
        "table": None,
    }
    if period is not None:
        given = found_answers.of(found, period, _place(asked))
        table = _table(request, found, period, given)
        if table.format:
            source = "Réponses acceptées dans Tenir"
            return files.respond(table.sheet(source=source, as_of=period.last), table.format)
        context |= {"answers": given, "table": table, "sentence": _sentence(given, asked)}
    return render(request, "indicators/answers.html", context)


def _place(asked: Asked) -> Place | None:
    return None if asked.place is None or asked.place.kind == PlaceKind.NATION else asked.place


def _sentence(given: found_answers.Answers, asked: Asked) -> str:
    here = f", dans {asked.place.name}" if asked.place and _place(asked) else ""
    if not given.expected:
        return f"Aucun lieu n'est interrogé{here}."
    if not given.missing:
        return (
            f"Tous ont répondu{here}\u202f: {french.accord(given.expected, 'réponse acceptée', 'réponses acceptées')}."
        )
    answered = french.accord(given.answered, "réponse acceptée", "réponses acceptées")
    missing = "n'a pas répondu" if given.missing == 1 else "n'ont pas répondu"
    return (
        f"{answered[:1].upper()}{answered[1:]} sur {french.accord(given.expected, 'attendue')}{here}\u202f: "
        f"{french.accord(given.missing, 'lieu', 'lieux')} {missing}."
    )


def _table(request: HttpRequest, found: Indicator, period: Period, given: found_answers.Answers) -> BoundTable:
    told = found_answers.waiting(found, period, _mine(request, found))
    state = Column("etat", "Où elle en est", value=lambda place: told.get(place.pk, "hors de votre territoire"))
    table = Table(
        key="silencieux",
        caption=f"Lieux sans réponse acceptée, {periods.label(period)}",
        columns=(
            Column("nom", "Lieu", value=_named, url=_link(found, period), order="name", sortable=True),
            Column("code", "Code", sortable=True),
            Column("sorte", "Sorte", value=lambda place: place.get_kind_display()),
            *((state,) if told else ()),
        ),
        things=("lieu", "lieux"),
        empty_title="Tous les lieux ont répondu",
        empty="Un lieu paraît ici tant que sa réponse pour cette période n'est pas acceptée.",
    )
    return table.bind(given.silent, request.GET)


def _mine(request: HttpRequest, found: Indicator) -> Any:
    """The places of the panel that somebody is in charge of; None for the public."""
    if not isinstance(request.user, User) or not rights.may(request.user, permissions.DECLARE):
        return None
    held = request.user.memberships.in_force().with_roles(rights.roles(permissions.DECLARE))
    return Place.objects.filter(panel_places__panel=found.panel_id) & places_reached_by(held)


def _named(place: Place) -> str:
    return f"{place.name} (inventé pour la démonstration)" if place.is_invented else place.name


def _link(found: Indicator, period: Period) -> Callable[[Place], str]:
    base = f"{found.get_absolute_url()}?periode={periods.code(period)}&lieu="
    return lambda place: f"{base}{place.kind}:{place.code}"
