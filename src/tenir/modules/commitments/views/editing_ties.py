"""What ties a promise: links, other frameworks, places of application, indicators; listed, added, taken away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.places.models import Place
from tenir.core.web.pages import page
from tenir.modules.commitments import actions, permissions, upstream
from tenir.modules.commitments.enums import State
from tenir.modules.commitments.forms import names
from tenir.modules.commitments.forms.ties import FollowForm, InscriptionForm, LinkForm, PlaceForm
from tenir.modules.commitments.models import Commitment, Framework, Heading
from tenir.modules.commitments.views.editing import FORM, act, me, trail
from tenir.modules.commitments.views.loading import commitment_of

FOLLOWED = "indicateur"
FORMS: dict[str, type[forms.Form]] = {
    "lien": LinkForm,
    "inscription": InscriptionForm,
    "lieu": PlaceForm,
    FOLLOWED: FollowForm,
}
TAKEN = {"lien": "links", "inscription": "inscriptions", "lieu": "applications", FOLLOWED: "followings"}


@page(access=permissions.AMEND, methods=FORM)
def ties(request: HttpRequest, slug: str, number: str) -> HttpResponseBase:
    """Every tie of a promise that I may read, and the four forms; each asks for its own right."""
    row = commitment_of(request, slug, number)
    sent = request.POST.get("sorte", "")
    shown = {sort: form(request.POST if sort == sent else None, prefix=sort) for sort, form in FORMS.items()}
    if request.method == "POST" and sent in shown and shown[sent].is_valid():
        try:
            _ADDING[sent](request, row, shown[sent].cleaned_data)
        except BadInput as error:
            shown[sent].add_error(None, error.in_full)
        else:
            messages.success(request, "C'est enregistré.")
            return redirect(_back(row, sent))
    wrong = request.method == "POST"
    return render(request, "commitments/editing/ties.html", _context(request, row, shown), status=422 if wrong else 200)


@page(access=permissions.AMEND, methods=("POST",))
def untie(request: HttpRequest, slug: str, number: str, sort: str, pk: int) -> HttpResponseBase:
    """Take one tie away."""
    row = commitment_of(request, slug, number)
    found = getattr(row, TAKEN[sort]).filter(pk=pk).first() if sort in TAKEN else None
    if found is None:
        raise Http404("Ce lien n'existe pas, ou plus.")
    return act(request, _back(row, sort), "C'est retiré.", lambda: _take_away(request, sort, found))


def _back(row: Commitment, sort: str) -> str:
    """Indicators are tied on the promise's own page, the rest on that of ties."""
    if sort == FOLLOWED:
        return f"{row.get_absolute_url()}#chiffres"
    return reverse("commitments:ties", args=[row.framework.slug, row.slug])


def _take_away(request: HttpRequest, sort: str, found: Any) -> None:
    reason = request.POST.get("reason", "")
    if sort == "lien":
        actions.unlink_commitments(by=me(request), link=found, reason=reason)
    elif sort == "inscription":
        actions.take_out(by=me(request), inscription=found, reason=reason)
    elif sort == FOLLOWED:
        actions.stop_following(by=me(request), following=found, reason=reason)
    else:
        actions.leave_place(by=me(request), application=found, reason=reason)


def _link(request: HttpRequest, row: Commitment, values: dict[str, Any]) -> None:
    target = names.anywhere(values["target"])
    if target is None:
        raise BadInput(
            "aucun engagement n'a cette adresse.", where="engagement visé", remedy="Copiez celle de sa page."
        )
    actions.link_commitments(
        by=me(request),
        origin=row,
        target=target,
        kind=values["kind"],
        note=values["note"],
        reason=values["reason"],
    )


def _inscribe(request: HttpRequest, row: Commitment, values: dict[str, Any]) -> None:
    slug = values["framework"].rpartition("/cadres/")[2].strip("/ ")
    framework = Framework.objects.filter(slug=slug).first()
    if framework is None:
        raise BadInput("aucun cadre n'a cette adresse.", where="autre cadre")
    heading = Heading.objects.filter(framework=framework, key=values["heading"]).first()
    if values["heading"] and heading is None:
        raise BadInput("cette partie n'existe pas dans l'autre cadre.", where="partie")
    actions.inscribe(
        by=me(request),
        commitment=row,
        framework=framework,
        heading=heading,
        number=values["number"],
        reason=values["reason"],
    )


def _apply(request: HttpRequest, row: Commitment, values: dict[str, Any]) -> None:
    typed = values["place"].strip()
    kind, _, code = names.places([typed]).get(typed, "").partition("/")
    place = Place.objects.filter(kind=kind, code=code).first()
    if place is None:
        raise BadInput(
            "aucun lieu, ou plusieurs, ont ce nom.", where="lieu", remedy="Écrivez par exemple commune/21231."
        )
    actions.apply_in_place(by=me(request), commitment=row, place=place, reason=values["reason"])


def _follow(request: HttpRequest, row: Commitment, values: dict[str, Any]) -> None:
    actions.follow_by_indicator(by=me(request), commitment=row, indicator=values["indicator"], reason=values["reason"])


def following(request: HttpRequest, row: Commitment, form: forms.Form | None = None) -> dict[str, Any]:
    """What follows a promise, with the form, for those who may amend it; nothing for others. Two queries."""
    if not rights.may(request.user, permissions.AMEND, on=row.framework):
        return {"follow_form": None, "tied_indicators": [], "offered_indicators": []}
    tied = row.followings.select_related("indicator", "commitment__framework__place").order_by("pk")
    return {
        "follow_form": form or FollowForm(prefix=FOLLOWED),
        "tied_indicators": list(tied),
        "offered_indicators": names.offered_indicators(row),
    }


_ADDING: dict[str, Callable[[HttpRequest, Commitment, dict[str, Any]], None]] = {
    "lien": _link,
    "inscription": _inscribe,
    "lieu": _apply,
    FOLLOWED: _follow,
}


def _context(request: HttpRequest, row: Commitment, shown: dict[str, forms.Form]) -> dict[str, Any]:
    name = f"{row.framework.noun.capitalize()} {row.number}".strip()
    mine = names.places_of(me(request))
    readable = Q(target__framework__state=State.PUBLIC) | Q(target__framework__place__in=mine)
    links = row.links.filter(readable).select_related("target__framework").order_by("kind", "pk")
    seen = Q(framework__state=State.PUBLIC) | Q(framework__place__in=mine)
    return {
        "row": row,
        "framework": row.framework,
        "title": "Liens et lieux",
        "links": links,
        "suggestions": upstream.suggestions(row),
        "inscriptions": row.inscriptions.filter(seen).select_related("framework", "heading").order_by("pk"),
        "applications": row.applications.select_related("place").order_by("place__name")[: names.OFFERED],
        "link_form": shown["lien"],
        "inscription_form": shown["inscription"],
        "place_form": shown["lieu"],
        **following(request, row, shown[FOLLOWED]),
        "offered_places": names.offered_places(me(request)),
        "back": row.get_absolute_url(),
        "trail": trail(row.framework, (name, row.get_absolute_url()), ("Liens et lieux", "")),
    }
