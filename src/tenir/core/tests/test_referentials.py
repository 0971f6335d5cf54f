"""A wrong cell of an official list is told by file, line and column."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tenir.core.errors import BadInput
from tenir.core.referentials import parse, read

COLUMNS = ("code", "since", "share")


def values(text: str) -> list[tuple[str, date | None, Decimal | None]]:
    return [(row.text("code"), row.day("since"), row.number("share")) for row in parse(text, COLUMNS, name="essai.csv")]


def test_cells_have_their_types() -> None:
    found = values("code,since,share\n21,2016-01-01,0.5\n2A,,\n")
    assert found == [("21", date(2016, 1, 1), Decimal("0.5")), ("2A", None, None)]


@pytest.mark.parametrize(
    ("line", "where", "sentence"),
    [
        (",,", "essai.csv, ligne 2, colonne code", "cette case est vide."),
        ("1,hier,", "essai.csv, ligne 2, colonne since", "« hier » n'est pas une date (AAAA-MM-JJ)."),
        ('1,,"0,5"', "essai.csv, ligne 2, colonne share", "« 0,5 » n'est pas un nombre."),
        ("1,", "essai.csv, ligne 2", "2 cases au lieu de 3."),
    ],
)
def test_wrong_cell_says_where(line: str, where: str, sentence: str) -> None:
    with pytest.raises(BadInput) as refusal:
        values(f"code,since,share\n{line}\n")
    assert refusal.value.where == where
    assert refusal.value.sentence.replace("\u202f", " ") == sentence


@pytest.mark.parametrize("text", ["", "code,depuis,share\n"])
def test_wrong_header(text: str) -> None:
    with pytest.raises(BadInput, match="code, since, share"):
        list(parse(text, COLUMNS, name="essai.csv"))


def test_files_ship_with_the_package() -> None:
    first = next(read("places/places.csv", ("kind", "code", "name", "source")))
    assert (first.text("code"), first.where) == ("FR", "places/places.csv, ligne 2")
