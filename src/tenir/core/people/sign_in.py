"""The doors of the site: allauth's views that we want, and no other, each saying who may call it.

Left out on purpose: opening an account by oneself, keeping several addresses, confirming an address.
"""

from __future__ import annotations

from typing import Any

from allauth.account import views
from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, re_path

from tenir.core.people import openid, passkey_ceremony
from tenir.core.web.pages import PUBLIC, SIGNED_IN, View, page
from tenir.outside.fetching import Unreachable
from tenir.outside.openid.tokens import Refused


class SignIn(views.LoginView):
    """By password; the page shows the other ways in."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The provider of identities, if there is one, and passkeys where browsers allow them."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"openid": openid.client(), "passkeys": passkey_ceremony.are_offered()}


class SignOut(views.LogoutView):
    """Out of Tenir, and out of the provider by which one came in."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """End our session whatever the provider does, then send the person there to end the other."""
        token = self.request.session.get(openid.TOKEN) if self.request.user.is_authenticated else None
        answer: HttpResponse = super().post(*args, **kwargs)
        if not token or openid.client() is None:
            return answer
        try:
            url = openid.provider().sign_out_url(token, back=openid.signed_out_address())
        except (Unreachable, Refused):
            messages.warning(self.request, "Vous êtes sorti·e de Tenir, mais pas du service d'identité.")
            return answer
        return redirect(url) if url else answer


class ConfirmCode(views.ConfirmLoginCodeView):
    """Allauth counts wrong codes in the session, which parallel requests overwrite: count them by address too."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Judge the code, within the limits of `ACCOUNT_RATE_LIMITS`."""
        refusal = ratelimit.consume_or_429(request, action="confirm_login_code", key=self._process.state["email"])
        answer: HttpResponse = refusal or super().post(request, *args, **kwargs)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether the code follows a password."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"after_password": not self._process.state["initiated_by_user"]}


class ChangePassword(views.PasswordChangeView):
    """A person who comes in by code has no password to give: they choose one through a link sent to them."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The form, or the way to a first password."""
        if request.user.is_authenticated and not request.user.has_usable_password():
            messages.info(request, "Vous n'avez pas encore de mot de passe. Demandez un lien pour en choisir un.")
            return redirect("account_reset_password")
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer


def _door(view: Any, access: str = PUBLIC, methods: tuple[str, ...] = ("GET", "HEAD", "POST")) -> View:
    return page(access=access, methods=methods)(view)


LOOK = ("GET", "HEAD")
urlpatterns = [
    path("entrer/", _door(SignIn.as_view()), name="account_login"),
    path("entrer/code/", _door(views.request_login_code), name="account_request_login_code"),
    path("entrer/code/saisir/", _door(ConfirmCode.as_view()), name="account_confirm_login_code"),
    path("ferme/", _door(views.account_inactive, methods=LOOK), name="account_inactive"),
    path("sortir/", _door(SignOut.as_view()), name="account_logout"),
    path("confirmer/", _door(views.reauthenticate, SIGNED_IN), name="account_reauthenticate"),
    path("mot-de-passe/", _door(ChangePassword.as_view(), SIGNED_IN), name="account_change_password"),
    path("mot-de-passe/oublie/", _door(views.password_reset), name="account_reset_password"),
    path(
        "mot-de-passe/oublie/envoye/",
        _door(views.password_reset_done, methods=LOOK),
        name="account_reset_password_done",
    ),
    re_path(
        r"^mot-de-passe/choisir/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        _door(views.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "mot-de-passe/choisi/",
        _door(views.password_reset_from_key_done, methods=LOOK),
        name="account_reset_password_from_key_done",
    ),
]
