"""Two copies of one text: choosing the other one, comparing, keeping the better words, marking the copy."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.web import french
from tenir.core.web.pages import page
from tenir.modules.documents import actions, copies, copying, facing
from tenir.modules.documents.enums import Decision
from tenir.modules.documents.models import Draft, DraftItem
from tenir.modules.documents.permissions import REVIEW
from tenir.modules.documents.views.items import seen
from tenir.modules.documents.views.loading import draft_of, item_of, me

OURS, THEIRS, ADD = "ici", "autre", "ajouter"
_SAID = {OURS: "Gardé", THEIRS: "Repris de la copie", ADD: "Ajouté"}


@page(access=REVIEW)
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """The other texts of one's territory, likely copies first."""
    draft = draft_of(request, pk)
    mine = me(request).memberships.in_force().with_roles(rights.roles(REVIEW))
    others = Draft.objects.within_reach_of(mine).to_compare_with(draft).select_related("place", "framework")
    latest = others.defer("text").order_by("-opened_at", "-pk")[: facing.MOST_OFFERED]
    found = facing.offered(draft, latest)
    context = {
        "draft": draft,
        "likely": [one for one in found if one.is_likely],
        "others": [one for one in found if not one.is_likely],
        "trail": _trail(draft, "Comparer avec une autre copie"),
    }
    return render(request, "documents/copies.html", context)


@page(access=REVIEW)
def compare(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Both texts face to face, `?sorte=` alone when asked."""
    draft, copy = _both(request, pk, other)
    asked, number = request.GET.get("sorte", ""), request.GET.get("page", "1")
    sheet = facing.Sheet(draft, copy, asked if asked in facing.FILTERS else facing.ALL)
    sheet.page = min(int(number), sheet.pages) if number.isascii() and number.isdigit() and 0 < len(number) < 7 else 1
    sheet.page = max(sheet.page, 1)
    context = {"draft": draft, "other": copy, "sheet": sheet, **_around(sheet)}
    return render(request, "documents/copy.html", context)


@page(access=REVIEW, methods=("POST",))
def keep(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Keep our words, take those of the copy, or add what it alone says."""
    draft, copy = _both(request, pk, other)
    choice = request.POST.get("choix", "")
    if choice not in _SAID:
        raise BadInput("dites quels mots restent.", where=str(draft))
    try:
        row = _kept(request, draft, copy, choice)
    except BadInput as error:
        messages.error(request, error.in_form)
        return redirect(_address(request, pk, other))
    messages.success(request, f"{_SAID[choice]}\u202f: {row.name}.")
    return redirect(_address(request, pk, other, row))


@page(access=REVIEW, methods=("POST",))
def mark(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Close the other draft as a copy of this one."""
    draft, copy = _both(request, pk, other)
    try:
        copying.close_copy(by=me(request), draft=copy, seen=seen(request), of=draft)
    except BadInput as error:
        messages.error(request, error.in_form)
        return redirect("documents:copy", pk=pk, other=other)
    messages.success(request, f"«\u202f{copy}\u202f» est une copie de ce texte. Elle a quitté la liste à relire.")
    return redirect("documents:review", pk=pk)


@page(access=REVIEW, methods=("POST",))
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a copy back into review."""
    try:
        copying.open_copy(by=me(request), draft=draft_of(request, pk))
    except BadInput as error:
        messages.error(request, error.in_form)
    else:
        messages.success(request, "Ce texte est de nouveau en relecture.")
    return redirect("documents:review", pk=pk)


def _both(request: HttpRequest, pk: int, other: int) -> tuple[Draft, Draft]:
    if pk == other:
        raise Http404("Un texte ne se compare pas à lui-même.")
    return draft_of(request, pk), draft_of(request, other)


def _kept(request: HttpRequest, draft: Draft, copy: Draft, choice: str) -> DraftItem:
    by, told = me(request), request.POST
    if choice == ADD:
        theirs = item_of(request, copy.pk, _number(told.get("element_autre")))
        after = item_of(request, draft.pk, _number(told["apres"])) if told.get("apres") else None
        return copying.take_item(
            by=by, draft=draft, other=theirs, other_seen=_number(told.get("vu_autre")), after=after
        )
    row, revision = item_of(request, draft.pk, _number(told.get("element"))), seen(request)
    if choice == OURS:
        return actions.decide_item(by=by, item=row, seen=revision, decision=Decision.ACCEPTED)
    theirs = item_of(request, copy.pk, _number(told.get("element_autre")))
    return copying.take_words(by=by, item=row, seen=revision, other=theirs, other_seen=_number(told.get("vu_autre")))


def _number(text: str | None) -> int:
    if not (text and text.isascii() and text.isdigit() and len(text) < 10):
        raise BadInput("le formulaire est incomplet.", remedy="Rouvrez la page.")
    return int(text)


def _address(request: HttpRequest, pk: int, other: int, row: DraftItem | None = None) -> str:
    """The page that was open, at the item when it is still there."""
    asked = {name: request.POST[name] for name in ("sorte", "page") if request.POST.get(name)}
    address = reverse("documents:copy", args=[pk, other])
    return f"{address}?{urlencode(asked)}#p{row.pk}" if row else f"{address}?{urlencode(asked)}"


def _around(sheet: facing.Sheet) -> dict[str, Any]:
    """What the page says of itself: sentence, filters, pages, trail."""
    base = reverse("documents:copy", args=[sheet.draft.pk, sheet.other.pk])
    here = ("Face à face", "")
    shown = [key for key in facing.FILTERS if sheet.counts[key] or key == sheet.asked]
    return {
        "sentence": copies.sentence(sheet.found),
        "filters": [(_counted(sheet, key), f"{base}?sorte={key}", key == sheet.asked) for key in shown],
        "pages_url": f"?sorte={sheet.asked}&page={{page}}",
        "trail": [*_trail(sheet.draft, "")[:-1], ("Copies", reverse("documents:copies", args=[sheet.draft.pk])), here],
    }


def _counted(sheet: facing.Sheet, key: str) -> str:
    """« Faits (3) »."""
    return f"{facing.FILTERS[key]} ({french.nombre(sheet.counts[key])})"


def _trail(draft: Draft, here: str) -> list[tuple[str, str]]:
    back = reverse("documents:review", args=[draft.pk])
    return [("Textes", reverse("documents:drafts")), (str(draft), back), (here, "")]
