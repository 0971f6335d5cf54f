"""The ladder of reminders: a promise that stays silent is told to the holder, then to whoever stands above, in turn.

Nobody gets a letter of its own for it: each rung reads it in the one letter that they get anyway.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from tenir.core.people.models import Mandate, User, places_reached_by
from tenir.core.rights import Role
from tenir.core.web import french
from tenir.modules.commitments.enums import HOLDING, State
from tenir.modules.commitments.models import SETTLED, Commitment, Ladder, Party
from tenir.modules.commitments.moments import months_before

RUNGS = {Role.DELEGATE: "delegate_after", Role.PREFECTURE: "prefecture_after"}
HEAD = "head_after"


@dataclass(frozen=True)
class Climbed:
    """A promise that has been silent for longer than its holder's turn."""

    commitment: Commitment
    since: date

    @property
    def words(self) -> str:
        """« 12 Ouvrir une maison de quartier, muet depuis le 3 mai 2026 »."""
        return f"{self.commitment}, muet depuis le {french.date_longue(self.since)}"


def silent_from(row: Commitment) -> date | None:
    """The day on which silence began; None where nothing is owed or where no day can be told (no news ever, no text
    date).
    """
    if row.level in SETTLED or not row.counted:
        return None
    first = row.news_on or row.framework.signed_on
    if first is None:
        return None
    return months_before(first, -row.framework.news_due_months)


def climbed_to(user: User, held: Container[str], today: date | None = None) -> list[Climbed]:
    """The silent promises whose reminders have reached somebody's rung, the longest silence first.

    `held`: their roles in force.
    """
    today = today or timezone.localdate()
    found: dict[int, Climbed] = {}
    for role, rung in RUNGS.items():
        if role in held:
            roles = user.memberships.in_force().with_roles((role,))
            here = Q(place__in=places_reached_by(roles).order_by())
            found |= {one.commitment.pk: one for one in _silent(here, rung, today)}
    led = Mandate.objects.filter(user=user).in_force().values("organisation")
    held = Party.objects.filter(commitment=OuterRef("pk"), organisation__in=led, role__in=HOLDING)
    found |= {one.commitment.pk: one for one in _silent(Q(Exists(held)), HEAD, today)}
    return sorted(found.values(), key=lambda one: (one.since, one.commitment.pk))


def _silent(here: Q, rung: str, today: date) -> Iterable[Climbed]:
    rows = Commitment.objects.filter(here, framework__state=State.PUBLIC).counted().exclude(level__in=SETTLED)
    for row in rows.select_related("framework", "framework__ladder").order_by("framework", "position"):
        since = silent_from(row)
        ladder = getattr(row.framework, "ladder", None) or Ladder()
        if since is not None and since + timedelta(days=getattr(ladder, rung)) <= today:
            yield Climbed(row, since)
