"""Which texts were in force on a day, and what made them begin, change and end.

A text begins on the day that it gives, else on the day of its signature; a text that gives neither is in force on no
day that can be told. It ends on its last day, the last day of what extends it once that has begun, or the day before
what replaces it begins. A text that amends it changes its words, not its life. Only public texts count.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from tenir.core.web import french
from tenir.modules.commitments.enums import FrameworkLinkKind, State
from tenir.modules.commitments.models import Framework, FrameworkLink

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Event:
    """What another text did to this one, and from when; None where it gives no date."""

    kind: str
    title: str
    url: str
    since: date | None
    until: date | None


@dataclass(frozen=True)
class Life:
    """From when to when a text holds, both included; None: not known, or no end."""

    begins: date | None
    ends: date | None
    events: tuple[Event, ...]
    # Whether the first day is the text's own word, not only that of its signature.
    is_stated: bool = True

    def holds_on(self, day: date) -> bool:
        """Whether the text was in force."""
        return self.begins is not None and self.begins <= day and (self.ends is None or day <= self.ends)

    @property
    def sentence(self) -> str:
        """« du 1er janvier 2015 au 31 décembre 2022 ; amendé par le PERR depuis le 3 juillet 2019 »."""
        told = [_period(self.begins, self.ends) if self.is_stated or self.ends else ""]
        told += [f"{_WORDS[one.kind]} {one.title}{_since(one)}" for one in self.events if one.kind in _WORDS]
        return "\u202f; ".join(filter(None, told))


_WORDS: dict[str, str] = {
    FrameworkLinkKind.AMENDS: "amendé par",
    FrameworkLinkKind.EXTENDS: "prolongé par",
    FrameworkLinkKind.REPLACES: "remplacé par",
}


def done_to(framework: Framework) -> list[FrameworkLink]:
    """What public texts do to this one, the latest first within each sort; one query."""
    return list(_links().filter(target=framework).order_by("kind", "-origin__signed_on", "origin__slug"))


def life(framework: Framework, links: Iterable[FrameworkLink] | None = None) -> Life:
    """Of one text; `links` are those of `done_to`, where they were read already."""
    return _life(framework, done_to(framework) if links is None else links)


def begins(framework: Framework) -> date | None:
    """The first day on which it held."""
    return framework.since or framework.signed_on


def on(rows: QuerySet[Framework], day: date) -> QuerySet[Framework]:
    """Those of `rows` that were in force on a day. Texts that another extends or replaces are few: they are looked at
    one by one, the others by the database; two queries before the one that is given back.
    """
    links = list(_links().filter(kind__in=(FrameworkLinkKind.EXTENDS, FrameworkLinkKind.REPLACES)))
    changed = Framework.objects.filter(pk__in={one.target_id for one in links})
    lives = {one.pk: _life(one, [link for link in links if link.target_id == one.pk]) for one in changed}
    plain = ~Q(pk__in=list(lives)) & (Q(until__isnull=True) | Q(until__gte=day)) & Q(begins_on__lte=day)
    holding = Q(pk__in=[pk for pk, one in lives.items() if one.holds_on(day)])
    return rows.alias(begins_on=Coalesce("since", "signed_on")).filter(plain | holding)


def _links() -> QuerySet[FrameworkLink]:
    return FrameworkLink.objects.filter(origin__state=State.PUBLIC).select_related("origin")


def _life(framework: Framework, links: Iterable[FrameworkLink]) -> Life:
    events = sorted(map(_event, links), key=lambda one: (one.since or date.max, one.title))
    return Life(begins(framework), _ends(framework, events), tuple(events), framework.since is not None)


def _event(link: FrameworkLink) -> Event:
    origin = link.origin
    return Event(link.kind, origin.short_title, origin.get_absolute_url(), begins(origin), origin.until)


def _ends(framework: Framework, events: Iterable[Event]) -> date | None:
    ends, replaced = framework.until, []
    for one in events:
        if one.since is None:
            continue
        if one.kind == FrameworkLinkKind.REPLACES:
            replaced.append(one.since - DAY)
        # What extends a text that has ended does not wake it for the days between.
        elif one.kind == FrameworkLinkKind.EXTENDS and ends is not None and one.since <= ends + DAY:
            ends = max(ends, one.until) if one.until else None
    return min([*replaced, *([ends] if ends else [])], default=None)


def _period(first: date | None, last: date | None) -> str:
    if first and last:
        return f"du {french.date_longue(first)} au {french.date_longue(last)}"
    if first:
        return f"depuis le {french.date_longue(first)}"
    return f"jusqu'au {french.date_longue(last)}" if last else ""


def _since(one: Event) -> str:
    return f" depuis le {french.date_longue(one.since)}" if one.since else ""
