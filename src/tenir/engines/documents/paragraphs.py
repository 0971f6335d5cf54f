"""Prose to sentences, each with the places of the lines that hold it."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from tenir.engines.documents.bullets import bullet_of, lone_glyph
from tenir.engines.documents.headings import in_capitals, title_of
from tenir.engines.documents.joining import join
from tenir.engines.documents.sentences import finished, starts_small, unfinished
from tenir.engines.documents.work import Line

_END = re.compile(r"[.!?;](?: ?[»)\"”])?\s(?=[«\"“(]?\s?[A-ZÀ-ÖØ-Þ])")
_SHORT_WORD = re.compile(r"(?:^|[\s(])(?:[A-Z]|MM|Mme|Mmes|cf|art|ex|n°|al)\.$")
LONGEST = 40  # lines of a paragraph; longer ones are cut, so that the time stays linear


class Sentence(NamedTuple):
    """`first` and `last` are places in `Work.lines`."""

    text: str
    first: int
    last: int


def sentences_of(lines: Sequence[Line], skip: Callable[[Line], bool]) -> Iterator[Sentence]:
    """The sentences of the prose of a document, lines to `skip` being none of it."""
    paragraph, gap = list[int](), False
    for place, line in enumerate(lines):
        if line.dropped or lone_glyph(line.text):
            gap = gap or not line.dropped
            continue
        if not line.text:
            gap = True
            continue
        apart = skip(line) or _stands_alone(line)
        if paragraph and (apart or len(paragraph) >= LONGEST or _opens(lines, paragraph[-1], line, gap=gap)):
            yield from _sentences(lines, paragraph)
            paragraph = []
        if not apart:
            paragraph.append(place)
        gap = False
    if paragraph:
        yield from _sentences(lines, paragraph)


def _stands_alone(line: Line) -> bool:
    return bool(bullet_of(line.text)) or in_capitals(line.text) or title_of(line.text) is not None


def _opens(lines: Sequence[Line], before: int, line: Line, *, gap: bool) -> bool:
    """A blank line ends a paragraph unless the sentence goes on behind it (a page ended in between)."""
    if not gap:
        return False
    above = lines[before].text
    return above.endswith(":") or (not (starts_small(line.text) and not finished(above)) and not unfinished(above))


def _sentences(lines: Sequence[Line], places: list[int]) -> Iterator[Sentence]:
    """Cut at full stops before a capital; the lines of each sentence are found by counting characters."""
    starts, text = list[int](), ""
    for place in places:
        glued = join([text, lines[place].text]) if text else lines[place].text
        starts.append(len(glued) - len(lines[place].text))
        text = glued
    first = 0
    for match in [*_END.finditer(text), None]:
        last = match.end() if match else len(text)
        if match and _SHORT_WORD.search(text[max(0, match.start() - 6) : match.start() + 1]):
            continue
        if said := text[first:last].strip():
            yield Sentence(said, places[_rank(starts, first)], places[_rank(starts, last - 1)])
        first = last


def _rank(starts: list[int], offset: int) -> int:
    return max(rank for rank, start in enumerate(starts) if start <= max(offset, 0))
