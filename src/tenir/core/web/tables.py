"""Tables declared once: sorted, filtered and paged by plain addresses, exported with the same columns.

    TABLE = Table(key="mesures", caption="Mesures", columns=(Column("number", "N°", sortable=True), ...))
    shown = TABLE.bind(Measure.objects.visible_to(request.user), request.GET)     # in the view
    {% table shown %}                                                             {# in the template #}

A page costs two queries whatever the number of rows: how many, and the rows of this page (`select_related` is the
caller's). Two tables of a page take a `prefix` each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict

from tenir.core.web import selection
from tenir.core.web.columns import Column
from tenir.core.web.exports import FORMATS, Sheet

OWN_WORDS = ("tri", "page", "format")


@dataclass(frozen=True, kw_only=True)
class Table:
    """What a table is. The first column names the row: it is the row's header.

    `things` are the rows in words (singular, plural). `sort` is the order when the address asks none (`-key` for
    descending); empty keeps the rows' own. `empty` says what will appear, who can make it appear, and how.
    """

    key: str
    caption: str
    columns: tuple[Column, ...]
    things: tuple[str, str] = ("ligne", "lignes")
    prefix: str = ""
    sort: str = ""
    page_size: int = 50
    empty_title: str = "Rien pour l'instant"
    empty: str = ""
    exports: bool = True

    def __post_init__(self) -> None:
        taken = [column.key for column in self.columns if column.key in OWN_WORDS]
        if taken:
            raise ValueError(f"{', '.join(taken)} is a word of the address; name the column otherwise")
        if len({column.key for column in self.columns}) != len(self.columns):
            raise ValueError("two columns share a key")

    def bind(
        self, rows: QuerySet | Sequence[Any], params: QueryDict | Mapping[str, str], *, unfiltered: int | None = None
    ) -> BoundTable:
        """This table with its rows (those that the person may see), as the address asks for them.

        `unfiltered` is how many rows there are, where a caller keeps that count: a database counts 20,000 slowly.
        """
        asked = selection.read(params, self.columns, self.prefix, self.sort)
        selected = selection.select(rows, asked)
        count = unfiltered if unfiltered is not None and not asked.filters else _count(selected)
        pages = max(1, -(-count // self.page_size))
        number = asked.page if asked.page <= pages else 1
        start = (number - 1) * self.page_size
        return BoundTable(
            table=self,
            asked=asked,
            selected=selected,
            rows=list(selected[start : start + self.page_size]),
            count=count,
            number=number,
            pages=pages,
            params=_as_lists(params),
        )


@dataclass(frozen=True)
class BoundTable:
    """One page of a table. `selected` is every row asked for, unpaged, for exports."""

    table: Table
    asked: selection.Asked
    selected: QuerySet | Sequence[Any]
    rows: list[Any]
    count: int
    number: int
    pages: int
    params: dict[str, list[str]]

    def sheet(self, *, source: str, as_of: date | None = None) -> Sheet:
        """All the rows asked for, with where they come from, for `exports.respond`."""
        return Sheet(
            title=self.table.caption, columns=self.table.columns, rows=self.selected, source=source, as_of=as_of
        )

    @property
    def format(self) -> str:
        """The export that the address asks for, empty for the page: `if shown.format: return exports.respond(...)`."""
        return self.params.get(f"{self.table.prefix}format", [""])[-1]

    def address(self, **changes: str | None) -> str:
        """This page's address with own words changed (None: left out); those of other tables stay."""
        params = {name: values for name, values in self.params.items() if name != f"{self.table.prefix}format"}
        for name, value in changes.items():
            params.pop(self.table.prefix + name, None)
            if value is not None:
                params[self.table.prefix + name] = [value]
        return "?" + urlencode(params, doseq=True)

    def sort_address(self, column: Column) -> str:
        """The address that sorts by `column`, the other way when it already does; back to the first page."""
        turned = self.asked.column is column and not self.asked.descending
        return self.address(tri=f"-{column.key}" if turned else column.key, page=None)

    def export_addresses(self) -> list[tuple[str, str]]:
        """(word, address) of each format, of all the rows asked for."""
        return [(kind.word, self.address(page=None, format=key)) for key, kind in FORMATS.items()]

    def kept_fields(self) -> Iterable[tuple[str, str]]:
        """(name, value) of what the filter form must carry along: order, other tables; not the page."""
        own = {self.table.prefix + column.key for column in self.table.columns if column.filterable}
        left_out = own | {f"{self.table.prefix}page", f"{self.table.prefix}format"}
        return [(name, value) for name, values in self.params.items() if name not in left_out for value in values]

    def unfiltered_address(self) -> str:
        """The address without this table's filters."""
        return self.address(page=None, **{column.key: None for column in self.asked.filters})


def _count(rows: QuerySet | Sequence[Any]) -> int:
    return rows.count() if isinstance(rows, QuerySet) else len(rows)


def _as_lists(params: QueryDict | Mapping[str, str]) -> dict[str, list[str]]:
    if isinstance(params, QueryDict):
        return {name: list(values) for name, values in params.lists()}
    return {name: [value] for name, value in params.items()}
