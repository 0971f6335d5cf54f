"""Tables that the text keeps as columns side by side, apart by runs of spaces: cells put back together.

The header says how many columns there are and what each holds; the body says where each begins. A row opens after a
blank line, or where its main cell opens as an item does.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from tenir.engines.documents.french import fold
from tenir.engines.documents.recognisers.echoes import Echoes, form_of
from tenir.engines.documents.recognisers.marks import joined, mark_of, opens_with_verb
from tenir.engines.documents.recognisers.mending import mended
from tenir.engines.documents.work import Line, Work

COLUMNS = {
    "text": "engagement engagements action actions mesure mesures decision decisions intitule libelle objet",
    "partners": "partenaire partenaires acteur acteurs pilote pilotes porteur porteurs responsable responsables qui"
    " referent chef signataire signataires service services contributeurs",
    "levers": "levier leviers dispositif dispositifs financement financements moyen moyens outil outils financeur"
    " financeurs",
    "due": "echeance echeances calendrier delai delais date quand",
    "indicator": "indicateur indicateurs",
    "theme": "axe axes theme themes thematique thematiques enjeu enjeux programme volet objectif objectifs domaine",
    "number": "n° no num numero",
    "level": "niveau avancement etat statut",
}
_COLUMN_OF = {word: column for column, words in COLUMNS.items() for word in words.split()}
_CELL = re.compile(r"\S+(?: \S+)*")
_WORD = re.compile(r"[a-z°]+")
FAR = 4  # spaces that a cell may stand before the column it belongs to
BLANK = 3  # blank lines in a row that end a table


@dataclass(slots=True)
class Cells:
    """One row: for each column its lines, and the numbers of its first and last lines."""

    first: int
    last: int
    columns: dict[str, list[str]] = field(default_factory=dict)

    def text(self, column: str) -> str:
        return joined(self.columns.get(column, []))


@dataclass(slots=True)
class Grid:
    """A table: what its columns hold, the places of its first and last lines (header included), its rows."""

    columns: tuple[str, ...]
    first: int
    last: int
    rows: list[Cells]


class Header(NamedTuple):
    """The cells of a header with the places where they begin, and what each column holds."""

    cells: list[tuple[int, str]]
    columns: tuple[str, ...]


def find_grids(work: Work) -> list[Grid]:
    """Every table whose header names at least two columns side by side, one of them the items themselves.

    A text that prints several prints the same header above each: a damaged one is that which it repeats.
    """
    headers = {place: header for place in _places(work) if (header := _header_at(work, place))}
    if headers:
        headers |= _damaged(work, headers)
    grids, read_to = list[Grid](), -1
    for place in sorted(headers):
        # What was read once is not read again, rows or not: thousands of headers may follow one another.
        if place > read_to:
            grid = _grid(work, place, headers[place])
            grids += [grid] if grid.rows else []
            read_to = grid.last
    return grids


def _places(work: Work) -> range:
    return range(min(len(work.lines), len(work.printed)))


def _damaged(work: Work, headers: dict[int, Header]) -> dict[int, Header]:
    """Lines that say again a known header but for some letters, its columns where they stood."""
    forms = {form_of(fold(work.printed[place])): header for place, header in headers.items()}
    echoes = Echoes([*forms])
    found = dict[int, Header]()
    for place in _places(work):
        if place in headers or work.lines[place].dropped or len(cells_of(work.printed[place])) < 2:
            continue
        if form := echoes.nearest(fold(work.printed[place])):
            found[place] = forms[form]
    return found


def cells_of(printed: str) -> list[tuple[int, str]]:
    """Cells of a line: what at least two spaces, a tab or a bar part."""
    if "|" in printed:
        printed = printed.replace("|", "   ")
    text = printed.expandtabs(8).replace("\f", " ").replace("\u00a0", " ").rstrip("\r")
    return [(match.start(), match.group()) for match in _CELL.finditer(text)]


def column_of(text: str) -> str | None:
    """What a header cell says its column holds: at most four words, one of them known."""
    words = _WORD.findall(mended(fold(text).replace("(s)", "")))
    known = [_COLUMN_OF[word] for word in words if word in _COLUMN_OF]
    return known[0] if known and len(words) <= 4 and not fold(text).rstrip().endswith(".") else None


def _header_at(work: Work, place: int) -> Header | None:
    printed = cells_of(work.printed[place]) if not work.lines[place].dropped else []
    cells = [(start, text) for start, text in printed if len(text) > 1 or column_of(text)]  # stray letters name nothing
    kinds = [column_of(text) for _, text in cells]
    if len(kinds) >= 4 and kinds.count(None) == 1:
        kinds[kinds.index(None)] = "other"  # a name of column unknown, or damaged
    if not 2 <= len(cells) <= 8 or None in kinds or "text" not in kinds or len(set(kinds)) < len(kinds):
        return None
    return Header(cells, tuple(kind for kind in kinds if kind))


def _grid(work: Work, place: int, header: Header) -> Grid:
    last = _end(work, place + 1, header.cells)
    body = list(range(place + 1, last + 1))
    starts = _starts([cells_of(work.printed[one]) for one in body], header.cells)
    return Grid(header.columns, place, last, _rows(work, body, starts, header.columns))


def _end(work: Work, place: int, header: list[tuple[int, str]]) -> int:
    """The table goes on until a title, prose that runs over its columns, or several blank lines."""
    blank, last = 0, place - 1
    second = header[1][0]
    for one in range(place, len(work.lines)):
        line = work.lines[one]
        if not line.text:
            blank += 1
            if blank >= BLANK:
                break
            continue
        cells = cells_of(work.printed[one])
        alone = len(cells) == 1 and cells[0][0] < max(1, second - FAR)
        if not line.dropped and alone and (len(cells[0][1]) > second + 20 or _reads_as_title(line, blank)):
            break
        blank, last = 0, one
    return last


def _reads_as_title(line: Line, blank: int) -> bool:
    return blank > 0 and line.text.isupper() and len(line.text) > 12


def _starts(body: list[list[tuple[int, str]]], header: list[tuple[int, str]]) -> list[int]:
    """Where each column begins: the place where most cells begin, between the header cells around it."""
    met = Counter(start for cells in body for start, _ in cells)
    starts = list[int]()
    for rank, (start, text) in enumerate(header):
        low = header[rank - 1][0] + len(header[rank - 1][1]) if rank else 0
        inside = {at: times for at, times in met.items() if low <= at < start + len(text)}
        starts.append(max(inside, key=lambda at: (inside[at], -abs(at - start))) if inside else start)
    return starts


def _rows(work: Work, body: list[int], starts: list[int], columns: tuple[str, ...]) -> list[Cells]:
    rows = list[Cells]()
    by_blanks = _parted_by_blanks(work, body, starts, columns)
    blank = True
    for place in body:
        line = work.lines[place]
        if line.dropped or not line.text:
            blank = blank or not line.text
            continue
        found = _split(cells_of(work.printed[place]), starts, columns)
        if all(column_of(text) == column for column, text in found.items()) and len(found) > 1:
            continue  # the header comes back on each page
        opens = blank if by_blanks else _opens(found, blank)
        if opens or not rows:
            rows.append(Cells(line.number, line.number))
        for column, text in found.items():
            rows[-1].columns.setdefault(column, []).append(text)
        rows[-1].last = line.number
        blank = False
    return [row for row in rows if len(row.text("text")) > 5]


def _split(cells: list[tuple[int, str]], starts: list[int], columns: tuple[str, ...]) -> dict[str, str]:
    found = dict[str, str]()
    for start, text in cells:
        at = max((rank for rank, edge in enumerate(starts) if edge <= start + FAR), default=0)
        found[columns[at]] = f"{found[columns[at]]} {text}" if columns[at] in found else text
    return found


def _opens(found: dict[str, str], blank: bool) -> bool:
    if any(map(str.isdigit, found.get("number", ""))):
        return True
    main = found.get("text", "")
    return opens_with_verb(mark_of(main).text) or mark_of(main).kind == "number" or (blank and main[:1].isupper())


def _parted_by_blanks(work: Work, body: list[int], starts: list[int], columns: tuple[str, ...]) -> bool:
    """Whether blank lines part the rows: after each of them, and nowhere else, a main cell opens with a capital."""
    after, elsewhere, blank = list[bool](), 0, True
    for place in body:
        line = work.lines[place]
        if line.dropped or not line.text:
            blank = blank or not line.text
            continue
        main = _split(cells_of(work.printed[place]), starts, columns).get("text", "")
        if blank:
            after.append(main[:1].isupper() or main[:1].isdigit() or not main)
        elif opens_with_verb(mark_of(main).text):
            elsewhere += 1
        blank = False
    return len(after) >= 2 and all(after) and not elsewhere
