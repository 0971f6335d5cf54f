"""Where a table is: headers that name columns, their repetitions over the pages, the title that runs with them."""

from collections import Counter
from dataclasses import replace
from typing import NamedTuple

from tenir.engines.documents.columns import column_words, names_columns, names_level
from tenir.engines.documents.french import LEVEL_PHRASE, counted, is_upper, printed_date
from tenir.engines.documents.model import Repair
from tenir.engines.documents.recognisers.followup_table.model import Body, BodyLine, Table, Title
from tenir.engines.documents.work import Line, Work


class Header(NamedTuple):
    """Positions in `Work.lines`, `last` included."""

    first: int
    last: int
    columns: frozenset[str]


def find_headers(work: Work) -> tuple[Work, str]:
    """One table for all that follows the first header; `rows` cuts it where numbers begin again under another header.

    Without any header the whole document is one candidate: levels and numbers must then speak for themselves.
    """
    headers = headers_of(work.lines)
    running, why = _running_lines(work.lines, headers), "titre du tableau répété de page en page"
    lines = [line._replace(dropped=why) if place in running else line for place, line in enumerate(work.lines)]
    repairs = [Repair(work.lines[place].number, work.lines[place].text, "", why) for place in sorted(running)]
    title = _title(work.lines, headers, running)
    spans = _tables(headers)
    tables = tuple(_table(lines, work, span, title if rank == 0 else None) for rank, span in enumerate(spans))
    return replace(work, lines=tuple(lines), tables=tables, repairs=(*work.repairs, *repairs)), _told(
        headers, len(running)
    )


def _told(headers: list[Header], running: int) -> str:
    if not headers:
        return "Aucun en-tête de tableau : le tableau n'est cherché qu'à ses numéros et à ses niveaux."
    again = f", répété {len(headers) - 1} fois" if len(headers) > 1 else ""
    aside = f" ; {counted(running, 'titre répété écarté', 'titres répétés écartés')}" if running else ""
    return f"En-tête de tableau trouvé{again}{aside}."


def headers_of(lines: tuple[Line, ...]) -> list[Header]:
    """Runs of lines that name columns or list levels; one word in capitals in between is forgiven (`MES`)."""
    found, run, gap = [], list[int](), 0
    for place, line in enumerate(lines):
        if line.dropped or not line.text:
            continue
        if names_columns(line.plain) or (run and names_level(line.plain)):
            run.append(place)
            gap = 0
        elif run:
            gap += 1
            if gap > 1 or not _cut_word(line):
                found.append(run)
                run, gap = [], 0
    return [header for run in [*found, run] if (header := _header(lines, run))]


def _cut_word(line: Line) -> bool:
    return is_upper(line.text) and line.text.isalpha()


def _header(lines: tuple[Line, ...], run: list[int]) -> Header | None:
    """A header names the measures, their level, and a third thing; bare levels at its end belong to the first row."""
    while run and not names_columns(lines[run[-1]].plain) and not lines[run[-1]].text.startswith(("-", "–", "•")):
        run = run[:-1]
    columns = {column for place in run for column in column_words(lines[place].plain)[0]}
    legend = sum(names_level(lines[place].plain) for place in run)
    if "title" in columns and "level" in columns and (len(columns) >= 3 or legend >= 2):
        return Header(run[0], run[-1], frozenset(columns))
    return None


def _running_lines(lines: tuple[Line, ...], headers: list[Header]) -> set[int]:
    """Lines that stand beside several headers are the running title of the pages, in the middle of rows or not."""
    beside = [place for header in headers for place in _neighbours(lines, header)]
    times = Counter(lines[place].plain for place in set(beside) if _may_be_title(lines[place]))
    running = {plain for plain, count in times.items() if count >= max(2, len(headers) - 1)}
    return {place for place, line in enumerate(lines) if line.plain in running and not line.dropped}


def _may_be_title(line: Line) -> bool:
    return sum(map(str.isalpha, line.plain)) >= 12 and not LEVEL_PHRASE.search(line.plain)


def _neighbours(lines: tuple[Line, ...], header: Header, reach: int = 2) -> list[int]:
    """The nearest printed lines before and after a header."""
    before = _printed(lines, range(header.first - 1, max(-1, header.first - 8), -1))[:reach]
    after = _printed(lines, range(header.last + 1, min(len(lines), header.last + 8)))[:reach]
    return [*before, *after]


def _printed(lines: tuple[Line, ...], places: range) -> list[int]:
    return [place for place in places if lines[place].text and not lines[place].dropped]


def _title(lines: tuple[Line, ...], headers: list[Header], running: set[int]) -> Title | None:
    """The running title, else a line of capitals or a dated line just above the first header."""
    if running:
        place = min(running)
        return Title(lines[place].text, lines[place].number, printed_date(lines[place].plain), len(running))
    for header in headers[:1]:
        for place in _printed(lines, range(header.first - 1, max(-1, header.first - 4), -1))[:1]:
            line = lines[place]
            if _may_be_title(line) and (is_upper(line.text) or printed_date(line.plain)) and line.text[-1] not in ".;,":
                return Title(line.text, line.number, printed_date(line.plain), 1)
    return None


def _tables(headers: list[Header]) -> list[list[Header]]:
    """Headers with the same columns are one table over several pages; other columns open another table."""
    tables: list[list[Header]] = []
    for header in headers:
        if tables and tables[-1][0].columns == header.columns:
            tables[-1].append(header)
        else:
            tables.append([header])
    return tables or [[]]


def _table(lines: list[Line], work: Work, headers: list[Header], title: Title | None) -> Table:
    first = headers[0].first if headers else 0
    last = _next_header(lines, headers, work)
    return Table(
        body=_body(lines, work, headers, first, last),
        columns=headers[0].columns if headers else frozenset(),
        header=(lines[headers[0].first].number, lines[headers[0].last].number) if headers else None,
        title=title,
    )


def _next_header(lines: list[Line], headers: list[Header], work: Work) -> int:
    later = [header.first for header in headers_of(work.lines) if headers and header.first > headers[-1].last]
    return min(later, default=len(lines))


def _body(lines: list[Line], work: Work, headers: list[Header], first: int, last: int) -> Body:
    """Printed lines with their block. A header passed counts up `headers`; a printed summary counts up `breaks`."""
    inside = {place: rank + 1 for rank, header in enumerate(headers) for place in range(header.first, header.last + 1)}
    summary = {number for row in work.summary for number in range(row.lines[0], row.lines[1] + 1)}
    body, block, met, breaks, fresh, edge = list[BodyLine](), 0, 0, 0, True, False
    for place in range(first, last):
        line = lines[place]
        if place in inside or line.number in summary:
            met, breaks, edge = max(met, inside.get(place, 0)), breaks + (line.number in summary), True
        elif not line.dropped:
            edge = edge or line.new_page
            if line.text:
                block += fresh
                body.append(BodyLine(line.number, line.text, line.plain, block, met, breaks, edge))
                fresh = edge = False
            else:
                fresh = True
    return Body(tuple(body))
