"""What the letter of a person says of promises: those that wait for their news, those that climbed to them, and what
waits for their verdict, and what was said of theirs since the last one.
"""

from __future__ import annotations

from django.urls import reverse

from tenir.core import rights
from tenir.core.people.digests import MOST_LINES, Door, Line, Section
from tenir.core.people.lately import since_last_letter
from tenir.core.people.models import User
from tenir.core.web import french
from tenir.modules.commitments import permissions
from tenir.modules.commitments.models import EvidenceVerdict, ReportStep
from tenir.modules.commitments.reporting import applied, around, ladder, mine, orphans
from tenir.modules.commitments.reporting.desk import said_of
from tenir.modules.commitments.reporting.mine import Owed
from tenir.modules.commitments.signing import letters as signatures

# The verb of the links that open the pages of progress reports.
REPORT = "commitments.report_progress"


def sections(user: User) -> list[Section]:
    """In the order of the letter: what I owe first.

    Roles are read once: two thousand letters are written in a night, and most people judge nothing.
    """
    held = frozenset(user.memberships.in_force().values_list("role", flat=True))
    return [
        *_owed(user),
        *_in_places(user),
        *signatures.section(user),
        *_climbed(user, held),
        *(_to_judge(user) if _may(held, permissions.VERIFY) else ()),
        *(_orphaned(user) if _may(held, orphans.ABLE) else ()),
        *_changed(user),
    ]


def _may(held: frozenset[str], permission: str) -> bool:
    return not held.isdisjoint(rights.roles(permission))


def _owed(user: User) -> list[Section]:
    due = mine.due_for(user)
    if not due:
        return []
    title = french.accord(len(due), "engagement attend", "engagements attendent")
    lines = [Line(_words(one), one.commitment.get_absolute_url()) for one in due]
    door = Door(REPORT, _address, "Dire où ils en sont, en une minute et sans compte\u202f:")
    return [Section(f"{title} de vos nouvelles", lines, door)]


def _in_places(user: User) -> list[Section]:
    lines = [Line(f"{one.place}\u202f: {one.words}", one.url) for one in applied.silent_near(user)]
    return [Section("Ce que votre territoire applique attend de vos nouvelles", lines)] if lines else []


def _address(secret: str) -> str:
    return reverse("commitments:reports-by-link", args=(secret,))


def _climbed(user: User, held: frozenset[str]) -> list[Section]:
    climbed = ladder.climbed_to(user, held)
    if not climbed:
        return []
    title = french.accord(len(climbed), "engagement reste", "engagements restent")
    lines = [Line(one.words, one.commitment.get_absolute_url()) for one in climbed]
    return [Section(f"{title} sans nouvelle malgré les rappels au porteur", lines)]


def _to_judge(user: User) -> list[Section]:
    waiting = mine.waiting_for_judge(user, asked=True)
    count = waiting.count()
    if not count:
        return []
    title = french.accord(count, "point d'avancement attend", "points d'avancement attendent")
    shown = waiting[:5]
    lines = [Line(one.subject, reverse("commitments:judge-report", args=(one.pk,))) for one in shown]
    if count > len(lines):
        lines.append(Line("La liste entière", reverse("commitments:reports-to-judge")))
    return [Section(f"{title} votre vérification", lines)]


def _changed(user: User) -> list[Section]:
    """What others said of their reports and proofs since their last letter; no duty."""
    since = since_last_letter(user)
    steps = list(around.steps_since(user, since)[: MOST_LINES + 1])
    verdicts = list(around.verdicts_since(user, since)[: MOST_LINES + 1])
    lines = [
        *(Line(f"{one.report.subject}\u202f: {said_of(one)}", _address_of(one)) for one in steps),
        *(Line(f"Preuve «\u202f{one.evidence.title}\u202f»\u202f: {_verdict(one)}") for one in verdicts),
    ]
    return [Section("Ce qui a changé autour de vos engagements", lines, is_duty=False)] if lines else []


def _address_of(step: ReportStep) -> str:
    return step.report.commitment.get_absolute_url()


def _verdict(one: EvidenceVerdict) -> str:
    by = f", par {one.organisation}" if one.organisation else ""
    return f"{one.get_verdict_display().lower()}{by}"


def _orphaned(user: User) -> list[Section]:
    found = orphans.on_territory_of(user)
    if not found:
        return []
    whose = "ses engagements" if len(found) == 1 else "leurs engagements"
    title = french.accord(len(found), "organisation n'a", "organisations n'ont")
    lines = [Line(one.words, one.organisation.get_absolute_url()) for one in found]
    return [Section(f"{title} plus personne pour répondre de {whose}", lines)]


def _words(one: Owed) -> str:
    return f"{one.commitment} ({one.commitment.framework.short_title}, {one.why})"
