"""Which figures are withheld by themselves, how wide their interval must stay, and the words for those inside."""

from __future__ import annotations

from tenir.engines.rollup.disclosure.model import Cell, Reason

INSIDE = {Reason.NEIGHBOUR: "masqué pour protéger un chiffre voisin"}


def reason(cell: Cell) -> Reason | None:
    """Why this figure is withheld whatever is around it; None when it is not."""
    if cell.value < cell.rule.least:
        return Reason.SMALL
    return _of_companies(cell) if cell.rule.units else None


def _of_companies(cell: Cell) -> Reason | None:
    """What is not known of the contributors is taken at its worst."""
    if cell.contributors is None or cell.contributors < cell.rule.units:
        return Reason.SMALL
    if cell.largest is None or 100 * cell.largest > cell.rule.dominance * cell.value:
        return Reason.DOMINATED
    return None


def needed(cell: Cell) -> int:
    """The least width of the interval of a withheld figure: its threshold; for an amount, the amount itself.

    Three cents would say all of an amount: as much again as it is worth leaves it between nothing and twice that.
    """
    if reason(cell) is None:
        return 0
    return max(cell.rule.least, cell.rule.units, cell.value if cell.rule.units else 0)


def inside(cell: Cell, why: Reason) -> str:
    """« moins de 11 personnes »: for those who may read the figure, never beside it in public."""
    if why is Reason.SMALL:
        return f"moins de {cell.rule.least or cell.rule.units} {cell.rule.of}"
    if why is Reason.DOMINATED:
        return f"une entreprise fait plus de {cell.rule.dominance}\u00a0% de la valeur"
    return INSIDE[why]
