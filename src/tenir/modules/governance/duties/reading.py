"""What the pages of duties say: groups, counts and sentences, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from tenir.core.places.models import Place
from tenir.core.web import french
from tenir.modules.governance.duties import ladder
from tenir.modules.governance.duties.enums import KINDS, InstanceState, OwedBy, Reach, Rhythm, Standing
from tenir.modules.governance.models import Duty, DutyInstance

_CLAUSES = {
    Standing.LATE: ("est en retard", "sont en retard"),
    Standing.DUE: ("est à faire", "sont à faire"),
    Standing.DONE: ("est faite", "sont faites"),
    Standing.WAIVED: ("est dispensée", "sont dispensées"),
}


@dataclass(frozen=True)
class Line:
    """One duty in a list, with how its instances stand."""

    duty: Duty
    when: str
    counts: dict[Standing, int]

    @property
    def late(self) -> bool:
        """Whether one is late somewhere."""
        return bool(self.counts[Standing.LATE])

    @property
    def standing(self) -> str:
        """« 1 est en retard et 2 sont faites », or nothing where none is open."""
        return clauses(self.counts)


@dataclass(frozen=True)
class Group:
    """Those who owe, and what."""

    title: str
    key: str
    lines: list[Line]


def with_counts(duties: QuerySet[Duty], today: date) -> QuerySet[Duty]:
    """Each duty with the number of its instances by standing, in the same query."""
    todo = Q(instances__state=InstanceState.TODO)
    late = todo & Q(instances__due_on__lt=today)
    return duties.annotate(
        late_count=Count("instances", filter=late),
        due_count=Count("instances", filter=todo & ~Q(instances__due_on__lt=today)),
        done_count=Count("instances", filter=Q(instances__state=InstanceState.DONE)),
        waived_count=Count("instances", filter=Q(instances__state=InstanceState.WAIVED)),
    )


def groups(duties: Iterable[Any], today: date) -> list[Group]:
    """Duties by who owes them, in the order of the list."""
    by_owner: dict[str, list[Line]] = {}
    for duty in duties:
        counts = {one: getattr(duty, f"{name}_count") for one, name in _COUNTED}
        by_owner.setdefault(duty.owed_by, []).append(Line(duty, when(duty, today), counts))
    return [Group(owner.label, owner.value, by_owner[owner]) for owner in OwedBy if owner in by_owner]


_COUNTED = ((Standing.LATE, "late"), (Standing.DUE, "due"), (Standing.DONE, "done"), (Standing.WAIVED, "waived"))


def when(duty: Duty, today: date) -> str:
    """« Le 15 mars 2019, échéance passée », « Chaque semestre », « Sans date dans le texte »."""
    if duty.first_due:
        often = duty.how_often
        return f"{often[:1].upper()}{often[1:]}"
    if duty.due_on is None:
        return str(Rhythm.UNDATED.label)
    past = ", échéance passée" if duty.due_on < today else ""
    return f"Le {french.date_longue(duty.due_on)}{past}"


@dataclass(frozen=True)
class Tally:
    """How many instances stand how, and how many of them are invented."""

    by_standing: dict[Standing, int]
    invented: int

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_standing.values())

    @property
    def standing(self) -> str:
        """« 2 sont en retard, 1 est à faire et 3 sont faites », or nothing."""
        return clauses(self.by_standing)


def counts_of(instances: QuerySet[DutyInstance], today: date) -> Tally:
    """How many stand how; one query."""
    todo, late = Q(state=InstanceState.TODO), Q(due_on__lt=today)
    found = instances.order_by().aggregate(
        late=Count("pk", filter=todo & late),
        due=Count("pk", filter=todo & ~late),
        done=Count("pk", filter=Q(state=InstanceState.DONE)),
        waived=Count("pk", filter=Q(state=InstanceState.WAIVED)),
        invented=Count("pk", filter=Q(is_invented=True)),
    )
    return Tally({one: found[name] for one, name in _COUNTED}, found["invented"])


def clauses(counts: dict[Standing, int]) -> str:
    """« 2 sont en retard, 1 est à faire et 3 sont faites »; nothing when all are zero."""
    return french.liste_et(
        f"{french.nombre(count)} {_CLAUSES[one][count > 1]}" for one, count in counts.items() if count
    )


def of_instances(tally: Tally) -> str:
    """« 5 échéances suivies : 1 est en retard, … et 3 sont faites. », or nothing where none is open."""
    followed = french.accord(tally.total, "échéance suivie", "échéances suivies")
    return f"{followed}\u202f: {tally.standing}." if tally.total else ""


def in_words(instance: DutyInstance) -> str:
    """« 88 jours de retard », « reste 3 jours », « le 28 mai 2026, par la préfecture, avec 2 jours de retard »."""
    today = timezone.localdate()
    late = late_words(instance, today)
    if instance.state != InstanceState.TODO and instance.organisation:
        told = f"le {french.date_longue(instance.settled_on)}, par {instance.organisation.name}"
        told += f", avec {late}" if late else ""
    else:
        left = (instance.due_on - today).days
        told = late or (f"reste {french.accord(left, 'jour')}" if left else "dernier jour")
    return f"{told} (inventé pour la démonstration)" if instance.is_invented else told


def sentence(shown: Sequence[Any], all_of: int) -> str:
    """« 45 obligations, dont 8 qui reviennent et 6 à une date fixe. »."""
    total = len(shown)
    rhythms = [duty.rhythm for duty in shown]
    recurring, once, undated = (rhythms.count(one) for one in (Rhythm.RECURRING, Rhythm.ONCE, Rhythm.UNDATED))
    parts = [
        f"{french.nombre(recurring)} {french.pluriel(recurring, 'revient', 'reviennent')} à intervalle fixe"
        if recurring
        else "",
        f"{french.nombre(once)} {french.pluriel(once, 'a', 'ont')} une date" if once else "",
        f"{french.nombre(undated)} {french.pluriel(undated, 'ne dit pas', 'ne disent pas')} de date" if undated else "",
    ]
    among = f" (sur {french.nombre(all_of)})" if total != all_of else ""
    told = [part for part in parts if part]
    if not total:
        return f"Aucune obligation{among}."
    # Of one sort alone, the filter that asked for it has said so.
    return f"{french.accord(total, 'obligation')}{among}" + (f"\u202f: {french.liste_et(told)}." if told[1:] else ".")


def escalation(instance: DutyInstance, today: date | None = None) -> list[tuple[str, date, bool]]:
    """Every rung in words, its day, and whether that day has come."""
    day = today or timezone.localdate()
    duty = instance.duty
    told = ladder.ladder(instance.due_on, duty.reach, duty.steps)
    return [(str(one.rung.label), one.on, one.on <= day) for one in told]


def late_words(instance: DutyInstance, today: date | None = None) -> str:
    """« 12 jours de retard », or nothing."""
    days = instance.late_by(today)
    return f"{french.accord(days, 'jour')} de retard" if days else ""


def past_unfollowed(place: Place, today: date) -> int:
    """How many duties of this sort of place had their only day before anybody followed them here; one query."""
    reaches = [reach for reach in Reach if KINDS[reach] == place.kind]
    here = DutyInstance.objects.filter(place=place).values("duty")
    return Duty.objects.filter(reach__in=reaches, due_on__lt=today).exclude(pk__in=here).count()
