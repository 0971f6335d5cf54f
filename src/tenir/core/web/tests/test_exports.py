"""Exports: exact, harmless, with their provenance, in flat memory."""

from __future__ import annotations

import csv
import io
import json
import re
import tracemalloc
import zipfile
from collections import deque
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from django.http import QueryDict
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from tenir.core.errors import BadInput
from tenir.core.journal.hashing import GENESIS
from tenir.core.places.models import Place, PlaceKind
from tenir.core.web import exports, workbook
from tenir.core.web.columns import Column
from tenir.core.web.pages import PUBLIC, page
from tenir.core.web.quantities import Unit
from tenir.core.web.tables import Table

COLUMNS = (
    Column("nom", "Nom"),
    Column("part", "Part réalisée", "number", unit=Unit("%")),
    Column("vu", "Vu le", "date"),
    Column("niveau", "Niveau", "level"),
)
ROWS = [
    {"nom": "Évreux, « Nord »", "part": Decimal("28.5"), "vu": date(2019, 3, 15), "niveau": "objectif_atteint"},
    {"nom": '=HYPERLINK("http://x")', "part": None, "vu": None, "niveau": None},
    {"nom": "01004", "part": -5, "vu": datetime(2019, 1, 1, 23, 30, tzinfo=UTC), "niveau": "suspendu"},
]
NAMESPACE = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def sheet(rows: Any = ROWS, title: str = "Mesures suivies", columns: Any = COLUMNS) -> exports.Sheet:
    return exports.Sheet(
        title=title, columns=columns, rows=rows, source="Circulaire d'exemple", as_of=date(2019, 1, 22)
    )


def body(response: Any) -> bytes:
    """What was sent. Closed as a server does, but for the signal that would end the test's transaction."""
    content = b"".join(response.streaming_content)
    for close in response._resource_closers:
        close()
    return content


def read_csv(made: exports.Sheet) -> list[list[str]]:
    return list(csv.reader(io.StringIO("".join(exports.csv_lines(made)), newline="")))


def cells(content: bytes, number: int = 1) -> dict[str, tuple[str, str]]:
    """Type and text of each cell of a worksheet, by reference: `{"A1": ("inlineStr", "Nom")}`."""
    page = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read(f"xl/worksheets/sheet{number}.xml"))
    return {
        cell.get("r", ""): (cell.get("t", "n"), "".join(cell.itertext())) for cell in page.iterfind(".//x:c", NAMESPACE)
    }


def test_csv_is_comma_utf8_iso_and_leaves_missing_cells_empty() -> None:
    assert read_csv(sheet()) == [
        ["Nom", "Part réalisée (%)", "Vu le", "Niveau"],
        ["Évreux, « Nord »", "28.5", "2019-03-15", "Objectif atteint"],
        ['\'=HYPERLINK("http://x")', "", "", ""],
        ["01004", "-5", "2019-01-02T00:30:00+01:00", "Suspendu"],
    ]
    assert not "".join(exports.csv_lines(sheet())).startswith("\ufeff")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_csv_neutralises_what_a_spreadsheet_would_run(start: str) -> None:
    made = sheet([{"nom": f"{start}1+1", "part": None, "vu": None, "niveau": None}])
    assert read_csv(made)[1][0] == f"'{start}1+1"


def test_csv_neutralises_headings_too() -> None:
    made = sheet([], columns=(Column("a", "=1+1"),))
    assert read_csv(made) == [["'=1+1"]]


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=20), max_size=5))
def test_csv_gives_back_every_text(texts: list[str]) -> None:
    made = sheet([{"nom": text} for text in texts], columns=(Column("nom", "Nom"), Column("rien", "Rien")))
    read = [row[0] for row in read_csv(made)[1:]]
    assert [text.removeprefix("'") if text[:2] and text[1:].startswith(exports.RISKY) else text for text in read] == [
        text.removeprefix("'") if text[1:].startswith(exports.RISKY) and text.startswith("'") else text
        for text in texts
    ]


@pytest.mark.django_db
def test_json_tells_where_it_comes_from() -> None:
    told = json.loads("".join(exports.json_parts(sheet())))
    rows = told.pop("rows")
    assert (told["title"], told["source"]) == ("Mesures suivies", "Circulaire d'exemple")
    assert (told["as_of"], told["journal"]) == ("2019-01-22", {"count": 0, "hash": GENESIS})
    assert told["columns"][1] == {"key": "part", "title": "Part réalisée", "kind": "number", "unit": "%"}
    assert rows[0] == {
        "nom": "Évreux, « Nord »",
        "part": 28.5,
        "vu": "2019-03-15",
        "niveau": "Objectif atteint",
    }
    assert rows[1] == {"nom": '=HYPERLINK("http://x")', "part": None, "vu": None, "niveau": None}


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [[], ROWS[:1]])
def test_json_is_whole_with_few_rows(rows: list[Any]) -> None:
    assert len(json.loads("".join(exports.json_parts(sheet(rows))))["rows"]) == len(rows)


@pytest.mark.django_db
def test_xlsx_cells_are_typed_and_text_is_never_a_formula() -> None:
    found = cells(body(exports.respond(sheet(), "xlsx")))
    assert found["A3"] == ("inlineStr", '=HYPERLINK("http://x")')
    assert found["A4"] == ("inlineStr", "01004")
    assert found["B2"] == ("n", "28.5")
    assert found["C2"] == ("n", "43539")  # 15 March 2019
    # Column formats leave blank cells out: a missing value is no cell, not a zero.
    assert "B3" not in found


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "{=1+1}", "http://x", "\t=1"])
def test_xlsx_reopened_holds_no_live_formula(text: str) -> None:
    rows = [{"nom": text, "part": 1, "vu": None, "niveau": None}]
    book = openpyxl.load_workbook(io.BytesIO(body(exports.respond(sheet(rows, title=text), "xlsx"))))
    found = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in found if cell.data_type == "f" or cell.hyperlink]
    assert book.worksheets[0]["A2"].value == text


@pytest.mark.django_db
def test_xlsx_keeps_its_heading_in_view_and_tells_its_source() -> None:
    content = body(exports.respond(sheet(), "xlsx"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
        styles = archive.read("xl/styles.xml").decode()
    assert re.search(r'<pane ySplit="1" topLeftCell="A2" .*state="frozen"', page)
    assert "#,##0.0" in styles
    assert "<f>" not in page
    told = cells(content, 2)
    assert told["B2"] == ("inlineStr", "Circulaire d'exemple")
    assert told["B3"] == ("inlineStr", "22 janvier 2019")
    assert told["B6"] == ("inlineStr", GENESIS)


@pytest.mark.django_db
def test_xlsx_text_too_long_for_a_cell_says_that_it_is_cut() -> None:
    found = cells(body(exports.respond(sheet([{"nom": "é" * 40_000, "part": 1, "vu": None, "niveau": None}]), "xlsx")))
    assert len(found["A2"][1]) == workbook.LONGEST_TEXT
    assert found["A2"][1].endswith("(coupé, la suite est dans l'export CSV)")


@pytest.mark.django_db
def test_xlsx_with_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    with pytest.raises(BadInput, match="trop de lignes"):
        exports.respond(sheet(), "xlsx")


@pytest.mark.parametrize("asked", ["pdf", "", "CSV", "../csv"])
def test_format_unknown_is_bad_input(asked: str) -> None:
    with pytest.raises(BadInput, match=r"n'existe pas.*xlsx, csv, json"):
        exports.respond(sheet(), asked)


def test_format_unknown_is_a_400_page_that_says_which_there_are(rf: RequestFactory) -> None:
    view = page(access=PUBLIC)(lambda request: exports.respond(sheet(), request.GET["format"]))
    answer = view(rf.get("/", {"format": "<pdf>"}))
    assert answer.status_code == 400
    assert "format\u202f: le format «\u202f&lt;pdf&gt;\u202f» n&#x27;existe pas." in answer.content.decode()
    assert "xlsx, csv, json" in answer.content.decode()


def test_file_name_is_plain_and_exact() -> None:
    assert exports.disposition('Mesures\u202f: état "2019"/é', "csv") == (
        "attachment; filename=\"mesures-etat-2019e.csv\"; filename*=UTF-8''Mesures%20%C3%A9tat%202019%C3%A9.csv"
    )
    assert exports.disposition("\r\nX-Bad: 1", "csv").isprintable()
    assert exports.disposition("。", "csv").startswith('attachment; filename="export.csv"')


@pytest.mark.django_db
def test_table_exports_all_the_rows_that_its_filters_keep() -> None:
    for number in range(5):
        Place.objects.create(kind=PlaceKind.COMMUNE, code=f"{number}", name="Ville")
    columns = (Column("code", "Code", sortable=True), Column("name", "Nom"))
    table = Table(key="lieux", caption="Lieux", columns=columns, page_size=2)
    shown = table.bind(Place.objects.exclude(code="0"), QueryDict("tri=-code&page=2&format=csv"))
    response = exports.respond(shown.sheet(source="Essai"), shown.format)
    assert body(response).decode() == "Code,Nom\r\n4,Ville\r\n3,Ville\r\n2,Ville\r\n1,Ville\r\n"
    assert response["Content-Disposition"].startswith('attachment; filename="lieux.csv"')


def many(count: int) -> Iterator[dict[str, Any]]:
    return (
        {"nom": f"Ville {number}", "part": number, "vu": date(2019, 1, 1), "niveau": None} for number in range(count)
    )


WRITERS = {
    "csv": lambda made: deque(exports.csv_lines(made), maxlen=0),
    "json": lambda made: deque(exports.json_parts(made), maxlen=0),
    "xlsx": lambda made: workbook.write(made, io.BytesIO()),
}


@pytest.mark.django_db
@pytest.mark.parametrize("format", WRITERS)
def test_memory_stays_flat(format: str) -> None:
    peaks = []
    for count in (500, 2_500):
        tracemalloc.start()
        WRITERS[format](sheet(many(count)))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    # 2,000 rows more; kept in memory they would weigh a megabyte. The workbook itself, zipped, is in the buffer.
    assert peaks[1] < peaks[0] + 200_000
