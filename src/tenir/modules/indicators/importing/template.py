"""A workbook to send out: a sheet for each indicator, its places filled in, that comes back by the same door."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import IO, Any

import xlsxwriter

from tenir.core.places.models import Place
from tenir.engines.rollup import periods
from tenir.engines.rollup.model import Period
from tenir.engines.rollup.numbers import LARGEST
from tenir.modules.indicators.enums import IndicatorKind
from tenir.modules.indicators.importing.ground import Reach
from tenir.modules.indicators.importing.mapping import BY_KEY
from tenir.modules.indicators.models import Indicator

# Of Excel's own.
_LONGEST_NAME = 31
_FORBIDDEN = "[]:*?/\\'"
_WIDTHS = {"indicator": 26, "place_kind": 14, "place": 14, "period": 14, "statement": 60, "where": 30, "reason": 30}
_SIGNED = (IndicatorKind.AMOUNT, IndicatorKind.RATE)
README = (
    "Un onglet par indicateur, une ligne par lieu interrogé. Remplissez la valeur.",
    "Laissez vide ce que vous ne savez pas. Une case vide n'est pas un zéro\u202f: elle ne dit rien.",
    "Ne changez ni les titres ni les codes. Renvoyez le fichier par «\u202fEnvoyer des chiffres\u202f».",
    "Si une valeur en corrige une autre, dites pourquoi dans la dernière colonne.",
)


def columns(indicator: Indicator) -> tuple[str, ...]:
    """The fields of its sheet, in order."""
    values: tuple[str, ...] = ("value",)
    if indicator.is_in_words:
        values = ("statement",)
    elif indicator.is_share:
        values = ("numerator", "denominator")
    return ("indicator", "place_kind", "place", "period", *values, "where", "reason")


def write(file: IO[bytes], indicators: Sequence[Indicator], period: Period, reach: Reach) -> None:
    """Write the workbook: the places of each indicator's panel that lie within reach, for one period."""
    with xlsxwriter.Workbook(file) as book:
        book.set_properties({"title": f"Chiffres à envoyer, {periods.label(period)}"})
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        names: set[str] = set()
        for indicator in indicators:
            page = book.add_worksheet(_name(indicator, names))
            _page(book, page, indicator, period, bold, list(_places(indicator, reach)))
        _readme(book, period, bold)


def _places(indicator: Indicator, reach: Reach) -> Iterable[Place]:
    members = Place.objects.filter(panel_places__panel=indicator.panel_id).order_by("code")
    return (place for place in members if place.pk in reach)


def _name(indicator: Indicator, names: set[str]) -> str:
    """A sheet's name as Excel takes it, once in the workbook."""
    bare = (
        "".join(" " if sign in _FORBIDDEN else sign for sign in indicator.title).strip()[:_LONGEST_NAME] or "Chiffres"
    )
    name, rank = bare, 2
    while name.lower() in names:
        name, rank = f"{bare[: _LONGEST_NAME - 4]} {rank}", rank + 1
    names.add(name.lower())
    return name


def _page(book: Any, page: Any, indicator: Indicator, period: Period, bold: Any, places: list[Place]) -> None:
    page.freeze_panes(1, 3)
    # Text, so that « 01004 » keeps its zero and « 2019-03 » is not made a day.
    text = book.add_format({"num_format": "@", "valign": "top"})
    number = book.add_format({"num_format": f"#,##0{'.' + '0' * indicator.decimals if indicator.decimals else ''}"})
    fields = columns(indicator)
    for rank, key in enumerate(fields):
        is_number = key in ("value", "numerator", "denominator")
        page.set_column(rank, rank, _WIDTHS.get(key, 16), number if is_number else text)
        page.write_string(0, rank, BY_KEY[key].label, bold)
    # Beside what is read: told to people, left aside by the import.
    page.set_column(len(fields), len(fields), 40)
    page.write_string(0, len(fields), "Nom du lieu", bold)
    for line, place in enumerate(places, start=1):
        for rank, told in enumerate((indicator.slug, place.kind, place.code, periods.code(period))):
            page.write_string(line, rank, told, text)
        page.write_string(line, len(fields), place.name)
    _validate(page, indicator, fields, max(len(places), 1))


def _validate(page: Any, indicator: Indicator, fields: Sequence[str], last: int) -> None:
    """Lists and limits of cells; a spreadsheet that does not know them changes nothing to what is checked later."""
    kind = {"validate": "list", "source": [indicator.panel.kind], "error_title": "Sorte de lieu"}
    page.data_validation(1, fields.index("place_kind"), last, fields.index("place_kind"), kind)
    limit = LARGEST / 10**indicator.decimals
    low = -limit if indicator.kind in _SIGNED else 0
    for key in ("value", "numerator", "denominator"):
        if key in fields:
            told = {
                "validate": "decimal" if indicator.decimals else "integer",
                "criteria": "between",
                "minimum": low,
                "maximum": limit,
                "error_title": "Nombre attendu",
                "error_message": "Écrivez un nombre seul, sans unité ; laissez vide ce que vous ne savez pas.",
            }
            page.data_validation(1, fields.index(key), last, fields.index(key), told)


def _readme(book: Any, period: Period, bold: Any) -> None:
    page = book.add_worksheet("Lisez-moi")
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    page.set_column(0, 0, 100, wrapped)
    page.write_string(0, 0, f"Chiffres à envoyer\u202f: {periods.label(period)}", bold)
    for number, line in enumerate(README, start=2):
        page.write_string(number, 0, line, wrapped)
