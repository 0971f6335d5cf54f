"""Which places of a panel answered for a period, and which did not.

Public whatever the panel: who is silent is a territory in whose name a public authority answers, never a person, and
an answer that is awaited says nothing of what it would have held. Whether a value was received and waits for somebody
to accept it is told to those in charge only: it would name who is late in judging, or whose value was sent back.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from tenir.core.places.models import Place
from tenir.engines.rollup.model import Period
from tenir.modules.indicators.enums import State
from tenir.modules.indicators.models import CountedValue, Indicator, Observation

NOTHING = "rien reçu"
_WORDS = {
    State.DECLARED: "reçue, à juger",
    State.SENT_BACK: "renvoyée, attendue de nouveau",
    State.CONTESTED: "contestée avant d'être acceptée",
}


@dataclass(frozen=True)
class Answers:
    """How many places answered of how many asked, and those that did not, by name."""

    answered: int
    expected: int
    silent: list[Place]

    @property
    def missing(self) -> int:
        """How many did not."""
        return self.expected - self.answered


def of(indicator: Indicator, period: Period, inside: Place | None) -> Answers:
    """Places of the panel, of those in a place when one is given; two queries, three with a place."""
    asked = Place.objects.filter(panel_places__panel=indicator.panel_id)
    if inside is not None:
        asked = asked.filter(pk__in=Place.objects.within(inside, on=period.last).order_by().values("pk"))
    counted = CountedValue.objects.filter(indicator=indicator, period=period.id).values("place")
    silent = list(asked.exclude(pk__in=counted).order_by("name", "code"))
    expected = asked.count()
    return Answers(expected - len(silent), expected, silent)


def waiting(indicator: Indicator, period: Period, places: QuerySet[Place] | None) -> dict[int, str]:
    """For those in charge: what became of the last value of each of these places; one query."""
    if places is None:
        return {}
    sent = Observation.objects.filter(indicator=indicator, period=period.id, place=OuterRef("pk"))
    last = sent.exclude(state=State.WITHDRAWN).order_by("-id").values("state")[:1]
    rows = places.order_by().annotate(last_state=Subquery(last)).values_list("pk", "last_state")
    return {pk: _WORDS.get(State(state), "") if state else NOTHING for pk, state in rows}
