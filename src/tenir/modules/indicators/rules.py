"""What an observation must be to be kept at all; doubts about a possible value are told, not refused (`quality`)."""

from __future__ import annotations

from tenir.core.errors import BadInput
from tenir.core.web.french import nombre
from tenir.engines.rollup import periods
from tenir.engines.rollup.model import Period, PeriodKind, Value
from tenir.engines.rollup.numbers import LARGEST
from tenir.modules.indicators.enums import IndicatorKind, OverPeriods, State
from tenir.modules.indicators.models import Closing, Indicator, Observation
from tenir.modules.indicators.values import words

# First words of addresses of this module that are no indicator's (`urls.py`).
RESERVED = frozenset({"a-juger", "classeur", "envois", "envoyer", "nouveau", "preparer", "reponses", "valeurs"})
_MAY_BE_NEGATIVE = (IndicatorKind.AMOUNT, IndicatorKind.RATE)


def require_free_address(slug: str) -> None:
    """An indicator may not take the address of another page."""
    if slug in RESERVED:
        raise BadInput(
            f"«\u202f{slug}\u202f» est l'adresse d'une autre page.", where="adresse", remedy="Choisissez-en une autre."
        )


def require_open(indicator: Indicator, period: Period) -> None:
    """A closed period takes no value and no verdict."""
    if Closing.objects.filter(indicator=indicator, period=period.id).exists():
        raise BadInput(
            f"la période «\u202f{periods.label(period)}\u202f» est close pour «\u202f{indicator.title}\u202f».",
            remedy="Demandez qu'elle soit rouverte, en disant pourquoi.",
        )


def require_possible(indicator: Indicator, period: Period, value: Value | None, statement: str) -> None:
    """The value has the form of its indicator, and a period that the indicator is asked for."""
    require_period(indicator, period)
    if indicator.is_in_words:
        require_words(statement, "Écrivez où cela en est, en une phrase.")
        return
    if value is None:
        raise BadInput("aucune valeur n'est donnée.", remedy="Écrivez un nombre\u202f; sans réponse, n'envoyez rien.")
    _require_form(indicator, value)


def require_period(indicator: Indicator, period: Period) -> None:
    """The period is of the sort that the indicator is asked for, or a longer one where each stands alone."""
    longer = indicator.over_periods == OverPeriods.ALONE and bool(
        periods.shorter(period, PeriodKind(indicator.periodicity))
    )
    if period.kind != indicator.periodicity and not longer:
        raise BadInput(
            f"«\u202f{indicator.title}\u202f» se demande par {indicator.get_periodicity_display().lower()}, "
            f"pas pour «\u202f{periods.label(period)}\u202f».",
            remedy="Donnez une période de cette sorte.",
        )


def _require_form(indicator: Indicator, value: Value) -> None:
    if max(abs(value.numerator), abs(value.denominator or 0)) > LARGEST:
        raise BadInput("le nombre est trop grand pour être vrai.", remedy=f"Le plus grand admis est {nombre(LARGEST)}.")
    if (value.denominator is not None) != indicator.is_share:
        raise BadInput(
            "une part se donne avec son numérateur et son dénominateur, et elle seule.",
            remedy="Donnez les deux nombres de la part, ou le seul nombre d'un compte.",
        )
    if value.numerator < 0 and indicator.kind not in _MAY_BE_NEGATIVE:
        raise BadInput(
            f"un compte ne peut pas être négatif\u202f: {words(indicator, value)}.", remedy="Corrigez le signe."
        )
    if value.denominator is not None and value.numerator > value.denominator:
        raise BadInput(
            f"le numérateur ({nombre(value.numerator)}) dépasse le dénominateur ({nombre(value.denominator)}).",
            remedy="Vérifiez qu'ils n'ont pas été échangés.",
        )


def require_reason(before: Observation | None, reason: str) -> None:
    """A value that follows another for the same key corrects it, and says why."""
    if before is not None and before.state != State.SENT_BACK and not reason.strip():
        raise BadInput(
            "une autre valeur est déjà enregistrée pour ce lieu et cette période.",
            remedy="Dites pourquoi celle-ci la corrige.",
        )


def require_state(observation: Observation, states: tuple[State, ...]) -> None:
    """The verdict can be given on a value in one of these states only."""
    if observation.state not in states:
        raise BadInput(
            f"cette valeur est déjà {observation.get_state_display().lower()}.",
            remedy="Rechargez la page pour la voir.",
        )


def require_words(said: str, remedy: str) -> None:
    """A sentence is needed here."""
    if not said.strip():
        raise BadInput("il manque une phrase.", remedy=remedy)
