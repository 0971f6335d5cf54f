"""One shape for every list: `{count, next, previous, items}`, cut by `limit` and `offset`; the same addresses stand in
the `Link` header (RFC 8288).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Any, Generic, TypeVar

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Schema

T = TypeVar("T")
MOST = 200
USUAL = 50

Limit = Annotated[int, Query(ge=1, le=MOST, title="Nombre", description=f"Lignes au plus, {MOST} au maximum.")]
Offset = Annotated[int, Query(ge=0, le=1_000_000, title="Rang", description="Lignes à passer avant la première.")]


class Page(Schema, Generic[T]):
    """Une page d'une liste."""

    count: int = Field(title="Nombre", description="Lignes qui répondent aux filtres, toutes pages confondues.")
    next: str | None = Field(title="Suite", description="Adresse de la page suivante.")
    previous: str | None = Field(title="Avant", description="Adresse de la page précédente.")
    items: list[T] = Field(title="Lignes")


def paged(
    request: HttpRequest, found: Any, limit: int, offset: int, tell: Callable[[Iterable[Any]], Iterable[Any]] = list
) -> dict[str, Any]:
    """One page of `found` (a queryset or a list), its rows told by `tell`; two queries and those of `tell`."""
    count = len(found) if isinstance(found, list) else found.count()
    links = {
        "next": _address(request, limit, offset + limit) if offset + limit < count else None,
        "previous": _address(request, limit, max(0, offset - limit)) if offset else None,
    }
    request.api_links = links  # type: ignore[attr-defined]
    return {"count": count, **links, "items": list(tell(found[offset : offset + limit]))}


def add_links(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The `Link` header of a list that was just cut."""
    links = getattr(request, "api_links", {})
    told = ", ".join(f'<{address}>; rel="{name[:4]}"' for name, address in links.items() if address)
    if told and response.status_code == 200:
        response["Link"] = told
    return response


def _address(request: HttpRequest, limit: int, offset: int) -> str:
    asked = request.GET.copy()
    asked["limit"], asked["offset"] = str(limit), str(offset)
    return request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")
