"""The drafts that one may review, and handing in a text."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.web.pages import page
from tenir.modules.documents import actions, drafting, sandbox, wording
from tenir.modules.documents.enums import DraftState
from tenir.modules.documents.forms import HandInForm
from tenir.modules.documents.models import Draft
from tenir.modules.documents.permissions import REVIEW
from tenir.modules.documents.views.loading import copies_in_short, me

DRAFTS_A_PAGE = 20
TRAIL = ("Accueil", "/")


@page(access=REVIEW)
def drafts(request: HttpRequest) -> HttpResponse:
    """Drafts of one's territory, the latest first."""
    mine = me(request).memberships.in_force().with_roles(rights.roles(REVIEW))
    found = Draft.objects.within_reach_of(mine).select_related("place", "framework", "organisation")
    # A copy is reached from the text that it is a copy of.
    found = found.exclude(state=DraftState.COPY).prefetch_related(copies_in_short())
    ordered = found.defer("text").with_progress().order_by("-opened_at", "-pk")
    shown = Paginator(ordered, DRAFTS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "documents/drafts.html", {"shown": shown, "trail": [TRAIL, ("Textes", "")]})


@page(access=REVIEW, methods=("GET", "HEAD", "POST"))
def hand_in(request: HttpRequest) -> HttpResponse:
    """A text to read; whatever is wrong with it is told in the form, and nothing is written."""
    form = HandInForm(request.POST or None, request.FILES or None, by=me(request))
    if request.method == "POST" and form.is_valid():
        try:
            return _opened(request, form)
        except BadInput as error:
            form.add_error(None, f"{error} Rien n'a été écrit.")
    trail = [TRAIL, ("Textes", reverse("documents:drafts")), ("Déposer un texte", "")]
    status = 422 if form.errors else 200
    return render(request, "documents/hand_in.html", {"form": form, "trail": trail}, status=status)


def _opened(request: HttpRequest, form: HandInForm) -> HttpResponse:
    data, name = form.received()
    drafting.refuse_large(data, name)
    reading = sandbox.read(data, name=name)
    place = form.cleaned_data["place"]
    text = drafting.text_of(data, reading)
    draft = actions.open_draft(by=me(request), place=place, reading=reading, text=text, wanted=form.wanted(place))
    told = f"{wording.file_read(reading)} {len(reading.items)} éléments reconnus. Rien n'est public avant l'adoption."
    messages.success(request, told.strip())
    return redirect("documents:review", pk=draft.pk)
