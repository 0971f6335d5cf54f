"""A workbook of people, as spreadsheets write it: the first sheet, and of it the columns to count alone."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tenir.core.errors import BadInput
from tenir.core.rights import Role
from tenir.modules.localisation import workbooks
from tenir.modules.localisation.tests.drawn import contours
from tests.builders import a_member

TITLES = ("Nom", "longitude", "latitude", "Sexe")
ASKED: dict[str, str | None] = {"lon": "", "lat": "", "sex": "", "age": None}


def book(*rows: Sequence[Any], further: int = 0) -> bytes:
    """An XLSX whose first sheet has these rows, and `further` more sheets."""
    made, file = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(list(row))
    for _ in range(further):
        made.create_sheet().append(["autre", "feuille"])
    made.save(file)
    return file.getvalue()


def kept(data: bytes) -> dict[str, Any]:
    return workbooks.read(data, json.dumps(ASKED))


def test_only_the_columns_to_count_come_out() -> None:
    told = kept(book(TITLES, ("Secret", 2.03, 48.03, "F"), ("Secret", "2,05", "48,05", "H")))
    assert told["csv"] == "longitude;latitude;Sexe\n2.03;48.03;F\n2,05;48,05;H\n"
    assert (told["titles"], told["notes"]) == (4, [])


def test_lines_keep_the_numbers_of_the_sheet() -> None:
    told = kept(book((), (), TITLES, ("a", 2, 48, "F"), (), ("a", None, 48, "F")))
    assert told["csv"].split("\n") == ["", "", "longitude;latitude;Sexe", "2;48;F", "", ";48;F", ""]


def test_first_of_several_sheets_is_told() -> None:
    assert "le premier des 3" in kept(book(TITLES, further=2))["notes"][0]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (book(("Nom", "latitude", "Sexe")), "longitude"),
        (book(("longitude", "latitude", "Sexe", "Sexe")), "deux colonnes se nomment"),
        (book(()), "aucune ligne"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "pas un classeur lisible"),
    ],
)
def test_refusal_is_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        workbooks.to_csv(data, ASKED)
    assert sentence in refused.value.sentence


@pytest.mark.django_db
def test_workbook_is_counted_on_screen(client: Client) -> None:
    client.force_login(a_member(Role.PARTNER, contours()))
    people = [("Secret", 2.03, 48.03, "F")] * 30 + [("Secret", 2.05, 48.05, "H")] * 20 + [("Secret", "", "", "H")]
    file = SimpleUploadedFile("gens.xlsx", book(TITLES, *people, further=1))
    said = client.post("/adresse/fichier/", {"file": file, "generation": "2024"}).content.decode()
    assert "Sur 50 personnes, 30 habitent" in said
    assert "le premier des 2" in said
    assert "ligne 52" in said
    assert "Secret" not in said
