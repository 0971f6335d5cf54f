"""Load and authorise in one step: a draft is there only for those who may review on its place."""

from __future__ import annotations

from django.db.models import Prefetch
from django.http import Http404, HttpRequest

from tenir.core import rights
from tenir.core.people.models import User
from tenir.modules.documents.models import Draft, DraftItem
from tenir.modules.documents.permissions import REVIEW


def me(request: HttpRequest) -> User:
    """The signed-in account; `page(access=…)` let nobody else in."""
    if not isinstance(request.user, User):
        raise TypeError("a view that is open to anonymous visitors asked who is signed in")
    return request.user


def draft_of(request: HttpRequest, pk: int) -> Draft:
    """The draft, with its place; `Refused` outside one's territory."""
    found = Draft.objects.select_related("place", "framework", "organisation", "copy_of").filter(pk=pk).first()
    if found is None:
        raise Http404("Ce brouillon n'existe pas.")
    rights.require(me(request), REVIEW, on=found)
    return found


def copies_in_short() -> Prefetch[str]:
    """The copies of each draft, without their texts."""
    return Prefetch("copies", Draft.objects.defer("text").order_by("pk"))


def item_of(request: HttpRequest, pk: int, item: int) -> DraftItem:
    """An item of a draft that one may review."""
    draft = draft_of(request, pk)
    found = DraftItem.objects.select_related("parent").filter(draft=draft, pk=item).first()
    if found is None:
        raise Http404("Cet élément n'existe pas dans ce brouillon.")
    found.draft = draft
    return found
