"""The search for programs."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from tenir.core import modules
from tenir.core.search import finding
from tenir.core.search.question import LONGEST
from tenir.core.web.api import Limit, Offset, Page, access, paged
from tenir.core.web.pages import PUBLIC

router = Router(tags=["Recherche"])


class HitOut(Schema):
    """Un résultat."""

    kind: str = Field(title="Sorte")
    title: str = Field(title="Titre")
    url: str = Field(title="Adresse", description="De la page, sans le nom du site.")
    context: str = Field(title="Contexte")
    public: bool = Field(title="Public", description="Faux pour ce qui est en préparation sur votre territoire.")
    is_invented: bool = Field(title="Inventé pour la démonstration")
    score: int = Field(title="Poids", description="Voyez docs/explanation/how-search-ranks.md.")


class KindOut(Schema):
    """Une sorte de résultats."""

    kind: str = Field(title="Sorte")
    title: str = Field(title="Nom")
    count: int = Field(title="Nombre de résultats")


class AnswerOut(Page[HitOut]):
    """Ce que la recherche trouve, le meilleur d'abord."""

    query: str = Field(title="Mots cherchés")
    all_words: bool = Field(title="Tous les mots", description="Faux quand seuls certains mots mènent quelque part.")
    cut: bool = Field(
        title="Coupé", description="Vrai quand les mots mènent à trop d'objets\u202f: les meilleurs sont là."
    )
    kinds: list[KindOut] = Field(title="Résultats par sorte", description="Toutes les sortes, quel que soit le choix.")


@router.get("", response=AnswerOut, summary="Rechercher", operation_id="search")
@access(PUBLIC)
def search(
    request: HttpRequest,
    q: str = Query("", title="Mots", description=f"Les {LONGEST} premiers caractères comptent."),
    kind: str = Query("", title="Sorte", description="« engagement », « lieu » …\u202f; vide\u202f: toutes."),
    limit: Limit = 20,
    offset: Offset = 0,
) -> Any:
    """Par mots, numéro, code ou sigle, dans l'ordre de la page `/recherche/`."""
    found = finding.search(q, _asker(request), kind=kind)
    return {
        **paged(request, found, limit, offset),
        "query": found.question.text,
        "all_words": found.whole,
        "cut": found.is_cut,
        "kinds": [
            {"kind": one.kind, "title": one.plural, "count": found.by_kind[one.kind]}
            for one in modules.searchables()
            if one.kind in found.by_kind
        ],
    }


def _asker(request: HttpRequest) -> Any:
    """A session never shows drafts here (docs/decisions/0013): only a token is somebody."""
    return request.user if hasattr(request, "api_token") else AnonymousUser()
