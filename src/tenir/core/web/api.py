"""The API: one OpenAPI document, composed of the routers that modules declare in their `apps.py`.

Every operation says who may call it with `@access(...)`, like a page (`pages.py`). Errors all have one shape:
`{"error": {"code", "sentence", "where", "remedy"}}`.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import ValidationError

from tenir import __version__
from tenir.core import modules, rights
from tenir.core.errors import TenirError
from tenir.core.web.pages import PUBLIC, SIGNED_IN


class Fault(Schema):
    """What went wrong, for a person and for a program."""

    code: str
    sentence: str
    where: str = ""
    remedy: str = ""


class ErrorAnswer(Schema):
    """The one shape of every error."""

    error: Fault


class SignInNeeded(Exception):
    """An unknown caller asked for what only known ones may read."""


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


@functools.cache
def api() -> NinjaAPI:
    """The whole API of this site."""
    made = NinjaAPI(
        title="Tenir",
        version=__version__,
        description="Les engagements publics, leurs niveaux et leurs sources.",
        urls_namespace="api",
        docs_url=None,
    )
    for module in modules.installed():
        if module.api_router:
            made.add_router(module.api_prefix, module.api_router)
    _explain_errors(made)
    return made


def _explain_errors(made: NinjaAPI) -> None:
    def answer(request: HttpRequest, status: int, **fault: str) -> HttpResponse:
        return made.create_response(request, {"error": Fault(**fault).model_dump()}, status=status)

    @made.exception_handler(SignInNeeded)
    def unknown(request: HttpRequest, error: Exception) -> HttpResponse:
        return answer(request, 401, code="sign_in", sentence="Il faut entrer avec un compte.", remedy="Voyez /compte/.")

    @made.exception_handler(PermissionDenied)
    def refused(request: HttpRequest, error: Exception) -> HttpResponse:
        # The journal keeps it; Django's own hook for that does not see what the API catches.
        from tenir.core.journal.middleware import record_refusal

        record_refusal(request, error)
        return answer(request, 403, code="refused", sentence=str(error) or "Accès refusé.")

    @made.exception_handler(Http404)
    @made.exception_handler(ObjectDoesNotExist)
    def missing(request: HttpRequest, error: Exception) -> HttpResponse:
        return answer(request, 404, code="not_found", sentence="Rien ne porte ce nom ou ce numéro.", where=request.path)

    @made.exception_handler(ValidationError)
    def unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
        where = ", ".join(".".join(str(part) for part in item["loc"]) for item in error.errors)
        return answer(request, 422, code="bad_input", sentence="La demande n'est pas lisible.", where=where)

    @made.exception_handler(TenirError)
    def told(request: HttpRequest, error: TenirError) -> HttpResponse:
        return answer(request, 400, code="bad_input", sentence=error.sentence, where=error.where, remedy=error.remedy)
