"""The days on which a duty that comes back is due. Pure: no clock, no database."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from tenir.core.errors import BadInput

RECURRENCE = re.compile(r"P([1-9]\d?)([MY])")


def months(recurrence: str) -> int:
    """Months of an ISO 8601 duration: `P3M` is 3, `P1Y` is 12. Raises `BadInput` on anything else."""
    found = RECURRENCE.fullmatch(recurrence)
    if found is None:
        raise BadInput(
            f"«\u202f{recurrence}\u202f» n'est pas une récurrence.",
            remedy="Écrivez des mois ou des années\u202f: P3M, P1Y.",
        )
    return int(found[1]) * (12 if found[2] == "Y" else 1)


def due_day(first: date, recurrence: str, number: int) -> date:
    """The day of the instance `number`, the first being 0. A first day that ends its month makes all end theirs."""
    year, month = divmod(first.year * 12 + first.month - 1 + months(recurrence) * number, 12)
    last = monthrange(year, month + 1)[1]
    ends_month = first.day == monthrange(first.year, first.month)[1]
    return date(year, month + 1, last if ends_month else min(first.day, last))


def due_between(first: date, recurrence: str, since: date, until: date) -> Iterator[tuple[int, date]]:
    """Numbers and days due from `since` to `until`, both included, in order."""
    apart = (since.year - first.year) * 12 + since.month - first.month
    number = max(0, apart // months(recurrence) - 1)
    while (day := due_day(first, recurrence, number)) <= until:
        if day >= since:
            yield number, day
        number += 1
