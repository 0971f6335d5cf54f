"""« Passer la main »: who takes over and from when, what would pass, then the deed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from tenir.core.errors import BadInput
from tenir.core.people import desk, handing_over
from tenir.core.people.models import User
from tenir.core.web.pages import SIGNED_IN, page

TO_CHOOSE = "À choisir"


class Successor(forms.ModelChoiceField):
    """An account by its name."""

    def label_from_instance(self, obj: Any) -> str:
        """« Camille Inventé »."""
        return str(obj.shown_name)


class HandOverForm(forms.Form):
    """To whom, from when."""

    to = Successor(
        label="À qui",
        queryset=User.objects.none(),
        empty_label=TO_CHOOSE,
        help_text="Une personne qui agit déjà pour la même organisation.",
    )
    on = forms.DateField(
        label="À partir du",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="La veille est le dernier jour de qui part.",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = handing_over.successors(user)  # type: ignore[attr-defined]


@page(access=SIGNED_IN, methods=("GET", "HEAD", "POST"))
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks, and shows what would pass once both are chosen; POST does it."""
    me, user = request.user, get_object_or_404(User, pk=pk)
    if not isinstance(me, User):
        raise TypeError("a page of somebody was asked by nobody")
    handing_over.require_may_hand_over(me, user)
    chosen = request.POST if request.method == "POST" else request.GET if "to" in request.GET else None
    form = HandOverForm(chosen, user=user, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid() and _done(me, user, form):
        messages.success(request, "La main est passée. Une lettre dit à la personne ce qui l'attend.")
        return redirect("people:account" if me == user else "people:accounts")
    context = _context(request, me, user, form)
    return render(request, "people/hand_over.html", context, status=422 if form.errors else 200)


def _done(me: User, user: User, form: HandOverForm) -> bool:
    try:
        handing_over.hand_over(by=me, user=user, **form.cleaned_data)
    except BadInput as error:
        form.add_error(None, error.in_form)
        return False
    return True


def _context(request: HttpRequest, me: User, user: User, form: HandOverForm) -> dict[str, Any]:
    back = (
        ("Mon compte", reverse("people:account"))
        if me == user
        else (user.shown_name, reverse("people:person", args=[user.pk]))
    )
    context = {"person": user, "form": form, "back": back[1], "trail": [back, ("Passer la main", "")]}
    context |= {"passing": None, "alone": not form.fields["to"].queryset.exists()}  # type: ignore[attr-defined]
    if form.is_bound and form.is_valid():
        to, on = form.cleaned_data["to"], form.cleaned_data["on"]
        context |= {"passing": handing_over.what_passes(user, to, on), "to": to, "on": on}
        context |= {"sections": handing_over.waiting_for(user), "todo": desk.of(request, user).todo}
    return context
