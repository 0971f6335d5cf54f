"""What screens and API read of frameworks: counts by level, silence, the source's own summary, in a fixed number of
queries whatever the number of commitments.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Sum

from tenir.core.web import french, summary
from tenir.modules.commitments import as_of
from tenir.modules.commitments.enums import Level, Precision
from tenir.modules.commitments.models import SETTLED, Commitment, Framework, LevelTally, PrintedSummary, owes_news
from tenir.modules.commitments.moments import Moment
from tenir.modules.commitments.standing import DECLARED, NOTHING_SAID, counted_as

FEMININE = ("mesure", "action", "demande")
MOST_ON_A_PAGE = 50


@dataclass
class Standing:
    """A framework's counted commitments: how many at each verified level, declared but not verified, without any; how
    many silent, the date of the latest news.
    """

    framework: Framework
    by_level: dict[str, int] = field(default_factory=dict)
    silent: int = 0
    # Achieved or abandoned, verified or only declared: nothing more is awaited of them.
    settled: int = 0
    # The latest news of those that still owe some.
    latest: date | None = None
    # With those that do not count (1.a, 1.b).
    lines: int = 0

    @property
    def total(self) -> int:
        """How many commitments count."""
        return sum(self.by_level.values())

    @property
    def awaited(self) -> int:
        """How many still owe news: neither achieved nor abandoned."""
        return self.total - self.settled

    @property
    def latest_words(self) -> str:
        """« janvier 2019 »: news are told by the month."""
        return Moment(self.latest, Precision.MONTH).words if self.latest else ""

    @property
    def sentence(self) -> str:
        """« 22 mesures sur 40 sont en cours de déploiement, 14 sont en cours de lancement, … »."""
        noun = self.framework.noun
        if not self.total:
            return f"Ce cadre ne porte encore aucun{'e' if noun in FEMININE else ''} {noun} compté{_e(noun)}."
        (level, count), *others = self._by_size()
        first = f"{french.accord(count, noun)} sur {french.nombre(self.total)} {_clause(level, count, noun)}"
        rest = [f"{french.nombre(count)} {_clause(level, count, noun)}" for level, count in others]
        return f"{french.liste_et([first, *rest])}."

    @property
    def silence(self) -> str:
        """What is silent (muet), and since when; empty when nothing is."""
        if not self.silent:
            return ""
        noun, everyone = self.framework.noun, self.silent == self.awaited
        mute = f"muet{'te' if noun in FEMININE else ''}{french.pluriel(self.silent)}"
        who = french.accord(self.silent, noun)
        whole = self.silent == self.total and self.total > 1
        who = f"Les {who}" if whole else f"{who} sur {french.nombre(self.total)}"
        since = f" depuis {self.latest_words}" if self.latest and everyone else ""
        due = f"des nouvelles sont dues tous les {self.framework.news_due_months} mois"
        return (
            f"{who} {'sont' if self.silent > 1 else 'est'} {mute}{french.NARROW}: "
            f"sans nouvelle publiée ici{since}, alors que {due}."
        )

    def _by_size(self) -> list[tuple[str, int]]:
        order = [*Level.values, DECLARED, ""]
        return sorted(self.by_level.items(), key=lambda pair: (-pair[1], order.index(pair[0])))


def standings(frameworks: Iterable[Framework], *, today: date | None = None) -> list[Standing]:
    """The standing of each framework, in the order given: one query for all of them."""
    found = {framework.pk: Standing(framework) for framework in frameworks}
    tallies = LevelTally.objects.filter(framework__in=found).order_by("news_on") if found else LevelTally.objects.none()
    names = ("framework", "counted", "level", "level_status", "news_on")
    groups = tallies.values_list(*names).annotate(total=Sum("count"))
    for key, counted, level, status, on, count in groups:
        found[key].lines += count
        if counted:
            _add(found[key], level, status, on, count, today)
    return list(found.values())


def _add(standing: Standing, level: str, status: str, on: date | None, count: int, today: date | None) -> None:
    counted = counted_as(level, status)
    standing.by_level[counted] = standing.by_level.get(counted, 0) + count
    if level in SETTLED:
        standing.settled += count
    if owes_news(level, on, standing.framework.silent_before(today)):
        standing.silent += count
    if on and level not in SETTLED:
        standing.latest = max(standing.latest or on, on)


def standing_at(framework: Framework, day: date) -> Standing:
    """The same on a day that is past: the levels as they stood then, and who was silent then; two queries."""
    said, standing = as_of.standing_on(framework, day), Standing(framework)
    for key, counted in framework.commitments.order_by().values_list("pk", "counted"):
        standing.lines += 1
        shown, news_on = said.get(key, (None, None))
        if counted:
            level, status = (shown.level, shown.status) if shown else ("", "")
            _add(standing, level, status, news_on, 1, day)
    return standing


def standings_at(frameworks: Iterable[Framework], day: date) -> list[Standing]:
    """The same of several, in the order given; two queries for all of them."""
    found = {framework.pk: Standing(framework) for framework in frameworks}
    rows = Commitment.objects.filter(framework__in=found)
    said = as_of.own_columns(rows, day)
    for key, framework, counted in rows.order_by().values_list("pk", "framework", "counted"):
        found[framework].lines += 1
        if counted:
            then = said.get(key, NOTHING_SAID)
            _add(found[framework], then["level"], then["level_status"], then["news_on"], 1, day)
    return list(found.values())


def printed_summary(framework: Framework) -> list[PrintedSummary]:
    """What the source prints as its own count, as printed."""
    return list(framework.printed_summary.order_by("id"))


def level_summary(standing: Standing, printed: Sequence[PrintedSummary], source: str = "") -> dict[str, object]:
    """Context of the component that shows counts by level; its sentence is the one of the page's head, not repeated."""
    by_level = {line.level: (line.count, int(line.percent) if line.percent is not None else None) for line in printed}
    by_level.pop("", None)
    shown = summary.of(standing.by_level, by_level, standing.framework.noun, source)
    return {**shown, "sentence": standing.sentence}


def rounding_note(printed: Sequence[PrintedSummary]) -> str:
    """Where printed shares do not add up to the printed total, said as the source's rounding; else empty."""
    total = next((line.percent for line in printed if not line.level), None)
    shares = [line.percent for line in printed if line.level and line.percent is not None]
    if total is None or sum(shares) == total:
        return ""
    parts = french.liste_et(french.decimal(share) for share in shares)
    return (
        f"La source imprime {parts}{french.NARROW}%, dont la somme est {french.decimal(sum(shares))}, et un total de "
        f"{french.decimal(total)}{french.NARROW}%{french.NARROW}: chaque part y est arrondie pour elle-même."
    )


def _clause(level: str, count: int, noun: str) -> str:
    if level == DECLARED:
        return "n'ont qu'un niveau déclaré" if count > 1 else "n'a qu'un niveau déclaré"
    if not level:
        return "sont sans niveau connu" if count > 1 else "est sans niveau connu"
    return Level(level).clause(count, feminine=noun in FEMININE)


def _e(noun: str) -> str:
    return "e" if noun in FEMININE else ""
