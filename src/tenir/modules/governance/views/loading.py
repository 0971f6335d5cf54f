"""Load and authorise in one step; what all screens of writing share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.people.models import User
from tenir.modules.governance.models import Body, Decision, Meeting

FORM = ("GET", "HEAD", "POST")
SENT = ("POST",)
Trail = list[tuple[str, str]]


def me(request: HttpRequest) -> User:
    """The signed-in account; `page(access=…)` let nobody else in."""
    if not isinstance(request.user, User):
        raise TypeError("a view that is open to anonymous visitors asked who is signed in")
    return request.user


def body_of(slug: str) -> Body:
    """The body at an address, with what its page names."""
    found = Body.objects.select_related("place", "organisation", "provision__source", "source").filter(slug=slug)
    body = found.first()
    if body is None:
        raise Http404(f"Aucune instance n'a l'adresse «\u202f{slug}\u202f».")
    return body


def own_body(request: HttpRequest, slug: str, permission: str) -> Body:
    """A body of my territory."""
    body = body_of(slug)
    rights.require(me(request), permission, on=body)
    return body


def meeting_of(slug: str, pk: int) -> Meeting:
    """A meeting of the body at an address."""
    found = Meeting.objects.select_related("body__place", "minutes_by").filter(body__slug=slug, pk=pk).first()
    if found is None:
        raise Http404("Cette instance n'a pas de réunion à cette adresse.")
    return found


def own_meeting(request: HttpRequest, slug: str, pk: int, permission: str) -> Meeting:
    """A meeting of my territory."""
    meeting = meeting_of(slug, pk)
    rights.require(me(request), permission, on=meeting)
    return meeting


def decision_of(slug: str, pk: int) -> Decision:
    """A decision of the body at an address."""
    found = Decision.objects.in_full().filter(meeting__body__slug=slug, pk=pk).first()
    if found is None:
        raise Http404("Cette instance n'a pas de décision à cette adresse.")
    return found


def trail(*further: tuple[str, str]) -> Trail:
    """Where a screen stands, below the list of bodies."""
    return [("Accueil", "/"), ("Instances", reverse("governance:bodies")), *further]


def of_body(body: Body, *further: tuple[str, str]) -> Trail:
    """Below a body."""
    return trail((body.name, body.get_absolute_url()), *further)


def act(request: HttpRequest, back: str, done: str, do: Callable[[], object]) -> HttpResponse:
    """Act, then go back and say what was done, or why not."""
    try:
        do()
    except BadInput as error:
        messages.error(request, f"Rien n'a été changé\u202f: {error}")
    else:
        messages.success(request, done)
    return redirect(back)


def answer_form(
    request: HttpRequest, form: Any, context: dict[str, Any], do: Callable[[], str], *, done: str
) -> HttpResponse:
    """One form: shown, or acted on; `do` returns where to go. A refusal is shown on the form, nothing typed lost."""
    template = context.pop("template", "governance/form.html")
    if request.method == "POST" and form.is_valid():
        try:
            back = do()
        except BadInput as error:
            form.add_error(None, error.in_full)
        else:
            messages.success(request, done)
            return redirect(back)
    status = 422 if request.method == "POST" else 200
    return render(request, template, {"form": form, **context}, status=status)
