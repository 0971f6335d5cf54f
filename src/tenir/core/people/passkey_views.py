"""Coming in by a passkey, adding and removing one's own. These need scripts: a code by mail does not."""

from __future__ import annotations

import logging

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from tenir.core.errors import BadInput
from tenir.core.people import passkey_ceremony as ceremony
from tenir.core.people import passkeys
from tenir.core.people.models import Passkey, User
from tenir.core.people.passkey_forms import PasskeyForm
from tenir.core.web.pages import PUBLIC, SIGNED_IN, page

log = logging.getLogger("tenir.people.sign_in")


@page(access=PUBLIC, methods=("POST",))
def challenge(request: HttpRequest) -> HttpResponse:
    """What the browser asks the device."""
    _require_offered()
    if refusal := ratelimit.consume_or_429(request, action="passkey"):
        answer: HttpResponse = refusal
        return answer
    return JsonResponse(ceremony.begin_entering(request.session))


@page(access=PUBLIC, methods=("POST",))
def enter(request: HttpRequest) -> HttpResponse:
    """Let in whoever holds the key that answered."""
    _require_offered()
    if request.user.is_authenticated:
        return redirect("people:account")
    try:
        key = ceremony.recognised(request.session, request.POST.get("credential", ""))
    except BadInput as error:
        log.warning("sign_in_failed")
        messages.error(request, error.in_full)
        return redirect("account_login")
    then = request.POST.get("next", "")
    ours = then if url_has_allowed_host_and_scheme(then, allowed_hosts=None) else None
    record_authentication(request, key.user, method="passkey")
    entered: HttpResponse = perform_login(request, Login(user=key.user, redirect_url=ours))
    return entered


@page(access=SIGNED_IN, methods=("GET", "HEAD", "POST"))
def add(request: HttpRequest) -> HttpResponse:
    """The form, whose button asks the device; then the key."""
    _require_offered()
    me = _me(request)
    form = PasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            proved = ceremony.finish_adding(request.session, me, form.cleaned_data["credential"])
            passkeys.add_passkey(by=me, name=form.cleaned_data["name"], **proved)
        except BadInput as error:
            form.add_error(None, error.in_form)
        else:
            messages.success(request, "Cette clé d'accès ouvre maintenant votre compte.")
            return redirect("people:account")
    context = {
        "form": form,
        "challenge": ceremony.begin_adding(request.session, me),
        "trail": [("Mon compte", reverse("people:account")), ("Ajouter une clé d'accès", "")],
    }
    return render(request, "people/add_passkey.html", context, status=422 if form.errors else 200)


@page(access=SIGNED_IN, methods=("POST",))
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own."""
    passkey = get_object_or_404(Passkey.objects.select_related("user"), pk=pk, user=request.user)
    passkeys.remove_passkey(by=passkey.user, passkey=passkey)
    messages.success(request, f"La clé d'accès «\u202f{passkey.name}\u202f» n'ouvre plus votre compte.")
    return redirect("people:account")


def _require_offered() -> None:
    if not ceremony.are_offered():
        raise Http404


def _me(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise TypeError("a view that is open to anonymous visitors asked who is signed in")
    return request.user
