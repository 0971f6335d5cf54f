"""The page of a promise."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tenir.core.journal import presenters
from tenir.core.journal.models import Entry
from tenir.core.people.models import User
from tenir.core.places.asked import asked_day, past
from tenir.core.web import french, signs
from tenir.core.web.pages import PUBLIC, page
from tenir.modules.commitments import wording
from tenir.modules.commitments.dossier import around as dossiers
from tenir.modules.commitments.dossier import recurrence
from tenir.modules.commitments.dossier import rows as dossier_rows
from tenir.modules.commitments.dossier.reports import reports_of
from tenir.modules.commitments.dossier.rows import Row
from tenir.modules.commitments.enums import Wording
from tenir.modules.commitments.models import Commitment
from tenir.modules.commitments.reporting import applied
from tenir.modules.commitments.standing import NOTHING_SAID
from tenir.modules.commitments.views import evidence
from tenir.modules.commitments.views.editing_ties import following
from tenir.modules.commitments.views.loading import commitment_of, told
from tenir.modules.indicators.panels.places import Row as FigureRow
from tenir.modules.indicators.panels.places import latest, with_sources
from tenir.modules.indicators.publishing import Sight

MOST_HISTORY = 20
LEVEL_FIELDS = set(NOTHING_SAID)


@page(access=PUBLIC, cached=True)
def commitment(request: HttpRequest, slug: str, number: str) -> HttpResponseBase:
    """One promise: words and lines, who, figures, levels over time, what it depends on, where it is applied."""
    row = commitment_of(request, slug, number)
    rows = dossier_rows.of(row)
    context = {
        **_identity(row),
        **_text(row, rows),
        **_standing(row),
        **_ties(request, row, rows),
        **_past(request, row),
    }
    context["followed"] = _followed(request, row, rows["following"])
    context |= following(request, row)
    context |= evidence.section(request, row)
    context["shown"] = {one.indicator.pk for one in context["followed"]}
    return render(request, "commitments/commitment.html", context)


def _identity(row: Commitment) -> dict[str, Any]:
    framework = row.framework
    name = f"{framework.noun.capitalize()} {row.number}".strip()
    trail = [("Accueil", "/"), ("Engagements", reverse("commitments:frameworks"))]
    trail += [(framework.short_title, framework.get_absolute_url()), (name, "")]
    return {
        "row": row,
        "framework": framework,
        "name": name,
        "title": french.typographie(row.title),
        "trail": trail,
        "family": dossiers.family_of(row),
    }


def _text(row: Commitment, rows: dict[str, list[Row]]) -> dict[str, Any]:
    """What the text says: words, points, figures, indicators, examples, other places, disagreements."""
    return {
        "quoted": _quoted(row) if row.framework.wording == Wording.SOURCE else "",
        "lines": (row.first_line, row.last_line) if row.first_line else None,
        "facts": _facts(row),
        "parties": dossiers.parties_by_role(rows["party"]),
        "printed": dossiers.printed_by_sort(rows["printed"]),
        "sub_items": rows["sub_item"],
        "figures": dossiers.figures(rows["figure"]),
        "indicators": rows["indicator"],
        "followings": rows["following"],
        "illustrations": rows["illustration"],
        "citations": rows["citation"],
        "disagreements": dossiers.disagreements(rows["saying"]),
    }


def _followed(request: HttpRequest, row: Commitment, followings: list[Row]) -> list[FigureRow]:
    """The figures of the indicators that follow it, with their sources, in the place that its text commits."""
    keys = [one.rank for one in followings]
    return with_sources(latest(row.framework.place, Sight(request.user), keys)) if keys else []


def _standing(row: Commitment) -> dict[str, Any]:
    return {
        "plain": signs.BY_CODE[row.level].plain if row.level else "",
        "silent": row.is_silent(row.framework.silent_before()),
        "late": row.is_late(timezone.localdate()),
        "levels": _said(row),
        "recurrence": recurrence.words(row.recurrence),
    }


def _said(row: Commitment) -> list[Any]:
    """Levels and progress reports in one history, the latest first."""
    said = [*dossiers.levels_of(row), *reports_of(row)]
    return sorted(said, key=lambda one: (one.on, one.steps is not None, one.pk), reverse=True)


def _ties(request: HttpRequest, row: Commitment, rows: dict[str, list[Row]]) -> dict[str, Any]:
    applications = dossiers.applications_of(row)
    return {
        "ties": dossiers.ties_of(row),
        "inscriptions": rows["inscription"],
        "levers": rows["lever"],
        "applications": applications,
        "all_invented": bool(applications) and all(one.is_invented for one in applications),
        "map": dossiers.map_of(applications, "Où cela en est, là où c'est appliqué"),
        # Those of which who looks may speak: no query for an anonymous visitor.
        "spoken": applied.reached(request.user, row) if isinstance(request.user, User) and applications else set(),
    }


def _facts(row: Commitment) -> list[tuple[str, Any]]:
    facts = [("Source", told(row.source, row.where)), ("Rédaction", row.framework.get_wording_display())]
    if row.decided_at:
        facts.insert(0, ("Décidé par", row.decided_at.text))
    if row.theme:
        facts.insert(0, ("Thème", row.get_theme_display()))
    if row.heading:
        facts.insert(0, (row.heading.get_kind_display(), french.typographie(row.heading.title)))
    return [*facts, ("Lieu", row.place.name)]


def _quoted(row: Commitment) -> str:
    """The source's words, ready to stand between guillemets: those that it prints inside become “ ”."""
    return re.sub(r"«\s*(.*?)\s*»", r"“\1”", french.typographie(row.title))


def _past(request: HttpRequest, row: Commitment) -> dict[str, Any]:
    """What was written here, what the promise said before it was corrected, and what it said on the day `?au=`."""
    # Who fetches the proofs for an audit is the journal's business, not news of the promise.
    events = list(Entry.objects.about(row).exclude(verb="commitments.export_evidence").reverse()[:MOST_HISTORY])
    day = past(asked_day(request.GET))
    return {
        "history": _history(events),
        "earlier": wording.earlier(row, events),
        "day": day,
        "said_then": wording.on(row, day) if day else None,
    }


def _history(events: list[Entry]) -> list[dict[str, Any]]:
    """Without who: public pages name organisations, never persons or accounts."""
    return [
        {
            "date": event.at,
            "title": _deed(event),
            "text": "\u202f; ".join(_change(one) for one in presenters.differences(event)) if event.before else "",
        }
        for event in events
    ]


def _deed(event: Entry) -> str:
    """« Créé dans Tenir », « Niveau mis à jour »."""
    if event.before and {*event.before, *(event.after or ())} <= LEVEL_FIELDS:
        return "Niveau mis à jour"
    return f"{presenters.verb(event).removeprefix('a ').capitalize()} dans Tenir"


def _change(one: presenters.Difference) -> str:
    return f"{one.field}\u202f: {one.before} → {one.after}"
