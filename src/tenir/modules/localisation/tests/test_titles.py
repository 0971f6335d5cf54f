"""Columns are found by what their titles mean; one that no count needs is refused, whatever was typed."""

from __future__ import annotations

import pytest

from tenir.core.errors import BadInput
from tenir.engines.localisation.counting import Columns
from tenir.modules.localisation.titles import columns, fold

TITLES = ["Nom", "N° de sécurité sociale", "Longitude", "LAT", "Sexe", "Âge", "x_lambert", "État de santé"]
PLACES = {"lon": "", "lat": ""}


def test_titles_are_read_as_people_write_them() -> None:
    assert fold("  N°_de Sécurité-sociale ") == "n de securite sociale"
    asked = {**PLACES, "sex": "", "age": ""}
    assert columns(TITLES, asked) == Columns("Longitude", "LAT", "Sexe", "Âge")


def test_sex_and_age_stay_unread_unless_asked() -> None:
    asked = {**PLACES, "sex": None, "age": None}
    assert columns(TITLES, asked) == Columns("Longitude", "LAT")


def test_typed_title_is_found_whatever_its_case() -> None:
    assert columns(TITLES, {"lon": "X Lambert", "lat": "lat"}).lon == "x_lambert"


@pytest.mark.parametrize("title", ["Nom", "n° de securite sociale", "État de santé"])
def test_column_that_no_count_needs_is_refused(title: str) -> None:
    with pytest.raises(BadInput, match="pas nécessaire pour compter"):
        columns(TITLES, {"lon": title, "lat": ""})


def test_missing_column_is_told_with_those_of_the_file() -> None:
    with pytest.raises(BadInput, match="aucune colonne ne se nomme «\u202flongitude\u202f»"):
        columns(["ville", "lat"], PLACES)
