"""Paragraphs of a Word or OpenDocument text -> lines that say where they stand."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from tenir.engines.documents.decoding import unreadable
from tenir.engines.documents.french import counted, typeset
from tenir.engines.documents.lines import LIMIT
from tenir.engines.documents.readers.printed import Printed, carried
from tenir.engines.documents.work import Cell, Work

# What a bullet of each depth becomes: the file names a glyph of a private font, or none.
BULLETS = ("•", "–", "▪")
_LONGEST_TITLE = 60


@dataclass(slots=True)
class Paragraph:
    """What one paragraph says: its words, the number or bullet that the file computes, its place."""

    text: str = ""
    label: str = ""
    # Of a heading, from 1 for the widest; 0 for what is none.
    depth: int = 0
    is_listed: bool = False
    cell: Cell | None = None
    notes: list[str] = field(default_factory=list)


def bullet(level: int) -> str:
    """The bullet of a list at this depth, counted from 0."""
    return BULLETS[min(max(level, 0), len(BULLETS) - 1)]


def told(name: str, paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """The paragraphs that have words; raises `UnreadableDocument` when there is none, or too many."""
    found = list(islice((one for one in paragraphs if one.text.strip()), LIMIT + 1))
    if not found:
        raise unreadable(name, "ne contient aucun texte", "vérifiez le fichier choisi")
    if len(found) > LIMIT:
        sentence = f"compte plus de {LIMIT} paragraphes"
        raise unreadable(name, sentence, "découpez le document ou n'en gardez que la partie utile")
    return found


def written(work: Work, story: list[Paragraph], notes: dict[str, list[str]], encoding: str) -> tuple[Work, str]:
    """The work with the lines of a story and of its notes."""
    done = carried(work, printed(story, notes), encoding)
    sentence = f"Document {encoding} : {counted(len(story), 'paragraphe lu', 'paragraphes lus')}."
    return replace(done, source=replace(work.source, paragraphs=len(story))), sentence


def printed(paragraphs: Iterable[Paragraph], notes: dict[str, list[str]]) -> Iterator[Printed]:
    """The lines of the text, then those of its notes in the order in which they are called.

    A blank line stands between paragraphs, but not between the points of a list nor within a row of a table.
    """
    before, called = None, dict[str, int]()
    places = _Places()
    for paragraph in paragraphs:
        where = places.next(paragraph)
        for note in paragraph.notes:
            called.setdefault(note, places.count)
        if before is not None and _apart(before, paragraph):
            yield Printed("")
        words = f"{paragraph.label} {paragraph.text}".strip() if paragraph.label else paragraph.text
        yield from (
            Printed(line.strip(), where=where, cell=paragraph.cell, depth=paragraph.depth) for line in words.split("\n")
        )
        before = paragraph
    yield from _of_notes(called, notes)


def _apart(before: Paragraph, after: Paragraph) -> bool:
    if before.cell and after.cell:
        return before.cell[:2] != after.cell[:2]
    return before.cell is not None or after.cell is not None or not (before.is_listed and after.is_listed)


class _Places:
    """Counts paragraphs and remembers the heading above."""

    def __init__(self) -> None:
        self.count, self.heading = 0, ""

    def next(self, paragraph: Paragraph) -> str:
        """« paragraphe 12, sous « Logement » », « tableau 1, ligne 2, colonne 3 »."""
        if paragraph.cell:
            table, row, column = paragraph.cell
            return f"tableau {table}, ligne {row}, colonne {column}"
        self.count += 1
        if paragraph.depth:
            title = " ".join(f"{paragraph.label} {paragraph.text}".split())
            self.heading = title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…"
            return f"titre, paragraphe {self.count}"
        return typeset(f"paragraphe {self.count}" + (f", sous « {self.heading} »" if self.heading else ""))


def _of_notes(called: dict[str, int], notes: dict[str, list[str]]) -> Iterator[Printed]:
    for number, (note, paragraph) in enumerate(called.items(), start=1):
        lines = [line.strip() for text in notes.get(note, ()) for line in text.split("\n") if line.strip()]
        if lines:
            yield Printed("")
            place = f", appelée au paragraphe {paragraph}" if paragraph else ""
            yield from (Printed(line, where=f"note {number}{place}") for line in lines)


_VALUES = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
_SIGNS = ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i")
ROMAN = tuple(zip(_VALUES, _SIGNS, strict=True))


def roman(number: int) -> str:
    """`xiv`; beyond 3999 nobody writes them."""
    text = ""
    for value, letters in ROMAN if 0 < number < 4000 else ():
        count, number = divmod(number, value)
        text += letters * count
    return text or str(number)


def letters(number: int) -> str:
    """`a` to `z`, then `aa`, `bb`, as Word counts."""
    if not 0 < number <= 26 * 20:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


class Counters(Counter[int]):
    """The numbers of a list by depth; a number given at a depth starts those below it again."""

    def advance(self, depth: int, start: int) -> int:
        """The next number at this depth."""
        self[depth] = self[depth] + 1 if depth in self else start
        for deeper in [one for one in self if one > depth]:
            del self[deeper]
        return self[depth]
