"""Every indicator, and who still owes an answer, by producer."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from tenir.core import rights
from tenir.core.people.models import Organisation
from tenir.core.web.columns import fold
from tenir.core.web.pages import PUBLIC, page
from tenir.modules.indicators import permissions
from tenir.modules.indicators.models import Indicator
from tenir.modules.indicators.publishing import Sight
from tenir.modules.indicators.reading import asked, summaries
from tenir.modules.indicators.views.loading import trail

INDICATORS_A_PAGE = 30


@page(access=PUBLIC, cached=True)
def indicators(request: HttpRequest) -> HttpResponseBase:
    """Every indicator with its last period and the country's figure; `?q=` and `?producteur=` keep some."""
    words, producer = asked.text(request.GET, "q"), asked.text(request.GET, "producteur")
    shown = Paginator(_found(words, producer), INDICATORS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "trail": [("Accueil", "/"), ("Chiffres", "")],
        "shown": shown,
        "summaries": summaries.of(list(shown.object_list), Sight(request.user)),
        "words": words,
        "producer": producer,
        "producers": _producers(),
        "address": "?" + urlencode({"q": words, "producteur": producer, "page": ""}) + "{page}",
        "narrows": bool(words or producer),
        "may_judge": rights.may(request.user, permissions.JUDGE),
        "may_send": rights.may(request.user, permissions.DECLARE),
        "may_describe": rights.may(request.user, permissions.DESCRIBE),
    }
    return render(request, "indicators/indicators.html", context)


@page(access=PUBLIC, cached=True)
def awaited(request: HttpRequest) -> HttpResponseBase:
    """Who has not answered: by producer, each indicator with what is missing of its last period."""
    producer = asked.text(request.GET, "producteur")
    shown = Paginator(_found("", producer, by_producer=True), INDICATORS_A_PAGE).get_page(request.GET.get("page"))
    rows = summaries.of(list(shown.object_list), Sight(request.user))
    context = {
        "trail": trail(("Qui n'a pas répondu", "")),
        "shown": shown,
        "groups": _by_producer(rows),
        "producer": producer,
        "producers": _producers(),
        "address": "?" + urlencode({"producteur": producer, "page": ""}) + "{page}",
    }
    return render(request, "indicators/awaited.html", context)


def _found(words: str, producer: str, *, by_producer: bool = False) -> list[Indicator]:
    """Those whose title holds every word: a few hundred at most, and SQL folds no accent; one query."""
    rows = Indicator.objects.select_related("producer", "panel")
    rows = rows.order_by("producer__name", "title", "pk") if by_producer else rows.order_by("title", "pk")
    rows = rows.filter(producer__slug=producer) if producer else rows
    wanted = fold(words).split()
    return [one for one in rows if all(word in fold(f"{one.title} {one.unit}") for word in wanted)]


def _producers() -> list[tuple[str, str]]:
    rows = Organisation.objects.filter(produced__isnull=False).order_by("name", "pk").distinct()
    return list(rows.values_list("slug", "name"))


def _by_producer(rows: list[summaries.Summary]) -> list[dict[str, Any]]:
    groups: list[dict[str, Any]] = []
    for one in rows:
        if not groups or groups[-1]["producer"] != one.indicator.producer:
            groups.append({"producer": one.indicator.producer, "rows": []})
        groups[-1]["rows"].append(one)
    return groups
