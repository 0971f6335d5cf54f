"""The promises of a board as plain rows, with who holds them and the figure that the text aims at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from tenir.core.web import french
from tenir.modules.commitments.board.asked import SHOWN, Asked
from tenir.modules.commitments.enums import FigureKind
from tenir.modules.commitments.models import SETTLED, AnnouncedFigure, Application, Commitment, Party, owes_news
from tenir.modules.commitments.moments import Moment

Row = dict[str, Any]
FIELDS = (
    *("pk", "slug", "number", "title", "side", "counted", "heading_id", "parent_id"),
    *("due_on", "due_precision", "due_words", *SHOWN),
)
AIMED = (FigureKind.TARGET, FigureKind.MINIMUM)
MOST_HOLDERS = 3


def plain(found: QuerySet[Any, Any], asked: Asked, **more: Any) -> QuerySet[Any, Row]:
    """Rows of dated promises; where the board is about one place, with the level there."""
    columns = {
        "parent_number": Subquery(Commitment.objects.filter(pk=OuterRef("parent")).values("number")),
        "local_level": _local_level(asked),
        **more,
    }
    rows: QuerySet[Any, Row] = found.values(*FIELDS, **columns)
    return rows


def _local_level(asked: Asked) -> Any:
    empty = Value("", output_field=CharField())
    # The level of an application is of today: on a past day it would be told wrongly, so it is not told.
    if asked.place is None or asked.day:
        return empty
    here = Application.objects.filter(commitment=OuterRef("pk"), place=asked.place)
    return Coalesce(Subquery(here.values("level")[:1]), empty)


def completed(rows: Iterable[Row], *, before: date, on: date) -> list[Row]:
    """The rows of one page with holders, figure, lateness and silence: two queries for all of them."""
    found = list(rows)
    holders, figures = _holders(found), _figures(found)
    for row in found:
        row["holders"] = holders.get(row["pk"], [])
        row["figure"] = figures.get(row["pk"], "")
        row["late"] = is_late(row, on)
        row["silent"] = owes_news(row["shown_level"], row["shown_news_on"], before)
    return found


def is_late(row: Row, on: date) -> bool:
    """Whether a row's due date is past on a day, while it is neither achieved nor abandoned."""
    return row["due_on"] is not None and row["due_on"] < on and row["shown_level"] not in SETTLED


def due_words(row: Row) -> str:
    """When it is due, in words, or nothing."""
    return Moment(row["due_on"], row["due_precision"]).words if row["due_on"] else row["due_words"]


def _keys(rows: Sequence[Row]) -> list[int]:
    return [row["pk"] for row in rows]


def _holders(rows: Sequence[Row]) -> dict[int, list[tuple[str, str]]]:
    parties = Party.objects.holding().filter(commitment__in=_keys(rows)).order_by("commitment", "position")
    columns = ("commitment_id", "organisation__short_name", "organisation__name", "organisation__slug")
    found: dict[int, list[tuple[str, str]]] = {}
    for key, short, name, slug in parties.values_list(*columns):
        found.setdefault(key, []).append((short or name, slug))
    return found


def _figures(rows: Sequence[Row]) -> dict[int, str]:
    """« 60 sites, 2022 », and how many other figures the text aims at."""
    aimed = AnnouncedFigure.objects.filter(commitment__in=_keys(rows), kind__in=AIMED)
    columns = ("commitment_id", "value", "unit", "kind", "on", "on_precision")
    found: dict[int, list[tuple[Any, ...]]] = {}
    for key, *figure in aimed.order_by("commitment", "position").values_list(*columns):
        found.setdefault(key, []).append(tuple(figure))
    return {key: _aim(*figures[0], others=len(figures) - 1) for key, figures in found.items()}


def _aim(value: Decimal, unit: str, kind: str, on: date | None, precision: str, *, others: int) -> str:
    words = f"{french.decimal(value, 2)} {unit}".strip()
    words += f", {Moment(on, precision).words}" if on else ""
    least = "au moins " if kind == FigureKind.MINIMUM else ""
    more = f" et {french.accord(others, 'autre chiffre', 'autres chiffres')}" if others else ""
    return f"{least}{words}{more}"
