"""The columns of the sheet « Engagements »: what each holds, how it is written and how it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tenir.core.errors import BadInput
from tenir.core.web.columns import fold
from tenir.modules.commitments.editing.contents import CommitmentContent, PartyLine
from tenir.modules.commitments.enums import PartyRole, Side, Theme
from tenir.modules.commitments.moments import Moment

SEPARATOR = " ; "
ADDRESS, REVISION = "Adresse", "Révision"


@dataclass(frozen=True)
class SheetColumn:
    """One column; `field` is the part of a content that it writes, `allowed` its closed list (code, label)."""

    title: str
    field: str
    width: int = 14
    help: str = ""
    role: str = ""
    allowed: tuple[tuple[str, str], ...] = ()


ROLES = {
    PartyRole.HOLDER: "Porteurs",
    PartyRole.CO_HOLDER: "Copilotes",
    PartyRole.PARTNER: "Partenaires",
    PartyRole.FUNDER: "Financeurs",
    PartyRole.OPERATOR: "Met en œuvre",
}
_NAMES = "Adresses ou noms d'organisations, séparés par un point-virgule."
COLUMNS = (
    SheetColumn("Numéro", "number", 9, "Tel que le texte l'imprime. Une fois par cadre."),
    SheetColumn("Intitulé", "title", 60, "Ce qui est promis. Obligatoire."),
    SheetColumn("Partie", "heading", 16, "Clé de la partie (onglet « Listes »)."),
    SheetColumn("Précise", "parent", 10, "Adresse ou numéro de l'engagement qu'il précise."),
    SheetColumn("Compté", "counted", 9, "oui ou non.", allowed=(("oui", "oui"), ("non", "non"))),
    SheetColumn("Qui s'engage", "side", 20, "Côté, quand le texte en a deux.", allowed=tuple(Side.choices)),
    SheetColumn("Thème", "theme", 24, "Un des thèmes communs à tous les cadres.", allowed=tuple(Theme.choices)),
    SheetColumn("Échéance", "due", 12, "2026-12-31, 2026-12 ou 2026, selon ce que dit le texte."),
    SheetColumn("Échéance en mots", "due_words", 20, "Quand le texte ne donne pas de date."),
    SheetColumn("Récurrence", "recurrence", 12, "P1M, P3M, P6M, P1Y\u202f: tous les mois, trimestres, semestres, ans."),
    *(SheetColumn(title, "parties", 28, _NAMES, role=str(role)) for role, title in ROLES.items()),
    SheetColumn("Leviers", "levers", 18, "Adresses de leviers, séparées par un point-virgule."),
    SheetColumn(
        "Lieux", "places", 20, "Lieux d'application, sorte/code (commune/21231), séparés par un point-virgule."
    ),
)
HEAD = (ADDRESS, *(column.title for column in COLUMNS), REVISION)
BY_TITLE = {fold(column.title): column for column in COLUMNS}


def written(content: CommitmentContent, column: SheetColumn) -> str:
    """The cell of a promise."""
    if column.role:
        return SEPARATOR.join(line.organisation for line in content.parties if line.role == column.role)
    value = getattr(content, column.field)
    if isinstance(value, tuple):
        return SEPARATOR.join(value)
    if isinstance(value, bool):
        return "oui" if value else "non"
    return str(dict(column.allowed).get(value, value))


def parts(cell: str) -> list[str]:
    """The pieces of a cell that holds several."""
    return list(dict.fromkeys(piece.strip() for piece in cell.replace("\n", ";").split(";") if piece.strip()))


def read(column: SheetColumn, cell: str, names: Names) -> Any:
    """What a cell says, of the type of its field; the caller joins roles. Raises `BadInput` on what it cannot say."""
    if column.role:
        return [PartyLine(names.organisations.get(one, one), column.role) for one in parts(cell)]
    return _READERS.get(column.field, _text)(column, cell, names)


@dataclass(frozen=True)
class Names:
    """What names in cells lead to: organisations, headings, promises."""

    organisations: Mapping[str, str]
    headings: Mapping[str, str]
    commitments: Mapping[str, str]
    places: Mapping[str, str]


def _text(column: SheetColumn, cell: str, names: Names) -> Any:
    if not column.allowed or not cell:
        return " ".join(cell.split())
    for code, label in column.allowed:
        if fold(cell) in (fold(code), fold(label)):
            return code
    labels = ", ".join(label for _, label in column.allowed)
    raise BadInput(f"«\u202f{cell}\u202f» n'existe pas. Au choix\u202f: {labels}.")


def _counted(column: SheetColumn, cell: str, names: Names) -> Any:
    return _text(column, cell, names) != "non"


def _due(column: SheetColumn, cell: str, names: Names) -> Any:
    """ISO 8601, or as a French spreadsheet shows a date."""
    day, _, rest = cell.partition("/")
    month, _, year = rest.partition("/")
    if day.isdigit() and month.isdigit() and year.isdigit() and len(year) == 4:
        cell = f"{year}-{month:0>2}-{day:0>2}"
    return Moment.parse(cell).iso if cell else ""


def _recurrence(column: SheetColumn, cell: str, names: Names) -> Any:
    return cell.upper()


def _heading(column: SheetColumn, cell: str, names: Names) -> Any:
    return names.headings.get(cell) or names.headings.get(fold(cell)) or cell


def _parent(column: SheetColumn, cell: str, names: Names) -> Any:
    return names.commitments.get(cell, cell)


def _levers(column: SheetColumn, cell: str, names: Names) -> Any:
    return tuple(sorted(parts(cell)))


def _places(column: SheetColumn, cell: str, names: Names) -> Any:
    return tuple(sorted({names.places.get(one, one) for one in parts(cell)}))


_READERS: dict[str, Callable[[SheetColumn, str, Names], Any]] = {
    "counted": _counted,
    "due": _due,
    "recurrence": _recurrence,
    "heading": _heading,
    "parent": _parent,
    "levers": _levers,
    "places": _places,
}
