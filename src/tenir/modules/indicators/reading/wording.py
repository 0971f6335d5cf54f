"""Sentences about figures: how complete, how made, how far from the target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from tenir.core.web import french
from tenir.core.web.french import NARROW
from tenir.core.web.quantities import figure
from tenir.engines.rollup import periods
from tenir.engines.rollup.model import Value
from tenir.modules.indicators import values
from tenir.modules.indicators.enums import Counted, Direction, IndicatorKind, OverPeriods, OverPlaces
from tenir.modules.indicators.models import Indicator, Target
from tenir.modules.indicators.publishing import WITHHELD, Figure
from tenir.modules.indicators.rounding import points_off

# Incomplete periods that a sentence names; more are counted.
MOST_NAMED = 3
_OVER_PLACES = {
    OverPlaces.SUM: "La valeur d'un lieu additionne celles des lieux interrogés qu'il contient à la fin de la période, "
    "chacun une seule fois.",
    OverPlaces.NONE: "Les valeurs des lieux ne s'additionnent pas\u202f: chaque lieu n'a que la sienne.",
}
_OVER_PERIODS = {
    OverPeriods.SUM: "Une période plus longue additionne les périodes qui la composent.",
    OverPeriods.LAST: "Une période plus longue vaut ce que vaut sa dernière partie.",
    OverPeriods.ALONE: "Une période plus longue se demande à part, elle n'est la somme d'aucune autre.",
    OverPeriods.NONE: "Aucune période plus longue n'a de valeur.",
}
_KINDS = {
    IndicatorKind.SHARE: "Une part est refaite de ses deux termes, jamais une moyenne de pourcentages.",
    IndicatorKind.RATE: "C'est un taux donné sans ses deux termes\u202f: rien ne permet d'en faire un autre.",
}
_COUNTED = {
    Counted.PERSONS: "Ce sont des personnes ou des ménages\u202f: le secret statistique protège les petits nombres.",
    Counted.COMPANIES: "Ce sont des entreprises\u202f: le secret statistique protège ce que dit chacune.",
}


def completeness(shown: Figure | None) -> str:
    """« 431 réponses sur 433 attendues »."""
    answered = french.accord(shown.answered, "réponse") if shown and shown.answered else "aucune réponse"
    if shown is None or shown.expected is None:
        return answered
    return f"{answered} sur {french.accord(shown.expected, 'attendue')}"


def answered(shown: Figure) -> str:
    """The same in a table: a place that is asked once has answered or has not."""
    if shown.expected == 1:
        return "répondu" if shown.answered else "sans réponse"
    return completeness(shown)


def said(indicator: Indicator, shown: Figure | None) -> str:
    """« 4 612 postes », « secret statistique », « non renseigné », « 45 personnes (arrondi à 5) », or the words of the
    answer.
    """
    if shown is not None and shown.withheld:
        return WITHHELD
    if shown is not None and shown.statement:
        return shown.statement
    told = values.words(indicator, shown.value if shown else None)
    return f"{told} ({_rounded(indicator, shown)})" if shown is not None and shown.rounded else told


def _rounded(indicator: Indicator, shown: Figure) -> str:
    """« arrondi à 5 »; of a share both terms are, and it is made from them."""
    return f"termes arrondis à {shown.base}" if indicator.is_share else f"arrondi à {shown.base}"


def rounding(indicator: Indicator, shown: Figure | None) -> str:
    """What a reader of a rounded figure must know before adding; nothing of an exact one."""
    if shown is None or shown.value is None or not shown.rounded:
        return ""
    apart = f"{NARROW}: des sommes peuvent ne pas tomber juste."
    if not indicator.is_share:
        return f"Chaque chiffre publié est arrondi à {shown.base}, à part des autres{apart}"
    off = french.accord(points_off(indicator, shown.value, shown.base), "point")
    return f"Publiés, les deux termes sont arrondis à {shown.base} et la part en est refaite, juste à {off} près{apart}"


def together(shown: Sequence[Figure]) -> str:
    """« , chiffres arrondis à 5 » for the title of several figures; « en partie » where some are exact."""
    bases = sorted({one.base for one in shown if one.rounded})
    if not bases:
        return ""
    partly = "en partie " if is_mixed(shown) else ""
    return f", chiffres {partly}arrondis à {' ou à '.join(map(str, bases))}"


def is_mixed(shown: Sequence[Figure]) -> bool:
    """Whether rounded figures stand beside exact ones, so that each must say which it is."""
    return any(one.rounded for one in shown) and any(one.value is not None and not one.rounded for one in shown)


def how_it_adds_up(indicator: Indicator) -> list[str]:
    """Over places, over periods, and what its sort adds to that."""
    more = (_KINDS.get(IndicatorKind(indicator.kind)), _COUNTED.get(Counted(indicator.counted)))
    adds = (_OVER_PLACES[OverPlaces(indicator.over_places)], _OVER_PERIODS[OverPeriods(indicator.over_periods)])
    return [*adds, *(sentence for sentence in more if sentence)]


def distance(
    indicator: Indicator, shown: Figure | None, targets: Sequence[Target], *further: Mapping[int, str]
) -> list[tuple[str, str]]:
    """For each target of the place what is still missing to it, with the `further` sentences by target (its pace, how
    it is shared out inside), and what its source says besides.
    """
    return [(_told(indicator, shown, one, further), _besides(one)) for one in targets]


def _told(indicator: Indicator, shown: Figure | None, target: Target, further: Sequence[Mapping[int, str]]) -> str:
    first = f"{aimed(indicator, target)}{_gap(indicator, shown, target)}."
    return " ".join(filter(None, (first, *(one.get(target.pk) for one in further))))


def aimed(indicator: Indicator, target: Target) -> str:
    """« Cible pour le 31 décembre 2022 : 5 000 postes »; « Cible, sans date dite : … » where the text gives none."""
    value = values.words(indicator, Value(target.numerator, target.denominator))
    day = f" pour le {french.date_longue(target.on)}" if target.on else ", sans date dite"
    return f"Cible{day}{NARROW}: {value}"


def _besides(target: Target) -> str:
    """Its starting point, its source and where in it, and on what sources disagree."""
    source = f"{target.source.title}{f', {target.where}' if target.where else ''}." if target.source else ""
    return " ".join(part for part in (target.note, source) if part)


def given(indicator: Indicator, shown: Figure | None, told: Figure | None) -> str:
    """That somebody gave a figure for a place that is not asked: it is in no sum, and stands beside ours."""
    if told is None or told.withheld or told.value is None:
        return ""
    if indicator.over_places == OverPlaces.NONE:
        return "Cette valeur est donnée pour ce lieu même, elle n'est la somme d'aucune autre."
    said = values.words(indicator, told.value)
    if shown is None or shown.value is None or shown.withheld:
        return f"Une valeur est donnée pour ce lieu même\u202f: {said}, qui n'est la somme d'aucune réponse."
    ours, theirs = values.number(indicator, shown.value), values.number(indicator, told.value)
    if ours is None or theirs is None or ours == theirs:
        return ""
    gap = much(indicator, abs(Decimal(theirs) - Decimal(ours)))
    way = "de plus" if theirs > ours else "de moins"
    return f"Une valeur est donnée pour ce lieu même\u202f: {said}, soit {gap} {way} que la somme des réponses."


def _gap(indicator: Indicator, shown: Figure | None, target: Target) -> str:
    """What is missing to the target in the sense of the indicator; nothing where no number can be compared."""
    reached = values.number(indicator, shown.value if shown else None)
    wanted = values.number(indicator, Value(target.numerator, target.denominator))
    if shown is None or reached is None or wanted is None:
        return ""
    told = f" ({when(shown)}{', chiffre arrondi' if shown.rounded else ''})"
    missing = _missing(indicator, reached, wanted)
    if indicator.direction == Direction.NEITHER:
        return f"{NARROW}; l'écart est de {much(indicator, abs(missing))}{told}"
    if missing <= 0:
        return f"{NARROW}; elle est atteinte{told}"
    too_much = indicator.direction == Direction.LESS
    verb, end = ("il y a", " de trop") if too_much else ("il manque", "")
    return f"{NARROW}; {verb} {much(indicator, missing)}{end}{told}"


def when(shown: Figure) -> str:
    """« 2e semestre 2024, 1 réponse sur 2 attendues »: a target missed may only be a figure not yet whole."""
    told = periods.label(periods.from_id(shown.period))
    return f"{told}, {completeness(shown)}" if is_incomplete(shown) else told


def is_incomplete(shown: Figure) -> bool:
    """Whether fewer answered than were asked."""
    return shown.expected is not None and shown.answered < shown.expected


def incomplete(shown: Sequence[Figure]) -> str:
    """What a chart must say of its points: « Périodes incomplètes : T1 2019 (2 réponses sur 3 attendues). »."""
    lacking = [one for one in shown if one.answered and is_incomplete(one)]
    if not lacking:
        return ""
    if len(lacking) > MOST_NAMED:
        return f"{french.nombre(len(lacking))} périodes sur {french.nombre(len(shown))} sont incomplètes."
    told = (f"{periods.label(periods.from_id(one.period))} ({completeness(one)})" for one in lacking)
    title = "Période incomplète" if len(lacking) == 1 else "Périodes incomplètes"
    return f"{title}{NARROW}: {french.liste_et(told)}."


def rounded_points(shown: Sequence[Figure]) -> str:
    """What a chart must say besides: « Chiffres arrondis à 5 : 1er semestre 2019. »."""
    found = [one for one in shown if one.rounded]
    if not found:
        return ""
    if len(found) > MOST_NAMED:
        return f"{french.nombre(len(found))} périodes sur {french.nombre(len(shown))} sont arrondies."
    told = (f"{periods.label(periods.from_id(one.period))} (à {one.base})" for one in found)
    return f"{'Période arrondie' if len(found) == 1 else 'Périodes arrondies'}{NARROW}: {french.liste_et(told)}."


def _missing(indicator: Indicator, reached: Decimal | int, wanted: Decimal | int) -> Decimal:
    way = Decimal(wanted) - Decimal(reached)
    return -way if indicator.direction == Direction.LESS else way


def much(indicator: Indicator, difference: Decimal) -> str:
    """« 388 postes »; two percentages differ by points."""
    if not indicator.is_share:
        return figure(difference, values.unit(indicator))
    points = "point" if abs(difference) < 2 else "points"
    return f"{french.decimal(difference, values.PERCENT_PLACES)}\u00a0{points}"
