"""Lists whose bullets a web page drew and a copy lost: lines that a tab sets in, after one that announces them."""

from dataclasses import replace

from tenir.engines.documents.bullets import bullet_of
from tenir.engines.documents.french import counted
from tenir.engines.documents.work import Line, Work

FEWEST = 2  # lines; one alone is a paragraph set in
MARK = "- "


def mark_tabbed_lists(work: Work) -> tuple[Work, str]:
    """Give such lines a dash; what is printed stays as it is."""
    lines = list(work.lines)
    marked = 0
    for first, last in _runs(work):
        for place in range(first, last):
            lines[place] = _marked(lines[place])
        marked += last - first
    return replace(work, lines=tuple(lines)), f"{counted(marked, 'ligne')} de listes sans puces." if marked else ""


def _runs(work: Work) -> list[tuple[int, int]]:
    """Positions, the last excluded, of lines set in by a tab right after a line that ends with a colon."""
    found = list[tuple[int, int]]()
    place = 0
    while place < len(work.lines):
        last = place
        while last < len(work.lines) and _is_set_in(work, last):
            last += 1
        if last - place >= FEWEST and place and work.lines[place - 1].text.endswith(":"):
            found.append((place, last))
        place = max(last, place + 1)
    return found


def _is_set_in(work: Work, place: int) -> bool:
    line = work.lines[place]
    printed = work.printed[place] if place < len(work.printed) else ""
    return bool(line.text) and not line.dropped and printed.startswith("\t") and not bullet_of(line.text)


def _marked(line: Line) -> Line:
    return line._replace(text=MARK + line.text, plain=MARK + line.plain)
