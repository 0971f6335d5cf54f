"""Tables of acronyms: a run of lines that open with an acronym and go on with what it stands for.

Under a title that says so (`Table des sigles`, `Glossaire`) each line counts; elsewhere only runs whose meanings have
the letters of their acronym in order.
"""

import re
from dataclasses import dataclass, replace

from tenir.engines.documents.confidence import Sign, weigh
from tenir.engines.documents.french import counted, fold
from tenir.engines.documents.model import Item, Kind
from tenir.engines.documents.recognisers.marks import joined, mark_of
from tenir.engines.documents.work import Line, Work

_TITLE = re.compile(
    r"(?:(?:\d{1,2}|[ivx]{1,4}|[a-z])[.)] ?-? ?)?(?:annexe \w{1,3} ?[:.-]? ?)?"
    r"(?:table|liste|index|glossaire|lexique|tableau|signification|definition)?(?: ?(?:des|et|de|d'|:))* ?"
    r"(?:principaux |principales )?(?:sigles|acronymes|abreviations|glossaire|lexique)"
    r"(?: (?:et|ou) [a-z]+)?(?: utilise[e]?s)?"
)
_SEPARATOR = re.compile(r" ?(?: [-–—=]|[:=]|\.{2,}| ) ?")
_SIGLE = re.compile(r"[^\W\d_][\w.&'’+/-]{1,11}")
FEWEST = 5  # lines of a table without title
BREAK = 3  # other lines in a row that end a table


@dataclass(slots=True)
class _Row:
    sigle: str
    parts: list[str]
    first: int
    last: int

    @property
    def meaning(self) -> str:
        return joined(self.parts).strip(" .;")

    @property
    def fits(self) -> bool:
        return letters_in_order(self.sigle, self.meaning)


def read_acronyms(work: Work) -> tuple[Work, str]:
    """Each row of each table as an item `SIGLE meaning`."""
    found = [(row, titled) for rows, titled in _tables(work.lines) for row in rows]
    items = tuple(_item(row, titled) for row, titled in found)
    return replace(work, items=(*work.items, *_numbered(items))), f"{counted(len(items), 'sigle')}." if items else ""


def acronym_tables(lines: tuple[Line, ...]) -> list[int]:
    """The places of the first row of each table, which ends what stands before it even where its title is damaged."""
    ranks = {line.number: place for place, line in enumerate(lines)}
    return [ranks[rows[0].first] for rows, _ in _tables(lines)]


def _numbered(items: tuple[Item, ...]) -> list[Item]:
    met = dict[str, int]()
    out = list[Item]()
    for item in items:
        met[item.id] = times = met.get(item.id, 0) + 1
        out.append(item if times == 1 else replace(item, id=f"{item.id}-{times}"))
    return out


def _tables(lines: tuple[Line, ...]) -> list[tuple[list[_Row], bool]]:
    printed = [line for line in lines if line.text and not line.dropped]
    tables = list[tuple[list[_Row], bool]]()
    rank = 0
    while rank < len(printed):
        titled = bool(_TITLE.fullmatch(printed[rank].plain.strip(" :")))
        rows, end = _run(printed, rank + titled, titled)
        if len(rows) >= (2 if titled else FEWEST) and (titled or _mostly_fit(rows)):
            tables.append((rows, titled))
            rank = max(end, rank + 1)
        else:
            rank += 1 if titled or not rows else max(1, end - rank)
    return tables


def _mostly_fit(rows: list[_Row]) -> bool:
    return sum(row.fits for row in rows) * 5 >= len(rows) * 4


def _run(printed: list[Line], start: int, titled: bool) -> tuple[list[_Row], int]:
    """Rows from `start` on, and where they end: at a few lines that are no row, or that continue none."""
    rows = list[_Row]()
    others, end, rank = 0, start, start
    while rank < len(printed) and others < (BREAK if titled else 1):
        row, used = _row(printed, rank)
        if row and (titled or row.fits):
            rows.append(row)
            others = 0
        elif rows and _goes_on(rows[-1], printed[rank]):
            rows[-1].parts.append(printed[rank].text)
            rows[-1].last = printed[rank].number
        else:
            others += 1
        rank += used
        end = rank - others
    return rows, end


def _goes_on(row: _Row, line: Line) -> bool:
    return line.number == row.last + 1 and (line.text[0].islower() or line.text[0] in "('’")


def _row(printed: list[Line], rank: int) -> tuple[_Row | None, int]:
    """A row on one line, or cut in two cells, one a line."""
    line = printed[rank]
    mark = mark_of(line.text)
    sigle, meaning = split_acronym(mark.text if mark.kind == "bullet" else line.text)
    if sigle and meaning:
        return _Row(sigle, [meaning], line.number, line.number), 1
    if sigle and rank + 1 < len(printed):
        after = printed[rank + 1]
        if letters_in_order(sigle, after.text) and not split_acronym(after.text)[0]:
            return _Row(sigle, [after.text], line.number, after.number), 2
    return None, 1


def split_acronym(text: str) -> tuple[str, str]:
    """`ABC Association des …` in two; the acronym may have a second word (`ABC France`) that its meaning ends with."""
    match = _SIGLE.match(text)
    if not match or not _reads_as_sigle(match.group()):
        return "", ""
    end = match.end()
    while second := re.match(r" ([^\W\d_][\w+]*)", text[end:]):
        if not (_reads_as_sigle(second[1]) or (second[1][0].isupper() and text.endswith(f" {second[1]}"))):
            break
        if end + second.end() >= len(text):
            break
        end += second.end()
    separator = _SEPARATOR.match(text, end)
    meaning = text[separator.end() if separator else end :].strip()
    if meaning and (not separator or len(meaning) < 4 or not (meaning[0].isalpha() or meaning[0] in "«\"'’(")):
        return "", ""
    return text[:end].strip(), meaning


def _reads_as_sigle(word: str) -> bool:
    letters = [character for character in word if character.isalpha()]
    capitals = sum(map(str.isupper, letters))
    return capitals >= 2 and capitals * 2 >= len(letters)


def letters_in_order(sigle: str, meaning: str) -> bool:
    """Whether the letters of the acronym stand in the meaning, in order, the first one at its head or nearly."""
    wanted = [letter for letter in fold(sigle) if letter.isalpha()]
    plain = fold(meaning)
    if len(plain) < 2 * len(wanted):
        return False
    at = 0
    for letter in wanted:
        place = plain.find("i" if letter == "l" and plain.find(letter, at) < 0 else letter, at)
        if place < 0:
            return False
        at = place + 1
    return plain.find(wanted[0]) <= len(plain) // 2


def _item(row: _Row, titled: bool) -> Item:
    confidence, why = weigh(
        Sign(0.5, titled, "sous le titre d'une table de sigles", "sans titre de table au-dessus", cap=0.75),
        Sign(0.5, row.fits, "lettres retrouvées dans le sens", "lettres non retrouvées dans le sens", cap=0.7),
    )
    key = f"acronym-{'-'.join(fold(row.sigle).split())}"
    return Item(key, Kind.ACRONYM, f"{row.sigle} {row.meaning}", (row.first, row.last), confidence, why)
