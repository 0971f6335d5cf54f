"""What an indicator is made of: the others that it is the sum of, and the places that came into its territory."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.web.french import accord
from tenir.core.web.pages import page
from tenir.modules.indicators import actions, permissions
from tenir.modules.indicators.describing.forms import PartsForm
from tenir.modules.indicators.describing.parts import around, may_be_a_sum
from tenir.modules.indicators.models import Indicator
from tenir.modules.indicators.views.importing import FORM
from tenir.modules.indicators.views.loading import indicator_of, me, trail


@page(access=permissions.DESCRIBE, methods=FORM)
def parts(request: HttpRequest, slug: str) -> HttpResponse:
    """Of which indicators one is the sum; `retirer` takes all of them away."""
    found = indicator_of(slug)
    rights.require(me(request), permissions.DESCRIBE, on=found)
    form = PartsForm(request.POST if request.method == "POST" else None, by=me(request), indicator=found)
    if request.method == "POST" and form.is_valid():
        wanted = [] if "retirer" in request.POST else list(form.cleaned_data["parts"])
        try:
            actions.set_parts(by=me(request), indicator=found, parts=wanted)
        except BadInput as error:
            form.add_error("parts", error.in_form)
        else:
            messages.success(request, _done(wanted))
            return redirect(found.get_absolute_url())
    context = {
        "form": form,
        "indicator": found,
        "may_be_a_sum": may_be_a_sum(found),
        "present": around(found).parts,
        "trail": trail(("De quoi il est la somme", ""), indicator=found),
    }
    return render(request, "indicators/parts.html", context, status=422 if form.errors else 200)


@page(access=permissions.DESCRIBE, methods=("POST",))
def add_places(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask also of the places of the territory that its panel leaves out."""
    found = indicator_of(slug)
    added = actions.complete_panel(by=me(request), indicator=found)
    if added:
        many = accord(len(added), "lieu est ajouté", "lieux sont ajoutés")
        messages.success(request, f"{many}\u202f: leurs réponses sont attendues.")
    else:
        messages.info(request, "Rien n'a été changé\u202f: aucun lieu n'est à ajouter.")
    return redirect("indicators:amend", slug=slug)


def _done(wanted: list[Indicator]) -> str:
    if not wanted:
        return "L'indicateur n'est plus la somme d'aucun autre."
    return (
        f"L'indicateur est la somme de {len(wanted)} autres\u202f: ce qui est publié de l'un tient compte des autres."
    )
