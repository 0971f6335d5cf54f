"""Where the followed texts stand: stakes and counts, what is late, silent or debated, and where; thirteen queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Case, Count, F, IntegerField, Prefetch, Q, Sum, Value, When

from tenir.core.web.signs import BY_CODE
from tenir.modules.commitments import boards
from tenir.modules.commitments.board.tree import Part
from tenir.modules.commitments.enums import HeadingKind, ReportState, StepKind
from tenir.modules.commitments.models import (
    SETTLED,
    Commitment,
    Framework,
    Heading,
    LevelTally,
    Party,
    ProgressReport,
    ReportStep,
)
from tenir.modules.commitments.standing import counted_as
from tenir.modules.governance.dossier import ground
from tenir.modules.governance.dossier.content import Debated, Stake, Text, Waiting

# Of all texts together: a table that is longer is read on the screen of the text.
MOST_WAITING, MOST_DEBATED = 300, 60
Counts = Counter[str]


class _Title(NamedTuple):
    """A heading: what its place in the tree needs."""

    pk: int
    parent: int | None
    kind: str
    words: str


class _Numbers(NamedTuple):
    """How many promises of a text wait, and why."""

    late: int
    silent: int
    either: int


def of(frameworks: Sequence[Framework], today: date) -> list[Text]:
    """Each text in the order given; they come with their place and source."""
    stakes, waiting, numbers = _stakes(frameworks), _waiting(frameworks, today), _numbers(frameworks, today)
    debated, to_verify, grounds = _debated(frameworks), _to_verify(frameworks), ground.of(frameworks)
    return [
        Text(
            title=standing.framework.short_title,
            sentence=standing.sentence,
            silence=standing.silence,
            counts=dict(standing.by_level),
            stakes=tuple(stakes.get(standing.framework.pk, ())),
            waiting=tuple(waiting.get(standing.framework.pk, ())),
            late=numbers[standing.framework.pk].late,
            silent=numbers[standing.framework.pk].silent,
            waiting_in_all=numbers[standing.framework.pk].either,
            debated=tuple(debated.get(standing.framework.pk, ())),
            to_verify=to_verify.get(standing.framework.pk, 0),
            source=_source(standing.framework),
            is_invented=standing.framework.is_invented,
            ground=grounds.get(standing.framework.pk),
        )
        for standing in boards.standings(frameworks, today=today)
    ]


def _source(framework: Framework) -> str:
    source = framework.source
    return ", ".join(filter(None, (source.title, framework.where, source.publisher)))


def _stakes(frameworks: Sequence[Framework]) -> dict[int, list[Stake]]:
    """Each text cut in its stakes (enjeux), or in its upper headings where it has none; together they are the whole."""
    columns = ("framework_id", "pk", "parent_id", "kind", "number", "title")
    rows = Heading.objects.filter(framework__in=frameworks).order_by("position").values_list(*columns)
    titles: dict[int, dict[int, _Title]] = defaultdict(dict)
    for framework, pk, parent, kind, number, title in rows:
        titles[framework][pk] = _Title(pk, parent, kind, _words(kind, number, title))
    counts = _counts(frameworks)
    return {one.pk: list(_cut(one, titles[one.pk], counts[one.pk])) for one in frameworks}


def _words(kind: str, number: str, title: str) -> str:
    """« Enjeu 2 · Mieux habiter »; a plain section is told by its number alone."""
    before = number if kind == HeadingKind.SECTION else f"{HeadingKind(kind).label} {number}".strip()
    return f"{before} · {title}" if before else title


def _counts(frameworks: Sequence[Framework]) -> dict[int, dict[int | None, Counts]]:
    """By text and heading, from the counts that each write keeps."""
    found: dict[int, dict[int | None, Counts]] = defaultdict(lambda: defaultdict(Counter))
    names = ("framework", "heading", "level", "level_status")
    rows = LevelTally.objects.filter(framework__in=frameworks, counted=True).order_by().values_list(*names)
    for framework, heading, level, status, count in rows.annotate(Sum("count")):
        found[framework][heading][counted_as(level, status)] += count
    return found


def _cut(framework: Framework, titles: dict[int, _Title], counts: dict[int | None, Counts]) -> Iterator[Stake]:
    owners = {pk: _owner(pk, titles) for pk in titles}
    sums: dict[int | None, Counts] = defaultdict(Counter)
    for heading, own in counts.items():
        sums[owners.get(heading) if heading else None] += own
    for pk in titles:
        if owners[pk] == pk and (sums[pk] or titles[pk].kind == HeadingKind.ENJEU):
            yield _stake(framework, titles[pk].words, sums[pk])
    if titles and sums[None]:
        yield _stake(framework, "Sous aucun titre du texte", sums[None])


def _owner(pk: int, titles: dict[int, _Title]) -> int:
    """The stake over a heading, or the uppermost heading where none is one."""
    one = titles[pk]
    while one.kind != HeadingKind.ENJEU and one.parent is not None:
        one = titles[one.parent]
    return one.pk


def _stake(framework: Framework, title: str, counts: Counts) -> Stake:
    told = Part(key="", title=title, own_counts=dict(counts), noun=framework.noun).sentence
    return Stake(title, f"{told}." if told else "Aucun engagement n'y est inscrit.", dict(counts))


def _silent(frameworks: Sequence[Framework], today: date) -> Q:
    found = Q(pk__in=())
    for one in frameworks:
        before = one.silent_before(today)
        found |= Q(framework=one.pk) & (Q(news_on__lt=before) | Q(news_on__isnull=True))
    return found


def _owing(frameworks: Sequence[Framework]) -> Any:
    return Commitment.objects.filter(framework__in=frameworks, counted=True).exclude(level__in=SETTLED)


def _numbers(frameworks: Sequence[Framework], today: date) -> dict[int, _Numbers]:
    """How many are late, how many silent, how many either, by text."""
    late, silent = Q(due_on__lt=today), _silent(frameworks, today)
    counts = {
        name: Count("pk", filter=q) for name, q in (("n_late", late), ("n_silent", silent), ("n_either", late | silent))
    }
    found = {one.pk: _Numbers(0, 0, 0) for one in frameworks}
    for key, *numbers in _owing(frameworks).order_by().values_list("framework").annotate(**counts):
        found[key] = _Numbers(*numbers)
    return found


def _waiting(frameworks: Sequence[Framework], today: date) -> dict[int, list[Waiting]]:
    """Late ones first, the oldest date first, then silent ones in the order of the text."""
    by_key = {one.pk: one for one in frameworks}
    last = Case(When(due_on__lt=today, then=Value(0)), default=Value(1), output_field=IntegerField())
    late_day = Case(When(due_on__lt=today, then=F("due_on")), default=None)
    rows = _owing(frameworks).filter(Q(due_on__lt=today) | _silent(frameworks, today))
    rows = list(rows.order_by(last, late_day.asc(nulls_last=True), "framework", "position")[:MOST_WAITING])
    holders = _holders([row.pk for row in rows])
    found: dict[int, list[Waiting]] = defaultdict(list)
    for row in rows:
        moment, before = row.news_moment, by_key[row.framework_id].silent_before(today)
        line = Waiting(
            number=row.number,
            title=row.title,
            holders=tuple(holders.get(row.pk, ())),
            due=row.due,
            news=moment.words if moment else "",
            late=row.is_late(today),
            silent=row.is_silent(before),
        )
        found[row.framework_id].append(line)
    return found


def _holders(keys: Sequence[int]) -> dict[int, list[str]]:
    rows = Party.objects.holding().filter(commitment__in=keys).order_by("commitment", "position")
    found: dict[int, list[str]] = defaultdict(list)
    for key, short, name in rows.values_list("commitment_id", "organisation__short_name", "organisation__name"):
        found[key].append(short or name)
    return found


def _to_verify(frameworks: Sequence[Framework]) -> dict[int, int]:
    rows = ProgressReport.objects.filter(commitment__framework__in=frameworks, state=ReportState.DECLARED)
    return dict(rows.order_by().values_list("commitment__framework").annotate(Count("pk")))


def _debated(frameworks: Sequence[Framework]) -> dict[int, list[Debated]]:
    """Contested reports, the oldest first, with what was said against them and answered."""
    steps = Prefetch("steps", ReportStep.objects.select_related("organisation").order_by("pk"))
    rows = ProgressReport.objects.filter(commitment__framework__in=frameworks, state=ReportState.CONTESTED)
    rows = rows.select_related("commitment", "organisation", "place").prefetch_related(steps).order_by("sent_at", "pk")
    found: dict[int, list[Debated]] = defaultdict(list)
    for row in rows[:MOST_DEBATED]:
        where = f" ({row.place.name})" if row.place else ""
        told = Debated(
            promise=f"{row.commitment}{where}",
            level=BY_CODE[row.level].word,
            on=row.on,
            by=row.organisation.name,
            sentence=row.sentence,
            steps=tuple(_step(one) for one in row.steps.all() if one.words),
            is_invented=row.is_invented,
        )
        found[row.commitment.framework_id].append(told)
    return found


def _step(one: ReportStep) -> str:
    by = f", {one.organisation.name}" if one.organisation else ""
    return f"{StepKind(one.kind).label}{by} : {one.words}"
