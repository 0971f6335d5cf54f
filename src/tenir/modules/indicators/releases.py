"""Deciding what of a period may be public, before it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tenir.core.errors import BadInput
from tenir.engines.rollup import periods
from tenir.engines.rollup.disclosure import Inconsistent, Key, Outcome, protect
from tenir.engines.rollup.model import Period, Value
from tenir.modules.indicators import rounding, secrecy
from tenir.modules.indicators.enums import IndicatorKind, Rounding
from tenir.modules.indicators.models import Indicator

_IN_PARTS = (IndicatorKind.COUNT, IndicatorKind.AMOUNT, IndicatorKind.SHARE)


@dataclass(frozen=True)
class Release:
    """What a period would say of each place: a value, rounded as asked, or None where it is hidden.

    `findings` are for those inside.
    """

    figures: dict[int, Value | None]
    findings: list[str] = field(default_factory=list)

    @property
    def hidden(self) -> int:
        """How many figures are hidden."""
        return sum(value is None for value in self.figures.values())


def prepare(indicator: Indicator, period: Period, base: int = Rounding.EXACT) -> Release:
    """What may be said of a period today, rounded to a multiple of `base`.

    Raises `BadInput` where nothing may be: no answer, no parts, other sums, zeros made by rounding.
    """
    _require_parts(indicator)
    step = rounding.step(indicator, base)
    try:
        puzzle, keys = secrecy.puzzle(indicator, period)
        relations = sorted(puzzle.relations, key=str)
        outcome = protect(list(puzzle.cells.values()), relations, ledger=puzzle.ledger, base=step)
    except Inconsistent as found:
        raise BadInput(
            "ces chiffres et ceux qui sont déjà publiés ne s'additionnent pas\u202f: rien n'est publié.",
            where=f"{indicator.title}, {periods.label(period)}",
            remedy="Vérifiez les parties de l'indicateur (femmes, hommes…) et l'inclusion des lieux.",
        ) from found
    if not keys:
        raise BadInput("aucune valeur acceptée pour cette période.", remedy="Acceptez d'abord des valeurs.")
    _require_no_new_zero(puzzle, outcome, base)
    return Release(dict(_figures(keys, outcome)), [finding.sentence for finding in outcome.findings])


def _figures(keys: dict[int, list[Key]], outcome: Outcome) -> Iterator[tuple[int, Value | None]]:
    """A share is shown with both its parts or not at all."""
    for place, of_place in keys.items():
        told = [outcome.decisions[key].value for key in of_place]
        values = [value for value in told if value is not None]
        yield place, Value(*values) if len(values) == len(told) else None


def _require_no_new_zero(puzzle: secrecy.Puzzle, outcome: Outcome, base: int) -> None:
    """Four companies rounded to 10 would read as none."""
    if any(one.value == 0 and puzzle.cells[one.key].value for one in outcome.decisions.values()):
        raise BadInput(
            f"arrondis à {base}, des chiffres qui ne sont pas nuls seraient publiés comme des zéros.",
            remedy="Choisissez un arrondi plus petit, ou les chiffres exacts.",
        )


def _require_parts(indicator: Indicator) -> None:
    if indicator.kind not in _IN_PARTS:
        raise BadInput(
            f"«\u202f{indicator.title}\u202f» est donné sans ses deux termes\u202f: on ne peut pas savoir combien de "
            "personnes il décrit, il n'est pas publié.",
            remedy="Demandez le numérateur et le dénominateur, dans un indicateur de part.",
        )
