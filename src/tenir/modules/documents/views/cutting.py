"""Joining an item to the one above, cutting one into several."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from tenir.core.web.pages import page
from tenir.modules.documents import actions
from tenir.modules.documents.permissions import REVIEW
from tenir.modules.documents.views.items import answer, seen
from tenir.modules.documents.views.loading import item_of, me


@page(access=REVIEW, methods=("POST",))
def merge(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """To the end of the one above."""
    row, revision = item_of(request, pk, item), seen(request)
    act = lambda: actions.merge_item(by=me(request), item=row, seen=revision)  # noqa: E731
    return answer(request, row, act, f"Joint à l'élément du dessus\u202f: {row.name}.", onwards=False, mine={})


@page(access=REVIEW, methods=("POST",))
def split(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """At each line end of the words that are sent."""
    row, revision = item_of(request, pk, item), seen(request)
    text = request.POST.get("text", "")
    act = lambda: actions.split_item(by=me(request), item=row, seen=revision, text=text)  # noqa: E731
    return answer(request, row, act, f"Coupé\u202f: {row.name}.", onwards=False, mine={})
