"""Partners and levers that a draft prints: what each is, one gesture a name."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.people.models import Organisation, OrganisationKind
from tenir.core.web.pages import page
from tenir.modules.commitments.enums import NameSort
from tenir.modules.commitments.forms.names import OFFERED
from tenir.modules.commitments.models import Lever
from tenir.modules.documents import names, naming
from tenir.modules.documents.drafting import items_of, placed
from tenir.modules.documents.models import Draft
from tenir.modules.documents.permissions import REVIEW
from tenir.modules.documents.views.items import seen
from tenir.modules.documents.views.loading import draft_of, me

CREATE, PRINTED, CHOOSE = "creer", "imprime", "choisir"


@page(access=REVIEW, methods=("GET", "HEAD", "POST"))
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Every printed name with what it is, those that wait first; a form posts one answer."""
    draft = draft_of(request, pk)
    if request.method == "POST":
        try:
            _answered(request, draft)
        except BadInput as error:
            messages.error(request, error.in_form)
        else:
            messages.success(request, f"Noté\u202f: «\u202f{request.POST.get('words', '')[:200]}\u202f».")
        return redirect("documents:names", pk=pk)
    tree = placed(draft.items.all())
    found = names.of(draft, items_of(one for one in tree if one.kept))
    context = {
        "draft": draft,
        "names": found,
        "waiting": sum(one.waits for one in found),
        "kinds": OrganisationKind.choices,
        "may_create": rights.may(request.user, "people.manage_organisations", on=draft.place),
        "offered": Organisation.objects.order_by("name").values_list("name", flat=True)[:OFFERED],
        "levers": Lever.objects.order_by("name").values_list("code", "name"),
        "trail": [
            ("Textes", reverse("documents:drafts")),
            (str(draft), reverse("documents:review", args=[pk])),
            ("Partenaires et leviers", ""),
        ],
    }
    return render(request, "documents/names.html", context)


def _answered(request: HttpRequest, draft: Draft) -> None:
    told, by, revision = request.POST, me(request), seen(request)
    sort, words, choice = told.get("sort", ""), told.get("words", ""), told.get("choix", "")
    if choice == CREATE and sort == NameSort.PARTNER:
        kind, name = told.get("sorte", ""), told.get("nom", "")
        naming.create_and_say(by=by, draft=draft, words=words, seen=revision, kind=kind, name=name)
        return
    if choice not in (CHOOSE, PRINTED):
        raise BadInput("dites ce qu'est ce nom.", where=words)
    to = _target(sort, told.get("adresse", "")) if choice == CHOOSE else None
    naming.say_name(by=by, draft=draft, sort=sort, words=words, seen=revision, to=to)


def _target(sort: str, typed: str) -> Organisation | Lever:
    """What an address or a name leads to."""
    is_lever = sort == NameSort.LEVER
    found = Lever.objects.filter(code=typed).first() if is_lever else names.organisation(typed)
    if found is None:
        raise BadInput(
            f"aucun nom connu n'est «\u202f{typed}\u202f».", remedy="Écrivez-le en entier, ou créez l'organisation."
        )
    return found
