"""Choosing one's letters, signed in or from the letter itself; the address of one's calendar."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tenir.core.errors import BadInput
from tenir.core.people import calendars, link_pages
from tenir.core.people.actions import choose_letters
from tenir.core.people.digests import CHOOSE
from tenir.core.people.link_pages import Visitor
from tenir.core.people.models import Cadence, LetterChoice, PersonalLink, User
from tenir.core.web.pages import SIGNED_IN, page


class LetterForm(forms.Form):
    """How often, and what besides duties."""

    cadence = forms.ChoiceField(
        label="À quel rythme",
        choices=Cadence.choices,
        widget=forms.RadioSelect,
        help_text="Une lettre au plus par période, et seulement quand quelque chose vous attend.",
    )
    wants_changes = forms.BooleanField(
        label="Avec ce qui a changé autour de mes engagements",
        required=False,
        help_text="Ce qui vous est demandé reste toujours dans la lettre\u202f: c'est un devoir.",
    )


def _letters(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """The choice, and that it is kept."""
    choice = LetterChoice.objects.filter(user=visitor.user).first() or LetterChoice(user=visitor.user)
    now = {"cadence": choice.cadence, "wants_changes": choice.wants_changes}
    form = LetterForm(request.POST or None, initial=now)
    done = request.method == "POST" and form.is_valid()
    if done:
        choose_letters(by=visitor.user, user=visitor.user, **form.cleaned_data)
    context = {"form": form, "done": done, "action": request.path}
    return render(request, "people/letters.html", context, status=422 if form.errors else 200)


@page(access=SIGNED_IN, methods=("GET", "HEAD", "POST"))
def calendar(request: HttpRequest) -> HttpResponse:
    """The address of one's calendar: made, shown once, taken back."""
    user = request.user
    if not isinstance(user, User):
        raise TypeError("a page of somebody was asked by nobody")
    address, refusal = "", ""
    if request.method == "POST":
        try:
            address = _changed(request, user)
        except BadInput as error:
            refusal = str(error.sentence)
    living = PersonalLink.objects.alive().filter(user=user, verb=calendars.READ).first()
    context = {"address": address, "living": living, "refusal": refusal}
    return render(request, "people/calendar.html", context, status=422 if refusal else 200)


def _changed(request: HttpRequest, user: User) -> str:
    """The new address, or nothing once it is closed."""
    if "fermer" in request.POST:
        calendars.close_calendar(by=user, user=user)
        return ""
    secret = calendars.open_calendar(by=user, user=user)
    return settings.SITE_ADDRESS + reverse("people:calendar-feed", args=(secret,))


letters = link_pages.signed_in(_letters, link_pages.SEND)
letters_by_link = link_pages.by_link(_letters, CHOOSE, link_pages.SEND)
