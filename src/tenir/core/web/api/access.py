"""Who may call an operation, said beside it like for a page (`core.web.pages`).

    @router.get(...)
    @access(PUBLIC)                                             anyone
    @router.post(..., auth=writes("engagements:niveaux"))
    @access(SIGNED_IN)                                          whoever has a token with this scope

Browsers' sessions do not open writing: a token is sent on purpose, a cookie goes along by itself, so the API needs no
form token (CSRF). What the token's person may do is then asked by the action, like for a form.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from ninja.security import HttpBearer

from tenir.core import modules, rights
from tenir.core.web.api.errors import SignInNeeded
from tenir.core.web.pages import PUBLIC, SIGNED_IN


class ScopeMissing(PermissionDenied):
    """A token asked for what its scopes do not open; the journal keeps it under the permission that was missing."""

    def __init__(self, scope: modules.Scope) -> None:
        super().__init__(f"Ce jeton n'a pas la portée «\u202f{scope.key}\u202f»\u202f: {scope.sentence}")
        self.permission = scope.permissions[0]


class Jeton(HttpBearer):
    """A token of this site with a scope, in the header `Authorization: Bearer …`.

    Who it is was found out before (`people.token_door.TokenMiddleware`); asked before parameters and body are read.
    """

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Any:
        """The token; raises `SignInNeeded` or `ScopeMissing`."""
        token = getattr(request, "api_token", None)
        if token is None:
            raise SignInNeeded
        if self.scope not in token.scopes:
            raise ScopeMissing(modules.scope(self.scope))
        return token

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Never asked: `__call__` is ours."""
        raise NotImplementedError


def writes(scope: str) -> Jeton:
    """What a writing operation demands: `auth=writes("engagements:niveaux")`."""
    return Jeton(scope)


def access(needed: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare who may call an operation: `PUBLIC`, `SIGNED_IN` or a permission key."""

    def declare(operation: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(operation)
        def run(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            _check(request, needed)
            return operation(request, *args, **kwargs)

        run.access = needed  # type: ignore[attr-defined]
        # Ninja reads parameter types by the names that `run` sees here: give it those of the operation's own module.
        run.__signature__ = inspect.signature(operation, eval_str=True)  # type: ignore[attr-defined]
        return run

    return declare


def _check(request: HttpRequest, needed: str) -> None:
    if needed == PUBLIC:
        return
    if not request.user.is_authenticated:
        raise SignInNeeded
    if needed != SIGNED_IN:
        rights.require(request.user, needed)
