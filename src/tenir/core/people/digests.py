"""One letter a person for all that waits for them, at the cadence they chose; never two in one period.

Modules say what waits (`ModuleConfig.digest`, a dotted path of `(user) -> list[Section]`). A letter is due once in
each period, as soon as something waits: its key names the person and the period, so that whoever writes it again,
after a kill or beside another runner, writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from tenir.core import modules
from tenir.core.actions import Actor, System, action
from tenir.core.journal import chain
from tenir.core.people import links, outbox
from tenir.core.people.models import Cadence, Letter, LetterChoice, Membership, User
from tenir.core.web import french

CHOOSE = "people.choose_letters"
BY = System("digests")
# A link of one letter still opens when the next one is there.
LINK_LASTS = {
    Cadence.WEEK: timedelta(days=30),
    Cadence.MONTH: timedelta(days=62),
    Cadence.QUARTER: timedelta(days=186),
}
# No period is longer than a quarter; the time zone may add a day.
OLDEST_PERIOD = timedelta(days=94)
MOST_LINES = 10


@dataclass(frozen=True)
class Line:
    """One thing that waits; `path` is the address of its page on this site, if it has one that a stranger may know."""

    words: str
    path: str = ""


@dataclass(frozen=True)
class Door:
    """A personal link that a section offers: for which verb, what its address is once there is a secret, its words."""

    verb: str
    path: Callable[[str], str]
    words: str


@dataclass(frozen=True)
class Section:
    """Things of one sort that wait for somebody. What is no duty may be declined.

    `once_written` is part of the action that writes the letter: what being told changes.
    """

    title: str
    lines: Sequence[Line]
    door: Door | None = None
    is_duty: bool = True
    once_written: Callable[[Actor], None] | None = None


def write_all(today: date | None = None) -> str:
    """Job: write to everybody for whom something waits and who has had no letter in this period."""
    day = today or timezone.localdate()
    held = Membership.objects.in_force(on=day).filter(user=OuterRef("pk"))
    people = User.objects.able_to_sign_in().filter(Exists(held)).order_by("pk")
    choices = {one.user_id: one for one in LetterChoice.objects.all()}
    chosen = [(user, choices.get(user.pk) or LetterChoice(user=user)) for user in people]
    keys = {user.pk: f"digest:{user.pk}:{period(choice.cadence, day)}" for user, choice in chosen}
    there = _written(keys.values())
    written = sum(_write(user, choice, keys[user.pk]) for user, choice in chosen if keys[user.pk] not in there)
    return f"{french.accord(written, 'lettre écrite', 'lettres écrites')}."


def _written(keys: Iterable[str]) -> set[str]:
    """Those of these letters that are there already."""
    since = timezone.now() - OLDEST_PERIOD
    there = Letter.objects.filter(key__startswith="digest:", created_at__gte=since)
    return set(there.values_list("key", flat=True)).intersection(keys)


def _write(user: User, choice: LetterChoice, key: str) -> bool:
    sections = sections_for(user, choice)
    return bool(sections) and write_digest(by=BY, user=user, key=key, sections=sections, cadence=choice.cadence)


def sections_for(user: User, choice: LetterChoice) -> list[Section]:
    """What every module has to tell somebody, without what they declined; duties first, the subject is of one."""
    found = [
        section for module in modules.installed() if module.digest for section in import_string(module.digest)(user)
    ]
    kept = [one for one in found if one.lines and (one.is_duty or choice.wants_changes)]
    return sorted(kept, key=lambda one: not one.is_duty)


def period(cadence: str, day: date) -> str:
    """« 2026-W48 », « 2026-11 », « 2026-T4 »: at most one letter in each."""
    if cadence == Cadence.WEEK:
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    if cadence == Cadence.QUARTER:
        return f"{day.year}-T{(day.month + 2) // 3}"
    return f"{day:%Y-%m}"


@action
def write_digest(*, by: Actor, user: User, key: str, sections: list[Section], cadence: str) -> bool:
    """The letter and the links that it carries, together or not at all; False where it was written already."""
    chain.nothing_to_record()
    # Claimed before the links are made: of two writers, the second makes none.
    if not outbox.queue(user=user, key=key, subject=_subject(sections), words=""):
        return False
    doors = {verb: _secret(by, user, verb, cadence) for verb in _verbs(sections)}
    told = [_told(section, doors) for section in sections]
    choose = settings.SITE_ADDRESS + reverse("people:letters-by-link", args=(doors[CHOOSE],))
    words = render_to_string("people/letters/digest.txt", {"sections": told, "choose": choose})
    Letter.objects.filter(key=key).update(words=words)
    for section in sections:
        if section.once_written:
            section.once_written(by)
    return True


def _verbs(sections: Sequence[Section]) -> list[str]:
    return list(dict.fromkeys([*(one.door.verb for one in sections if one.door), CHOOSE]))


def _secret(by: Actor, user: User, verb: str, cadence: str) -> str:
    return links.give(by=by, user=user, verb=verb, lasting=LINK_LASTS[Cadence(cadence)])[1]


def _told(section: Section, doors: dict[str, str]) -> dict[str, object]:
    address = settings.SITE_ADDRESS
    door = section.door
    return {
        "title": section.title,
        "lines": [(one.words, address + one.path if one.path else "") for one in section.lines[:MOST_LINES]],
        "more": max(0, len(section.lines) - MOST_LINES),
        "door": address + door.path(doors[door.verb]) if door else "",
        "door_words": door.words if door else "",
    }


def _subject(sections: Sequence[Section]) -> str:
    """« 3 engagements attendent de vos nouvelles »: the first thing that waits."""
    return sections[0].title[:200]
