"""Files as they come: dialects, encodings, workbooks, and what is refused before a cell is read."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from tenir.core import sandbox
from tenir.core.errors import BadInput
from tenir.modules.indicators.importing import cells, reading
from tenir.modules.indicators.tests.sheets import ods, ods_row, read, xlsx

READER = "tenir.modules.indicators.importing.reading:read"
ROWS = [["Code", "Valeur"], ["21231", "1 234,5"]]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_any_usual_separator(separator: str) -> None:
    text = "\n".join(separator.join(f'"{cell}"' for cell in row) for row in ROWS)
    assert read(text.encode())[0]["rows"] == ROWS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_usual_encoding(encoding: str) -> None:
    assert read("Période;Été\n2019;là".encode(encoding))[0]["rows"] == [["Période", "Été"], ["2019", "là"]]


def test_decimal_commas_do_not_pass_for_separators() -> None:
    assert read(b"Code;Valeur\n1;2,5\n2;3,5\n3;4,5")[0]["rows"][1] == ["1", "2,5"]


def test_separator_that_excel_announces() -> None:
    assert read(b"sep=;\nCode;Valeur\n1;2")[0]["rows"][0] == ["Code", "Valeur"]


def test_line_that_lost_a_separator_is_known() -> None:
    assert read(b"a;b;c\n1;2;3\n4;5\n6;7;8")[0]["short"] == [3]


def test_workbook_cells_read_as_typed() -> None:
    found = read(xlsx([["Code", "Valeur"], [1004, 0.1 + 0.2], ["2A", 12.0], ["971", 1e15]]))[0]["rows"]
    assert found == [["Code", "Valeur"], ["1004", "0.3"], ["2A", "12"], ["971", "1000000000000000"]]


def test_ods_reads_like_any_workbook() -> None:
    assert read(ods(ods_row("Code", "Valeur") + ods_row("2B", "3")))[0]["rows"] == [["Code", "Valeur"], ["2B", "3"]]


def with_marks(book: Any, page: Any) -> None:
    page.write_formula(2, 1, "=1+1", None, 2)
    page.merge_range(3, 0, 4, 0, "21231")


def test_formulas_and_merges_of_a_workbook_are_named() -> None:
    sheet = read(xlsx(ROWS, with_marks))[0]
    assert (sheet["formulas"], sheet["merged"]) == (["B3"], ["A4:A5"])


def test_formulas_and_merges_of_an_ods_are_named() -> None:
    rows = ods_row("a", "b") + ods_row("c", more=' table:formula="of:=1+1" table:number-rows-spanned="2"')
    sheet = read(ods(rows))[0]
    assert (sheet["formulas"], sheet["merged"]) == (["A2"], ["A2:A3"])


def test_formula_over_an_area_is_named_in_each_of_its_cells() -> None:
    """In the file only the first cell has it."""
    area = xlsx(ROWS, lambda book, page: page.write_array_formula(2, 0, 3, 1, "{=A1:B2}"))
    assert read(area)[0]["formulas"] == ["A3", "B3", "A4", "B4"]
    told = ' table:formula="of:=1" table:number-matrix-columns-spanned="2" table:number-matrix-rows-spanned="1"'
    assert read(ods(ods_row("a", "b") + ods_row("c", more=told)))[0]["formulas"] == ["A2", "B2"]


def test_error_of_a_formula_is_no_empty_cell() -> None:
    failed = xlsx(ROWS, lambda book, page: page.write_formula(2, 1, "=1/0", None, "#DIV/0!"))
    assert read(failed)[0]["rows"][2] == ["", "#DIV/0!"]
    assert read(ods(ods_row("a") + ods_row("", more=' calcext:value-type="error"')))[0]["rows"][1] == ["#ERREUR!"]


def test_formulas_of_a_column_beside_hide_no_other() -> None:
    def fill(book: Any, page: Any) -> None:
        for row in range(2, 300):
            page.write_formula(row, 5, "=1")
        page.write_formula(299, 1, "=1")

    assert "B300" in read(xlsx(ROWS, fill))[0]["formulas"]


def test_binary_workbook_in_an_archive_is_not_read() -> None:
    """Its formulas would pass unseen: only those formats are read of which every mark is known."""
    with pytest.raises(BadInput, match="classeur lisible"):
        reading._workbook(xlsx(ROWS), {})


def test_cell_at_the_far_corner_is_refused_by_its_name() -> None:
    far = xlsx(ROWS, lambda book, page: page.write(1_048_575, 16_383, "ici"))
    with pytest.raises(BadInput, match=r"^XFD1048576"):
        read(far)


def test_far_cell_of_an_ods_is_refused_by_its_name() -> None:
    gap = '<table:table-row table:number-rows-repeated="900000"><table:table-cell/></table:table-row>'
    with pytest.raises(BadInput, match=r"^A900002"):
        read(ods(ods_row("a") + gap + ods_row("b")))


def test_formats_of_empty_cells_are_no_table() -> None:
    styled = xlsx(ROWS, lambda book, page: page.set_column(0, 16_383, 10, book.add_format({"bold": True})))
    assert read(styled)[0]["rows"] == ROWS


def test_two_hundred_megabytes_unpacked_are_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 200 * 1024 * 1024)
    with pytest.raises(BadInput, match="se déploierait"):
        read(file.getvalue())


@pytest.mark.parametrize("data", [b"", b"\n\n", b";;\n;;"])
def test_empty_file_says_so(data: bytes) -> None:
    with pytest.raises(BadInput, match="aucune ligne"):
        read(data)


@pytest.mark.parametrize("data", [b"\xd0\xcf\x11\xe0 old", b"PK\x03\x04 broken", b"a;b\n\0;1"])
def test_what_is_no_sheet_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(BadInput):
        read(data)


def test_number_beyond_all_numbers_stays_told() -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx([["Code", "Valeur"], [1, 77]]))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"<v>77</v>", b"<v>1e309</v>")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    assert read(file.getvalue())[0]["rows"][1] == ["1", "inf"]


def test_child_process_answers_the_same() -> None:
    data = xlsx(ROWS, with_marks)
    assert sandbox.run(READER, data, name="f.xlsx")["sheets"] == read(data)


@pytest.mark.parametrize(("row", "column", "name"), [(1, 0, "A1"), (12, 26, "AA12"), (1_048_576, 16_383, "XFD1048576")])
def test_cells_are_named_both_ways(row: int, column: int, name: str) -> None:
    assert cells.name(row, column) == name
    assert cells.position(name) == (row, column)
