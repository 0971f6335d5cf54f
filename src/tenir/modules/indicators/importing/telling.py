"""What is said of a file in sentences, the same on the page and on the command line."""

from __future__ import annotations

from tenir.core.web import french
from tenir.modules.indicators.importing.flow import Look

_COUNTS = (
    ("valeur nouvelle", "valeurs nouvelles"),
    ("valeur qui en corrige une autre", "valeurs qui en corrigent d'autres"),
    ("déjà enregistrée", "déjà enregistrées"),
    ("ligne sans valeur, laissée de côté", "lignes sans valeur, laissées de côté"),
    ("code complété", "codes complétés"),
    (
        "valeur d'un lieu plus large, gardée à part des sommes",
        "valeurs de lieux plus larges, gardées à part des sommes",
    ),
)


def sentence(look: Look) -> str:
    """« 2 valeurs nouvelles, 1 déjà enregistrée. »"""
    held, prepared = look.held, look.prepared
    counts = (
        len(held.new),
        len(held.corrections),
        held.unchanged,
        prepared.blank,
        prepared.completed,
        prepared.aside,
    )
    told = [french.accord(count, *words) for count, words in zip(counts, _COUNTS, strict=True) if count]
    aside = f" Onglets laissés de côté\u202f: {', '.join(prepared.ignored)}." if prepared.ignored else ""
    return f"{french.liste_et(told) or 'Aucune valeur'}.{aside}"
