"""All public promises at one glance: how many, in how many texts, at which level, how many late, how many silent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum
from django.utils import timezone

from tenir.core.web import french
from tenir.modules.commitments.enums import Level, State
from tenir.modules.commitments.models import SETTLED, Commitment, Framework, LevelTally
from tenir.modules.commitments.moments import months_before
from tenir.modules.commitments.standing import DECLARED, by_counted


@dataclass(frozen=True)
class Overview:
    """Counts of public, counted promises; late and silent ones by framework; in how many months texts owe news."""

    today: date
    delays: list[int]
    texts: int
    by_level: Counter[str]
    late: Counter[int]
    silent: Counter[int]

    @property
    def total(self) -> int:
        """How many promises."""
        return sum(self.by_level.values())

    @property
    def sentence(self) -> str:
        """« 247 engagements publics dans 9 textes\u202f: 8 ont atteint leur objectif, … »."""
        where = french.accord(self.texts, "texte")
        many = french.accord(self.total, "engagement public", "engagements publics")
        known = [(level, self.by_level[level]) for level in Level if self.by_level[level]]
        parts = [f"{french.nombre(count)} {level.clause(count, feminine=False)}" for level, count in known]
        if declared := self.by_level[DECLARED]:
            words = "n'ont qu'un niveau déclaré" if declared > 1 else "n'a qu'un niveau déclaré"
            parts.append(f"{french.nombre(declared)} {words}")
        if unknown := self.by_level[""]:
            parts.append(f"{french.nombre(unknown)} {'sont' if unknown > 1 else 'est'} sans niveau connu")
        return f"{many} dans {where}\u202f: {french.liste_et(parts)}."

    @property
    def trouble(self) -> str:
        """« 17 sont en retard\u202f; 215 sont muets, sans nouvelle dans le délai… », or nothing."""
        late, silent = self.late.total(), self.silent.total()
        parts = [f"{french.nombre(late)} {'sont' if late > 1 else 'est'} en retard"] if late else []
        if silent:
            words = "sont muets" if silent > 1 else "est muet"
            parts.append(f"{french.nombre(silent)} {words}, sans nouvelle dans le délai de leur texte")
        return "\u202f; ".join(parts) + "." if parts else ""


def overview() -> Overview:
    """Five queries, whatever the number of promises and texts."""
    today, due = timezone.localdate(), delays()
    tallies = LevelTally.objects.filter(framework__state=State.PUBLIC, counted=True).order_by()
    by_level = tallies.values_list("level", "level_status").annotate(total=Sum("count"))
    silent = tallies.filter(silent_now(today, due)).values_list("framework").annotate(total=Sum("count"))
    return Overview(
        today=today,
        delays=due,
        texts=Framework.objects.public().count(),
        by_level=by_counted(by_level),
        late=late_by_framework(today),
        silent=Counter(dict(silent)),
    )


def late_by_framework(today: date) -> Counter[int]:
    """How many promises of each public framework are late, where some are."""
    public = Framework.objects.public().values("pk")
    late = Commitment.objects.filter(framework__in=public).counted().late(today).order_by()
    return Counter(dict(late.values_list("framework").annotate(count=Count("*"))))


def delays() -> list[int]:
    """In how many months public frameworks owe news: few different answers for many frameworks."""
    return list(Framework.objects.public().order_by().values_list("news_due_months", flat=True).distinct())


def silent_now(today: date, delays: Iterable[int], *, framework: str = "framework__") -> Q:
    """The rule of silence (`owes_news`) as a condition of the database, for rows with `level` and `news_on`."""
    without_news = Q(news_on__isnull=True)
    for months in delays:
        too_old = Q(news_on__lt=months_before(today, months))
        without_news |= Q(**{f"{framework}news_due_months": months}) & too_old
    return without_news & ~Q(level__in=SETTLED)
