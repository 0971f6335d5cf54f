"""The page of a promise."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from tenir.core.journal import presenters
from tenir.core.journal.models import Entry
from tenir.core.web import french
from tenir.core.web.pages import PUBLIC, page
from tenir.modules.commitments.enums import Wording
from tenir.modules.commitments.models import Commitment
from tenir.modules.commitments.views.loading import commitment_of, told

MOST_HISTORY = 20


@page(access=PUBLIC, cached=True)
def commitment(request: HttpRequest, slug: str, number: str) -> HttpResponseBase:
    """One commitment: words, level, source, indicators, levels over time, history."""
    row = commitment_of(request, slug, number)
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
        "silent": row.is_silent(framework.silent_before()),
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


def _commitment_facts(row: Commitment) -> list[tuple[str, Any]]:
    facts = [
        ("Source", told(row.source, row.where)),
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
