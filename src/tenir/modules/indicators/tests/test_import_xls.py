"""Workbooks in the old binary format, made by LibreOffice (`xls/make.py`): read or refused by cell like any other."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from tenir.core import sandbox
from tenir.core.errors import BadInput
from tenir.modules.indicators.importing import biff
from tenir.modules.indicators.tests.builders import Ground, an_indicator
from tenir.modules.indicators.tests.sheets import checked, read, told
from tenir.modules.indicators.tests.xls import make

READER = "tenir.modules.indicators.importing.reading:read"
PERIOD = "2019-S1"


def old(name: str) -> bytes:
    return (make.HERE / f"{name}.xls").read_bytes()


def sheet(name: str) -> dict[str, object]:
    return next(one for one in read(old("chiffres")) if one["name"] == name)


def test_cells_read_as_typed() -> None:
    assert sheet("Simple")["rows"] == [
        ["Code", "Valeur", "Quartier inventé"],
        ["QN0001A", "12", "Les Érables"],
        ["QN0002B", "0.3", "Bel-Air"],
        ["01004", "1 234,5", "L'Œillet"],
        ["1004", "-3"],
    ]


@pytest.mark.parametrize("name", ["chiffres", "dates-1904"])
def test_days_of_both_origins(name: str) -> None:
    rows = next(one for one in read(old(name)) if one["name"] == "Dates")["rows"]
    assert rows == [["Code", "Jour"], ["QN0001A", "2019-03-14"], ["QN0002B", "2024-02-29"]]


def test_formulas_are_named_those_filled_down_or_over_an_area_too() -> None:
    assert sheet("Formules")["formulas"] == ["B2", "B3", "B4", "B5", "B6", "B7"]


def test_far_cell_is_refused_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last cell that the format has, among many small numbers of one record."""
    far = biff._of_sheet(iter([(0x00BD, struct.pack("<HHHIHH", 65535, 254, 0, 0, 0, 255))]))
    monkeypatch.setattr(biff, "marks", lambda data: [far])
    with pytest.raises(BadInput, match=r"^IV65536"):
        read(old("protege"))


def test_error_is_no_empty_cell() -> None:
    assert sheet("Erreur")["rows"] == [["Code", "Valeur"], ["QN0001A", "1"], ["QN0002B", "#DIV/0!"]]


def test_every_sheet_says_the_same_in_the_format_of_today(tmp_path: Path) -> None:
    """But for results, which the writer of this one does not compute."""
    today = read(make.write(tmp_path / "f.xlsx", make.SHEETS).read_bytes())
    for old_one, new_one in zip(read(old("chiffres")), today, strict=True):
        if old_one["name"] == "Formules":
            assert old_one["formulas"] == new_one["formulas"]
        else:
            assert old_one == new_one


@pytest.mark.django_db
def test_faults_are_told_by_cell() -> None:
    indicator = an_indicator(Ground())
    said = {"indicator": indicator.slug, "period": PERIOD}
    found = checked(old("chiffres"), sheet="Fusion", **said)
    assert ("Fusion!A2", "les cases A2:A3 sont fusionnées.") in [(cell, words[:32]) for cell, words in told(found)]
    found = checked(old("chiffres"), sheet="Deux tableaux", **said)
    assert next((cell, words[:17]) for cell, words in told(found)) == ("Deux tableaux!A4", "un second tableau")
    found = checked(old("chiffres"), sheet="Formules", **said)
    assert ("Formules!B2", "cette case contient une formule.") in [(cell, words[:32]) for cell, words in told(found)]


@pytest.mark.django_db
def test_formula_that_failed_is_refused_even_when_results_are_taken() -> None:
    indicator = an_indicator(Ground())
    said = {"indicator": indicator.slug, "period": PERIOD, "take_formulas": True}
    found = checked(old("chiffres"), sheet="Erreur", **said)
    sentence = "cette case montre une erreur de calcul au lieu d'un nombre. Corrigez sa formule, ou videz la case."
    assert told(found) == [("Erreur!B3", sentence)]


def test_password_is_told() -> None:
    with pytest.raises(BadInput, match="protégé par un mot de passe"):
        read(old("protege"))


def test_file_that_breaks_off_is_told_wherever_it_does() -> None:
    data = old("chiffres")
    for end in range(8, len(data), 509):
        with pytest.raises(BadInput):
            read(data[:end])


def test_child_process_says_that_a_file_breaks_off() -> None:
    """The library of values panics on this one; that is no defect of ours to tell."""
    data = old("chiffres")
    with pytest.raises(BadInput, match="abîmé"):
        sandbox.run(READER, data[: len(data) - 200], name="f.xls")


def test_library_that_panics_is_told_as_a_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Guard of `reading` itself, should `biff` let one through."""
    data = old("chiffres")
    known = biff.marks(data)
    monkeypatch.setattr(biff, "marks", lambda data: known)
    with pytest.raises(BadInput, match="abîmé"):
        read(data[: len(data) - 200])


def test_other_documents_in_such_a_container_are_no_workbook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(biff, "_STREAMS", ("WordDocument",))
    with pytest.raises(BadInput, match="n'est pas un classeur"):
        read(old("chiffres"))


def test_names_of_files_do_not_decide(tmp_path: Path) -> None:
    """An XLSX called .xls is an XLSX; a page or a text called so is what it is."""
    renamed = make.write(tmp_path / "f.xlsx", {"Simple": make.plain}).rename(tmp_path / "f.xls")
    assert sandbox.run(READER, renamed.read_bytes(), name="f.xls")["sheets"][0] == sheet("Simple")
    assert read(b"Code\tValeur\n1\t2")[0]["rows"] == [["Code", "Valeur"], ["1", "2"]]
    with pytest.raises(BadInput, match="page web"):
        read(b"\r\n<html><table><tr><td>Code</td></tr></table></html>")
