"""What changed lately: levels that were said, texts that came in or were corrected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone

from tenir.core.journal.models import Entry
from tenir.core.web import french
from tenir.modules.commitments.models import Commitment, Framework, LevelRecord
from tenir.modules.commitments.moments import Moment

# A text that comes in with its levels is one change, not forty.
SEVERAL = 3
LOOKED_AT = 25
# Nearly every correction of a promise is a level that moved; those of its words carry a reason.
CORRECTIONS_LOOKED_AT = 40


@dataclass(frozen=True)
class Change:
    """One line: when, at which level, what, where it is read."""

    when: str
    level: str
    title: str
    url: str
    text: str
    is_invented: bool


def levels(most: int) -> list[Change]:
    """The latest levels by the day of which they speak; those of one text on one day are told together."""
    # No join: asked row by row, the database walks down the latest ones instead of gathering all of them first.
    public = Commitment.objects.public().filter(pk=OuterRef("commitment"))
    promises = Prefetch("commitment", Commitment.objects.select_related("framework").order_by())
    rows = LevelRecord.objects.filter(Exists(public)).order_by("-on", "-id")
    found = rows.prefetch_related(promises, "place", "source")[:LOOKED_AT]
    groups = [list(group) for _, group in groupby(found, key=_occasion)]
    return [change for group in groups for change in _told(group)][:most]


def texts(most: int) -> list[Change]:
    """The latest public texts and corrections of words, from the journal; three queries."""
    # One verb a query: for two at once, SQLite would walk the whole journal.
    entries = [*_entries("commitments.create_framework", most), *_entries("commitments.amend_framework", most)]
    amended = [one for one in _entries("commitments.amend_commitment", CORRECTIONS_LOOKED_AT) if one.reason]
    frameworks = Framework.objects.public().order_by().in_bulk([int(one.object_id) for one in entries])
    rows = (
        Commitment.objects.public()
        .select_related("framework")
        .order_by()
        .in_bulk([int(one.object_id) for one in amended])
    )
    latest = sorted((*entries, *amended), key=lambda one: -one.sequence)
    changes = [_correction(one, frameworks, rows) for one in latest]
    seen: dict[str, Change] = {}
    for change in changes:
        if change is not None:
            seen.setdefault(change.url, change)
    return list(seen.values())[:most]


def _occasion(row: LevelRecord) -> tuple[int, date, int | None]:
    return row.commitment.framework_id, row.on, row.source_id


def _told(group: list[LevelRecord]) -> Iterator[Change]:
    if len(group) <= SEVERAL:
        yield from map(_one, group)
        return
    first = group[0]
    framework = first.commitment.framework
    source = f", d'après {first.source.title}" if first.source else ""
    many = "de nombreux niveaux" if len(group) == LOOKED_AT else f"{french.nombre(len(group))} niveaux"
    yield Change(
        when=first.moment.words,
        level="",
        title=framework.short_title,
        url=framework.get_absolute_url(),
        text=f"{many}{source}",
        is_invented=framework.is_invented or first.is_invented,
    )


def _one(row: LevelRecord) -> Change:
    promise = row.commitment
    place = f" ({row.place.name})" if row.place else ""
    return Change(
        when=row.moment.words,
        level=row.level,
        title=french.typographie(f"{promise.number} {promise.title}".strip()),
        url=promise.get_absolute_url(),
        text=f"{promise.framework.short_title}{place}",
        is_invented=row.is_invented or promise.framework.is_invented,
    )


def _entries(verb: str, most: int) -> list[Entry]:
    return list(Entry.objects.filter(verb=verb).order_by("-sequence")[:most])


def _correction(entry: Entry, frameworks: dict[int, Framework], rows: dict[int, Commitment]) -> Change | None:
    """None for what is not public, or no longer there."""
    key = int(entry.object_id)
    if entry.verb == "commitments.amend_commitment":
        row = rows.get(key)
        return _line(entry.at, str(row), row.get_absolute_url(), "engagement corrigé", row.framework) if row else None
    framework = frameworks.get(key)
    words = "nouveau texte" if entry.verb.endswith("create_framework") else "texte corrigé"
    return _line(entry.at, framework.title, framework.get_absolute_url(), words, framework) if framework else None


def _line(at: datetime, title: str, url: str, text: str, framework: Framework) -> Change:
    when = Moment(timezone.localdate(at)).words
    return Change(when, "", french.typographie(title), url, text, framework.is_invented)
