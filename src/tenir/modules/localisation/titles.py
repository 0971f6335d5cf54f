"""Which columns of a file of people to read, by their titles; never one that is not needed to count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tenir.core.errors import BadInput
from tenir.engines.localisation.counting import Columns

# Titles that mean a column, folded: those of geocoders and of usual software come first.
MEANT = {
    "lon": ("longitude", "lon", "lng", "long", "x"),
    "lat": ("latitude", "lat", "y"),
    "sex": ("sexe", "sex", "genre", "civilite"),
    "age": ("age", "age en annees"),
    "address": ("adresse", "adresse complete", "adresse postale", "adresse 1", "rue", "voie"),
    "postcode": ("code postal", "cp", "postcode", "code postal commune"),
    "town": ("commune", "ville", "localite", "nom commune"),
}
WORDS = {"lon": "longitude", "lat": "latitude", "sex": "sexe", "age": "âge", "address": "adresse"}
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


@dataclass(frozen=True)
class Addressed:
    """Titles of the columns of a file that has addresses: the parts of one, in order, then what to count by.

    `postcode` is the part whose zeros a spreadsheet takes away.
    """

    address: tuple[str, ...]
    sex: str = ""
    age: str = ""
    postcode: str = ""

    @property
    def named(self) -> tuple[str, ...]:
        return (*self.address, *(name for name in (self.sex, self.age) if name))


def addressed(titles: Sequence[str], asked: Mapping[str, str | None]) -> Addressed:
    """The same for `address`, `sex`, `age`; the post code and the town are taken where their titles say them."""
    found = {part: "" if (title := asked[part]) is None else _title(titles, part, title) for part in ("sex", "age")}
    address = _title(titles, "address", asked["address"] or "")
    postcode, town = (_meaning(titles, part) for part in ("postcode", "town"))
    parts = dict.fromkeys(part for part in (address, postcode, town) if part)
    return Addressed(tuple(parts), postcode=postcode, **found)


def _meaning(titles: Sequence[str], part: str) -> str:
    return next((title for title in titles if fold(title) in MEANT[part]), "")


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
    needed = {"adresse"} if part == "address" else set()
    if UNNEEDED.isdisjoint(set(fold(title).split()) - needed):
        return
    raise BadInput(
        f"la colonne «\u202f{title}\u202f» n'est pas nécessaire pour compter\u202f: Tenir ne la lit pas.",
        where="titres",
        remedy=f"Choisissez celle qui contient «\u202f{WORDS[part]}\u202f», en nombres.",
    )
