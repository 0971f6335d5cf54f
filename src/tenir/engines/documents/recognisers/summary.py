"""The printed summary of levels: a level, a count, a share; and the total. It checks what was read in the table."""

import re
from dataclasses import replace

from tenir.engines.documents.french import LEVEL_PHRASE, counted, level_of
from tenir.engines.documents.model import Level
from tenir.engines.documents.work import Line, SummaryRow, Work

_FIGURES = (
    r" ?[:=-]? ?(?P<count>\d{1,4})(?: (?:mesure|action|engagement)s?)?(?:,? soit)?"
    r"(?: ?[(:;,-]? ?(?P<percent>\d{1,3}(?:[.,]\d{1,2})?) ?%[)]?)?$"
)
_COUNTED = re.compile(_FIGURES)
_TOTAL = re.compile(r"total(?: general)?" + _FIGURES)


def find_summary(work: Work) -> tuple[Work, str]:
    """At least two different levels counted one under the other, with nothing in between; then the total."""
    rows = list[SummaryRow]()
    run = list[SummaryRow]()
    for line in work.lines:
        if line.dropped or not line.text:
            continue
        row = _row(line)
        if row is None or row.level in {met.level for met in run}:
            rows += _checked(run)
            run = []
        if row and (run or row.level):
            run.append(row)
    rows += _checked(run)
    sentence = f"Récapitulatif imprimé trouvé : {counted(len(rows), 'ligne')}." if rows else ""
    return replace(work, summary=tuple(rows)), sentence


def _row(line: Line) -> SummaryRow | None:
    if not line.plain[-1:].isdigit() and line.plain[-1:] not in "%)s":
        return None
    level: Level | None = None
    figures = _TOTAL.match(line.plain)
    end = 5
    if not figures:
        phrase = LEVEL_PHRASE.search(line.plain)
        if not phrase or any(map(str.isalnum, line.plain[: phrase.start()])):
            return None
        figures, level, end = _COUNTED.match(line.plain, phrase.end()), level_of(phrase), phrase.end()
    if not figures:
        return None
    percent = float(figures["percent"].replace(",", ".")) if figures["percent"] else None
    return SummaryRow(
        level, line.text[:end].lstrip("-–•▪ "), int(figures["count"]), percent, (line.number, line.number)
    )


def _checked(run: list[SummaryRow]) -> list[SummaryRow]:
    levels = [row.level for row in run if row.level]
    return run if len(levels) >= 2 else []
