"""The page « Mon bureau »."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tenir.core.people import desk, lately
from tenir.core.people.models import User
from tenir.core.web import french
from tenir.core.web.pages import SIGNED_IN, page


@page(access=SIGNED_IN)
def show(request: HttpRequest) -> HttpResponse:
    """What one has to do, what one waits for, what changed; a constant number of queries a module."""
    user = request.user
    if not isinstance(user, User):
        raise TypeError("a view that is open to anonymous visitors asked who is signed in")
    share = desk.of(request, user)
    context = {
        "trail": [("Accueil", "/"), ("Mon bureau", "")],
        "share": share,
        "sentence": _sentence(share),
        "last_visit": lately.last_visit_before_today(request, user),
        "has_role": user.memberships.in_force().exists(),
    }
    return render(request, "people/desk.html", context)


def _sentence(share: desk.DeskShare) -> str:
    """« Aujourd'hui, 27 novembre 2026 : 3 choses à faire, dont 1 en retard. »."""
    count = len(share.todo.lines) + share.todo.more
    late = sum(line.is_late for line in share.todo.lines)
    told = french.accord(count, "chose à faire", "choses à faire") if count else "rien à faire"
    # Late ones come first: where only such are shown, there may be more below.
    least = "au moins " if share.todo.more and late == len(share.todo.lines) else ""
    among = f", dont {least}{french.nombre(late)} en retard" if late else ""
    return f"{french.date_longue(timezone.localdate())}\u202f: {told}{among}."
