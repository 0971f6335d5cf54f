"""Sending a figure, and saying what becomes of it. Values are never edited: a correction is another row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tenir.core import rights
from tenir.core.actions import Actor, action
from tenir.core.disclosure import snapshot
from tenir.core.journal import chain
from tenir.core.people.models import Organisation
from tenir.core.places.models import Place
from tenir.engines.rollup import periods
from tenir.engines.rollup.model import Period, Value
from tenir.modules.indicators import counting, permissions, rules, totals
from tenir.modules.indicators.enums import State
from tenir.modules.indicators.models import FigureSource, Indicator, Observation, Verdict

# From which states each verdict may be given.
ACCEPTABLE = (State.DECLARED, State.SENT_BACK, State.CONTESTED)
RETURNABLE = (State.DECLARED, State.ACCEPTED, State.CONTESTED)
CONTESTABLE = (State.DECLARED, State.ACCEPTED)
WITHDRAWABLE = (State.DECLARED, State.SENT_BACK, State.ACCEPTED, State.CONTESTED)
_VERBS = {
    State.ACCEPTED: "accept",
    State.SENT_BACK: "send_back",
    State.CONTESTED: "contest",
    State.WITHDRAWN: "withdraw",
}


@dataclass(frozen=True)
class Sent:
    """What comes with a value: who sent it, from which source, for a correction why, for companies how many.

    What is said of an invented indicator or place is invented whatever `is_invented` says.
    """

    sender: Organisation | None = None
    source: FigureSource | None = None
    where: str = ""
    reason: str = ""
    contributors: int | None = None
    largest: int | None = None
    is_invented: bool = False

    @property
    def columns(self) -> dict[str, Any]:
        """As an observation keeps them."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True)
class Other:
    """The value that somebody opposes to another, and how it was found."""

    value: Value | None = None
    method: str = ""
    organisation: Organisation | None = None


@action
def declare(
    *,
    by: Actor,
    indicator: Indicator,
    place: Place,
    period: Period,
    value: Value | None = None,
    statement: str = "",
    sent: Sent = Sent(),
) -> Observation:
    """Add a value that somebody sends; it counts once accepted. The same value again changes nothing.

    Raises `BadInput` on a value that the indicator cannot take, a period that is not its own or is closed, a correction
    without its reason; `rights.Refused` outside one's territory.
    """
    rights.require(by, permissions.DECLARE, on=place)
    counting.hold(indicator.pk)
    rules.require_open(indicator, period)
    rules.require_possible(indicator, period, value, statement)
    before = counting.latest(indicator, place, period)
    if before is not None and _is_same(before, value, statement):
        chain.nothing_to_record()
        return before
    rules.require_reason(before, sent.reason)
    observation = Observation.objects.create(
        indicator=indicator,
        place=place,
        period=period.id,
        numerator=value.numerator if value else None,
        denominator=value.denominator if value else None,
        statement=statement,
        **{**sent.columns, "is_invented": sent.is_invented or indicator.is_invented or place.is_invented},
    )
    chain.record(chain.created("indicators.declare", observation, reason=sent.reason), by=by)
    return observation


@action
def accept(*, by: Actor, observation: Observation, organisation: Organisation | None = None) -> Verdict:
    """Let a value count, in every total of every place that contains its own."""
    rights.require(by, permissions.JUDGE, on=observation.place)
    return _judge(by, observation, ACCEPTABLE, Verdict(verdict=State.ACCEPTED, organisation=organisation))


@action
def send_back(
    *, by: Actor, observation: Observation, comment: str, organisation: Organisation | None = None
) -> Verdict:
    """Ask whoever sent a value for a better one; it does not count, or counts no more."""
    rights.require(by, permissions.JUDGE, on=observation.place)
    rules.require_words(comment, "Dites ce qui est à corriger.")
    verdict = Verdict(verdict=State.SENT_BACK, comment=comment, organisation=organisation)
    return _judge(by, observation, RETURNABLE, verdict)


@action
def contest(*, by: Actor, observation: Observation, motive: str, other: Other = Other()) -> Verdict:
    """Oppose another value, with its motive and method: both are kept. An accepted value goes on counting meanwhile."""
    rights.require(by, permissions.CONTEST, on=observation.place)
    rules.require_words(motive, "Dites pourquoi vous contestez ce chiffre.")
    verdict = Verdict(
        verdict=State.CONTESTED,
        comment=motive,
        method=other.method,
        other_numerator=other.value.numerator if other.value else None,
        other_denominator=other.value.denominator if other.value else None,
        organisation=other.organisation,
    )
    return _judge(by, observation, CONTESTABLE, verdict)


@action
def withdraw(*, by: Actor, observation: Observation, reason: str) -> Verdict:
    """Take back a value sent by mistake: the one accepted before it, if any, counts again."""
    permission = permissions.DECLARE if observation.state == State.DECLARED else permissions.JUDGE
    rights.require(by, permission, on=observation.place)
    rules.require_words(reason, "Dites pourquoi ce chiffre est retiré.")
    return _judge(by, observation, WITHDRAWABLE, Verdict(verdict=State.WITHDRAWN, comment=reason))


def _is_same(before: Observation, value: Value | None, statement: str) -> bool:
    if before.state == State.SENT_BACK:
        return False
    return (before.numerator, before.denominator, before.statement) == (
        value.numerator if value else None,
        value.denominator if value else None,
        statement,
    )


def _judge(by: Actor, observation: Observation, states: tuple[State, ...], verdict: Verdict) -> Verdict:
    """Keep a verdict, move the state, and the totals when what counts has changed."""
    counting.hold(observation.indicator_id)
    rules.require_open(observation.indicator, periods.from_id(observation.period))
    # Read again now that the indicator is held: somebody may have judged it a moment ago.
    observation.refresh_from_db(fields=("state",))
    rules.require_state(observation, states)
    before = snapshot(observation)
    verdict.observation = observation
    verdict.save()
    observation.state = verdict.verdict
    observation.save(update_fields=("state",))
    totals.move(counting.recount_all([counting.Key.of(observation)]))
    chain.record(
        chain.changed(
            f"indicators.{_VERBS[State(verdict.verdict)]}", observation, before=before, reason=verdict.comment
        ),
        by=by,
    )
    return verdict
