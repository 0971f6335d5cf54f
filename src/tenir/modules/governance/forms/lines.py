"""Lines of a text, typed as « 332-344 » or « 29 »."""

from __future__ import annotations

from django import forms

MOST = 10**7


def lines_field() -> forms.CharField:
    """The field; `read_lines` reads what was typed."""
    return forms.CharField(
        label="Lignes du texte", max_length=20, required=False, help_text="Par exemple 332-344, ou 29."
    )


def read_lines(typed: str) -> tuple[int | None, int | None]:
    """First and last, or neither; raises `ValidationError` on anything else."""
    typed = typed.replace(" ", "").replace("–", "-")
    first, _, last = typed.partition("-")
    if not typed:
        return None, None
    last = last or first
    if not first.isdecimal() or not last.isdecimal() or not 1 <= int(first) <= int(last) <= MOST:
        raise forms.ValidationError("Écrivez un numéro de ligne, ou deux, le plus petit d'abord\u202f: 332-344.")
    return int(first), int(last)
