"""The board of a framework: its sentence, its summary against the source's, its promises as a tree or a table."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tenir.core.web import exports as files
from tenir.core.web import french
from tenir.core.web.pages import PUBLIC, page
from tenir.core.web.tables import BoundTable
from tenir.modules.commitments import boards, exports, tables
from tenir.modules.commitments.board import facets, facts, tree
from tenir.modules.commitments.board.asked import TABLE, TREE, Asked, dated, narrowed, read
from tenir.modules.commitments.board.rows import plain
from tenir.modules.commitments.boards import Standing
from tenir.modules.commitments.models import Commitment, Framework
from tenir.modules.commitments.views.loading import framework_of, told


@page(access=PUBLIC, cached=True)
def board(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One framework, of today or as of `?au=`, filtered by its address; `?format=` exports the rows."""
    framework = framework_of(request, slug)
    asked = read(request.GET)
    if request.GET.get("format"):
        source = told(framework.source, framework.where)
        sheet = exports.of_board(framework, _found(framework, asked), asked, source)
        return files.respond(sheet, request.GET["format"])
    standing = _standing(framework, asked)
    promises = _promises(request, framework, asked, standing)
    context = {
        "framework": framework,
        "asked": asked,
        "standing": standing,
        "trail": [("Accueil", "/"), ("Engagements", reverse("commitments:frameworks")), (framework.short_title, "")],
        "back_to_today": asked.address(au=""),
        "today": timezone.localdate(),
        "source": facts.told(framework.source, framework.where),
        "downloads": [(kind.word, asked.address_with(f"format={key}")) for key, kind in files.FORMATS.items()],
        **_summary(framework, standing),
        **_filters(framework, asked, standing),
        **promises,
        **_text(framework, opened=bool(promises["tree"] and promises["tree"].open)),
    }
    return render(request, "commitments/board.html", context)


def _text(framework: Framework, *, opened: bool) -> dict[str, Any]:
    """What the text is. An opened part of a long board leaves that to the board's first page."""
    if opened:
        return {"facts": (), "disagreements": ()}
    return {"facts": facts.of(framework), "disagreements": facts.disagreements(framework)}


def _found(framework: Framework, asked: Asked) -> Any:
    rows = dated(Commitment.objects.of_framework(framework), asked.day)
    return narrowed(rows, asked, framework)


def _standing(framework: Framework, asked: Asked) -> Standing:
    return boards.standing_at(framework, asked.day) if asked.day else boards.standings([framework])[0]


def _summary(framework: Framework, standing: Standing) -> dict[str, Any]:
    printed = boards.printed_summary(framework)
    return {
        "summary": boards.level_summary(standing, printed, framework.source.title),
        "rounding": boards.rounding_note(printed),
    }


def _filters(framework: Framework, asked: Asked, standing: Standing) -> dict[str, Any]:
    tally, present = facets.tallied(framework, asked, standing), facets.present(framework, standing.lines)
    return {
        "levels": facets.levels(standing, asked, facets.level_counts(framework, asked)),
        "attention": facets.attention(standing, asked, tally, present.sides),
        "two_sides": len(present.sides) > 1,
        "words": asked.get("q"),
        "form_open": bool(asked.day or any(asked.get(name) for name in ("theme", "porteur", "lieu", "q"))),
        "choices": facets.choices(framework, asked, standing.lines, present.themes),
        "kept": [(name, asked.get(name)) for name in ("niveau", "cote", "retard", "muet", "vue") if asked.get(name)],
    }


def _promises(request: HttpRequest, framework: Framework, asked: Asked, standing: Standing) -> dict[str, Any]:
    """The tree where the text has headings, else the table, unless the address says which."""
    view = asked.get("vue") or (TREE if framework.headings.exists() else TABLE)
    views = [
        ("Par parties du texte", asked.address(vue=TREE, partie=""), view == TREE),
        ("En tableau", asked.address(vue=TABLE, partie=""), view == TABLE),
    ]
    if view == TREE:
        shown = tree.grown(framework, asked, _page(request))
        return {**_view(views, shown.count, framework), "tree": shown, "pages_address": _pages(asked)}
    table = _table(request, framework, asked, standing)
    return {**_view(views, table.count, framework), "table": table}


def _view(views: facets.Links, lines: int, framework: Framework) -> dict[str, Any]:
    told = {"views": views, "count": french.accord(lines, framework.noun), "nothing": not lines}
    return {**told, "tree": None, "table": None}


def _pages(asked: Asked) -> str:
    return f"{asked.address_with('page={page}')}#{asked.get('partie') or 'promesses'}"


def _table(request: HttpRequest, framework: Framework, asked: Asked, standing: Standing) -> BoundTable:
    more = {"heading_title": tables.heading_title(), "indicators": tables.indicators()}
    rows = plain(_found(framework, asked), asked, **more)
    known = None if asked.narrows else standing.lines
    return tables.table_of(framework, asked.on, standing.lines).bind(rows, request.GET, unfiltered=known)


def _page(request: HttpRequest) -> int:
    text = request.GET.get("page", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1
