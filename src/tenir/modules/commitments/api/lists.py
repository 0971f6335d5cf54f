"""Promises in lists: of a framework, across frameworks, of a place, of an organisation."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from tenir.core.people.models import Organisation
from tenir.core.places.models import Place
from tenir.core.web.api import Limit, Offset, Page, access, paged
from tenir.core.web.pages import PUBLIC
from tenir.modules.commitments.api import rows, sight
from tenir.modules.commitments.api.filters import Filters, filtered, held_by, reaching, under
from tenir.modules.commitments.api.shapes import PlaceRowOut, RowOut
from tenir.modules.commitments.enums import FrameworkKind

router = Router(tags=["Engagements"])
IN_ORDER = ("framework__slug", "position", "pk")


@router.get("cadres/{slug}/engagements", response=Page[RowOut], summary="Tableau d'un cadre", operation_id="board")
@access(PUBLIC)
def show_board(
    request: HttpRequest,
    slug: str,
    asked: Query[Filters],
    heading: str = Query("", max_length=100, title="Partie", description="Clé d'un titre, avec ce qu'il contient."),
    limit: Limit = 50,
    offset: Offset = 0,
) -> Any:
    """Les engagements d'un cadre, dans l'ordre du texte."""
    framework = sight.of(request).frameworks().get(slug=slug)
    found = filtered(framework.commitments.order_by("position", "pk"), asked)
    found = found.filter(under(framework, heading)) if heading else found
    return _page(request, found, asked, limit, offset)


@router.get("engagements", response=Page[RowOut], summary="Engagements de tous les cadres", operation_id="engagements")
@access(PUBLIC)
def list_engagements(
    request: HttpRequest,
    asked: Query[Filters],
    kind: FrameworkKind | None = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Any:
    """Par cadre, puis dans l'ordre de chaque texte."""
    found = filtered(sight.of(request).commitments().order_by(*IN_ORDER), asked)
    found = found.filter(framework__kind=kind) if kind else found
    return _page(request, found, asked, limit, offset)


@router.get(
    "lieux/{kind}/{code}/engagements",
    response=Page[PlaceRowOut],
    summary="Engagements qui atteignent un lieu",
    operation_id="engagements_of_place",
)
@access(PUBLIC)
def engagements_of_place(
    request: HttpRequest,
    kind: str,
    code: str,
    asked: Query[Filters],
    limit: Limit = 50,
    offset: Offset = 0,
) -> Any:
    """Pris pour ce lieu ou pour un lieu qui le contient, ou appliqués dans l'un d'eux\u202f; et où ils en sont ici."""
    place = Place.objects.get(kind=kind, code=code)
    found = filtered(sight.of(request).commitments().filter(reaching(place)).order_by(*IN_ORDER), asked)
    told = rows.told_with(found)
    return paged(request, told, limit, offset, lambda shown: rows.lines_here(shown, asked, place))


@router.get(
    "organisations/{slug}/engagements",
    response=Page[RowOut],
    summary="Engagements d'une organisation",
    operation_id="engagements_of_organisation",
)
@access(PUBLIC)
def engagements_of_organisation(
    request: HttpRequest,
    slug: str,
    asked: Query[Filters],
    holding: bool = Query(
        False, title="Porteur", description="Ne garder que ceux qu'elle porte, seule ou avec d'autres."
    ),
    limit: Limit = 50,
    offset: Offset = 0,
) -> Any:
    """Ceux où elle a un rôle\u202f: porte, finance, est partenaire, met en œuvre."""
    organisation = Organisation.objects.get(slug=slug)
    found = sight.of(request).commitments().filter(held_by(organisation, holding=holding))
    return _page(request, filtered(found.order_by(*IN_ORDER), asked), asked, limit, offset)


def _page(request: HttpRequest, found: Any, asked: Filters, limit: int, offset: int) -> dict[str, Any]:
    return paged(request, rows.told_with(found), limit, offset, lambda shown: rows.lines(shown, asked))
