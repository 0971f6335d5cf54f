"""What this module shows on pages that it does not own."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from tenir.core.web import french
from tenir.modules.commitments import boards
from tenir.modules.commitments.models import Framework, LevelRecord
from tenir.modules.commitments.moments import Moment

MOST_FRAMEWORKS = 5
MOST_CHANGES = 5
# Enough to find the last few times that something was recorded, however many levels each time brought.
LOOKED_AT = 100


def national(request: HttpRequest, subject: Any) -> dict[str, Any] | None:
    """Where the promises made to the whole country stand."""
    frameworks = Framework.objects.public().national().select_related("source").order_by("-signed_on", "slug")
    standings = boards.standings(frameworks[:MOST_FRAMEWORKS])
    shown = [{"standing": one, "summary": boards.level_summary(one, ())} for one in standings if one.total]
    return {"shown": shown} if shown else None


def changes(request: HttpRequest, subject: Any) -> dict[str, Any] | None:
    """The last times that levels were recorded."""
    rows = (
        LevelRecord.objects.filter(commitment__framework__state="public")
        .order_by("-id")
        .values(
            *("recorded_at", "on", "precision", "source__title"),
            *("commitment__framework__slug", "commitment__framework__short_title"),
        )[:LOOKED_AT]
    )
    groups = [(key, len(list(found))) for key, found in groupby(rows, key=_occasion)]
    return {"events": [_change(*group) for group in groups[:MOST_CHANGES]]} if groups else None


def _occasion(row: dict[str, Any]) -> tuple[Any, ...]:
    return (
        timezone.localdate(row["recorded_at"]),
        *(row[name] for name in ("commitment__framework__slug", "on", "precision", "source__title")),
        row["commitment__framework__short_title"],
    )


def _change(key: tuple[Any, ...], count: int) -> dict[str, str]:
    day, slug, on, precision, source, short_title = key
    many = f"plus de {LOOKED_AT - 1}" if count == LOOKED_AT else french.nombre(count)
    levels = "niveaux" if count > 1 else "niveau"
    return {
        "day": french.date_longue(day),
        "url": f"/cadres/{slug}/",
        "title": short_title,
        "text": f"{many} {levels} de {Moment(on, precision).words}" + (f", d'après {source}" if source else ""),
    }
