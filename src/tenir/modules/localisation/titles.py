"""Which columns of a file of people to read, by their titles; never one that is not needed to count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from tenir.core.errors import BadInput
from tenir.engines.localisation.counting import Columns

# Titles that mean a column, folded: those of geocoders and of usual software come first.
MEANT = {
    "lon": ("longitude", "lon", "lng", "long", "x"),
    "lat": ("latitude", "lat", "y"),
    "sex": ("sexe", "sex", "genre", "civilite"),
    "age": ("age", "age en annees"),
}
WORDS = {"lon": "longitude", "lat": "latitude", "sex": "sexe", "age": "âge"}
# Words of columns that no count needs: names, ways to reach somebody, social security, health.
NAMES = ("nom", "noms", "prenom", "prenoms", "naissance", "nationalite", "religion")
REACHING = ("telephone", "tel", "portable", "mail", "email", "courriel", "adresse")
NUMBERS = ("nir", "secu", "securite", "ssn", "insee")
HEALTH = ("sante", "handicap", "rqth", "diagnostic", "maladie", "medical", "pathologie", "traitement")
UNNEEDED = frozenset((*NAMES, *REACHING, *NUMBERS, *HEALTH))


def fold(title: str) -> str:
    """Words in lower case, without accents or signs."""
    plain = unicodedata.normalize("NFKD", title.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def columns(titles: Sequence[str], asked: Mapping[str, str | None]) -> Columns:
    """The columns to read of a file with these titles.

    `asked` holds `lon`, `lat`, `sex`, `age`: a title, empty to go by what titles mean, None not to read it. Raises
    `BadInput` on a title that is not there, and on a column that is not needed.
    """
    found = {part: "" if title is None else _title(titles, part, title) for part, title in asked.items()}
    return Columns(**found)


def _title(titles: Sequence[str], part: str, asked: str) -> str:
    for wanted in (fold(asked),) if asked else MEANT[part]:
        for title in titles:
            if fold(title) == wanted:
                _refuse_unneeded(title, part)
                return title
    listed = ", ".join(f"«\u202f{title}\u202f»" for title in titles)
    missing = f"aucune colonne ne se nomme «\u202f{asked or WORDS[part]}\u202f»."
    remedy = f"Le fichier a\u202f: {listed}. Écrivez ci-dessous le titre de la colonne «\u202f{WORDS[part]}\u202f»."
    raise BadInput(missing, where="titres", remedy=remedy)


def _refuse_unneeded(title: str, part: str) -> None:
    if UNNEEDED.isdisjoint(fold(title).split()):
        return
    raise BadInput(
        f"la colonne «\u202f{title}\u202f» n'est pas nécessaire pour compter\u202f: Tenir ne la lit pas.",
        where="titres",
        remedy=f"Choisissez celle qui contient «\u202f{WORDS[part]}\u202f», en nombres.",
    )
