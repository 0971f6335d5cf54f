"""The promises that wait for somebody: those that their organisations hold, within the places of their roles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from tenir.core import rights
from tenir.core.people.models import Membership, Organisation, User, places_reached_by
from tenir.core.places.models import Place, PlaceKind
from tenir.modules.commitments import permissions
from tenir.modules.commitments.enums import HOLDING, ReportState, State, StepKind
from tenir.modules.commitments.models import SETTLED, Application, Commitment, Party, ProgressReport, ReportStep
from tenir.modules.commitments.moments import months_before

# News are asked for this long before silence begins, so that nobody is called silent for want of a letter.
AHEAD_MONTHS = 1
# A late promise is asked about every month, whatever its cadence; not again the day after it was told of.
LATE_MONTHS = 1


LATE = "en retard"
CONTESTED = "contesté\u202f: votre réponse est attendue"


@dataclass(frozen=True)
class Owed:
    """A promise, for whom somebody speaks of it, and why it waits; `why` is empty when nothing is due.

    With `place`, it is its application there that they speak of (`reporting.applied`); `application` is None until a
    first level was said.
    """

    commitment: Commitment
    organisation: Organisation
    why: str
    place: Place | None = None
    application: Application | None = None

    @property
    def is_due(self) -> bool:
        """Whether something is waited for."""
        return bool(self.why)

    @property
    def shown(self) -> Commitment | Application | None:
        """What repeats its level: the promise, or its application in the place."""
        return self.application if self.place else self.commitment

    @property
    def now(self) -> str:
        """The level that was last said; empty for none."""
        return self.shown.declared_level or self.shown.level if self.shown else ""

    @property
    def is_invented(self) -> bool:
        """Whether what is said of it is: nobody invents where a real text stands without saying so."""
        applied = bool(self.place and (self.place.is_invented or self.organisation.is_invented))
        return self.commitment.framework.is_invented or applied

    @property
    def is_contested(self) -> bool:
        """Whether it is an answer that is waited for, not news."""
        return self.why == CONTESTED


def memberships_of(user: User) -> QuerySet[Membership]:
    """The roles in force by which somebody may say where promises stand."""
    return user.memberships.in_force().with_roles(rights.roles(permissions.DECLARE))  # type: ignore[no-any-return]


def owed_by(user: User, today: date | None = None) -> list[Owed]:
    """Every public promise that somebody may speak of as its holder: what is due first, the longest silence first.

    A number of queries that depends on the roles of the person, not on the promises.
    """
    today = today or timezone.localdate()
    roles = memberships_of(user)
    mine = list(Organisation.objects.filter(pk__in=roles.values("organisation")))
    rows = list(_held(mine, roles))
    holders = _holders(rows, mine)
    returned = _sent_back(rows)
    found = [Owed(row, holders[row.pk], _why(row, returned, today)) for row in rows]
    return sorted(found, key=_urgency)


def due_for(user: User) -> list[Owed]:
    """Those that something is waited for."""
    return [one for one in owed_by(user) if one.is_due]


def owed_one(user: User, commitment: Commitment) -> Owed | None:
    """One of them, or None where it is not theirs to speak of."""
    return next((one for one in owed_by(user) if one.commitment.pk == commitment.pk), None)


def speaks_of(user: User, commitment: Commitment) -> bool:
    """Whether a promise is theirs to speak of, whatever waits: one of those of `owed_by`."""
    roles = memberships_of(user)
    mine = list(Organisation.objects.filter(pk__in=roles.values("organisation")))
    return _held(mine, roles).filter(pk=commitment.pk).exists()


def _held(mine: Sequence[Organisation], roles: QuerySet[Membership]) -> QuerySet[Commitment]:
    held = Party.objects.filter(commitment=OuterRef("pk"), organisation__in=mine, role__in=HOLDING)
    reached = places_reached_by(roles)  # type: ignore[arg-type]
    rows = Commitment.objects.filter(Exists(held), framework__state=State.PUBLIC, place__in=reached.order_by())
    return rows.select_related("framework", "place").order_by("framework", "position")


def _holders(rows: Iterable[Commitment], mine: Sequence[Organisation]) -> dict[int, Organisation]:
    by_key = {one.pk: one for one in mine}
    held = Party.objects.holding().filter(commitment__in=[row.pk for row in rows], organisation__in=by_key)
    pairs = held.order_by("-position", "-pk").values_list("commitment", "organisation")
    return {commitment: by_key[organisation] for commitment, organisation in pairs}


def _sent_back(rows: Iterable[Commitment]) -> dict[int, ProgressReport]:
    """The report that was sent back and that nothing followed, or contested and not answered, by promise."""
    answered = Exists(ReportStep.objects.filter(report=OuterRef("pk"), kind=StepKind.ANSWERED))
    reports = ProgressReport.objects.filter(commitment__in=[row.pk for row in rows], place=None)
    latest = {one.commitment_id: one for one in reports.annotate(was_answered=answered).order_by("id")}
    return {key: one for key, one in latest.items() if _is_returned(one)}


def _is_returned(report: ProgressReport) -> bool:
    if report.state == ReportState.CONTESTED:
        return not report.was_answered  # type: ignore[attr-defined]
    return report.state == ReportState.SENT_BACK


def _why(row: Commitment, returned: dict[int, ProgressReport], today: date) -> str:
    if row.pk in returned:
        contested = returned[row.pk].state == ReportState.CONTESTED
        return CONTESTED if contested else "renvoyé avec un commentaire"
    if row.level in SETTLED or not row.counted:
        return ""
    if row.is_silent(row.framework.silent_before(today)):
        return "muet" if row.news_on else "sans aucune nouvelle"
    if row.is_late(today) and (row.news_on is None or row.news_on < months_before(today, LATE_MONTHS)):
        return LATE
    soon = months_before(today, max(0, row.framework.news_due_months - AHEAD_MONTHS))
    return "nouvelles dues ce mois-ci" if row.news_on is None or row.news_on < soon else ""


def _urgency(one: Owed) -> tuple[bool, date, str, int]:
    row = one.commitment
    return (not one.is_due, row.news_on or date.min, row.framework.slug, row.position)


def waiting_for_judge(user: User, *, asked: bool = False) -> QuerySet[ProgressReport]:
    """Reports that somebody may judge on their territory, whoever waited longest first; never their own.

    `asked`: only those that are asked of them: whoever has the whole country may judge every town's, but letters and
    desks ask them about the nation's own.
    """
    roles = user.memberships.in_force().with_roles(rights.roles(permissions.VERIFY))
    near = roles.exclude(place__kind=PlaceKind.NATION) if asked else roles
    reached = places_reached_by(near).order_by()
    here = Q(place__in=reached) | Q(place__isnull=True, commitment__place__in=reached)
    if asked and roles.filter(place__kind=PlaceKind.NATION).exists():
        here |= Q(place__isnull=True, commitment__place__kind=PlaceKind.NATION)
    own = user.memberships.in_force().values("organisation")
    rows = ProgressReport.objects.open().filter(here).exclude(organisation__in=own)
    return rows.select_related("commitment__framework", "commitment__place", "organisation", "place").order_by("id")
