"""The place page's « Ce qui a été promis ici », and how the texts of the places inside it stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone

from tenir.core.places.models import Place
from tenir.core.web import french
from tenir.modules.commitments.enums import Level, Theme
from tenir.modules.commitments.promised import lines, places
from tenir.modules.commitments.promised.keepers import Keeper, shared_out
from tenir.modules.commitments.promised.places import Reach

LINES_A_PAGE = 90
# What one sheet of A4 holds under the sentences and the counts (measured in Chromium, test_browser_places.py).
LINES_ON_PAPER = 10


@dataclass(frozen=True)
class Group:
    """Those who must keep, how many promises, and the lines of this page."""

    keeper: Keeper
    count: int
    lines: list[lines.Line]
    on_paper: bool


def reaching(request: HttpRequest, place: Place) -> dict[str, Any] | None:
    """Every promise that reaches the place, by who must keep it; ten queries whatever their number, eighteen on a
    day that is past (`?au=`).
    """
    reach = places.reach(place, request.GET)
    if not reach.all and not reach.far and not reach.day:
        return None
    shown = Paginator(reach.shown, LINES_A_PAGE).get_page(request.GET.get("page"))
    loaded = lines.load([one.pk for one in shown], reach.applied, place, reach.day)
    paper = lines.on_paper(loaded, LINES_ON_PAPER)
    return {
        "place": place,
        "any": bool(reach.all),
        "sentence": _sentence(reach),
        "shared": shared_out(reach.by_keeper) if reach.shown else "",
        "standing": _standing(reach),
        "counts": reach.by_level,
        "filtered": any(reach.asked.values()),
        "filters": [one for one in (_frameworks(reach), _themes(reach)) if len(one[1]) > 2],
        "groups": _groups(reach, loaded, paper),
        "shown": shown,
        "pages": "?" + urlencode({**_kept(reach), "page": ""}) + "{page}",
        "folded": places.folded(reach),
        "paper": paper,
        "asked": reach.asked,
        "day": reach.day,
        "back_to_today": "?" + urlencode(_kept(reach, au="")) + "#promesses",
        "yesterday": timezone.localdate() - timedelta(days=1),
        "left_out": max(0, len(reach.shown) - LINES_ON_PAPER),
    }


def inside(request: HttpRequest, place: Place) -> dict[str, Any] | None:
    """How the texts of the places inside this one stand."""
    day = places.day_of(request.GET)
    found = places.inside(place, day)
    return {"standings": found, "day": day} if found else None


def _sentence(reach: Reach) -> str:
    count = len(reach.shown)
    if not count:
        if not reach.all and reach.day:
            return "Aucun texte d'ici, connu de Tenir, n'était en vigueur ce jour-là."
        if not reach.all:
            return "Aucun texte d'ici n'est encore suivi. Ceux de lieux plus grands valent aussi ici."
        return "Aucune promesse d'ici ne répond à ces deux choix."
    verbs = ("était suivie", "étaient suivies") if reach.day else ("est suivie", "sont suivies")
    return f"{french.accord(count, 'promesse')} {french.pluriel(count, *verbs)} ici."


def _standing(reach: Reach) -> str:
    """« 8 ont atteint leur objectif, 6 sont en retard et 10 sont muettes. »."""
    kept = places.achieved(reach)
    late = sum(one.late for one in reach.shown)
    silent = sum(one.silent for one in reach.shown)
    parts = [
        f"{french.nombre(count)} {words}"
        for count, words in (
            (kept, Level.ACHIEVED.clause(kept, feminine=True)),
            (late, "sont en retard" if late > 1 else "est en retard"),
            (silent, "sont muettes" if silent > 1 else "est muette"),
        )
        if count
    ]
    return f"Parmi elles, {french.liste_et(parts)}." if parts else ""


def _groups(reach: Reach, loaded: Sequence[lines.Line], paper: set[int]) -> list[Group]:
    of, counts = {one.pk: one.keeper for one in reach.shown}, reach.by_keeper
    found = ((one, [line for line in loaded if of[line.pk] == one]) for one in Keeper)
    return [Group(one, counts[one], kept, any(line.pk in paper for line in kept)) for one, kept in found if kept]


Filter = tuple[str, list[tuple[str, str, bool]]]


def _frameworks(reach: Reach) -> Filter:
    slugs: dict[str, str] = {}
    for one in reach.all:
        framework = reach.frameworks[one.framework]
        slugs.setdefault(framework.slug, framework.short_title)
    return "Par texte", _links(reach, "cadre", "Tous les textes", slugs)


def _themes(reach: Reach) -> Filter:
    present = {one.theme for one in reach.all}
    themes = {theme.value: str(theme.label) for theme in Theme if theme.value in present}
    return "Par thème", _links(reach, "theme", "Tous les thèmes", themes)


def _links(reach: Reach, name: str, everything: str, known: dict[str, str]) -> list[tuple[str, str, bool]]:
    current = reach.asked[name]
    choices = {"": everything, **known}
    return [(words, "?" + urlencode(_kept(reach, **{name: code})), code == current) for code, words in choices.items()]


def _kept(reach: Reach, **changes: str) -> dict[str, str]:
    return {name: code for name, code in {**reach.asked, **changes}.items() if code}
