"""Promises in one line each, for every list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce

from tenir.core.places.models import Place
from tenir.modules.commitments import as_of
from tenir.modules.commitments.api.filters import Filters
from tenir.modules.commitments.enums import HOLDING
from tenir.modules.commitments.models import SETTLED, AnnouncedIndicator, Application, Commitment, Party
from tenir.modules.commitments.moments import Moment

TODAY = {name: f"level{suffix}" for name, suffix in zip(as_of.THEN, ("", "_on", "_precision", "_status"), strict=True)}


def told_with(rows: Any) -> Any:
    """What the lines need beside the promises: two more queries, those of the parties."""
    indicators = AnnouncedIndicator.objects.filter(commitment=OuterRef("pk")).order_by().values("commitment")
    parties = Party.objects.select_related("organisation").order_by("position", "pk")
    return (
        rows.select_related("framework", "heading", "parent", "place")
        .annotate(announced=Coalesce(Subquery(indicators.annotate(many=Count("pk")).values("many")), 0))
        .prefetch_related(Prefetch("parties", queryset=parties))
    )


def lines(rows: Iterable[Commitment], asked: Filters) -> Iterable[dict[str, Any]]:
    """The lines of rows from `told_with`."""
    return [line(row, asked.day, as_of.THEN if asked.as_of else TODAY) for row in rows]


def lines_here(rows: Iterable[Commitment], asked: Filters, place: Place) -> Iterable[dict[str, Any]]:
    """The same, each with its state in a place that applies it: one more query."""
    rows = list(rows)
    applied = Application.objects.filter(place=place, commitment__in=[row.pk for row in rows]).select_related("place")
    here = {one.commitment_id: application(one) for one in applied}
    told = zip(rows, lines(rows, asked), strict=True)
    return [{**one, "here": here.get(row.pk)} for row, one in told]


def line(row: Any, day: date, columns: dict[str, str]) -> dict[str, Any]:
    """One promise as it stood by these columns, late and silent as of `day`."""
    said, then = state(row, columns), columns is as_of.THEN
    names = ("counted", "due_words")
    return {
        **reference(row),
        **{name: getattr(row, name) for name in names},
        "url": row.get_absolute_url(),
        "parent": row.parent.number if row.parent else None,
        "heading": row.heading.title if row.heading else None,
        "side": row.side or None,
        "theme": row.theme or None,
        "place": address(row.place),
        "holders": [party(one) for one in row.parties.all() if one.role in HOLDING],
        "due": Moment(row.due_on, row.due_precision).iso if row.due_on else None,
        **said,
        **_troubles(row, day, said["level"], getattr(row, as_of.NEWS_THEN["on"], None) if then else row.news_on),
        "indicators": row.announced,
        "lines": cited(row),
    }


def state(row: Any, columns: dict[str, str] = TODAY) -> dict[str, str | None]:
    """Level, date, whether it was verified, what was said since: of a promise, or of its application in a place."""
    on, then = getattr(row, columns["on"]), columns is as_of.THEN
    news = row.then_news_on if then else row.news_on
    precision = row.then_news_precision if then else row.news_precision
    return {
        "level": getattr(row, columns["level"]) or None,
        "level_date": Moment(on, getattr(row, columns["precision"])).iso if on else None,
        "level_status": getattr(row, columns["status"]) or None,
        "news_date": Moment(news, precision).iso if news else None,
        # On a past day nobody knew how it would end.
        "declared_level": None if then else row.declared_level or None,
    }


def application(row: Application) -> dict[str, Any]:
    """Where a promise stands in a place."""
    told = {"place": address(row.place), "name": row.place.name, "is_invented": row.is_invented}
    return {**told, **state(row)}


def reference(row: Commitment) -> dict[str, str]:
    """Which promise it is."""
    return {"framework": row.framework.slug, "slug": row.slug, "number": row.number, "title": row.title}


def party(row: Party) -> dict[str, str]:
    """Who is what."""
    return {"slug": row.organisation.slug, "name": row.organisation.name, "role": row.role}


def address(place: Place) -> str:
    """«\u202fdepartement:21\u202f»."""
    return f"{place.kind}:{place.code}"


def cited(row: Any) -> dict[str, int | None]:
    """Lines of a source."""
    return {"first": row.first_line, "last": row.last_line, "page": row.page}


def in_source(row: Any) -> dict[str, Any]:
    """Which text, and its lines."""
    return {"source": row.source.title if row.source else None, "lines": cited(row)}


def _troubles(row: Any, day: date, level: str | None, on: date | None) -> dict[str, bool]:
    open_still = level not in SETTLED
    quiet = on is None or on < row.framework.silent_before(day)
    return {
        "late": row.due_on is not None and row.due_on < day and open_still,
        "silent": row.counted and open_still and quiet,
    }
