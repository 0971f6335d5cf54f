"""Recurrences in words."""

from __future__ import annotations

import pytest

from tenir.modules.commitments.dossier import recurrence


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        ("", ""),
        ("P6M", "chaque semestre"),
        ("P2M", "tous les 2 mois"),
        ("P3Y", "tous les 3 ans"),
        ("P2W", "toutes les 2 semaines"),
        ("deux fois", "deux fois"),
    ],
)
def test_words(duration: str, words: str) -> None:
    assert recurrence.words(duration) == words
