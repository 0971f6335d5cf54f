"""Where a table is: headers that name columns, their repetitions over the pages, the title that runs with them."""

from collections import Counter
from dataclasses import replace
from typing import NamedTuple

from tenir.engines.documents.columns import column_words, names_columns, names_level
from tenir.engines.documents.french import LEVEL_PHRASE, counted, is_upper, printed_date, reads_as_title
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
    running = _running_lines(work.lines, headers)
    pages = _page_numbers(work.lines, headers)
    aside = dict.fromkeys(running, "titre du tableau répété de page en page") | dict.fromkeys(pages, "numéro de page")
    lines = [line._replace(dropped=aside.get(place, line.dropped)) for place, line in enumerate(work.lines)]
    repairs = [Repair(work.lines[place].number, work.lines[place].text, "", aside[place]) for place in sorted(aside)]
    marked = replace(work, lines=tuple(lines), repairs=(*work.repairs, *repairs))
    titles = _titles(work.lines, headers, running)
    return replace(marked, tables=tuple(_tables(marked, headers, titles))), _told(headers, len(running))


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
    long_enough = sum(map(str.isalpha, line.plain)) >= 12
    return long_enough and reads_as_title(line.text, line.plain) and not LEVEL_PHRASE.search(line.plain)


def _neighbours(lines: tuple[Line, ...], header: Header, reach: int = 2) -> list[int]:
    """The nearest printed lines before and after a header."""
    before = _printed(lines, range(header.first - 1, max(-1, header.first - 8), -1))[:reach]
    after = _printed(lines, range(header.last + 1, min(len(lines), header.last + 8)))[:reach]
    return [*before, *after]


def _printed(lines: tuple[Line, ...], places: range) -> list[int]:
    return [place for place in places if lines[place].text and not lines[place].dropped]


def _page_numbers(lines: tuple[Line, ...], headers: list[Header]) -> list[int]:
    """A number alone just above a repeated header is that of the page that ends there."""
    before = [_printed(lines, range(header.first - 1, max(-1, header.first - 4), -1))[:1] for header in headers[1:]]
    return [place for places in before for place in places if lines[place].plain.isdigit()]


def _titles(lines: tuple[Line, ...], headers: list[Header], running: set[int]) -> list[Title | None]:
    """The running title for the first header, else a line of capitals or a dated line just above each header."""
    places = [_title_above(lines, header) for header in headers]
    if running:
        places[0] = min(running)
    times = Counter(line.plain for line in lines)
    return [None if place is None else _title(lines[place], times[lines[place].plain]) for place in places]


def _title_above(lines: tuple[Line, ...], header: Header) -> int | None:
    for place in _printed(lines, range(header.first - 1, max(-1, header.first - 4), -1))[:1]:
        line = lines[place]
        if _may_be_title(line) and line.text[-1] not in ".;,":
            return place
    return None


def _title(line: Line, times: int) -> Title:
    return Title(line.text, line.number, printed_date(line.plain), times)


def _tables(work: Work, headers: list[Header], titles: list[Title | None]) -> list[Table]:
    """Headers with the same columns are one table over several pages; other columns open another table."""
    if not headers:
        return [Table(_body(work, [], 0, len(work.lines)), frozenset(), None)]
    opening = [rank for rank, header in enumerate(headers) if not rank or header.columns != headers[rank - 1].columns]
    tables = []
    for rank, after in zip(opening, [*opening[1:], len(headers)], strict=True):
        own = headers[rank:after]
        last = headers[after].first if after < len(headers) else len(work.lines)
        span = (work.lines[own[0].first].number, work.lines[own[0].last].number)
        body = _body(work, own, _lost_head(work, own[0].first) if rank == 0 else own[0].first, last)
        tables.append(Table(body, own[0].columns, span, tuple(titles[rank:after])))
    return tables


LEVELS_ABOVE = 3  # phrases above the first header that show that the header of their page was lost
ROOM_ABOVE = 40  # lines above the first of them in which their table may begin


def _lost_head(work: Work, first: int) -> int:
    """Where the table begins: at its header, or above it when levels stand there, its own header being damaged."""
    above = [at for at in range(first) if not work.lines[at].dropped and LEVEL_PHRASE.search(work.lines[at].plain)]
    return max(0, above[0] - ROOM_ABOVE) if len(above) >= LEVELS_ABOVE else first


def _body(work: Work, headers: list[Header], first: int, last: int) -> Body:
    """Printed lines with their block. A header passed counts up `headers`; a printed summary counts up `breaks`."""
    inside = {place: rank + 1 for rank, header in enumerate(headers) for place in range(header.first, header.last + 1)}
    summary = {row.lines[0] for row in work.summary if first <= row.lines[0] <= last + 1}
    body, block, met, breaks, fresh = list[BodyLine](), 0, 0, 0, True
    for place, line in enumerate(work.lines[first:last], first):
        if place in inside or line.number in summary:
            met, breaks = max(met, inside.get(place, 0)), breaks + (line.number in summary)
        elif not line.dropped and line.text:
            block += fresh
            body.append(BodyLine(line.number, line.text, line.plain, block, met, breaks))
            fresh = False
        elif not line.dropped:
            fresh = True
    return Body(tuple(body))
