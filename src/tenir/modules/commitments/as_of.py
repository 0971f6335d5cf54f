"""Where promises stood on a day that is past: the same rule as today's (`standing.py`), over what was true by then.

« By then » is the date that the source gives (`LevelRecord.on`), not the day of the entry: a level of January 2019
that was typed in 2024 stood in 2019. A month or a year counts from its first day, as everywhere (`moments.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, cast

from django.db.models import Case, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from tenir.modules.commitments.enums import Status
from tenir.modules.commitments.models import Application, Commitment, Framework, LevelRecord
from tenir.modules.commitments.models.commitments import LevelRecordQuerySet
from tenir.modules.commitments.moments import Moment
from tenir.modules.commitments.standing import NOTHING_SAID, Said, standing, standing_fields

# Columns that `standing_then` adds to promises, beside the ones that hold today's level.
THEN = {"level": "then_level", "on": "then_on", "precision": "then_precision", "status": "then_status"}
# And when the latest was said by then, verified or not.
NEWS_THEN = {"on": "then_news_on", "precision": "then_news_precision"}


class Stood(NamedTuple):
    """What a promise showed on a day, and the day of the latest that was said of it by then."""

    shown: Said
    news_on: date


def standing_on(framework: Framework, day: date) -> dict[int, Stood]:
    """The level that each promise of a framework showed on `day`, by its key, in one query; one without any level by
    then is not in it. Levels in places that apply a promise are not its own and do not count.
    """
    records = LevelRecord.objects.telling().filter(commitment__framework=framework, place=None, on__lte=day)
    said: dict[int, list[Said]] = {}
    for key, level, on, precision, status in (
        records.order_by("id")
        .values_list("commitment_id", "level", "on", "precision", "status")
        .iterator(chunk_size=2000)
    ):
        said.setdefault(key, []).append(Said(level, Moment(on, precision), status))
    return {key: Stood(shown, max(one.moment.on for one in every)) for key, every, shown in _shown(said)}


def _shown(said: dict[int, list[Said]]) -> Iterator[tuple[int, list[Said], Said]]:
    for key, every in said.items():
        if (shown := standing(every)) is not None:
            yield key, every, shown


def put_back(rows: Sequence[Commitment], day: date) -> None:
    """Make promises show what they showed on a day, in the columns that repeat it; one query. Never save them then."""
    then = _columns(LevelRecord.objects.filter(commitment__in=[row.pk for row in rows], place=None), day)
    for row in rows:
        _show(row, then.get((row.pk, None), NOTHING_SAID))


def put_back_there(applications: Sequence[Application], day: date) -> None:
    """The same for promises as places apply them; one query."""
    records = LevelRecord.objects.filter(place__in={one.place_id for one in applications})
    then = _columns(records, day)
    for one in applications:
        _show(one, then.get((one.commitment_id, one.place_id), NOTHING_SAID))


def own_columns(rows: QuerySet[Commitment], day: date) -> dict[int, dict[str, Any]]:
    """The columns of these promises on a day, by key, of those that had some level by then; one query."""
    records = LevelRecord.objects.filter(commitment__in=rows.values("pk"), place=None)
    return {commitment: columns for (commitment, _), columns in _columns(records, day).items()}


def _columns(records: LevelRecordQuerySet, day: date) -> dict[tuple[int, int | None], dict[str, Any]]:
    said: dict[tuple[int, int | None], list[Said]] = {}
    names = ("commitment_id", "place_id", "level", "on", "precision", "status")
    by_then = records.telling().filter(on__lte=day).order_by("id").values_list(*names)
    for commitment, place, level, on, precision, status in by_then.iterator(chunk_size=2000):
        said.setdefault((commitment, place), []).append(Said(level, Moment(on, precision), status))
    return {key: standing_fields(every) for key, every in said.items()}


def _show(row: Commitment | Application, columns: Mapping[str, Any]) -> None:
    for name, value in columns.items():
        setattr(row, name, value)


def standing_then(rows: QuerySet[Commitment], day: date) -> QuerySet[Any, Any]:
    """The same for any promises, in the database, as the columns `THEN`: to filter and to cut in pages. The level of
    one that had none by then is empty, its other columns are null.
    """
    records = (
        LevelRecord.objects.telling()
        .filter(commitment=OuterRef("pk"), place=None, on__lte=day)
        .annotate(checked=Case(When(status=Status.VERIFIED, then=Value(1)), default=0, output_field=IntegerField()))
    )
    shown, latest = records.order_by("-checked", "-on", "-id"), records.order_by("-on", "-checked", "-id")
    columns: dict[str, Any] = {then: Subquery(shown.values(name)[:1]) for name, then in THEN.items()}
    columns |= {then: Subquery(latest.values(name)[:1]) for name, then in NEWS_THEN.items()}
    columns[THEN["level"]] = Coalesce(columns[THEN["level"]], Value(""))
    return cast("QuerySet[Any, Any]", rows.annotate(**columns))
