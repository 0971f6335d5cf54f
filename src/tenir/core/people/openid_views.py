"""Coming in through an OpenID Connect provider, and attaching to one's account an identity proved there.

No account is opened here. An identity that opens none is attached by somebody who is signed in, and says so by POST.
"""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from tenir.core.errors import BadInput
from tenir.core.people import identities, openid
from tenir.core.people.models import OutsideIdentity, User
from tenir.core.web.pages import PUBLIC, SIGNED_IN, page
from tenir.outside.fetching import Unreachable
from tenir.outside.openid.provider import Attempt, Declined, Identity
from tenir.outside.openid.tokens import Refused

log = logging.getLogger("tenir.people.sign_in")

AWAY = "Le service d'identité ne répond pas. Entrez par un code ou un mot de passe, ou recommencez plus tard."
UNTIED = "Cette réponse ne répond à aucune demande faite ici. Recommencez depuis cette page."
REFUSED = (
    "La réponse du service d'identité n'est pas celle qui était attendue\u202f: personne n'est entré. Recommencez."
)
WEAK = "Vous n'avez pas prouvé votre identité assez fortement\u202f: ce site demande une double authentification."
DECLINED = "Vous n'avez pas terminé l'entrée auprès du service d'identité."


@page(access=PUBLIC, methods=("POST",))
def begin(request: HttpRequest) -> HttpResponse:
    """Send the person to the provider."""
    provider, attempt = openid.provider(), Attempt()
    if refusal := ratelimit.consume_or_429(request, action="openid"):
        answer: HttpResponse = refusal
        return answer
    try:
        url = provider.sign_in_url(attempt, back=openid.return_address())
    except (Unreachable, Refused) as error:
        return _stay(request, error)
    openid.begin(request.session, attempt, then=request.POST.get("next", ""))
    return redirect(url)


@page(access=PUBLIC)
def come_back(request: HttpRequest) -> HttpResponse:
    """Judge what the provider answered, then let in whoever it opens an account to."""
    provider = openid.provider()
    taken = openid.take(request.session, request.GET.get("state", ""))
    if taken is None:
        return _stay(request, Refused("unknown_state"), UNTIED)
    attempt, then = taken
    try:
        identity = provider.identify(request.GET.dict(), attempt, back=openid.return_address())
    except (Unreachable, Refused, Declined) as error:
        return _stay(request, error)
    return _welcome(request, identity, then)


@page(access=PUBLIC, methods=("GET", "HEAD", "POST"))
def attach(request: HttpRequest) -> HttpResponse:
    """What an identity that opens no account needs: a sign-in, then this person's word."""
    openid.provider()
    pending = openid.held(request.session)
    me = request.user
    if pending is None:
        return redirect("people:account" if me.is_authenticated else "account_login")
    if request.method == "POST" and isinstance(me, User):
        return _attached(request, me, pending)
    context = {"pending": pending, "here": reverse("people:openid-attach")}
    return render(request, "people/attach_identity.html", context)


@page(access=SIGNED_IN, methods=("POST",))
def detach(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own."""
    identity = get_object_or_404(OutsideIdentity.objects.select_related("user"), pk=pk, user=request.user)
    identities.detach_identity(by=identity.user, identity=identity)
    messages.success(request, "Cette identité n'ouvre plus votre compte.")
    return redirect("people:account")


@page(access=PUBLIC)
def signed_out(request: HttpRequest) -> HttpResponse:
    """Where people land who left the provider too."""
    return render(request, "people/signed_out.html")


def _welcome(request: HttpRequest, identity: Identity, then: str) -> HttpResponse:
    # Whatever follows, this browser is signed in at the provider: leaving Tenir will end that too.
    request.session[openid.TOKEN] = identity.id_token
    found = OutsideIdentity.objects.filter(issuer=identity.issuer, subject=identity.subject)
    known = found.select_related("user").first()
    if known is None:
        openid.hold(request.session, identity)
        return redirect("people:openid-attach")
    if request.user.is_authenticated:
        return _already(request, known)
    record_authentication(request, known.user, method="openid")
    answer: HttpResponse = perform_login(request, Login(user=known.user, redirect_url=then or None))
    return answer


def _already(request: HttpRequest, known: OutsideIdentity) -> HttpResponse:
    if known.user_id == request.user.pk:
        messages.info(request, "Cette identité ouvre déjà votre compte.")
    else:
        messages.error(request, "Cette identité ouvre déjà un autre compte. Rien n'a été changé.")
    return redirect("people:account")


def _attached(request: HttpRequest, me: User, pending: openid.Pending) -> HttpResponse:
    del request.session[openid.PENDING]
    try:
        identities.attach_identity(by=me, issuer=pending.issuer, subject=pending.subject)
    except BadInput as error:
        messages.error(request, f"Rien n'a été changé\u202f: {error}")
    else:
        messages.success(request, "Cette identité ouvre maintenant votre compte.")
    return redirect("people:account")


def _stay(request: HttpRequest, error: Exception, sentence: str = "") -> HttpResponse:
    """Say why nobody came in, on a page whose address holds nothing of the answer."""
    reason = getattr(error, "reason", type(error).__name__)
    detail = str(error) if isinstance(error, Unreachable) else ""
    log.warning("openid_refused", extra={"fields": {"reason": reason, "detail": detail}})
    words: dict[Any, str] = {Unreachable: AWAY, Declined: DECLINED}
    weak = WEAK if reason in ("weak_acr", "weak_amr") else REFUSED
    messages.error(request, sentence or words.get(type(error), weak))
    return redirect("people:account" if request.user.is_authenticated else "account_login")
