"""Text with separators, in any usual dialect and encoding: what French spreadsheets and everybody else write."""

from __future__ import annotations

import csv
import io

from tenir.core.errors import BadInput

SEPARATORS = ";\t,|"
# Lines looked at to know the separator.
SAMPLE = 20
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_UNREADABLE = "ce n'est pas un tableau lisible."
_SAVE_AGAIN = "Enregistrez-le au format XLSX, ODS ou CSV."


def read(data: bytes) -> list[list[str]]:
    """Rows of stripped cells, as long as they were written. Raises `BadInput` on what is no table of text."""
    text = decoded(data)
    text, separator = _announced(text)
    separator = separator or _seen(text)
    try:
        return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=separator)]
    except csv.Error as error:
        raise BadInput(_UNREADABLE, remedy=_SAVE_AGAIN) from error


def decoded(data: bytes) -> str:
    """UTF-8, UTF-16 with its mark, else Windows' Western encoding."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    if encoding != "utf-16" and b"\0" in data:
        raise BadInput(_UNREADABLE, remedy=_SAVE_AGAIN)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _announced(text: str) -> tuple[str, str]:
    """Excel's own first line `sep=;`, taken off."""
    first, _, rest = text.partition("\n")
    told = first.strip().strip('"').lower()
    return (rest, told[4:]) if told.startswith("sep=") and len(told) == 5 else (text, "")


def _seen(text: str) -> str:
    """The sign that cuts most of the first lines into as many cells as the first; several cells rather than one."""
    lines = [line for line in text[:50_000].splitlines() if line.strip()][:SAMPLE]

    def agreement(separator: str) -> tuple[int, int]:
        sizes = [len(row) for row in csv.reader(lines, delimiter=separator)]
        most = max(sizes, default=1)
        return (sizes.count(most) if most > 1 else 0, most)

    try:
        return max(SEPARATORS, key=agreement)
    except csv.Error:
        return SEPARATORS[0]
