"""What stands around promises: levers, disagreements between sources, terms explained."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest
from ninja import Query, Router

from tenir.core.web import glossary
from tenir.core.web.api import Limit, Offset, Page, access, paged
from tenir.core.web.columns import fold
from tenir.core.web.pages import PUBLIC
from tenir.modules.commitments.api import rows, sight
from tenir.modules.commitments.api.shapes import CountedLeverOut, DisagreementOut, TermOut
from tenir.modules.commitments.models import Commitment, Disagreement, Framework, Lever, Saying

router = Router(tags=["Autour des engagements"])


@router.get("leviers", response=Page[CountedLeverOut], summary="Leviers", operation_id="levers")
@access(PUBLIC)
def list_levers(request: HttpRequest, limit: Limit = 50, offset: Offset = 0) -> Any:
    """Dispositifs, fonds et contrats dont des engagements se servent, par nom."""
    counted = Count("commitments", filter=sight.of(request).over("commitments__framework__"))
    found = Lever.objects.select_related("source").annotate(count=counted).order_by("name", "pk")
    names = ("code", "name", "meaning", "count")
    return paged(
        request,
        found,
        limit,
        offset,
        lambda shown: [{**{name: getattr(one, name) for name in names}, **rows.in_source(one)} for one in shown],
    )


@router.get(
    "desaccords", response=Page[DisagreementOut], summary="Désaccords entre sources", operation_id="disagreements"
)
@access(PUBLIC)
def list_disagreements(request: HttpRequest, limit: Limit = 50, offset: Offset = 0) -> Any:
    """Où deux textes ne disent pas la même chose\u202f: chaque version, avec sa source et ses lignes."""
    seen = sight.of(request)
    of_nothing = Q(frameworks__isnull=True, commitments__isnull=True)
    in_sight = seen.over("frameworks__") | seen.over("commitments__framework__") | of_nothing
    found = Disagreement.objects.filter(pk__in=Disagreement.objects.filter(in_sight).values("pk"))
    found = found.prefetch_related(
        Prefetch("sayings", Saying.objects.select_related("source").order_by("position")),
        Prefetch("frameworks", seen.frameworks().order_by("slug")),
        Prefetch("commitments", seen.commitments().select_related("framework").order_by("framework__slug", "position")),
    )
    return paged(request, found.order_by("slug"), limit, offset, _disagreements)


@router.get("glossaire", response=Page[TermOut], summary="Glossaire", operation_id="glossary")
@access(PUBLIC)
def list_terms(
    request: HttpRequest,
    q: str = Query("", max_length=100, title="Mots", description="Cherchés dans le sigle et ce qu'il veut dire."),
    limit: Limit = 50,
    offset: Offset = 0,
) -> Any:
    """Les sigles que les textes emploient, expliqués."""
    words = fold(q).split()
    found = [one for one in _terms() if all(word in fold(f"{one['acronym']} {one['meaning']}") for word in words)]
    return paged(request, found, limit, offset)


def _terms() -> list[dict[str, Any]]:
    names = ("acronym", "meaning", "explanation", "source")
    return [{**{name: getattr(one, name) for name in names}, "lines": _lines(one)} for one in glossary.terms()]


def _lines(term: glossary.Term) -> dict[str, int | None]:
    first, last = term.lines or (None, None)
    return {"first": first, "last": last, "page": None}


def _disagreements(shown: Iterable[Disagreement]) -> list[dict[str, Any]]:
    return [
        {
            **{name: getattr(one, name) for name in ("slug", "topic", "note")},
            "versions": [{"text": saying.says, **rows.in_source(saying)} for saying in one.sayings.all()],
            "frameworks": _slugs(one.frameworks.all()),
            "commitments": _references(one.commitments.all()),
        }
        for one in shown
    ]


def _slugs(found: Iterable[Framework]) -> list[str]:
    return [one.slug for one in found]


def _references(found: Iterable[Commitment]) -> list[dict[str, str]]:
    return [rows.reference(one) for one in found]
