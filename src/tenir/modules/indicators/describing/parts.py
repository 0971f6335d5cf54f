"""An indicator that is the sum of others: all persons, of which women and men. What may be a part, and what is one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from tenir.core.errors import BadInput
from tenir.modules.indicators.enums import IndicatorKind
from tenir.modules.indicators.models import Indicator, Margin

# What a part has as its whole has it: whole numbers of one unit, asked of the same places for the same periods.
ALIKE = ("panel_id", "periodicity", "kind", "decimals")
_NO_SUM = (IndicatorKind.RATE, IndicatorKind.QUALITATIVE)
Ties = Mapping[int, set[int]]


@dataclass
class Around:
    """What an indicator is the sum of, and what it is a part of, by title."""

    parts: list[Indicator] = field(default_factory=list)
    wholes: list[Indicator] = field(default_factory=list)


def around(indicator: Indicator) -> Around:
    """Both ways; one query."""
    found = Around()
    rows = Margin.objects.filter(Q(whole=indicator) | Q(part=indicator)).select_related("whole", "part")
    for row in rows.order_by("whole__title", "part__title", "pk"):
        if row.whole_id == indicator.pk:
            found.parts.append(row.part)
        else:
            found.wholes.append(row.whole)
    return found


def may_be_a_sum(indicator: Indicator) -> bool:
    """A rate without its terms and an answer in words have no parts."""
    return indicator.kind not in _NO_SUM


def possible(indicator: Indicator) -> QuerySet[Indicator]:
    """The indicators that are like enough to be a part of one."""
    alike = {name: getattr(indicator, name) for name in ALIKE}
    return Indicator.objects.filter(**alike).exclude(pk=indicator.pk).order_by("title", "pk")


def require_sound(indicator: Indicator, parts: Collection[Indicator]) -> None:
    """Raises `BadInput` on a part that is not like its whole, a sum of one, a circle, and what would count twice."""
    for part in parts:
        _require_alike(indicator, part)
    if len(parts) == 1:
        raise BadInput(
            "une seule partie ferait deux fois le même chiffre.",
            remedy="Choisissez toutes les parties de l'ensemble, ou aucune.",
        )
    ties, wanted = _ties(), {part.pk for part in parts}
    for part in parts:
        inside = _inside(ties, part.pk)
        if indicator.pk in inside:
            raise BadInput(f"«\u202f{part.title}\u202f» est déjà la somme d'indicateurs dont celui-ci fait partie.")
        if twice := inside & wanted:
            other = next(one for one in parts if one.pk in twice)
            raise BadInput(
                f"«\u202f{other.title}\u202f» est déjà compté dans «\u202f{part.title}\u202f».",
                remedy="Gardez l'un des deux.",
            )


def _require_alike(indicator: Indicator, part: Indicator) -> None:
    alike = all(getattr(part, name) == getattr(indicator, name) for name in ALIKE)
    if not alike or part.pk == indicator.pk or not may_be_a_sum(indicator):
        raise BadInput(
            f"«\u202f{part.title}\u202f» ne peut pas être une partie de «\u202f{indicator.title}\u202f».",
            remedy="Les parties sont des nombres de la même sorte que l'ensemble, avec autant de décimales, et se "
            "demandent aux mêmes lieux et aux mêmes périodes.",
        )


def _ties() -> Ties:
    """The parts of every whole: there are few."""
    found: dict[int, set[int]] = defaultdict(set)
    for whole, part in Margin.objects.values_list("whole", "part"):
        found[whole].add(part)
    return found


def _inside(ties: Ties, whole: int) -> set[int]:
    """Its parts, theirs, and so on."""
    found: set[int] = set()
    level = ties.get(whole, set())
    while level:
        found |= level
        level = {part for one in level for part in ties.get(one, ())} - found
    return found
