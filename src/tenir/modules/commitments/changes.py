"""What changed in public promises, newest first: levels that were said, texts that were published or amended.

Two memories tell it: level records, and the journal, of which only what is public is read (which public fields of
which row, and when; never who, nor the reason that they gave). What was written while a text was a draft is not told,
and what came with its publication is told once, as the publication.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import CharField, IntegerField, Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from tenir.core.journal.models import Entry, EntryQuerySet, Outcome
from tenir.core.people.models import Organisation
from tenir.core.places.models import Place
from tenir.core.web import french
from tenir.modules.commitments import sharing
from tenir.modules.commitments.enums import State
from tenir.modules.commitments.models import Commitment, Framework, LevelRecord

MOST = 50
# A text and what it holds are written within seconds of each other; a person who goes on entering it takes minutes.
WITH_PUBLICATION = timedelta(minutes=10)
# The fields whose change is news to a reader, in words; a rank or a citation that is corrected is not.
FRAMEWORK_WORDS = {
    "title": "le titre", "signed_on": "la date de signature", "since": "le début", "until": "la fin",
    "note": "la note de lecture", "signatories": "les signataires", "links": "les liens avec d'autres textes",
}  # fmt: skip
COMMITMENT_WORDS = {
    "title": "l'intitulé", "number": "le numéro", "side": "qui s'engage", "theme": "le thème", "due_on": "l'échéance",
    "due_words": "l'échéance", "recurrence": "la récurrence", "parties": "les porteurs et partenaires",
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One line of news. `key` names it for ever, whatever becomes of its words."""

    at: datetime
    key: str
    title: str
    text: str
    url: str
    level: str = ""
    is_invented: bool = False


@dataclass(frozen=True)
class Scope:
    """Whose changes: of the site, of a text, of what reaches a place, of what an organisation holds."""

    title: str
    url: str
    frameworks: QuerySet[Framework]
    commitments: QuerySet[Commitment]
    levels: QuerySet[LevelRecord]
    # The journal's rows about `commitments`.
    about: Q


@dataclass(frozen=True)
class Published:
    """When a text became public, by which row of the journal."""

    sequence: int
    at: datetime


@dataclass(frozen=True)
class Found:
    """What one memory gave; `floor` is the oldest moment that it was asked for, None when it has nothing older."""

    changes: list[Change]
    floor: datetime | None


def of_site() -> Scope:
    """Everything that is public."""
    scope = _scope("Tout ce qui change", "/changements/", Framework.objects.public())
    # Drafts are few: leaving them out costs less than asking for all the others by name.
    drafts = Commitment.objects.exclude(framework__state=State.PUBLIC)
    return replace(scope, about=~Q(object_id__in=_keys_of(drafts)))


def of_framework(framework: Framework) -> Scope:
    """One text."""
    found = Framework.objects.public().filter(pk=framework.pk)
    return _scope(framework.short_title, framework.get_absolute_url(), found)


def of_place(place: Place) -> Scope:
    """Texts that reach a place; of the levels that are those of one place, its own and those of what contains it."""
    here = Place.objects.containing(place)
    scope = _scope(place.name, place.get_absolute_url(), Framework.objects.public().reaching(place))
    return replace(scope, levels=scope.levels.filter(Q(place=None) | Q(place__in=here)))


def of_organisation(organisation: Organisation) -> Scope:
    """Promises that it holds, and the texts that they stand in."""
    held = Commitment.objects.public().held_by(organisation)
    frameworks = Framework.objects.public().filter(pk__in=held.order_by().values("framework"))
    return _scope(organisation.name, organisation.get_absolute_url(), frameworks, held)


def _scope(
    title: str, url: str, frameworks: QuerySet[Framework], commitments: QuerySet[Commitment] | None = None
) -> Scope:
    if commitments is None:
        commitments = Commitment.objects.filter(framework__in=frameworks.order_by())
    levels = LevelRecord.objects.filter(commitment__in=commitments.order_by())
    return Scope(title, url, frameworks, commitments, levels, Q(object_id__in=_keys_of(commitments)))


def _keys_of(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Primary keys as the journal writes them."""
    return rows.order_by().values_list(Cast("pk", CharField()))


def newest(scope: Scope, *, before: datetime | None = None, most: int = MOST) -> tuple[list[Change], datetime | None]:
    """The last changes before a moment, and the moment to ask again with for older ones (None: there are none).

    Each memory is asked for `most` rows: nothing older than where one of them stopped can be shown yet.
    """
    published = _published(scope)
    entries = (_amended_frameworks(scope), _added(scope, _recent(published, before)), _amended(scope))
    found = [
        _levels(scope, published, before, most),
        _publications(scope, published, before),
        *(_texts(scope, published, rows, before, most) for rows in entries),
    ]
    floor = max((one.floor for one in found if one.floor), default=None)
    changes = sorted((change for one in found for change in one.changes), key=lambda one: one.at, reverse=True)
    shown = [change for change in changes if floor is None or change.at >= floor]
    if len(shown) > most:
        return shown[:most], shown[most - 1].at
    return shown, floor


def _published(scope: Scope) -> dict[int, Published]:
    """The last time that each text of the scope became public."""
    rows = _about_frameworks(scope).filter(after__state=State.PUBLIC).order_by("sequence")
    return {int(key): Published(sequence, at) for key, sequence, at in rows.values_list("object_id", "sequence", "at")}


def _about_frameworks(scope: Scope) -> EntryQuerySet:
    found = Entry.objects.filter(object_type="commitments.framework", outcome=Outcome.DONE)
    return found.filter(object_id__in=_keys_of(scope.frameworks))


def _recent(published: Mapping[int, Published], before: datetime | None) -> list[tuple[int, Published]]:
    """The publications whose rows could fill what is asked for, newest first."""
    asked = [pair for pair in published.items() if before is None or pair[1].at < before + WITH_PUBLICATION]
    return sorted(asked, key=lambda pair: pair[1].at, reverse=True)[:MOST]


def _levels(scope: Scope, published: Mapping[int, Published], before: datetime | None, most: int) -> Found:
    rows = scope.levels.select_related("commitment__framework", "place", "organisation", "source")
    for key, when in _recent(published, before):
        rows = rows.exclude(commitment__framework=key, recorded_at__lte=when.at)
    rows = rows.filter(recorded_at__lt=before) if before else rows
    records = list(rows.order_by("-recorded_at", "-pk")[:most])
    return Found([_level(record) for record in records], _floor(records, "recorded_at", most))


def _floor(rows: Sequence[Any], name: str, most: int) -> datetime | None:
    return getattr(rows[-1], name) if len(rows) == most else None


def _level(record: LevelRecord) -> Change:
    row = record.commitment
    words = sharing.said_words(record.level, record.status, record.moment)
    here = f" ({record.place.name})" if record.place else ""
    who = f"Dit par {record.organisation.name}." if record.organisation else ""
    source = f"D'après {record.source.title}." if record.source else ""
    return Change(
        at=record.recorded_at,
        key=f"niveaux/{record.pk}",
        title=f"{sharing.name_of(row)}{here}{french.NARROW}: {words}",
        text=" ".join(filter(None, (_where(row), record.sentence, who, source))),
        url=row.get_absolute_url(),
        level=record.level,
        is_invented=record.is_invented or row.framework.is_invented,
    )


def _where(row: Commitment) -> str:
    title = french.typographie(row.title).rstrip(" .")
    return f"{title} ({row.framework.short_title})."


def _publications(scope: Scope, published: Mapping[int, Published], before: datetime | None) -> Found:
    recent = [(key, when) for key, when in _recent(published, before) if before is None or when.at < before]
    rows = scope.frameworks.select_related("place").in_bulk([key for key, _ in recent])
    changes = [_publication(rows[key], when) for key, when in recent if key in rows]
    return Found(changes, recent[-1][1].at if len(recent) == MOST else None)


def _publication(framework: Framework, when: Published) -> Change:
    return Change(
        at=when.at,
        key=f"journal/{when.sequence}",
        title=f"{framework.short_title}{french.NARROW}: publié ici",
        text=f"{framework.title} ({framework.get_kind_display()}, {framework.place.name}).",
        url=framework.get_absolute_url(),
        is_invented=framework.is_invented,
    )


def _texts(
    scope: Scope, published: Mapping[int, Published], entries: EntryQuerySet, before: datetime | None, most: int
) -> Found:
    """Rows of the journal as changes; those of one sort of object."""
    entries = entries.filter(at__lt=before) if before else entries
    rows = list(entries.order_by("-sequence")[:most])
    subjects = _subjects(scope, rows)
    told = ((entry, subjects.get(int(entry.object_id))) for entry in rows)
    changes = [_text(entry, subject) for entry, subject in told if subject and _is_after(entry, subject, published)]
    return Found(changes, _floor(rows, "at", most))


def _subjects(scope: Scope, rows: Sequence[Entry]) -> Mapping[int, Framework | Commitment]:
    keys = [int(entry.object_id) for entry in rows]
    if rows and rows[0].object_type == "commitments.framework":
        return scope.frameworks.in_bulk(keys)
    return scope.commitments.select_related("framework").in_bulk(keys)


def _amended_frameworks(scope: Scope) -> EntryQuerySet:
    amended = _about_frameworks(scope).filter(verb="commitments.amend_framework")
    return amended.filter(before__has_any_keys=list(FRAMEWORK_WORDS))


def _amended(scope: Scope) -> EntryQuerySet:
    amended = Entry.objects.filter(scope.about, verb="commitments.amend_commitment", outcome=Outcome.DONE)
    return amended.filter(before__has_any_keys=list(COMMITMENT_WORDS))


def _added(scope: Scope, recent: Iterable[tuple[int, Published]]) -> EntryQuerySet:
    added = Entry.objects.filter(scope.about, verb="commitments.create_commitment", outcome=Outcome.DONE)
    added = added.annotate(framework=Cast(KT("after__framework"), IntegerField()))
    for key, when in recent:
        # The moment first: the row's content is looked into only where it must be.
        added = added.exclude(at__lte=when.at + WITH_PUBLICATION, framework=key)
    return added


def _is_after(entry: Entry, subject: Framework | Commitment, published: Mapping[int, Published]) -> bool:
    framework = subject.pk if isinstance(subject, Framework) else subject.framework_id
    when = published.get(framework)
    return when is not None and entry.sequence > when.sequence and entry.at > when.at


def _text(entry: Entry, subject: Framework | Commitment) -> Change:
    framework = subject if isinstance(subject, Framework) else subject.framework
    return Change(
        at=entry.at,
        key=f"journal/{entry.sequence}",
        title=f"{_name(subject)}{french.NARROW}: {_deed(entry, subject)}",
        text=f"{framework.title}." if isinstance(subject, Framework) else _where(subject),
        url=subject.get_absolute_url(),
        is_invented=framework.is_invented,
    )


def _name(subject: Framework | Commitment) -> str:
    return subject.short_title if isinstance(subject, Framework) else sharing.name_of(subject)


def _deed(entry: Entry, subject: Framework | Commitment) -> str:
    """« ajout », « correction (l'intitulé et l'échéance) »: nouns, so that nothing has to agree with « mesure »."""
    if entry.verb == "commitments.create_commitment":
        return "ajout"
    words = FRAMEWORK_WORDS if isinstance(subject, Framework) else COMMITMENT_WORDS
    changed = dict.fromkeys(words[name] for name in words if name in (entry.before or {}))
    return f"correction ({french.liste_et(changed)})"
