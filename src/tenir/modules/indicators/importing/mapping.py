"""Which column says what: guessed from titles, said by a person, remembered for a sender."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from tenir.core.errors import BadInput
from tenir.core.web.columns import fold
from tenir.modules.indicators.importing.table import Table


@dataclass(frozen=True)
class Field:
    """What a column may say; `words` are titles that mean it, without case nor accents."""

    key: str
    label: str
    help: str = ""
    words: tuple[str, ...] = ()

    def is_meant_by(self, title: str) -> bool:
        """Whether a title is its own label or one of its words."""
        return fold(title) in (fold(self.label), *self.words)


FIELDS = (
    Field("indicator", "Indicateur", "Adresse ou intitulé de l'indicateur.", ("indicateur (adresse)",)),
    Field("place_kind", "Sorte de lieu", "qpv, commune, departement…", ("type de lieu", "echelle")),
    Field(
        "place",
        "Code du lieu",
        "Code officiel : 21231, 2A, 971, QN02101M.",
        ("code", "lieu", "code insee", "code officiel", "code qpv", "code commune", "code departement", "insee"),
    ),
    Field("period", "Période", "2019, 2019-S1, 2019-T3…", ("annee", "semestre", "trimestre", "mois", "date")),
    Field("value", "Valeur", "Le nombre, pour un compte ou un montant.", ("nombre", "montant", "effectif", "total")),
    Field("numerator", "Numérateur", "D'une part.", ()),
    Field("denominator", "Dénominateur", "D'une part.", ()),
    Field("statement", "En mots", "Pour un suivi sans nombre.", ("suivi", "etat d'avancement")),
    Field("contributors", "Nombre d'entreprises", "Combien font la valeur.", ()),
    Field("largest", "Valeur de la plus grande", "De l'entreprise qui pèse le plus.", ()),
    Field("where", "Où dans la source", "Page, tableau, libellé d'origine.", ("source", "libelle", "libelle source")),
    Field("reason", "Raison de la correction", "Pourquoi la valeur change.", ("raison", "motif")),
)
BY_KEY = {one.key: one for one in FIELDS}
ABOUT = ("indicator", "place_kind", "place", "period")
VALUES = ("value", "numerator", "denominator", "statement")


@dataclass(frozen=True)
class Chosen:
    """How the cells of a file are read. `columns` gives the title of the column of each field; the rest holds for
    every line: an indicator, a period and a sort of place where no column says them, what the person accepted.
    """

    columns: dict[str, str] = field(default_factory=dict)
    indicator: str = ""
    period: str = ""
    place_kind: str = ""
    source: str = ""
    sheet: str = ""
    complete_codes: bool = False
    take_formulas: bool = False

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> Chosen:
        """As it was kept; what is not known any more is left aside."""
        known = {one.name for one in fields(cls)}
        return cls(**{name: value for name, value in kept.items() if name in known})

    def as_json(self) -> dict[str, Any]:
        """As the database keeps it."""
        return asdict(self)

    def rank(self, table: Table, key: str) -> int | None:
        """The rank of the column of a field in a table."""
        title = self.columns.get(key)
        return table.by_title.get(fold(title)) if title else None

    def fits(self, table: Table) -> bool:
        """Whether a table says of which indicator, place and period its lines are, and some value.

        A workbook may have a sheet of counts beside one of shares: each has its own columns of values.
        """
        there = {key for key in self.columns if self.rank(table, key) is not None}
        return {key for key in ABOUT if key in self.columns} <= there and any(key in there for key in VALUES)


def guess(head: Iterable[str]) -> dict[str, str]:
    """Titles by field, where a title alone tells; the first title that means a field is its column."""
    found: dict[str, str] = {}
    for title in head:
        for one in FIELDS:
            if title and one.key not in found and one.is_meant_by(title):
                found[one.key] = title
                break
    return found


def titles_of(sheets: list[dict[str, Any]]) -> str:
    """SHA-256 of the titles of a file's sheets: what a sender's mapping is remembered by."""
    heads = {"\t".join(map(fold, Table.of(sheet, several=False).head)) for sheet in sheets}
    return hashlib.sha256("\n".join(sorted(heads)).encode()).hexdigest()


def parse_columns(told: Iterable[str]) -> dict[str, str]:
    """`COL=FIELD` of a command line, FIELD by its key or its French label."""
    names = {fold(name): one.key for one in FIELDS for name in (one.key, one.label)}
    found: dict[str, str] = {}
    for pair in told:
        title, equal, name = pair.rpartition("=")
        key = names.get(fold(name.strip()))
        if not equal or not title.strip() or key is None:
            raise BadInput(
                f"«\u202f{pair}\u202f» ne dit pas quelle colonne remplit quel champ.",
                where="--map",
                remedy=f"Écrivez «\u202fTITRE=CHAMP\u202f», CHAMP parmi {', '.join(one.key for one in FIELDS)}.",
            )
        found[key] = title.strip()
    return found


def tables(sheets: list[dict[str, Any]], chosen: Chosen) -> tuple[list[Table], list[str]]:
    """The tables to read and the names of the sheets left aside. Raises `BadInput` when none has the columns."""
    several = len(sheets) > 1
    made = [Table.of(sheet, several=several) for sheet in sheets]
    wanted = [one for one in made if not chosen.sheet or one.sheet == chosen.sheet]
    fitting = [one for one in wanted if chosen.fits(one)]
    read = {title for one in fitting for title in one.by_title}
    if not fitting or any(fold(title) not in read for title in chosen.columns.values()):
        raise _no_table(wanted or made, chosen)
    return fitting, [one.sheet for one in made if one not in fitting]


def _no_table(made: list[Table], chosen: Chosen) -> BadInput:
    best = max(made, key=lambda one: sum(fold(title) in one.by_title for title in chosen.columns.values()))
    missing = [title for title in chosen.columns.values() if fold(title) not in best.by_title]
    there = ", ".join(title for title in best.head if title)
    return BadInput(
        f"la colonne «\u202f{(missing or [''])[0]}\u202f» n'est pas dans le fichier.",
        where=best.named(best.first, 0),
        remedy=f"Colonnes présentes\u202f: {there or 'aucune'}.",
    )


def require_enough(chosen: Chosen) -> None:
    """Raise `BadInput` unless columns and fixed answers say an indicator, a place, a period and a value."""
    fixed = {"indicator": chosen.indicator, "period": chosen.period}
    missing = [
        BY_KEY[key].label for key in ("indicator", "place", "period") if not (chosen.columns.get(key) or fixed.get(key))
    ]
    if not any(chosen.columns.get(key) for key in VALUES):
        missing.append(BY_KEY["value"].label)
    if missing:
        raise BadInput(
            f"il manque la colonne de\u202f: {', '.join(missing)}.",
            remedy="Dites quelle colonne la donne, ou la même réponse pour toutes les lignes.",
        )
