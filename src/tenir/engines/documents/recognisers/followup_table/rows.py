"""Rows: the chain of numbers that best explains the levels, found in one pass (Viterbi, bounded look-back)."""

from bisect import bisect_left
from dataclasses import replace

from tenir.engines.documents.french import counted
from tenir.engines.documents.recognisers.followup_table.model import (
    AFTER_TITLE,
    BEFORE_NUMBER,
    BEFORE_TITLE,
    Anchor,
    Body,
    Layout,
    Place,
    Row,
    RowStart,
    Table,
)
from tenir.engines.documents.recognisers.followup_table.numbers import follows, row_starts, step_weight
from tenir.engines.documents.work import Work

LOOK_BACK = 30  # candidates; an indicator list of thirty numbered lines is longer than any seen
LEVELS_BACK = 4  # rows whose number is lost, one after the other
TAIL = 12  # lines after the last level in which a row without level may still open


def follow_numbers(work: Work) -> tuple[Work, str]:
    """Choose the rows of each table; a second series of numbers under a new header becomes a table of its own."""
    tables = tuple(part for table in work.tables if table.anchors for part in _split(_with_rows(table)))
    kept = tuple(table for table in tables if _is_table(table))
    rows = sum(len(table.rows) for table in kept)
    layouts = " ; ".join(f"niveau {table.layout.words}" for table in kept)
    sentence = f"{counted(rows, 'ligne')} dans {counted(len(kept), 'tableau', 'tableaux')} ({layouts})." if kept else ""
    return replace(work, tables=kept), sentence


def _is_table(table: Table) -> bool:
    """Under a header one row is enough; without one it takes three rows with their levels, numbered in sequence."""
    levels = sum(row.anchor is not None for row in table.rows)
    numbered = sum(row.anchor is not None and row.number is not None for row in table.rows)
    followed = sum(row.follows for row in table.rows)
    alone = numbered >= 3 and followed * 5 >= len(table.rows) * 4
    return levels * 2 >= len(table.rows) > 0 and (table.header is not None or alone)


def _with_rows(table: Table) -> Table:
    last = table.anchors[-1].last.line
    candidates = [start for start in row_starts(table.body, table.anchors) if start.place.line <= last + TAIL]
    chosen = _best_chain(table, candidates)
    layout = _layout(table.body, table.anchors, chosen)
    return replace(
        table, layout=layout, rows=tuple(_rows(table.body, table.anchors, chosen, layout, table.header is not None))
    )


def _best_chain(table: Table, candidates: list[RowStart]) -> list[RowStart]:
    """Each candidate's best predecessor among the last ones: a step in sequence, with exactly one level on the way."""
    firsts = [anchor.first for anchor in table.anchors]
    passed = [bisect_left(firsts, start.place) for start in candidates]
    scores, back = list[float](), list[int]()
    for here, start in enumerate(candidates):
        best, origin = _opening(start, passed[here]), -1
        for there in range(here - 1, max(-1, here - LOOK_BACK - 1), -1):
            between = passed[here] - passed[there]
            if between > LEVELS_BACK and origin >= 0:
                break
            before = candidates[there]
            score = scores[there] + _step(table.body, before, start) + _levels(between)
            if score > best:
                best, origin = score, there
        scores.append(best + start.weight)
        back.append(origin)
    closing = [score + _levels(len(firsts) - passed[here]) for here, score in enumerate(scores)]
    return _trace(candidates, back, max(range(len(closing)), key=closing.__getitem__)) if closing else []


def _opening(start: RowStart, passed: int) -> float:
    return (
        (2.0 if start.main == 1 else -0.3 * min(start.main, 10)) - 3.0 * max(0, passed - 1) - (1.0 if passed else 0.0)
    )


def _levels(between: int) -> float:
    """One level a row; a row without level is possible, several levels for one number are several rows."""
    if between == 1:
        return 4.0
    return -2.0 if between == 0 else -3.0 * (between - 1)


def _step(body: Body, before: RowStart, after: RowStart) -> float:
    """Numbers may begin again only under another header."""
    weight = step_weight(before, after)
    return max(weight, 1.0) if weight < 0 and _restarts(body, before, after) else weight


def _trace(candidates: list[RowStart], back: list[int], here: int) -> list[RowStart]:
    chain = []
    while here >= 0:
        chain.append(candidates[here])
        here = back[here]
    return chain[::-1]


def _layout(body: Body, anchors: tuple[Anchor, ...], chain: list[RowStart]) -> Layout:
    """Read from the rows themselves: where most levels stand."""
    if not chain:
        return AFTER_TITLE
    before = sum(_immediately_before(body, anchors, start) for start in chain)
    if before * 5 >= len(chain) * 4 and anchors[0].last <= chain[0].place and chain[-1].place >= anchors[-1].last:
        return BEFORE_NUMBER
    after = sum(_immediately_after(body, anchors, start) for start in chain)
    return BEFORE_TITLE if after * 2 > len(chain) else AFTER_TITLE


def _immediately_before(body: Body, anchors: tuple[Anchor, ...], start: RowStart) -> bool:
    place = bisect_left(anchors, start.place, key=lambda anchor: anchor.first) - 1
    return place >= 0 and not _printed_between(body, anchors[place].last, start.place)


def _immediately_after(body: Body, anchors: tuple[Anchor, ...], start: RowStart) -> bool:
    place = bisect_left(anchors, start.text, key=lambda anchor: anchor.first)
    return place < len(anchors) and not _printed_between(body, start.text, anchors[place].first)


def _printed_between(body: Body, first: Place, last: Place) -> bool:
    if last.line - first.line > 1:
        return True
    if first.line == last.line:
        return bool(body.lines[first.line].text[first.column : last.column].strip())
    tail = body.lines[first.line].text[first.column :]
    return (
        bool((tail + body.lines[last.line].text[: last.column]).strip()) if last.line < len(body.lines) else bool(tail)
    )


def _rows(body: Body, anchors: tuple[Anchor, ...], chain: list[RowStart], layout: Layout, headed: bool) -> list[Row]:
    """Give each number its level; a level that has no number opens a row of its own (under a header only)."""
    bounds = [*(_bound(anchors, start, layout) for start in chain), body.end]
    opening = Place(0, 0) if headed else bounds[0]
    rows = _span(body, anchors, None, opening, bounds[0], layout)
    for start, first, last in zip(chain, bounds, bounds[1:], strict=False):
        rows += _span(body, anchors, start, first, last, layout)
    return rows


def _bound(anchors: tuple[Anchor, ...], start: RowStart, layout: Layout) -> Place:
    """Where the row of a number begins: at its number, or at its level when that comes first."""
    place = bisect_left(anchors, start.place, key=lambda anchor: anchor.first) - 1
    return anchors[place].first if layout is BEFORE_NUMBER and place >= 0 else start.place


def _span(
    body: Body, anchors: tuple[Anchor, ...], start: RowStart | None, first: Place, last: Place, layout: Layout
) -> list[Row]:
    """The rows between two numbers: that of the first number, then one for each level in excess."""
    low, high = (bisect_left(anchors, place, key=lambda anchor: anchor.first) for place in (first, last))
    inside = anchors[low:high]
    marks: list[tuple[RowStart | None, Anchor | None, Place]] = []
    if start is not None:
        marks.append((start, inside[0] if inside else None, first))
    before = inside[0] if start is not None and inside else None
    for anchor in inside[1:] if start is not None else inside:
        marks.append((None, anchor, _unnumbered_start(body, before, anchor, layout)))
        before = anchor
    ends = [*(place for _, _, place in marks[1:]), last]
    return [Row(place, end, number, anchor) for (number, anchor, place), end in zip(marks, ends, strict=False)]


def _unnumbered_start(body: Body, before: Anchor | None, anchor: Anchor, layout: Layout) -> Place:
    """The title of a row without number is the block that holds its level, or the block just above it."""
    here = anchor.first
    if layout is not AFTER_TITLE:
        return here
    floor = before.last.line + 1 if before else 0
    line = here.line if here.column else here.line - 1
    if line < floor:
        return here
    while line > floor and body.lines[line - 1].block == body.lines[line].block:
        line -= 1
    joined = before is not None and line == floor and body.lines[floor - 1].block == body.lines[floor].block
    return Place(max(floor, here.line if here.column else here.line - 1), 0) if joined else Place(line, 0)


def _split(table: Table) -> list[Table]:
    """Cut where the numbers begin again under another header, then say of each row whether its number follows."""
    parts: list[list[Row]] = [[]]
    before: RowStart | None = None
    for row in table.rows:
        if row.number and before and _restarts(table.body, before, row.number):
            parts.append([])
        parts[-1].append(row)
        before = row.number or before
    return [_part(table, rows) for rows in parts if rows]


def _part(table: Table, rows: list[Row]) -> Table:
    """A series of numbers under one header, with the title printed above that header."""
    header = table.body.lines[rows[0].start.line].headers
    title = table.titles[header - 1] if header else None
    return replace(table, rows=tuple(_in_sequence(_without_prose(rows))), title=title)


def _without_prose(rows: list[Row]) -> list[Row]:
    """After the last level, only the very next number in the form of the others is a row: prose has its own lists."""
    kept = list(rows)
    while len(kept) > 1 and kept[-1].anchor is None:
        before, last = kept[-2], kept[-1]
        if before.anchor and _goes_on(before.number, last.number):
            break
        kept.pop()
    return kept


def _restarts(body: Body, before: RowStart, after: RowStart) -> bool:
    below = body.lines[before.place.line].headers < body.lines[after.place.line].headers
    return below and after.main == 1 and after.rank <= 1 and (after.main, after.rank) <= (before.main, before.rank)


def _goes_on(before: RowStart | None, after: RowStart | None) -> bool:
    return before is not None and after is not None and before.form == after.form and follows(before, after)


def _in_sequence(rows: list[Row]) -> list[Row]:
    """Say of each row whether its number follows, and whether it was read before."""
    seen, marked = set[tuple[int, int]](), list[Row]()
    before, lost = None, 0
    for row in rows:
        if row.number is None:
            marked.append(row)
            lost += 1
            continue
        key = (row.number.main, row.number.rank)
        marked.append(replace(row, follows=follows(before, row.number, lost), repeated=key in seen))
        seen.add(key)
        before, lost = row.number, 0
    return marked
