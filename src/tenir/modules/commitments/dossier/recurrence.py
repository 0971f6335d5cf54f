"""Recurrences: ISO 8601 durations, as people say them."""

from __future__ import annotations

import re

_SAID = {
    "P1D": "chaque jour",
    "P1W": "chaque semaine",
    "P1M": "chaque mois",
    "P3M": "chaque trimestre",
    "P6M": "chaque semestre",
    "P1Y": "chaque année",
}
_UNITS = {"D": ("jour", "jours", "tous"), "W": ("semaine", "semaines", "toutes"), "M": ("mois", "mois", "tous")}


def words(duration: str) -> str:
    """`P6M` → « chaque semestre », `P2M` → « tous les 2 mois », `P3Y` → « tous les 3 ans »; empty stays empty."""
    if not duration or duration in _SAID:
        return _SAID.get(duration, "")
    found = re.fullmatch(r"P(\d+)([DWMY])", duration)
    if found is None:
        return duration
    _, many, every = _UNITS.get(found[2], ("an", "ans", "tous"))
    return f"{every} les {found[1]} {many}"
