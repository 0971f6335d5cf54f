"""What became of the values sent for a place and a period: all of it for those in charge, dates for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from tenir.core.places.models import Place
from tenir.core.web import french
from tenir.engines.rollup.model import Period, Value
from tenir.modules.indicators import values
from tenir.modules.indicators.enums import State
from tenir.modules.indicators.models import Indicator, Observation, Verdict
from tenir.modules.indicators.reading.ledgers import end_of


@dataclass(frozen=True)
class Said:
    """One verdict; `other` is the value that somebody opposed, in words."""

    verdict: Verdict
    other: str

    @property
    def word(self) -> str:
        """« Acceptée », « Contestée »."""
        return str(State(self.verdict.verdict).label)


@dataclass(frozen=True)
class Sent:
    """One value sent, in words, and what was said of it, the earliest first."""

    observation: Observation
    words: str
    verdicts: list[Said]


@dataclass(frozen=True)
class History:
    """Every value sent for a place and a period, the earliest first."""

    sent: list[Sent]

    @property
    def accepted(self) -> list[date]:
        """The days on which a value was accepted: the first, then the corrections."""
        every = (said.verdict for one in self.sent for said in one.verdicts)
        moments = sorted(verdict.at for verdict in every if verdict.verdict == State.ACCEPTED)
        return [timezone.localtime(moment).date() for moment in moments]

    @property
    def is_contested(self) -> bool:
        """Whether a value that was accepted is contested now."""
        return any(
            one.observation.state == State.CONTESTED
            and any(said.verdict.verdict == State.ACCEPTED for said in one.verdicts)
            for one in self.sent
        )

    @property
    def sentences(self) -> list[str]:
        """What everybody may know: when a value was accepted, when it was corrected, whether it is contested."""
        days = self.accepted
        if not days:
            return []
        told = [f"Valeur acceptée le {french.date_longue(days[0])}."]
        if len(days) > 1:
            told.append(f"Corrigée le {french.liste_et(french.date_longue(day) for day in days[1:])}.")
        if self.is_contested:
            told.append("Elle est contestée, et reste comptée tant que la contestation n'est pas tranchée.")
        return told


def of(indicator: Indicator, place: Place, period: Period, day: date | None = None) -> History:
    """Values of one key, with their verdicts, as known at the end of a day; two queries."""
    instant = end_of(day) if day else timezone.now()
    rows = Observation.objects.filter(indicator=indicator, place=place, period=period.id, recorded_at__lte=instant)
    return History([_sent(indicator, one) for one in _in_full(rows, instant)])


def of_observation(observation: Observation) -> Sent:
    """One value with its verdicts."""
    rows = _in_full(Observation.objects.filter(pk=observation.pk), timezone.now())
    return _sent(observation.indicator, rows[0])


def _in_full(rows: Any, instant: datetime) -> list[Observation]:
    verdicts = Verdict.objects.filter(at__lte=instant).select_related("organisation").order_by("id")
    found = rows.select_related("sender", "source").prefetch_related(Prefetch("verdicts", verdicts)).order_by("id")
    return list(found)


def _sent(indicator: Indicator, one: Observation) -> Sent:
    return Sent(
        one, _words(indicator, one), [Said(verdict, _other(indicator, verdict)) for verdict in one.verdicts.all()]
    )


def _words(indicator: Indicator, one: Observation) -> str:
    if one.numerator is None:
        return one.statement
    return in_full(indicator, Value(one.numerator, one.denominator))


def _other(indicator: Indicator, verdict: Verdict) -> str:
    if verdict.other_numerator is None:
        return ""
    return in_full(indicator, Value(verdict.other_numerator, verdict.other_denominator))


def in_full(indicator: Indicator, value: Value) -> str:
    """« 28,5 % (57 sur 200) »: who judges a share sees its two terms."""
    told = values.words(indicator, value)
    if value.denominator is None:
        return told
    terms = (figure(indicator, part) for part in (value.numerator, value.denominator))
    return f"{told} ({' sur '.join(terms)})"


def figure(indicator: Indicator, whole: int) -> str:
    """One term of a share, as people write it."""
    return french.decimal(values.amount(indicator, whole), indicator.decimals)
