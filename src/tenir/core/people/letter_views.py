"""Choosing one's letters: signed in, or from the letter itself."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tenir.core.people import link_pages
from tenir.core.people.actions import choose_letters
from tenir.core.people.digests import CHOOSE
from tenir.core.people.link_pages import Visitor
from tenir.core.people.models import Cadence, LetterChoice


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


letters = link_pages.signed_in(_letters, link_pages.SEND)
letters_by_link = link_pages.by_link(_letters, CHOOSE, link_pages.SEND)
