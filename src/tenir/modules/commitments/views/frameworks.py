"""Every framework, and the board of one."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from tenir.core.web import exports, french
from tenir.core.web.exports import Sheet
from tenir.core.web.pages import PUBLIC, page
from tenir.modules.commitments import boards, tables
from tenir.modules.commitments.models import Framework
from tenir.modules.commitments.views.loading import framework_of, told

FRAMEWORKS_A_PAGE = 20


@page(access=PUBLIC, cached=True)
def frameworks(request: HttpRequest) -> HttpResponseBase:
    """Every public framework, with its sentence."""
    found = Framework.objects.public().select_related("place").order_by("-signed_on", "slug")
    shown = Paginator(found, FRAMEWORKS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "trail": [("Accueil", "/"), ("Engagements", "")],
        "standings": boards.standings(shown.object_list),
        "shown": shown,
    }
    return render(request, "commitments/frameworks.html", context)


@page(access=PUBLIC, cached=True)
def board(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One framework: its sentence, its summary against the source's, every commitment; `?format=` exports the rows."""
    framework = framework_of(request, slug)
    silent_before = framework.silent_before()
    only_silent = request.GET.get("muet") == "oui"
    (standing,) = boards.standings([framework])
    rows = tables.rows_of(framework, silent_before=silent_before if only_silent else None)
    known = standing.silent if only_silent else standing.lines
    shown = tables.table_of(framework, silent_before).bind(rows, request.GET, unfiltered=known)
    if shown.format:
        return exports.respond(_sheet(framework, shown.selected), shown.format)
    printed = boards.printed_summary(framework)
    context = {
        "framework": framework,
        "trail": [("Accueil", "/"), ("Engagements", reverse("commitments:frameworks")), (framework.short_title, "")],
        "standing": standing,
        "summary": boards.level_summary(standing, printed, framework.source.title),
        "rounding": boards.rounding_note(printed),
        "links": tables.level_links(standing, request.GET),
        "shown": shown,
        "facts": _framework_facts(framework),
    }
    return render(request, "commitments/board.html", context)


def _sheet(framework: Framework, rows: Any) -> Sheet:
    source = told(framework.source, framework.where)
    return Sheet(title=framework.title, columns=tables.EXPORT_COLUMNS, rows=rows, source=source)


def _framework_facts(framework: Framework) -> list[tuple[str, Any]]:
    return [
        ("Sorte de texte", framework.get_kind_display()),
        ("Lieu", framework.place.name),
        ("Signé ou publié", french.date_longue(framework.signed_on) if framework.signed_on else None),
        ("Source", told(framework.source, framework.where)),
        ("Émetteur", framework.source.publisher),
        ("Rédaction", framework.get_wording_display()),
        ("Empreinte du texte (SHA-256)", framework.source.sha256),
    ]
