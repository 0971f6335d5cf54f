"""What the letter of a person says of bodies and duties; what their organisations owe comes first."""

from __future__ import annotations

from tenir.core.people.digests import Line, Section
from tenir.core.people.models import User
from tenir.core.web import french
from tenir.modules.governance.duties import letters as duties
from tenir.modules.governance.letters import when
from tenir.modules.governance.models import Decision, Meeting
from tenir.modules.governance.seats import held_by
from tenir.modules.governance.waiting import mine
from tenir.modules.governance.waiting.mine import Mine


def sections(user: User) -> list[Section]:
    """In the order of the letter."""
    held = held_by(user)
    own = mine.of(held)
    return [*duties.sections(held), *_decisions(own), *_meetings(own)]


def _decisions(own: Mine) -> list[Section]:
    rows = list(mine.decisions_held(own).filter(due_on__isnull=False))
    if not rows:
        return []
    title = french.accord(len(rows), "décision attend", "décisions attendent")
    return [Section(f"{title} votre organisation", [Line(_decided(one), one.get_absolute_url()) for one in rows])]


def _decided(one: Decision) -> str:
    return f"{one.text} (à faire avant le {french.date_longue(one.due_on)}, {one.meeting.body.name})"


def _meetings(own: Mine) -> list[Section]:
    rows = mine.to_come(own)
    if not rows:
        return []
    title = french.accord(len(rows), "réunion", "réunions")
    lines = [Line(_told(one), one.get_absolute_url()) for one in rows]
    return [Section(f"{title} dans les trente jours", lines, is_duty=False)]


def _told(one: Meeting) -> str:
    place = f", {one.where}" if one.where else ""
    return f"{one.body.name}, le {when(one)}{place}"
