"""Page numbers and running titles that stand in the middle of a sentence, in texts that do not tell their pages."""

import re
from collections import Counter
from collections.abc import Sequence

from tenir.engines.documents.bullets import bullet_of
from tenir.engines.documents.columns import names_columns
from tenir.engines.documents.french import LEVEL_PHRASE
from tenir.engines.documents.repairs.layout import drop
from tenir.engines.documents.sentences import finished, starts_small
from tenir.engines.documents.work import Line, Work

_NUMBER = re.compile(r"\d{1,3}(?: ?[.-]+)?|- ?\d{1,3}")
# The number of a row ends with a letter and is no sentence that goes on: `1.a`, `2 bis`.
_ROW = re.compile(r"\d+(?:[. ]?\d+)*[. ]?(?:[a-z]|bis|ter|quater)")
LEAST = 3  # times a running title must stand in the text
LETTERS = 12  # a shorter line may be repeated by chance


def drop_interruptions(work: Work) -> tuple[Work, str]:
    """A bare number, or a line printed three times, where the sentence above goes on below in small letters."""
    printed = [place for place, line in enumerate(work.lines) if line.text and not line.dropped]
    cuts = [rank for rank in range(1, len(printed) - 1) if _cuts(work.lines, printed, rank)]
    running = Counter(work.lines[printed[rank]].plain for rank in cuts)
    times = Counter(work.lines[place].plain for place in printed)
    places = list[int]()
    for rank in cuts:
        line = work.lines[printed[rank]]
        if _NUMBER.fullmatch(line.plain) or _runs(line, times[line.plain], running[line.plain]):
            places.append(printed[rank])
    titles = {work.lines[place].plain for place in places if not _NUMBER.fullmatch(work.lines[place].plain)}
    again = [place for place in printed if work.lines[place].plain in titles]
    first = {work.lines[place].plain: place for place in reversed(again)}
    kept = {place for place in first.values() if place not in places}
    told = ("ligne écartée du milieu d'une phrase", "lignes écartées du milieu de phrases")
    return drop(work, sorted({*places, *again} - kept), "numéro de page ou titre courant dans une phrase", *told)


def _cuts(lines: Sequence[Line], printed: list[int], rank: int) -> bool:
    """Whether the line above wants the line below."""
    here, above, below = lines[printed[rank]], lines[printed[rank - 1]], lines[printed[rank + 1]]
    if len(here.text) > 120 or bullet_of(here.text):
        return False
    if _ROW.fullmatch(above.plain):
        return False
    goes_on = starts_small(below.text) and not bullet_of(below.text) and below.text[:1].isalpha()
    return goes_on and not finished(above.text) and not above.text.endswith(":") and above.text[-1:].isalpha()


def _runs(line: Line, times: int, cuts: int) -> bool:
    if times < LEAST or cuts * 2 < times or sum(map(str.isalpha, line.plain)) < LETTERS or starts_small(line.text):
        return False
    return not LEVEL_PHRASE.search(line.plain) and not names_columns(line.plain)
