"""Who is told of a late duty, and when: holder, manager, délégué du préfet, préfet. Pure: no clock, no database.

Days are counted from the due day. The letters themselves are nobody's business here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tenir.modules.governance.duties.enums import Reach, Rung

# A ministry has no délégué du préfet above it, a préfet de région neither.
RUNGS = {
    Reach.NATION: (Rung.HOLDER, Rung.MANAGER),
    Reach.REGION: (Rung.HOLDER, Rung.MANAGER, Rung.PREFECT),
    Reach.DEPARTEMENT: tuple(Rung),
    Reach.CONTRACT: tuple(Rung),
}


@dataclass(frozen=True)
class Steps:
    """Days after the due day at which each rung above the holder is told."""

    manager: int = 7
    delegate: int = 21
    prefect: int = 45

    def after(self, rung: Rung) -> int:
        """The holder is told the day after."""
        return {Rung.HOLDER: 1, Rung.MANAGER: self.manager, Rung.DELEGATE: self.delegate}.get(rung, self.prefect)


@dataclass(frozen=True)
class Telling:
    """Who is told, and from which day."""

    rung: Rung
    on: date


def ladder(due_on: date, reach: str, steps: Steps) -> tuple[Telling, ...]:
    """Every rung of a duty, the nearest first."""
    return tuple(Telling(rung, due_on + timedelta(days=steps.after(rung))) for rung in RUNGS[Reach(reach)])


def next_told(due_on: date, reach: str, steps: Steps, *, told: Rung | None = None) -> Telling | None:
    """Who should be told next after `told` (nobody yet), and from which day; None once the last rung was."""
    rungs = ladder(due_on, reach, steps)
    if told is None:
        return rungs[0]
    order = tuple(Rung)
    above = (one for one in rungs if order.index(one.rung) > order.index(told))
    return next(above, None)


def days_late(due_on: date, on: date) -> int:
    """Whole days after the due day, 0 when it is not past."""
    return max(0, (on - due_on).days)
