"""The board's table on screen; `sheets.py` has the columns that leave."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.safestring import SafeString

from tenir.core.web import french, signs
from tenir.core.web.columns import Column
from tenir.core.web.tables import Table
from tenir.modules.commitments.board.rows import due_words, is_late
from tenir.modules.commitments.models import (
    AnnouncedIndicator,
    Commitment,
    Framework,
    Heading,
    owes_news,
    where_in_source,
)
from tenir.modules.commitments.moments import Moment

# The longest framework of our sources has 63 actions: each of them stands on one page.
PAGE_SIZE = 70
# A longer one is never read whole: shorter pages come sooner, as the parts of a long tree do.
LONG_PAGE_SIZE = 40
LONG = 80
_FIELDS = (
    *("slug", "number", "title", "side", "counted", "level", "level_on", "level_precision", "level_status"),
    *("first_line", "last_line", "page"),
)
Row = dict[str, Any]


def rows_of(framework: Framework) -> QuerySet[Commitment, Row]:
    """Plain rows in the order of the text, with the number of announced indicators, for the API."""
    # Looked up for the rows of the page alone, where a join would be made for the whole framework.
    rows: QuerySet[Commitment, Row] = Commitment.objects.of_framework(framework).values(
        *_FIELDS, heading_title=heading_title(), parent_number=parent_number(), indicators=indicators()
    )
    return rows


def heading_title() -> Subquery:
    """The title of the part that a row stands in."""
    return Subquery(Heading.objects.filter(pk=OuterRef("heading")).values("title"))


def parent_number() -> Subquery:
    """The number of the promise that a row details."""
    return Subquery(Commitment.objects.filter(pk=OuterRef("parent")).values("number"))


def indicators() -> Coalesce:
    """How many indicators the text announces for a row."""
    of_row = AnnouncedIndicator.objects.filter(commitment=OuterRef("pk")).order_by().values("commitment")
    return Coalesce(Subquery(of_row.annotate(many=Count("pk")).values("many")), 0)


def table_of(framework: Framework, on: date, lines: int = 0) -> Table:
    """The board of `lines` promises as a table, in the order of the text unless asked otherwise."""
    return Table(
        key="engagements",
        caption=f"{framework.noun.capitalize()}s dans l'ordre du texte",
        page_size=LONG_PAGE_SIZE if lines > LONG else PAGE_SIZE,
        columns=(
            Column("numero", "N°", value="number", order="position", sortable=True),
            Column("intitule", "Intitulé", value=_title),
            Column("niveau", "Niveau", kind="level", value="shown_level", sortable=True),
            Column("nouvelle", "Dernière nouvelle", value=_news(framework, on), order="shown_news_on", sortable=True),
            Column("echeance", "Échéance", value=_due(on), order="due_on", sortable=True),
            Column("indicateurs", "Indicateurs", kind="number", value="indicators"),
        ),
        things=(framework.noun, f"{framework.noun}s"),
        empty_title="Aucun engagement n'est encore inscrit",
        empty="Ils paraîtront ici quand le texte de ce cadre aura été adopté.",
        exports=False,
    )


def _title(row: Row) -> SafeString:
    """The link, below the part of the text and the promise that this one details, where there are any."""
    detail = f"précise le n° {row['parent_number']}" if row["parent_number"] else ""
    above = ", ".join(filter(None, (row["heading_title"], detail)))
    kicker = f'<span class="kicker">{escape(above)}</span> ' if above else ""
    # One element a cell: on a phone, each element of a cell takes its own place beside the column's name.
    title = escape(french.typographie(row["title"]))
    return SafeString(f'<span>{kicker}<a href="{escape(row["slug"])}/">{title}</a></span>')


def _news(framework: Framework, on: date) -> Any:
    mark, before = signs.status_mark("muet"), framework.silent_before(on)
    said: dict[tuple[date, str, bool], SafeString] = {}

    def news(row: Row) -> SafeString:
        """When, and whether that is too long ago; few dates for many rows, so each is said once."""
        if row["shown_news_on"] is None:
            return SafeString(f"<span>aucune {mark}</span>")
        silent = owes_news(row["shown_level"], row["shown_news_on"], before)
        key = row["shown_news_on"], row["shown_news_precision"], silent
        if key not in said:
            said[key] = SafeString(f"<span>{Moment(*key[:2]).words}{f' {mark}' if silent else ''}</span>")
        return said[key]

    return news


def _due(on: date) -> Any:
    mark = signs.status_mark("en_retard")

    def due(row: Row) -> SafeString | None:
        """When it is due, and whether that is past; not every text gives a date."""
        words = due_words(row)
        if not words:
            return SafeString("<span>sans date</span>")
        return SafeString(f"<span>{escape(words)}{f' {mark}' if is_late(row, on) else ''}</span>")

    return due


def level_date(row: Row) -> str | None:
    """ISO 8601, as precise as its source."""
    return Moment(row["level_on"], row["level_precision"]).iso if row["level_on"] else None


def lines_in_words(row: Row) -> str:
    """« lignes 12 à 14 », « page 3 », or nothing."""
    return where_in_source(row["first_line"], row["last_line"], row["page"])
