"""Words to rows, and rows to the order in which they are read: columns put side by side one after another.

A page is read from top to bottom as bands. A band has columns when blank gutters run through all its rows; the row that
crosses the last gutter begins another band. A gutter beside a column of bullets, numbers or single words is the space
after a mark or a term, and the row is read across it.
"""

from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from tenir.engines.documents.readers.pdf.words import Word

_FAR = 1e9
_GUTTER = 0.8  # of the height of a word; the spaces of a justified line are narrower, or not one under another
_LEAST_ROWS = 3  # in each column
_WIDE = 0.42  # of the height of a row: under twice the space between words
_THIN = 1.6  # words a row: a column of marks, numbers or single terms
_BREAK = 3.0  # heights of blank that end a band
_DEEPEST = 4  # columns within columns

_Interval = tuple[float, float]


class Row(NamedTuple):
    """Words on one line, from left to right."""

    words: tuple[Word, ...]
    top: float
    bottom: float

    @property
    def text(self) -> str:
        """Two spaces where the blank is wide: between the words of a letter-spaced title, or where a sign was lost."""
        wide = _WIDE * self.height
        parts = [self.words[0].text]
        for before, word in pairwise(self.words):
            parts += ("  " if word.upright and word.left - before.right > wide else " ", word.text)
        return "".join(parts)

    @property
    def height(self) -> float:
        return self.bottom - self.top


_Band = tuple[list[Row], list[_Interval]]


def flow(words: list[Word], depth: int = 0) -> list[list[Row]]:
    """The rows as they are read, in runs: one for a column or for what stands between two sets of columns."""
    rows = rows_of(words)
    if len(rows) < _LEAST_ROWS:
        return [rows] if rows else []
    runs, plain = list[list[Row]](), False
    for band, gutters in _settled(list(_bands(rows))):
        if depth < _DEEPEST and (cuts := _columns(band, gutters)):
            for column in _split(band, cuts):
                runs += flow(column, depth + 1)
            plain = False
        elif plain:
            runs[-1] += band
        else:
            runs.append(list(band))
            plain = True
    return runs


def rows_of(words: list[Word]) -> list[Row]:
    """Words whose middle stands in the height of the row; text drawn sideways keeps the order of its drawing."""
    rows, current = list[Row](), list[Word]()
    top = bottom = -_FAR
    for word in sorted((word for word in words if word.upright), key=lambda word: (word.middle[1], word.left)):
        middle = word.middle[1]
        if current and top <= middle <= bottom:
            current.append(word)
            continue
        if current:
            rows.append(_row(current))
        current, top, bottom = [word], word.top, word.bottom
    if current:
        rows.append(_row(current))
    return _with_sideways(rows, [word for word in words if not word.upright])


def _row(words: list[Word]) -> Row:
    ordered = tuple(sorted(words, key=lambda word: word.left))
    return Row(ordered, min(word.top for word in ordered), max(word.bottom for word in ordered))


def _with_sideways(rows: list[Row], sideways: list[Word]) -> list[Row]:
    """One row for the words drawn sideways, before what stands beside them."""
    if not sideways:
        return rows
    top = min(word.top for word in sideways)
    place = sum(row.bottom <= top for row in rows)
    return [*rows[:place], Row(tuple(sideways), top, top + 1.0), *rows[place:]]


def _bands(rows: list[Row]) -> Iterator[_Band]:
    """Rows that share their gutters, with these; rows that have none stand together."""
    if not rows:
        return
    width = _GUTTER * median(row.height for row in rows)
    band, free, sides = [rows[0]], _free(rows[0], width), _sides(rows[0])
    for before, row in pairwise(rows):
        own, own_sides = _free(row, width), _sides(row)
        shared, wide = _meet(free, own, width), (min(sides[0], own_sides[0]), max(sides[1], own_sides[1]))
        had, has = _inner(free, sides), _inner(shared, wide)
        blank = row.top - before.bottom > _BREAK * row.height
        torn = bool(had) and (not has or blank or _crosses(band, had, has))
        if torn or (not had and not has and _inner(own, own_sides)):
            yield band, had
            band, free, sides = [row], own, own_sides
        else:
            band.append(row)
            free, sides = shared, wide
    yield band, _inner(free, sides)


def _crosses(band: list[Row], had: list[_Interval], has: list[_Interval]) -> bool:
    """Whether a row fills a gutter that set columns apart; one that only followed marks or a ragged edge may go."""
    if len(has) >= len(had) or len(band) <= _LEAST_ROWS:
        return False
    cuts = _columns(band, had)
    lost = [one for one in had if not any(one[0] < other[1] and other[0] < one[1] for other in has)]
    return any(start < cut < end for start, end in lost for cut in cuts)


def _sides(row: Row) -> _Interval:
    return row.words[0].left, max(word.right for word in row.words)


def _settled(bands: list[_Band]) -> list[_Band]:
    """Bands whose columns begin and end where they are seen to: one of them may start higher or end lower."""
    for rank in range(1, len(bands)):
        (before, none), (band, gutters) = bands[rank - 1], bands[rank]
        if gutters and not none and len(band) > 1:
            first, kept = _starts(before, gutters)
            bands[rank - 1 : rank + 1] = [(before[:first], none), ([*before[first:], *band], kept)]
    settled = list[_Band]()
    for band, gutters in bands:
        last = _ends(band, gutters) if gutters else len(band)
        settled += [(band[:last], gutters), (band[last:], [])]
    return [(band, gutters) for band, gutters in settled if band]


def _starts(rows: list[Row], gutters: list[_Interval]) -> tuple[int, list[_Interval]]:
    """The first of the last rows that stand in the columns to come, when one stands beyond the first gutter.

    With the gutters that these rows leave blank too.
    """
    first, kept, shared = len(rows), gutters, gutters
    for rank in range(len(rows) - 1, -1, -1):
        row = rows[rank]
        shared = [gutter for gutter in shared if _is_clear(row, gutter)]
        if not shared or (rank + 1 < len(rows) and rows[rank + 1].top - row.bottom > row.height):
            break
        if row.words[0].left >= shared[0][1]:
            first, kept = rank, shared
    return first, kept


def _is_clear(row: Row, gutter: _Interval) -> bool:
    return all(word.right <= gutter[0] or word.left >= gutter[1] for word in row.words)


def _ends(band: list[Row], gutters: list[_Interval]) -> int:
    """Below the last row that goes beyond the first gutter, a blank sets apart what is no column any more."""
    beyond = max((rank for rank, row in enumerate(band) if row.words[-1].left >= gutters[0][1]), default=len(band))
    for rank in range(beyond + 1, len(band)):
        if band[rank].top - band[rank - 1].bottom > min(band[rank].height, band[rank - 1].height):
            return rank
    return len(band)


def _free(row: Row, width: float) -> list[_Interval]:
    """Where nothing of the row stands, over at least this width."""
    free, edge = list[_Interval](), -_FAR
    for word in row.words:
        if word.left - edge >= width:
            free.append((edge, word.left))
        edge = max(edge, word.right)
    return [*free, (edge, _FAR)]


def _meet(some: list[_Interval], others: list[_Interval], width: float) -> list[_Interval]:
    """What is blank in both, over at least this width; both are in order."""
    found, i, j = list[_Interval](), 0, 0
    while i < len(some) and j < len(others):
        start, end = max(some[i][0], others[j][0]), min(some[i][1], others[j][1])
        if end - start >= width:
            found.append((start, end))
        if some[i][1] < others[j][1]:
            i += 1
        else:
            j += 1
    return found


def _inner(free: list[_Interval], sides: _Interval) -> list[_Interval]:
    """Blanks with words on both sides."""
    return [one for one in free if sides[0] < one[0] and one[1] < sides[1]]


def _columns(band: list[Row], gutters: list[_Interval]) -> list[float]:
    """Where the band is cut into columns; nowhere when it is a list or a table without borders."""
    cuts = [(start + end) / 2 for start, end in gutters]
    while cuts:
        thin = next((rank for rank, column in enumerate(_split(band, cuts)) if _is_thin(column)), None)
        if thin is None:
            break
        cuts.pop(min(thin, len(cuts) - 1))
    tall = sum(len(rows_of(column)) >= _LEAST_ROWS for column in _split(band, cuts)) if cuts else 0
    return cuts if tall >= 2 else []


def _is_thin(column: list[Word]) -> bool:
    return len(column) <= _THIN * len(rows_of(column))


def _split(band: list[Row], cuts: list[float]) -> list[list[Word]]:
    columns: list[list[Word]] = [[] for _ in range(len(cuts) + 1)]
    for row in band:
        for word in row.words:
            columns[sum(word.middle[0] > cut for cut in cuts)].append(word)
    return columns
