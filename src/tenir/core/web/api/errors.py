"""Errors of the API: all have the shape `{"error": {"code", "sentence", "where", "remedy"}}`."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import Field, NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from tenir.core.errors import TenirError

# What each status means; every operation of the OpenAPI document lists them all.
STATUSES = {
    400: "La demande ne peut pas être suivie\u202f; rien n'a été écrit.",
    401: "Il faut un jeton valable\u202f; une session de navigateur n'ouvre pas l'écriture.",
    403: "Ce jeton, ou la personne dont il tient ses droits, n'a pas le droit de le faire.",
    404: "Rien ne porte ce nom ou ce numéro, ou rien de public.",
    405: "Cette adresse ne connaît pas ce verbe.",
    409: "Autre chose a été écrit entre-temps\u202f; rien n'a été écrit.",
    422: "Un paramètre ou le corps n'est pas lisible\u202f; «\u202fwhere\u202f» dit lequel.",
    429: "Trop de demandes\u202f; l'en-tête Retry-After dit quand recommencer.",
}


class Fault(Schema):
    """Ce qui n'a pas marché, pour une personne et pour un programme."""

    code: str = Field(title="Code", description="Mot stable, pour un programme.")
    sentence: str = Field(title="Phrase", description="Ce qui ne va pas, en français.")
    where: str = Field(default="", title="Où", description="Paramètre, champ ou adresse.")
    remedy: str = Field(default="", title="Que faire")
    # Both sides of a conflict, for whoever has to choose.
    versions: dict[str, Any] | None = Field(
        default=None, title="Versions", description="Avec 409 seulement\u202f: l'état actuel et ce qui était demandé."
    )


class ErrorAnswer(Schema):
    """La forme unique de toutes les erreurs."""

    error: Fault


class SignInNeeded(Exception):
    """A caller without a token asked for what only a known one may do."""


class Conflict(Exception):
    """Something else was written in between, or under the same key."""

    def __init__(self, code: str, sentence: str, *, remedy: str = "", versions: dict[str, Any] | None = None) -> None:
        super().__init__(sentence)
        self.fault = Fault(code=code, sentence=sentence, remedy=remedy, versions=versions)


def told(status: int, fault: Fault) -> JsonResponse:
    """The answer of an error."""
    return JsonResponse(
        {"error": fault.model_dump(exclude_none=True)}, status=status, json_dumps_params={"ensure_ascii": False}
    )


def answer(status: int, code: str, sentence: str, where: str = "", remedy: str = "") -> JsonResponse:
    """The same, from its words."""
    return told(status, Fault(code=code, sentence=sentence, where=where, remedy=remedy))


def missing(path: str) -> JsonResponse:
    """404."""
    return answer(404, "not_found", "Rien ne porte ce nom ou ce numéro.", where=path)


def explain(made: NinjaAPI) -> None:
    """Give every error that can leave an operation its status and words."""

    @made.exception_handler(SignInNeeded)
    def unknown(request: HttpRequest, error: Exception) -> HttpResponse:
        remedy = "Créez un jeton sur /compte/jetons/ et envoyez-le\u202f: Authorization: Bearer …"
        return answer(401, "token_needed", "Il faut un jeton.", remedy=remedy)

    @made.exception_handler(PermissionDenied)
    def refused(request: HttpRequest, error: Exception) -> HttpResponse:
        # The journal keeps it; Django's own hook for that does not see what the API catches.
        from tenir.core.journal.middleware import record_refusal

        record_refusal(request, error)
        return answer(403, "refused", str(error) or "Accès refusé.")

    @made.exception_handler(Http404)
    @made.exception_handler(ObjectDoesNotExist)
    def absent(request: HttpRequest, error: Exception) -> HttpResponse:
        return missing(request.path)

    @made.exception_handler(ValidationError)
    def unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
        where = ", ".join(".".join(str(part) for part in item["loc"]) for item in error.errors)
        return answer(422, "bad_input", "La demande n'est pas lisible.", where=where)

    @made.exception_handler(HttpError)
    def unparsed(request: HttpRequest, error: HttpError) -> HttpResponse:
        # Ninja's own: a body that is not JSON.
        return answer(error.status_code, "bad_input", "Le corps n'est pas du JSON lisible.", where="body")

    @made.exception_handler(Conflict)
    def conflicting(request: HttpRequest, error: Conflict) -> HttpResponse:
        return told(409, error.fault)

    @made.exception_handler(TenirError)
    def explained(request: HttpRequest, error: TenirError) -> HttpResponse:
        return answer(400, "bad_input", error.sentence, error.where, error.remedy)
