"""Makes the workbooks of this folder, in the old binary format as LibreOffice writes it; kept, as few machines have it.

    python -m tenir.modules.indicators.tests.xls.make [command that starts LibreOffice, soffice if none is given]

Places and figures are invented. Sheets are written by xlsxwriter, then saved anew as « MS Excel 97 » by a macro, which
alone can set a password. Made on 2026-11-27 with LibreOffice 7.4.7 of Debian 12.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

HERE = Path(__file__).resolve().parent
# Of a file that everybody may open.
PASSWORD = "inventé"
HEAD = ("Code", "Valeur")
_LIBRARY = """<?xml version="1.0"?><!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN"
 "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Module1"/></library:library>"""
_MACRO = """<?xml version="1.0"?><!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN"
 "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub SaveAs(origin As String, target As String, secret As String)
  Dim opened(0) As New com.sun.star.beans.PropertyValue
  opened(0).Name = "Hidden" : opened(0).Value = True
  book = StarDesktop.loadComponentFromURL(ConvertToURL(origin), "_blank", 0, opened())
  book.calculateAll()
  Dim saved(1) As New com.sun.star.beans.PropertyValue
  saved(0).Name = "FilterName" : saved(0).Value = "MS Excel 97"
  saved(1).Name = "Password" : saved(1).Value = secret
  book.storeToURL(ConvertToURL(target), saved())
  book.close(True)
End Sub
</script:module>"""


def plain(page: Any, day: Any) -> None:
    """Numbers, a code kept as text, a decimal comma typed as text, nothing in the last cell."""
    page.write_row(0, 0, ("Code", "Valeur", "Quartier inventé"))
    page.write_row(1, 0, ("QN0001A", 12, "Les Érables"))
    page.write_row(2, 0, ("QN0002B", 0.1 + 0.2, "Bel-Air"))
    page.write_row(3, 0, ("01004", "1 234,5", "L'Œillet"))
    page.write_row(4, 0, (1004, -3))


def dates(page: Any, day: Any) -> None:
    """Days, as a spreadsheet keeps them."""
    page.write_row(0, 0, ("Code", "Jour"))
    page.write(1, 0, "QN0001A")
    page.write_datetime(1, 1, date(2019, 3, 14), day)
    page.write(2, 0, "QN0002B")
    page.write_datetime(2, 1, date(2024, 2, 29), day)


def merged(page: Any, day: Any) -> None:
    """One code over two lines."""
    page.write_row(0, 0, HEAD)
    page.merge_range(1, 0, 2, 0, "QN0001A")
    page.write(1, 1, 1)
    page.write(2, 1, 2)


def two_tables(page: Any, day: Any) -> None:
    """A second table below an empty line."""
    page.write_row(0, 0, HEAD)
    page.write_row(1, 0, ("QN0001A", 1))
    page.write_row(3, 0, ("Commune", "Habitants"))
    page.write_row(4, 0, ("Ville inventée", 900))


def formulas(page: Any, day: Any) -> None:
    """A sum, a formula filled down (shared), one over an area (array), one that answers words."""
    page.write_row(0, 0, HEAD)
    for row in range(1, 7):
        page.write(row, 0, f"QN000{row}A")
        page.write(row, 3, row)
    page.write_formula(1, 1, "=SUM(D2:D7)", None, 21)
    page.write_formula(2, 1, "=D3*2", None, 4)
    page.write_formula(3, 1, "=D4*2", None, 6)
    page.write_array_formula(4, 1, 5, 1, "{=D5:D6*3}", None, 12)
    page.write_formula(6, 1, '=IF(D7>1,"beaucoup","peu")', None, "beaucoup")


def errors(page: Any, day: Any) -> None:
    """A division by nothing."""
    page.write_row(0, 0, HEAD)
    page.write_row(1, 0, ("QN0001A", 1))
    page.write(2, 0, "QN0002B")
    page.write_formula(2, 1, "=1/0", None, "#DIV/0!")


SHEETS: dict[str, Callable[[Any, Any], None]] = {
    "Simple": plain,
    "Dates": dates,
    "Fusion": merged,
    "Deux tableaux": two_tables,
    "Formules": formulas,
    "Erreur": errors,
}


def write(file: Path, sheets: dict[str, Callable[[Any, Any], None]], **options: bool) -> Path:
    """A workbook of these sheets, in the format of today."""
    with xlsxwriter.Workbook(file, options) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, fill in sheets.items():
            fill(book.add_worksheet(name), day)
    return file


def save_as(office: list[str], origin: Path, target: Path, secret: str = "") -> None:
    """The same workbook in the old format, by a LibreOffice with a profile of its own."""
    profile = origin.parent / "profile"
    command = [*office, f"-env:UserInstallation=file://{profile}", "--headless", "--norestore"]
    # The first start lays out the profile, and would lay its own macros over ours.
    subprocess.run([*command, "--terminate_after_init"], check=True, timeout=120)
    basic = profile / "user" / "basic" / "Standard"
    (basic / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    (basic / "Module1.xba").write_text(_MACRO, encoding="utf-8")
    said = f'macro:///Standard.Module1.SaveAs("{origin}","{target}","{secret}")'
    subprocess.run([*command, said], check=True, timeout=120)
    if not target.exists():
        raise SystemExit(f"{target.name} was not written.")


def main() -> int:
    """Every workbook of the folder."""
    office = sys.argv[1:] or ["soffice"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        save_as(office, write(folder / "chiffres.xlsx", SHEETS), HERE / "chiffres.xls")
        since_1904 = write(folder / "dates.xlsx", {"Dates": dates}, date_1904=True)
        save_as(office, since_1904, HERE / "dates-1904.xls")
        save_as(office, write(folder / "protege.xlsx", {"Simple": plain}), HERE / "protege.xls", PASSWORD)
    return 0


if __name__ == "__main__":
    sys.exit(main())
