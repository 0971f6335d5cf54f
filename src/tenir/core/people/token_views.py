"""One's own tokens of the API: what they open, a new one whose secret is shown once, the end of one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables

from tenir.core import modules
from tenir.core.errors import BadInput
from tenir.core.people import tokens as actions
from tenir.core.people.models import ApiToken, User
from tenir.core.people.token_forms import TokenForm, usable
from tenir.core.web.pages import SIGNED_IN, page


@page(access=SIGNED_IN)
def tokens(request: HttpRequest) -> HttpResponse:
    """Those that live, then those that are over."""
    sentences = {scope.key: scope.sentence for scope in modules.scopes()}
    mine = ApiToken.objects.filter(user=_me(request)).select_related("organisation")
    rows = [(token, [sentences.get(key, key) for key in token.scopes]) for token in mine]
    context = {
        "trail": [("Mon compte", reverse("people:account")), ("Mes jetons", "")],
        "alive": [row for row in rows if row[0].is_alive],
        "over": [row for row in rows if not row[0].is_alive],
        "may_create": bool(usable(_me(request))),
    }
    return render(request, "people/tokens.html", context)


@page(access=SIGNED_IN, methods=("GET", "HEAD", "POST"))
def create_token(request: HttpRequest) -> HttpResponse:
    """The form, then the secret: on the answer itself, so that it is kept nowhere."""
    form = TokenForm(request.POST or None, by=_me(request))
    if request.method == "POST" and form.is_valid():
        try:
            return _created(request, form)
        except BadInput as error:
            form.add_error(None, error.in_form)
    back = reverse("people:tokens")
    context = {"form": form, "title": "Créer un jeton", "back": back, "trail": [*_trail(), ("Créer un jeton", "")]}
    return render(request, "people/form.html", context, status=422 if form.errors else 200)


@page(access=SIGNED_IN, methods=("POST",))
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own at once."""
    token = get_object_or_404(ApiToken, pk=pk, user=_me(request))
    actions.revoke_token(by=_me(request), token=token)
    messages.success(request, f"Le jeton «\u202f{token.name}\u202f» est retiré\u202f: il n'ouvre plus rien.")
    return redirect("people:tokens")


@sensitive_variables("secret")
def _created(request: HttpRequest, form: TokenForm) -> HttpResponse:
    token, secret = actions.create_token(by=_me(request), **form.cleaned_data)
    context = {"token": token, "secret": secret, "trail": [*_trail(), (token.name, "")]}
    response = render(request, "people/token_created.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _trail() -> list[tuple[str, Any]]:
    return [("Mon compte", reverse("people:account")), ("Mes jetons", reverse("people:tokens"))]


def _me(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise TypeError("a view that is open to anonymous visitors asked who is signed in")
    return request.user
