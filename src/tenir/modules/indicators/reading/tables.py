"""The table of places on the page of an indicator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.html import format_html

from tenir.core.web.columns import Column
from tenir.core.web.tables import Table
from tenir.core.web.templatetags.components import invented
from tenir.modules.indicators import values
from tenir.modules.indicators.models import Indicator
from tenir.modules.indicators.publishing import WITHHELD
from tenir.modules.indicators.reading import wording
from tenir.modules.indicators.reading.dossier import Dossier
from tenir.modules.indicators.reading.figures import Line

LINES_A_PAGE = 40


@dataclass(frozen=True)
class Row:
    """A line with what sorts it: only what is shown does, so that no order tells a withheld value."""

    line: Line
    number: Decimal | int | None
    said: str | None
    complete: str
    share: float | None


def row(indicator: Indicator, line: Line) -> Row:
    """A line as the table shows it."""
    figure = line.figure
    share = figure.answered / figure.expected if figure.expected else None
    number = values.number(indicator, figure.value)
    said = (
        WITHHELD
        if figure.withheld
        else figure.statement or (values.words(indicator, figure.value) if number is not None else None)
    )
    return Row(line, number, said, wording.answered(figure), share)


def of_lines(dossier: Dossier, link: Callable[[Line], str]) -> Table:
    """Places of one sort, by name unless asked otherwise."""
    indicator = dossier.indicator
    return Table(
        key="lieux",
        caption=f"{indicator.title}, {dossier.period_words}",
        page_size=LINES_A_PAGE,
        columns=(
            Column("nom", "Lieu", value=_name(link), order="line__place__name", sortable=True),
            Column("code", "Code", value="line__place__code", sortable=True),
            Column("valeur", "Valeur", kind="number", value="said", order="number", sortable=True),
            Column("completude", "Complétude", value="complete", order="share", sortable=True),
        ),
        things=("lieu", "lieux"),
    )


def _name(link: Callable[[Line], str]) -> Callable[[Row], Any]:
    def name(row: Row) -> Any:
        place = row.line.place
        mark = format_html(" {}", invented()) if place.is_invented else ""
        # One element a cell: on a phone, each element of a cell takes its own place beside the column's name.
        return format_html('<span><a href="{}">{}</a>{}</span>', link(row.line), place.name, mark)

    return name
