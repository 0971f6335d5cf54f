"""Dates as sources print them: « 22 janvier 2019 », « janvier 2019 », « 2019 »."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from tenir.core.errors import BadInput
from tenir.core.web.french import date_longue, mois_annee
from tenir.modules.commitments.enums import Precision

_PRECISIONS = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}


@dataclass(frozen=True, order=True)
class Moment:
    """A date with its precision; `on` is the first day of what was printed."""

    on: date
    precision: str = Precision.DAY

    @classmethod
    def parse(cls, text: str) -> Moment:
        """ISO 8601, whole or cut: `2019-01-22`, `2019-01`, `2019`; raises `BadInput` on anything else."""
        if re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text):
            parts = [int(part) for part in text.split("-")]
            try:
                return cls(date(*[*parts, 1, 1][:3]), _PRECISIONS[len(text)])
            except ValueError:
                pass
        raise BadInput(f"«\u202f{text}\u202f» n'est pas une date.", remedy="Écrivez 2019-01-22, 2019-01 ou 2019.")

    @property
    def last_day(self) -> date:
        """The last day of what was printed: 31 December of a year, the 31st of a month; a day is itself."""
        if self.precision == Precision.DAY:
            return self.on
        month = 12 if self.precision == Precision.YEAR else self.on.month
        return date(self.on.year, month, monthrange(self.on.year, month)[1])

    @property
    def iso(self) -> str:
        """As short as its precision: `2019-01`."""
        return self.on.isoformat()[: {Precision.YEAR: 4, Precision.MONTH: 7}.get(Precision(self.precision), 10)]

    @property
    def words(self) -> str:
        """In French, without article: « 1er mars 2019 », « janvier 2019 », « 2019 »."""
        if self.precision == Precision.YEAR:
            return str(self.on.year)
        return mois_annee(self.on) if self.precision == Precision.MONTH else date_longue(self.on)


def months_before(day: date, months: int) -> date:
    """The same day `months` earlier, or the last day of that month when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
