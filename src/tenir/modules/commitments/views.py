"""The pages of promises: frameworks, the board of one, a commitment."""

from __future__ import annotations

import re
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from tenir.core.journal import presenters
from tenir.core.journal.models import Entry
from tenir.core.web import exports, french
from tenir.core.web.exports import Sheet
from tenir.core.web.pages import PUBLIC, page
from tenir.modules.commitments import boards, tables
from tenir.modules.commitments.enums import Wording
from tenir.modules.commitments.models import Commitment, Framework, Source

FRAMEWORKS_A_PAGE = 20
MOST_HISTORY = 20


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
    framework = _framework(slug)
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


@page(access=PUBLIC, cached=True)
def commitment(request: HttpRequest, slug: str, number: str) -> HttpResponseBase:
    """One commitment: words, level, source, indicators, levels over time, history."""
    row = _commitment(slug, number)
    framework = row.framework
    name = f"{framework.noun.capitalize()} {row.number}".strip()
    context = {
        "row": row,
        "framework": framework,
        "name": name,
        "trail": [
            ("Accueil", "/"),
            ("Engagements", reverse("commitments:frameworks")),
            (framework.short_title, framework.get_absolute_url()),
            (name, ""),
        ],
        "silent": row.level_on is None or row.level_on < framework.silent_before(),
        "title": french.typographie(row.title),
        "quoted": _quoted(row) if framework.wording == Wording.SOURCE else "",
        "lines": (row.first_line, row.last_line) if row.first_line else None,
        "levels": row.levels.select_related("source").order_by("-on", "-id"),
        "indicators": row.announced_indicators.order_by("position"),
        "children": row.children.order_by("position"),
        "facts": _commitment_facts(row),
        "history": _history(row),
        "neighbours": _neighbours(row),
    }
    return render(request, "commitments/commitment.html", context)


def _framework(slug: str) -> Framework:
    found = Framework.objects.public().select_related("source", "place").filter(slug=slug).first()
    if found is None:
        raise Http404(f"Aucun cadre public n'a l'adresse «\u202f{slug}\u202f».")
    return found


def _commitment(slug: str, number: str) -> Commitment:
    related = ("framework__source", "framework__place", "heading", "parent", "source", "place")
    found = Commitment.objects.public().select_related(*related).filter(framework__slug=slug, slug=number).first()
    if found is None:
        raise Http404(f"Aucun engagement public n'a l'adresse «\u202f{slug}/{number}\u202f».")
    return found


def _sheet(framework: Framework, rows: Any) -> Sheet:
    source = ", ".join(filter(None, (framework.source.title, framework.where)))
    return Sheet(title=framework.title, columns=tables.EXPORT_COLUMNS, rows=rows, source=source)


def _framework_facts(framework: Framework) -> list[tuple[str, Any]]:
    return [
        ("Sorte de texte", framework.get_kind_display()),
        ("Lieu", framework.place.name),
        ("Signé ou publié", french.date_longue(framework.signed_on) if framework.signed_on else None),
        ("Source", _told(framework.source, framework.where)),
        ("Émetteur", framework.source.publisher),
        ("Rédaction", framework.get_wording_display()),
        ("Empreinte du texte (SHA-256)", framework.source.sha256),
    ]


def _commitment_facts(row: Commitment) -> list[tuple[str, Any]]:
    facts = [
        ("Source", _told(row.source, row.where)),
        ("Émetteur", row.source.publisher),
        ("Rédaction", row.framework.get_wording_display()),
        ("Lieu", row.place.name),
    ]
    if row.heading:
        facts.insert(0, (row.heading.get_kind_display(), row.heading.title))
    if row.side:
        facts.insert(0, ("Qui s'engage", row.get_side_display()))
    return facts


def _quoted(row: Commitment) -> str:
    """The source's words, ready to stand between guillemets: those that it prints inside become “ ”."""
    return re.sub(r"«\s*(.*?)\s*»", r"“\1”", french.typographie(row.title))


def _told(source: Source, where: str) -> str:
    return ", ".join(filter(None, (source.title, where)))


def _history(row: Commitment) -> list[dict[str, Any]]:
    """What was written here, without who: public pages name organisations, never persons or accounts."""
    events = Entry.objects.about(row).reverse()[:MOST_HISTORY]
    return [
        {
            "date": event.at,
            "title": f"{presenters.verb(event).removeprefix('a ').capitalize()} dans Tenir",
            "text": " ; ".join(_change(one) for one in presenters.differences(event)) if event.before else "",
        }
        for event in events
    ]


def _change(one: presenters.Difference) -> str:
    return f"{one.field}\u202f: {one.before} → {one.after}"


def _neighbours(row: Commitment) -> dict[str, Commitment | None]:
    """The commitments before and after, in the order of the text."""
    around = Commitment.objects.filter(framework=row.framework, position__in=(row.position - 1, row.position + 1))
    by_position = {one.position: one for one in around}
    return {"before": by_position.get(row.position - 1), "after": by_position.get(row.position + 1)}
