"""Deciding what of a period may be public, before it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tenir.core.errors import BadInput
from tenir.engines.rollup import periods
from tenir.engines.rollup.disclosure import Inconsistent, Key, Outcome, protect
from tenir.engines.rollup.model import Period, Value
from tenir.modules.indicators import secrecy
from tenir.modules.indicators.enums import IndicatorKind
from tenir.modules.indicators.models import Indicator

_IN_PARTS = (IndicatorKind.COUNT, IndicatorKind.AMOUNT, IndicatorKind.SHARE)


@dataclass(frozen=True)
class Release:
    """What a period would say of each place: a value, or None where it is hidden; `findings` are for those inside."""

    figures: dict[int, Value | None]
    findings: list[str] = field(default_factory=list)

    @property
    def hidden(self) -> int:
        """How many figures are hidden."""
        return sum(value is None for value in self.figures.values())


def prepare(indicator: Indicator, period: Period) -> Release:
    """What may be said of a period today. Raises `BadInput` where nothing may be: no answer, no parts, other sums."""
    _require_parts(indicator)
    try:
        puzzle, keys = secrecy.puzzle(indicator, period)
        outcome = protect(list(puzzle.cells.values()), sorted(puzzle.relations, key=str), ledger=puzzle.ledger)
    except Inconsistent as found:
        raise BadInput(
            "ces chiffres et ceux qui sont déjà publiés ne s'additionnent pas\u202f: rien n'est publié.",
            where=f"{indicator.title}, {periods.label(period)}",
            remedy="Vérifiez les parties de l'indicateur (femmes, hommes…) et l'inclusion des lieux.",
        ) from found
    if not keys:
        raise BadInput("aucune valeur acceptée pour cette période.", remedy="Acceptez d'abord des valeurs.")
    return Release(dict(_figures(puzzle, keys, outcome)), [finding.sentence for finding in outcome.findings])


def _figures(
    puzzle: secrecy.Puzzle, keys: dict[int, list[Key]], outcome: Outcome
) -> Iterator[tuple[int, Value | None]]:
    """A share is shown with both its parts or not at all."""
    for place, of_place in keys.items():
        shown = all(outcome.shown(key) for key in of_place)
        values = [puzzle.cells[key].value for key in of_place]
        yield place, Value(*values) if shown else None


def _require_parts(indicator: Indicator) -> None:
    if indicator.kind not in _IN_PARTS:
        raise BadInput(
            f"«\u202f{indicator.title}\u202f» est donné sans ses deux termes\u202f: on ne peut pas savoir combien de "
            "personnes il décrit, il n'est pas publié.",
            remedy="Demandez le numérateur et le dénominateur, dans un indicateur de part.",
        )
