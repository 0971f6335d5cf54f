"""The report that a duty asks of its place, made from what is public: where the promises of its texts stand.

The texts are those of the place and of what lies within it; of the nation, its own alone, since each contract answers
to its own territory. Of wider texts, the promises that the place or what lies within it follows, at their level there.
What is in it is counted as on the boards, by the same code as the file of a meeting.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, QuerySet
from django.utils import timezone

from tenir.core.errors import BadInput
from tenir.core.places.models import Place, PlaceKind
from tenir.core.web.french import date_longue
from tenir.modules.commitments.board.tree import Part
from tenir.modules.commitments.enums import State
from tenir.modules.commitments.models import Application, Framework
from tenir.modules.commitments.standing import counted_as
from tenir.modules.governance.dossier import texts
from tenir.modules.governance.dossier.content import Decided, Stake, Text
from tenir.modules.governance.dossier.gathering import told_decision
from tenir.modules.governance.duties.enums import FulfilledBy, InstanceState
from tenir.modules.governance.models import Decision, DutyInstance

# A report is read whole: what is more stands on the boards, and the report says how many it leaves out.
MOST_TEXTS, MOST_DECISIONS = 40, 120
# Without an earlier report here, decisions of one year are told.
A_YEAR = timedelta(days=366)


@dataclass(frozen=True)
class Report:
    """`since` is the day of the earlier report; None where there is none. `made_at` is in Paris time."""

    title: str
    sentence: str
    place: str
    owed_by: str
    owed_to: str
    rule: str
    due_on: date
    made_at: datetime
    texts: tuple[Text, ...]
    texts_left_out: int
    # Promises of wider texts at their level here, by text.
    wider: tuple[Stake, ...]
    since: date | None
    decided: tuple[Decided, ...]
    is_invented: bool

    @property
    def counted(self) -> int:
        """How many promises its texts count."""
        return sum(sum(one.counts.values()) for one in self.texts)


def of(instance: DutyInstance) -> Report:
    """The report of one instance as things stand now; a constant number of queries, whatever the number of promises.

    Raises `BadInput` where the duty asks for something else, and where no public text of the place holds a promise.
    """
    duty, today = instance.duty, timezone.localdate()
    if duty.fulfilled_by != FulfilledBy.REPORT:
        shown = duty.get_fulfilled_by_display().lower()
        raise BadInput(f"cette obligation se montre autrement\u202f: {shown}.", remedy="Dites-la faite vous-même.")
    found = list(_frameworks(instance.place))
    told = [one for one in texts.of(found[:MOST_TEXTS], today) if one.counts]
    wider = tuple(_wider(instance.place))
    if not (told or wider):
        raise BadInput(
            f"rien à rapporter\u202f: aucun engagement d'un texte public n'est suivi dans {instance.place.name}.",
            remedy="Publiez d'abord un texte, ou joignez votre propre document.",
        )
    since = _last_report(instance)
    return Report(
        title=duty.title,
        sentence=duty.sentence,
        place=instance.place.name,
        owed_by=duty.owner_words,
        owed_to=duty.owed_to,
        rule=", ".join(filter(None, (duty.text, duty.where))),
        due_on=instance.due_on,
        made_at=timezone.localtime(),
        texts=tuple(told),
        texts_left_out=max(0, len(found) - MOST_TEXTS),
        wider=wider,
        since=since,
        decided=tuple(_decided(found, since or today - A_YEAR, today)),
        is_invented=instance.is_invented,
    )


def since_words(since: date | None) -> str:
    """« depuis le rapport du 3 mars 2026 », « depuis un an »."""
    return f"depuis le rapport du {date_longue(since)}" if since else "depuis un an, faute de rapport précédent ici"


def _frameworks(place: Place) -> QuerySet[Framework]:
    found = Framework.objects.public().select_related("place", "source").order_by("short_title", "pk")
    if place.kind == PlaceKind.NATION:
        return found.filter(place=place)
    return found.filter(place__in=Place.objects.within(place).values("pk"))


def _wider(place: Place) -> Iterator[Stake]:
    """Each wider text whose promises are followed in the place or below, by its title; one query."""
    within = Place.objects.within(place).values("pk")
    rows = Application.objects.filter(place__in=within, commitment__counted=True)
    rows = rows.filter(commitment__framework__state=State.PUBLIC).exclude(commitment__framework__place__in=within)
    names = ("commitment__framework__short_title", "commitment__framework__noun", "level", "level_status")
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for title, noun, level, status, count in rows.order_by().values_list(*names).annotate(Count("pk")):
        counts[title, noun][counted_as(level, status)] += count
    for (title, noun), by_level in sorted(counts.items()):
        told = Part(key="", title=title, own_counts=dict(by_level), noun=noun).sentence
        yield Stake(title, f"{told}.", dict(by_level))


def _last_report(instance: DutyInstance) -> date | None:
    done = DutyInstance.objects.filter(duty=instance.duty, place=instance.place, state=InstanceState.DONE)
    return done.exclude(pk=instance.pk).order_by("-settled_on").values_list("settled_on", flat=True).first()


def _decided(frameworks: Sequence[Framework], since: date, today: date) -> list[Decided]:
    """Decisions since a day, of the bodies that follow these texts, the nearest date first."""
    rows = Decision.objects.filter(meeting__body__frameworks__in=frameworks, meeting__starts_at__date__gt=since)
    rows = rows.in_full().with_follow_ups().distinct()
    return [told_decision(one, today) for one in rows.order_by(F("due_on").asc(nulls_last=True), "pk")[:MOST_DECISIONS]]
