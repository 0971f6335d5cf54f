"""What all screens of editing share: who, which revision, the answer to a refused form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.people.models import User
from tenir.modules.commitments import permissions
from tenir.modules.commitments.editing.dependants import Needed
from tenir.modules.commitments.models import Commitment, Framework
from tenir.modules.commitments.views.loading import commitment_of, framework_of

FORM = ("GET", "HEAD", "POST")


def me(request: HttpRequest) -> User:
    """The signed-in account; `page(access=…)` let nobody else in."""
    if not isinstance(request.user, User):
        raise TypeError("a view that is open to anonymous visitors asked who is signed in")
    return request.user


def own_framework(request: HttpRequest, slug: str) -> Framework:
    """A framework of my territory."""
    found = framework_of(request, slug)
    rights.require(me(request), permissions.AMEND, on=found)
    return found


def own_commitment(request: HttpRequest, slug: str, number: str) -> Commitment:
    """A promise of my territory."""
    found = commitment_of(request, slug, number)
    rights.require(me(request), permissions.AMEND, on=found.framework)
    return found


def revision(request: HttpRequest) -> int:
    """The revision that was read; one that cannot be read is none that is stored."""
    told = request.POST.get("revision", "")
    return int(told) if told.isdigit() and len(told) < 10 else -1


def act(request: HttpRequest, back: str, done: str, do: Callable[[], object]) -> HttpResponse:
    """Act, then go back and say what was done, or why not."""
    try:
        do()
    except BadInput as error:
        messages.error(request, f"Rien n'a été changé\u202f: {error.sentence} {error.remedy}".strip())
    else:
        messages.success(request, done)
    return redirect(back)


def trail(framework: Framework | None, *further: tuple[str, str]) -> list[tuple[str, str]]:
    """Where a screen stands."""
    top = [("Accueil", "/"), ("Engagements", reverse("commitments:frameworks"))]
    if framework is not None:
        top.append((framework.short_title, framework.get_absolute_url()))
    return [*top, *further]


def refused_removal(error: BadInput) -> dict[str, Any]:
    """What stands in the way of a deletion, as its page shows it."""
    dependants = error.dependants if isinstance(error, Needed) else []
    return {"refusal": error, "dependants": dependants}
