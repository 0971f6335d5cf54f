"""Tables of a file whose cells are known (Word, OpenDocument, bordered PDF): columns go where their header says.

A table that goes on over a page has its header on the first one only: its columns are those of the one before.
"""

from collections.abc import Iterator

from tenir.engines.documents.bullets import bullet_of
from tenir.engines.documents.recognisers.marks import joined
from tenir.engines.documents.recognisers.side_by_side import Cells, Grid, column_of
from tenir.engines.documents.work import Line, Work

BESIDE = frozenset(("partners", "levers", "due"))

# The rows of a table: for each, the places of its lines by column.
_Rows = dict[int, dict[int, list[int]]]
_Kinds = dict[int, str]


def find_cell_tables(work: Work) -> list[Grid]:
    """The tables whose first row names the promises and who or what stands beside them, or their date."""
    grids, kinds, width = list[Grid](), _Kinds(), 0
    for rows in _tables(work.lines):
        columns = {column for row in rows.values() for column in row}
        head = _kinds(work.lines, next(iter(rows.values())))
        if not head and not (kinds and len(columns) == width and _opens_page(work.lines, rows)):
            kinds = {}
            continue
        kinds, width = head or kinds, len(columns)
        body = list(rows.values())[1 if head else 0 :]
        cells = [one for row in body for one in _cells(work.lines, row, kinds)]
        if cells:
            places = [place for row in rows.values() for held in row.values() for place in held]
            grids.append(Grid(tuple(kinds.values()), min(places), max(places), cells))
    return grids


def _tables(lines: tuple[Line, ...]) -> Iterator[_Rows]:
    tables = dict[int, _Rows]()
    for place, line in enumerate(lines):
        if line.cell and line.text and not line.dropped:
            rows = tables.setdefault(line.cell.table, {})
            rows.setdefault(line.cell.row, {}).setdefault(line.cell.column, []).append(place)
    yield from tables.values()


def _kinds(lines: tuple[Line, ...], row: dict[int, list[int]]) -> _Kinds:
    """What the cells of a header say their columns hold; nothing when it names no promises, or one thing twice."""
    told = {column: column_of(joined([lines[place].text for place in held])) for column, held in row.items()}
    kinds = {column: kind for column, kind in told.items() if kind}
    names = list(kinds.values())
    known = "text" in names and not BESIDE.isdisjoint(names) and len(set(names)) == len(names)
    return kinds if known and len(kinds) * 2 > len(told) else {}


def _opens_page(lines: tuple[Line, ...], rows: _Rows) -> bool:
    first = min(place for held in next(iter(rows.values())).values() for place in held)
    return lines[first].new_page


def _cells(lines: tuple[Line, ...], row: dict[int, list[int]], kinds: _Kinds) -> Iterator[Cells]:
    """The row, or one for each bullet where the cell of the promises is a list of them."""
    main = next((held for column, held in row.items() if kinds.get(column) == "text"), [])
    beside = {
        kinds[column]: [lines[place].text for place in held]
        for column, held in row.items()
        if column in kinds and kinds[column] != "text"
    }
    for part in _parts(lines, main):
        texts = [lines[place].text for place in part]
        if len(joined(texts)) > 5:
            columns = {"text": texts, **{name: list(held) for name, held in beside.items()}}
            yield Cells(lines[part[0]].number, lines[part[-1]].number, columns)


def _parts(lines: tuple[Line, ...], main: list[int]) -> list[list[int]]:
    mark = bullet_of(lines[main[0]].text) if main else None
    if mark is None:
        return [main] if main else []
    parts = list[list[int]]()
    for place in main:
        here = bullet_of(lines[place].text)
        if not parts or (here and here.mark == mark.mark):
            parts.append([])
        parts[-1].append(place)
    return parts
