"""The promises of a framework as a workbook to correct: promises, allowed values, how to."""

from __future__ import annotations

from typing import IO, Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from tenir.core.people.models import Organisation
from tenir.modules.commitments.editing import contents
from tenir.modules.commitments.models import Framework, Lever
from tenir.modules.commitments.sheets.columns import ADDRESS, COLUMNS, HEAD, REVISION, SheetColumn, written

# Blank rows below the last one that still have their lists.
ROOM = 500
# Further than a list by hand would be read.
MOST_LISTED = 5_000
Listed = dict[str, list[tuple[str, str]]]
README = (
    "Corrigez les lignes de l'onglet «\u202fEngagements\u202f», ajoutez-en, puis renvoyez le fichier sur la même page.",
    "Rien n'est enregistré sans que vous ayez vu toutes les différences, puis dit pourquoi.",
    f"«\u202f{ADDRESS}\u202f» dit de quel engagement parle la ligne\u202f: vide, la ligne en crée un.",
    "Une ligne effacée n'efface rien\u202f: un engagement se supprime sur sa page.",
    "Une colonne effacée laisse ce qu'elle disait tel quel\u202f; une case vidée vide ce qu'elle disait.",
    f"«\u202f{REVISION}\u202f» (colonne cachée) dit sur quelle version vous travaillez.",
    "Si quelqu'un d'autre a corrigé le même engagement entre-temps, les deux versions vous seront montrées.",
    "Toute la feuille est enregistrée, ou rien.",
)


def write(framework: Framework, file: IO[bytes]) -> None:
    """Write the workbook into `file`."""
    rows, said = contents.of_framework(framework)
    listed = _listed(framework)
    with xlsxwriter.Workbook(file) as book:
        book.set_properties({"title": framework.title})
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        page = _page(book, bold)
        for number, row in enumerate(rows, start=1):
            page.write_string(number, 0, row.slug)
            for rank, column in enumerate(COLUMNS, start=1):
                if cell := written(said[row.pk], column):
                    page.write_string(number, rank, cell)
            page.write_number(number, len(HEAD) - 1, row.revision)
        ranges = _lists(book, listed, bold)
        _validate(page, ranges, len(rows) + ROOM)
        _readme(book, framework, bold)


def _page(book: Any, bold: Any) -> Any:
    page = book.add_worksheet("Engagements")
    page.freeze_panes(1, 3)
    # Text, so that « 1.10 » stays 1.10 and « 2026-12 » is not made a day.
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    page.set_column(0, 0, 12, text)
    for rank, column in enumerate(COLUMNS, start=1):
        page.set_column(rank, rank, column.width, text)
        page.write_comment(0, rank, column.help)
    page.set_column(len(HEAD) - 1, len(HEAD) - 1, 9, None, {"hidden": True})
    for rank, title in enumerate(HEAD):
        page.write_string(0, rank, title, bold)
    return page


def _listed(framework: Framework) -> Listed:
    """Allowed values and what they are, by list."""
    headings = framework.headings.order_by("position").values_list("key", "number", "title")
    organisations = Organisation.objects.order_by("slug").values_list("slug", "name")[:MOST_LISTED]
    return {
        "Partie": [(key, f"{number} {title}".strip()) for key, number, title in headings],
        **{column.title: [(label, "") for _, label in column.allowed] for column in COLUMNS if column.allowed},
        "Récurrence": [("P1M", "tous les mois"), ("P3M", "tous les trois mois"), ("P6M", "tous les six mois"),
                       ("P1Y", "chaque année")],
        "Organisations": list(organisations),
        "Leviers": list(Lever.objects.order_by("code").values_list("code", "name")),
    }  # fmt: skip


def _lists(book: Any, listed: Listed, bold: Any) -> dict[str, str]:
    """The second sheet; where each list stands, for the drop-down of its column."""
    page = book.add_worksheet("Listes")
    page.freeze_panes(1, 0)
    ranges = {}
    for rank, (title, values) in enumerate(listed.items()):
        column = 2 * rank
        page.set_column(column, column, 26)
        page.set_column(column + 1, column + 1, 34)
        page.write_string(0, column, title, bold)
        for number, (value, meaning) in enumerate(values, start=1):
            page.write_string(number, column, value)
            page.write_string(number, column + 1, meaning[:200])
        if values:
            name = xl_col_to_name(column)
            ranges[title] = f"=Listes!${name}$2:${name}${len(values) + 1}"
    return ranges


def _validate(page: Any, ranges: dict[str, str], last: int) -> None:
    for rank, column in enumerate(COLUMNS, start=1):
        if column.title in ranges and _is_single(column):
            page.data_validation(
                1,
                rank,
                last,
                rank,
                {
                    "validate": "list",
                    "source": ranges[column.title],
                    "error_type": "warning",
                    "error_title": "Valeur inconnue",
                    "error_message": "Choisissez une valeur de la liste (onglet « Listes »).",
                },
            )


def _is_single(column: SheetColumn) -> bool:
    return column.field != "levers"


def _readme(book: Any, framework: Framework, bold: Any) -> None:
    page = book.add_worksheet("Lisez-moi")
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    page.set_column(0, 0, 100, wrapped)
    page.write_string(0, 0, framework.title, bold)
    for number, line in enumerate(README, start=2):
        page.write_string(number, 0, line, wrapped)
