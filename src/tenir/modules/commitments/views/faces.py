"""What each side of a text owes the other, face to face."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tenir.core.web import french
from tenir.core.web.pages import PUBLIC, page
from tenir.modules.commitments.board import drawing, faces, facts
from tenir.modules.commitments.board.asked import read
from tenir.modules.commitments.enums import Side
from tenir.modules.commitments.views.loading import framework_of

_OWES = {Side.CITY: "Ce que la collectivité doit", Side.STATE: "Ce que l'État doit"}
_OTHERS = {Side.CITY: "de l'État", Side.STATE: "de la collectivité"}


@page(access=PUBLIC, cached=True)
def face_to_face(request: HttpRequest, slug: str) -> HttpResponseBase:
    """« La collectivité s'engage à » beside « L'État s'engage à », part by part."""
    framework = framework_of(request, slug)
    asked = read(request.GET)
    found = faces.of(framework, asked)
    context = {
        "framework": framework,
        "asked": asked,
        "found": found,
        "two_sided": all(standing.by_level for standing in found.owed.values()),
        "debts": [_debt(found, side) for side in (Side.STATE, Side.CITY)],
        "back_to_today": asked.address(au=""),
        "today": timezone.localdate(),
        "source": facts.told(framework.source, framework.where),
        "trail": [
            ("Accueil", "/"),
            ("Engagements", reverse("commitments:frameworks")),
            (framework.short_title, framework.get_absolute_url()),
            ("Face à face", ""),
        ],
    }
    return render(request, "commitments/faces.html", context)


def _debt(found: faces.Faces, side: Side) -> dict[str, Any]:
    """A side's promises in a sentence, and how many of the other side wait for them."""
    standing, waiting = found.owed[side], found.waiting[side]
    blocked = sum(row["side"] != side for row in found.blocked)
    noun = standing.framework.noun
    verb = "dépendent" if waiting > 1 else "dépend"
    return {
        "side": side.value,
        "title": _OWES[side],
        "sentence": standing.sentence,
        "bar": drawing.mini_bar(standing.by_level),
        "waiting": f"{french.accord(waiting, noun)} {_OTHERS[side]} en {verb}" if waiting else "",
        "blocked": f"{french.accord(blocked, 'est bloqué', 'sont bloqués')}" if blocked else "",
    }
