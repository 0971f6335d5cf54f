"""The ladder of reminders of a framework, for its referent."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.web.pages import page
from tenir.modules.commitments import permissions
from tenir.modules.commitments.actions import set_ladder
from tenir.modules.commitments.models import Ladder
from tenir.modules.commitments.views.editing import FORM, me
from tenir.modules.commitments.views.loading import framework_of

LONGEST = 730


class LadderForm(forms.Form):
    """Days of silence before each rung."""

    head_after = forms.IntegerField(label="Direction du porteur, après (jours)", min_value=0, max_value=LONGEST)
    delegate_after = forms.IntegerField(label="Délégué·e du préfet, après (jours)", min_value=0, max_value=LONGEST)
    prefecture_after = forms.IntegerField(label="Préfecture, après (jours)", min_value=0, max_value=LONGEST)


@page(access=permissions.VERIFY, methods=FORM)
def ladder(request: HttpRequest, slug: str) -> HttpResponse:
    """When silence climbs, and to whom."""
    framework = framework_of(request, slug)
    rights.require(me(request), permissions.VERIFY, on=framework)
    now = Ladder.objects.filter(framework=framework).first() or Ladder(framework=framework)
    form = LadderForm(request.POST or None, initial={name: getattr(now, name) for name in LadderForm.base_fields})
    if request.method == "POST" and form.is_valid():
        try:
            set_ladder(by=me(request), framework=framework, **form.cleaned_data)
        except BadInput as error:
            form.add_error(None, error.in_form)
        else:
            messages.success(request, "L'échelle de relance est gardée.")
            return redirect(framework.get_absolute_url())
    trail = [("Accueil", "/"), (framework.short_title, framework.get_absolute_url()), ("Relances", "")]
    context = {"form": form, "framework": framework, "trail": trail}
    return render(request, "commitments/reports/ladder.html", context, status=422 if form.errors else 200)
