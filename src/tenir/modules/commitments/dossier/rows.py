"""The small rows round a promise (who, points, figures, examples, other citations …), all in one statement.

Nine tables hold a few rows each for a promise. Asked one by one through the ORM, building the statements takes longer
than all the rest of the page; here they are one UNION, built once and kept (`core.statements`). `one_by_one` is the
slow, obvious twin that tests compare with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import CharField, DateField, DecimalField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from tenir.core.statements import Kept
from tenir.modules.commitments.enums import State
from tenir.modules.commitments.models import (
    AnnouncedFigure,
    AnnouncedIndicator,
    Citation,
    Commitment,
    Illustration,
    Inscription,
    Lever,
    Party,
    PrintedName,
    Saying,
    SubItem,
    where_in_source,
)
from tenir.modules.commitments.moments import Moment

_TEXTS = ("text", "more", "code", "extra", "precision", "source")
_NUMBERS = ("rank", "first_line", "last_line", "page")
COLUMNS = ("sort", *_TEXTS, *_NUMBERS, "value", "on")


@dataclass(frozen=True)
class Row:
    """One small row. What each text is depends on `sort` (see `_SORTS`); `where` is its place in `source`."""

    sort: str
    text: str
    more: str
    code: str
    extra: str
    precision: str
    source: str
    rank: int
    first_line: int | None
    last_line: int | None
    page: int | None
    value: Decimal | None
    on: date | None

    @property
    def where(self) -> str:
        """« lignes 12 à 14 »."""
        return where_in_source(self.first_line, self.last_line, self.page)

    @property
    def moment(self) -> Moment | None:
        """Of when, with the precision of the text."""
        return Moment(self.on, self.precision) if self.on else None


def of(commitment: Commitment) -> dict[str, list[Row]]:
    """Every small row of the promise by sort, in the order of the text; one statement."""
    return _sorted(_KEPT.of(commitment.pk))


def one_by_one(commitment: Commitment) -> dict[str, list[Row]]:
    """The same by ten queries of the ORM: slow and obvious, for tests."""
    return _sorted(_row(cells) for query in _queries(commitment.pk) for cells in query)


def _together(key: int) -> QuerySet[Any, tuple[Any, ...]]:
    first, *others = _queries(key)
    return first.union(*others, all=True)


def _sorted(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {sort: [] for sort in SORTS}
    for row in sorted(rows, key=lambda row: (row.rank, row.code, row.text)):
        found[row.sort].append(row)
    return found


def _row(cells: Sequence[Any]) -> Row:
    """SQLite gives the dates and decimals of a UNION as text and numbers; an absent heading is no text."""
    values = dict(zip(COLUMNS, cells, strict=True))
    values |= {name: values[name] or "" for name in _TEXTS}
    if isinstance(values["on"], str):
        values["on"] = date.fromisoformat(values["on"])
    if values["value"] is not None:
        values["value"] = Decimal(str(values["value"]))
    return Row(**values)


_CITED = {"first_line": F("first_line"), "last_line": F("last_line"), "page": F("page")}
SORTS = (
    *("party", "sub_item", "indicator", "figure", "illustration"),
    *("citation", "saying", "lever", "inscription", "printed"),
)


def _queries(key: int) -> Iterator[QuerySet[Any, tuple[Any, ...]]]:
    own = {"commitment": key}
    rank = {"rank": F("position"), **_CITED}
    who = {"text": F("organisation__name"), "more": F("organisation__short_name"), "code": F("organisation__slug")}
    yield _branch("party", Party.objects.filter(**own), **rank, **who, extra=F("role"))
    yield _branch("sub_item", SubItem.objects.filter(**own), **rank, text=F("text"))
    yield _branch("indicator", AnnouncedIndicator.objects.filter(**own), **rank, text=F("wording"))
    figure = {"text": F("wording"), "more": F("unit"), "code": F("kind"), "value": F("value")}
    dated = {"on": F("on"), "precision": F("on_precision"), "source": F("source__title")}
    yield _branch("figure", AnnouncedFigure.objects.filter(**own), **rank, **figure, **dated)
    yield _branch("illustration", Illustration.objects.filter(**own), **rank, text=F("text"), more=F("place_name"))
    yield _branch("citation", Citation.objects.filter(**own), **rank, text=F("note"), source=F("source__title"))
    topic = {"more": F("disagreement__topic"), "code": F("disagreement__slug"), "extra": F("disagreement__note")}
    sayings = Saying.objects.filter(disagreement__commitments=key)
    yield _branch("saying", sayings, **rank, **topic, text=F("says"), source=F("source__title"))
    yield _branch("lever", Lever.objects.filter(commitments=key), text=F("name"), code=F("code"))
    elsewhere = Inscription.objects.filter(**own, framework__state=State.PUBLIC)
    frame = {"text": F("framework__title"), "code": F("framework__slug"), "more": F("heading__title")}
    yield _branch("inscription", elsewhere, **frame, extra=F("number"))
    yield _branch("printed", PrintedName.objects.filter(**own), **rank, text=F("words"), code=F("sort"))


def _branch(sort: str, rows: QuerySet[Any], **told: Any) -> QuerySet[Any, tuple[Any, ...]]:
    """One table as the common columns, those that it has not being empty."""
    blank: dict[str, Any] = {name: Value("", output_field=CharField()) for name in _TEXTS}
    # PostgreSQL wants to know of which sort an absent number is.
    blank |= {name: Cast(Value(None), IntegerField()) for name in _NUMBERS}
    blank |= {"value": Cast(Value(None), DecimalField(max_digits=18, decimal_places=4))}
    blank |= {"on": Cast(Value(None), DateField()), "rank": Value(0, output_field=IntegerField())}
    blank["sort"] = Value(sort, output_field=CharField())
    # A prefix, because some tables have columns of these very names.
    columns = {f"told_{name}": value for name, value in {**blank, **told}.items()}
    told_rows: QuerySet[Any, tuple[Any, ...]] = rows.order_by().annotate(**columns)
    return told_rows.values_list(*(f"told_{name}" for name in COLUMNS))


_KEPT = Kept(_together, _row)
