"""Who comes in to the API with a token.

A token acts as its person, with the permissions of its scopes and no other; it opens nothing more from the request
after the person's roles end, the account closes, or the role for its organisation is over.
"""

from __future__ import annotations

from collections.abc import Callable

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tenir.core import modules, rights
from tenir.core.people.models import ApiToken
from tenir.core.people.models.tokens import digest
from tenir.core.web.api import errors
from tenir.core.web.readonly import LOOKING

# Wrong tokens from one address of the network, and writes of one token; counted in the cache that all workers share.
RATES = {"api_wrong_token": "30/m/ip", "api_write": "120/m/key"}
PREFIX = "/api/"


class TokenMiddleware:
    """Finds out whose token came along; a wrong one is refused, whatever was asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the token's person, within its scopes."""
        if not request.path_info.startswith(PREFIX) or "Authorization" not in request.headers:
            return self.get_response(request)
        token = _token_of(request)
        if token is None:
            return _wrong(request)
        if request.method not in LOOKING and not _within_rate(request, "api_write", key=token.digest):
            return _too_many()
        _act_as(request, token)
        response = self.get_response(request)
        mark_used(token)
        return response


def mark_used(token: ApiToken) -> None:
    """Today's mark, unless it stands."""
    today = timezone.localdate()
    if token.last_used_on != today:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=today)


def _token_of(request: HttpRequest) -> ApiToken | None:
    """The live token of the header, if its person may still come in and speak for its organisation."""
    kind, _, secret = request.headers["Authorization"].partition(" ")
    if kind.lower() != "bearer" or not secret.strip():
        return None
    found = (
        ApiToken.objects.alive().select_related("user", "organisation").filter(digest=digest(secret.strip())).first()
    )
    if found is None or not found.user.may_sign_in:
        return None
    if found.organisation and not found.user.memberships.in_force().filter(organisation=found.organisation).exists():
        return None
    return found  # type: ignore[no-any-return]


def _act_as(request: HttpRequest, token: ApiToken) -> None:
    allowed = {key for scope in modules.scopes() if scope.key in token.scopes for key in scope.permissions}
    rights.remember_answers(token.user)
    rights.limit(token.user, frozenset(allowed))
    request.user = token.user
    request.api_token = token  # type: ignore[attr-defined]


def _within_rate(request: HttpRequest, action: str, key: str | None = None) -> bool:
    usage = ratelimit.consume(request, app="tenir.api", action=action, config=RATES, key=key, limit_get=True)
    return usage is not None


def _wrong(request: HttpRequest) -> HttpResponse:
    if not _within_rate(request, "api_wrong_token"):
        return _too_many()
    response = errors.answer(
        401,
        "wrong_token",
        "Ce jeton est inconnu, retiré ou échu.",
        where="Authorization",
        remedy="Créez-en un autre sur /compte/jetons/, ou lisez sans jeton.",
    )
    response["WWW-Authenticate"] = 'Bearer error="invalid_token"'
    return response


def _too_many() -> HttpResponse:
    response = errors.answer(429, "too_many", "Trop de demandes en une minute.", remedy="Attendez une minute.")
    response["Retry-After"] = "60"
    return response
