"""The rows of a table as CSV, JSON or XLSX, written row by row: memory stays flat up to 100,000 rows and beyond.

What may be seen is the caller's business: it passes the QuerySet. What is written here says where it comes from: title,
source, day, and the head of the journal, which dates the state of the site exactly.

**CSV is for programs, XLSX for people.** CSV follows RFC 4180 as open data expects it: comma, UTF-8 without byte order
mark, ISO dates, decimal point. A French Excel opens no variant of that well: it wants `;`, and would still read 1.5 as
the first of May unless numbers carried a decimal comma, which every other reader then takes for text; a byte order mark
only spoils the name of the first column for programs. So a person is offered XLSX first, typed and exact, and CSV is
not bent.
"""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.text import slugify

from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.web import signs
from tenir.core.web.columns import Column
from tenir.core.web.french import date_longue
from tenir.core.web.quantities import is_missing

CHUNK = 2000
# What makes a spreadsheet run a cell as a formula (OWASP, "CSV Injection"); full-width signs are read as plain ones.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Rows with their columns and provenance. `as_of`: the day the figures speak of, None when each row has its own."""

    title: str
    columns: Sequence[Column]
    rows: QuerySet | Iterable[Any]
    source: str
    as_of: date | None = None

    @property
    def head(self) -> list[str]:
        """Titles of the columns, with the unit of figures."""
        return [_titled(column) for column in self.columns]

    def values(self) -> Iterator[list[Any]]:
        """Each row as plain values: str, int, float, Decimal, bool, date, datetime or None."""
        rows = self.rows.iterator(chunk_size=CHUNK) if isinstance(self.rows, QuerySet) else self.rows
        for row in rows:
            yield [_value(column, row) for column in self.columns]

    def provenance(self) -> dict[str, Any]:
        """Where the file comes from. The journal's head says of which state of the site."""
        head = chain.head()
        return {
            "title": self.title,
            "source": self.source,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "exported_on": timezone.localdate().isoformat(),
            "journal": {"count": head.count, "hash": head.hash},
        }


def respond(sheet: Sheet, format: str) -> HttpResponseBase:
    """The file that `?format=` asks for. Raises `BadInput` for a format that does not exist."""
    if format not in FORMATS:
        raise BadInput(
            f"le format «\u202f{format[:20]}\u202f» n'existe pas.",
            where="format",
            remedy=f"Demandez l'un de ceux-ci\u202f: {', '.join(FORMATS)}.",
        )
    response = FORMATS[format].write(sheet)
    response["Content-Disposition"] = disposition(sheet.title, format)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def disposition(title: str, extension: str) -> str:
    """`Content-Disposition` with a plain file name for all, and the exact one for those who read it (RFC 6266)."""
    plain = slugify(title)[:80] or "export"
    exact = "".join(letter for letter in title if letter.isprintable() and letter not in '\\/:*?"<>|')[:80].strip()
    return (
        f"attachment; filename=\"{plain}.{extension}\"; filename*=UTF-8''{quote(exact or plain, safe='')}.{extension}"
    )


def to_csv(sheet: Sheet) -> HttpResponseBase:
    """Comma, UTF-8, CRLF, one heading line; a missing value is an empty cell."""
    return StreamingHttpResponse(csv_lines(sheet), content_type="text/csv; charset=utf-8")


def csv_lines(sheet: Sheet) -> Iterator[str]:
    """Lines of the CSV file, several rows at a time."""
    writer = csv.writer(_Echo())
    yield writer.writerow([harmless(title) for title in sheet.head])
    for row in sheet.values():
        yield writer.writerow([_csv_cell(value) for value in row])


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        """The text itself."""
        return text


def _csv_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def harmless(text: str) -> str:
    """Text that a spreadsheet would run gets an apostrophe, which it shows as text. Numbers are not text: -5 stays."""
    return f"'{text}" if text.startswith(RISKY) else text


def to_json(sheet: Sheet) -> HttpResponseBase:
    """One object: provenance, columns, then `rows`, a list of objects."""
    return StreamingHttpResponse(json_parts(sheet), content_type="application/json; charset=utf-8")


def json_parts(sheet: Sheet) -> Iterator[str]:
    """Pieces of the JSON file."""
    columns = [{"key": column.key, "title": column.title, "kind": column.kind} for column in sheet.columns]
    units = [column.unit.title for column in sheet.columns]
    told = [{**column, "unit": unit} if unit else column for column, unit in zip(columns, units, strict=True)]
    yield _json({**sheet.provenance(), "columns": told})[:-1] + ', "rows": ['
    keys = [column.key for column in sheet.columns]
    for rank, row in enumerate(sheet.values()):
        yield (",\n" if rank else "\n") + _json(dict(zip(keys, map(_json_value, row), strict=True)))
    yield "\n]}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _json_value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


def to_xlsx(sheet: Sheet) -> HttpResponseBase:
    """A workbook in a temporary file that is gone once sent."""
    from tenir.core.web.workbook import write

    file = tempfile.TemporaryFile(prefix="tenir-export-")  # noqa: SIM115  (closed by the response)
    try:
        write(sheet, file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return FileResponse(file, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


@dataclass(frozen=True)
class Format:
    """A file format: its word on a page, and what writes it."""

    word: str
    write: Callable[[Sheet], HttpResponseBase]


# In the order in which a page offers them.
FORMATS = {
    "xlsx": Format("Tableur (XLSX)", to_xlsx),
    "csv": Format("CSV", to_csv),
    "json": Format("JSON", to_json),
}


def _titled(column: Column) -> str:
    unit = column.unit.title
    return f"{column.title} ({unit})" if unit and unit.lower() not in column.title.lower() else column.title


def _value(column: Column, row: Any) -> Any:
    """The value that leaves: words of a level, local time, None for what is missing."""
    value = column.of(row)
    if value is None or value == "":
        return None
    if column.kind == "level":
        level = signs.BY_CODE.get(value)
        return level.word if level else str(value)
    if column.kind == "number":
        return None if is_missing(value) else value
    if isinstance(value, datetime):
        return timezone.localtime(value) if timezone.is_aware(value) else value
    return value if isinstance(value, date) else str(value)


def told(provenance: dict[str, Any]) -> list[tuple[str, str]]:
    """Provenance in French words, for the sheet « Source »."""
    as_of = provenance["as_of"]
    return [
        ("Titre", provenance["title"]),
        ("Source", provenance["source"]),
        ("Chiffres au", date_longue(date.fromisoformat(as_of)) if as_of else "selon chaque ligne"),
        ("Exporté le", date_longue(date.fromisoformat(provenance["exported_on"]))),
        ("Journal, nombre d'événements", str(provenance["journal"]["count"])),
        ("Journal, empreinte", provenance["journal"]["hash"]),
    ]
