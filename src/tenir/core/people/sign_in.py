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

from tenir.core.web.pages import PUBLIC, SIGNED_IN, View, page


class ConfirmCode(views.ConfirmLoginCodeView):
    """Allauth counts wrong codes in the session, which parallel requests overwrite: count them by address too."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Judge the code, within the limits of `ACCOUNT_RATE_LIMITS`."""
        refusal = ratelimit.consume_or_429(request, action="confirm_login_code", key=self._process.state["email"])
        answer: HttpResponse = refusal or super().post(request, *args, **kwargs)
        return answer


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
    path("entrer/", _door(views.login), name="account_login"),
    path("entrer/code/", _door(views.request_login_code), name="account_request_login_code"),
    path("entrer/code/saisir/", _door(ConfirmCode.as_view()), name="account_confirm_login_code"),
    path("ferme/", _door(views.account_inactive, methods=LOOK), name="account_inactive"),
    path("sortir/", _door(views.logout), name="account_logout"),
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
