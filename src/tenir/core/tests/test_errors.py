"""An error as a line of a command, as a page shows it, beside a field of a form."""

from __future__ import annotations

from tenir.core.errors import BadInput


def test_same_error_for_a_command_a_page_and_a_field() -> None:
    error = BadInput("cette case est vide.", where="ligne 3", remedy="Remplissez-la.")
    assert str(error) == "ligne 3\u202f: cette case est vide. Remplissez-la."
    assert error.in_full == "Ligne 3\u202f: cette case est vide. Remplissez-la."
    assert error.in_form == "Cette case est vide. Remplissez-la."


def test_error_without_place_nor_remedy_is_its_sentence() -> None:
    error = BadInput("rien à faire.")
    assert (str(error), error.in_full, error.in_form) == ("rien à faire.", "Rien à faire.", "Rien à faire.")
