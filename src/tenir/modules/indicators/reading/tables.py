"""The table of places on the page of an indicator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.html import format_html

from tenir.core.web.columns import Column
from tenir.core.web.tables import Table
from tenir.core.web.templatetags.components import invented
from tenir.modules.indicators import values
from tenir.modules.indicators.models import Indicator
from tenir.modules.indicators.reading import wording
from tenir.modules.indicators.reading.dossier import Dossier
from tenir.modules.indicators.reading.figures import Line

LINES_A_PAGE = 40


@dataclass(frozen=True)
class Row:
    """A line as the table shows it. Only what is shown sorts it, so that no order tells a withheld value.

    Made when asked: of 1,600 quarters a page shows forty. `marked`: a rounded figure says so itself.
    """

    indicator: Indicator
    line: Line
    marked: bool = False

    @property
    def number(self) -> Decimal | int | None:
        """What is sorted by value."""
        return values.number(self.indicator, self.line.figure.value)

    @property
    def said(self) -> str | None:
        """The figure in words; None where nobody answered."""
        figure = self.line.figure
        if figure.withheld or figure.statement or (self.marked and figure.value is not None):
            return wording.said(self.indicator, figure)
        return values.words(self.indicator, figure.value) if self.number is not None else None

    @property
    def complete(self) -> str:
        """« 3 sur 4 »."""
        return wording.answered(self.line.figure)

    @property
    def share(self) -> float | None:
        """What is sorted by completeness."""
        figure = self.line.figure
        return figure.answered / figure.expected if figure.expected else None


def rows(indicator: Indicator, lines: Sequence[Line]) -> list[Row]:
    """Lines of one table: its caption says that they are rounded, each line only where some are exact."""
    marked = wording.is_mixed([line.figure for line in lines])
    return [Row(indicator, line, marked) for line in lines]


def of_lines(dossier: Dossier, link: Callable[[Line], str]) -> Table:
    """Places of one sort, by name unless asked otherwise."""
    return Table(
        key="lieux",
        caption=_caption(dossier, dossier.lines),
        page_size=LINES_A_PAGE,
        columns=(
            Column("nom", "Lieu", value=_name(link), order="line__place__name", sortable=True),
            Column("code", "Code", value="line__place__code", sortable=True),
            Column("valeur", "Valeur", kind="number", value="said", order="number", sortable=True),
            Column("completude", "Complétude", value="complete", order="share", sortable=True),
        ),
        things=("lieu", "lieux"),
    )


def _caption(dossier: Dossier, lines: Sequence[Line]) -> str:
    rounded = wording.together([line.figure for line in lines])
    return f"{dossier.indicator.title}, {dossier.period_words}{rounded}"


def of_similar(dossier: Dossier, link: Callable[[Line], str]) -> Table:
    """A place among similar ones, in the order of the rows; no export, since the choice of places is the page's."""
    place = dossier.asked.place
    return Table(
        key="semblables",
        prefix="s-",
        caption=_caption(dossier, dossier.beside),
        columns=(
            Column("nom", "Lieu", value=_name(link, place.pk if place else None)),
            Column("valeur", "Valeur", kind="number", value="said"),
            Column("completude", "Complétude", value="complete"),
        ),
        things=("lieu", "lieux"),
        exports=False,
    )


def _name(link: Callable[[Line], str], own: int | None = None) -> Callable[[Row], Any]:
    """A link to each place but to `own`, the one that the page is about."""

    def name(row: Row) -> Any:
        place = row.line.place
        mark = format_html(" {}", invented()) if place.is_invented else ""
        if place.pk == own:
            return format_html("<span><strong>{}</strong> (ce lieu){}</span>", place.name, mark)
        # One element a cell: on a phone, each element of a cell takes its own place beside the column's name.
        return format_html('<span><a href="{}">{}</a>{}</span>', link(row.line), place.name, mark)

    return name
