"""Two texts, two days of one, or two places, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from tenir.core.errors import BadInput
from tenir.core.places.models import Place
from tenir.core.web import french
from tenir.core.web.pages import PUBLIC, page
from tenir.modules.commitments import comparing
from tenir.modules.commitments.enums import State
from tenir.modules.commitments.models import Application, Framework
from tenir.modules.commitments.moments import Moment
from tenir.modules.commitments.views.loading import may_read

MOST_OPTIONS = 300


@dataclass(frozen=True)
class Chosen:
    """One side of the address: a text, of a day or of today, or a place; neither when nothing was chosen."""

    text: str = ""
    framework: Framework | None = None
    day: date | None = None
    place: Place | None = None


@page(access=PUBLIC, cached=True)
def compare(request: HttpRequest) -> HttpResponseBase:
    """`?a=` and `?b=` are texts (`au_a`, `au_b` their days) or places (`commune:41018`)."""
    one, other = _chosen(request, "a"), _chosen(request, "b")
    found, trouble = None, ""
    if one.text and other.text:
        trouble = _trouble(one, other)
        found = None if trouble else _compared(one, other)
    context = {
        "trail": [("Accueil", "/"), ("Engagements", "/cadres/"), ("Comparer", "")],
        "one": one,
        "other": other,
        "found": found,
        "trouble": trouble,
        "swapped": _swapped(one, other),
        "reversed": bool(trouble) and one.framework == other.framework and one.day != other.day,
        "texts": _texts(),
        "places": _places(),
        "today": timezone.localdate(),
    }
    return render(request, "commitments/compare.html", context)


def _chosen(request: HttpRequest, name: str) -> Chosen:
    """Raises `BadInput` on a day that is none or is to come."""
    text = request.GET.get(name, "").replace("\0", "").strip()[:100]
    kind, colon, code = text.partition(":")
    if colon:
        return Chosen(text, place=Place.objects.filter(kind=kind, code=code).first())
    framework = Framework.objects.select_related("place").filter(slug=text).first() if text else None
    if framework and not may_read(request, framework):
        framework = None
    return Chosen(text, framework=framework, day=_day(request.GET.get(f"au_{name}", ""), f"au_{name}"))


def _day(text: str, where: str) -> date | None:
    if not text.strip():
        return None
    day = Moment.parse(text.strip()[:10]).last_day
    if day > timezone.localdate():
        raise BadInput(
            f"le {french.date_longue(day)} n'est pas encore venu.", where=where, remedy="Choisissez un jour passé."
        )
    return None if day == timezone.localdate() else day


def _trouble(one: Chosen, other: Chosen) -> str:
    """Why the two cannot be held side by side, in a sentence; empty when they can."""
    for side in (one, other):
        if side.framework is None and side.place is None:
            return f"Ni cadre public ni lieu n'a l'adresse «\u202f{side.text}\u202f». Choisissez dans les listes."
    if (one.place is None) != (other.place is None):
        return "Un texte ne se compare pas à un lieu. Choisissez deux textes, deux dates d'un texte ou deux lieux."
    if one.place and one.place == other.place:
        return f"Ces deux côtés sont le même lieu, {one.place}. Choisissez-en un autre pour l'un des deux."
    if one.framework and one.framework == other.framework:
        return _trouble_of_days(one, other)
    if one.day or other.day:
        return "Deux textes différents se comparent tels qu'ils sont aujourd'hui. Retirez les dates."
    return ""


def _trouble_of_days(one: Chosen, other: Chosen) -> str:
    if one.day == other.day:
        return "Ces deux côtés sont le même texte à la même date. Donnez une date à l'un des deux, ou un autre texte."
    today = timezone.localdate()
    if (one.day or today) > (other.day or today):
        return "La première date vient après la seconde. On compare du plus ancien au plus récent."
    return ""


def _compared(one: Chosen, other: Chosen) -> comparing.Comparison:
    if one.place and other.place:
        return comparing.places(one.place, other.place)
    if one.framework is None or other.framework is None:
        raise AssertionError("`_trouble` has refused this")
    if one.framework == other.framework:
        return comparing.dates(one.framework, one.day, other.day)
    return comparing.texts(one.framework, other.framework)


def _swapped(one: Chosen, other: Chosen) -> str:
    words = [("a", other.text), ("au_a", _iso(other.day)), ("b", one.text), ("au_b", _iso(one.day))]
    return f"?{urlencode([(name, value) for name, value in words if value])}"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _texts() -> list[tuple[str, str]]:
    found = Framework.objects.public().select_related("place").order_by("short_title")[:MOST_OPTIONS]
    return [(one.slug, f"{one.short_title} ({one.place.name})") for one in found]


def _places() -> list[tuple[str, str]]:
    """Places where something is applied, the largest first."""
    applied = Application.objects.filter(commitment__framework__state=State.PUBLIC).order_by().values("place")
    found: Any = Place.objects.filter(pk__in=applied).largest_first()[:MOST_OPTIONS]
    return [(f"{one.kind}:{one.code}", f"{one.name} ({one.get_kind_display().lower()})") for one in found]
