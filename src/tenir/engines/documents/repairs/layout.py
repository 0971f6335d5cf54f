"""Lines to repaired lines. What is changed or set aside is listed, with the line as it was; numbers never move."""

import re
from collections import Counter
from dataclasses import replace

from tenir.engines.documents.columns import names_columns
from tenir.engines.documents.french import LEVEL_PHRASE, counted, fold, reads_as_title
from tenir.engines.documents.model import Repair
from tenir.engines.documents.work import Line, Work

_SPACES = re.compile(r"[ \t\r\v\u00a0\u2000-\u200a\u202f\u3000]{2,}|[\t\r\v\u00a0\u2000-\u200a\u202f\u3000]")
# Soft hyphens, zero-width marks and stray control characters print nothing.
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u2028\u2029\u2060\ufeff\ufffe\uffff]")
_RULING = re.compile(r"[-=_|+: ]{3,}")


def clean_spaces(work: Work) -> tuple[Work, str]:
    """One plain space between words, none at the ends; form feeds become the mark of a new page."""
    lines, touched, page_ends = [], 0, False
    for line in work.lines:
        cleaned = _cleaned(line)
        feed_first = line.text.lstrip(" \t").startswith("\f")
        lines.append(cleaned._replace(new_page=True) if page_ends or feed_first else cleaned)
        page_ends = not feed_first and "\f" in line.text
        touched += cleaned.text != line.text
    sentence = f"Espaces remis au propre dans {counted(touched, 'ligne')}." if touched else ""
    return replace(work, lines=tuple(lines)), sentence


def _cleaned(line: Line) -> Line:
    text = line.text
    if not text.isprintable() or "  " in text:
        text = _INVISIBLE.sub("", text.replace("\f", " "))
        text = _SPACES.sub(" ", text)
    text = text.strip()
    return line if text == line.text else line._replace(text=text, plain=fold(text))


def open_cells(work: Work) -> tuple[Work, str]:
    """Vertical bars and rulings of a drawn table are separators of cells, not words."""
    repairs = [
        Repair(line.number, line.text, _without_bars(line.text), "traits de tableau")
        for line in work.lines
        if line.text.count("|") >= 2 or _RULING.fullmatch(line.text)
    ]
    return apply(work, repairs), f"Traits de tableau retirés de {counted(len(repairs), 'ligne')}." if repairs else ""


def _without_bars(text: str) -> str:
    return "" if _RULING.fullmatch(text) else " ".join(text.replace("|", " ").split())


_PAGE_MARK = re.compile(r"(?:page \d{1,4}(?: ?(?:/|sur|de) ?\d{1,4})?|\d{1,4} ?/ ?\d{1,4}|- ?\d{1,4} ?-)")
_LONE_NUMBER = re.compile(r"\d{1,4}")


def drop_page_numbers(work: Work) -> tuple[Work, str]:
    """`Page 3 sur 12`, `3/12`, `- 3 -` anywhere; a bare number only where it counts the pages one by one."""
    places = [place for place, line in enumerate(work.lines) if _PAGE_MARK.fullmatch(line.plain)]
    places += _counting_pages(work.lines)
    return drop(work, places, "numéro de page", "numéro de page écarté", "numéros de page écartés")


def _counting_pages(lines: tuple[Line, ...]) -> list[int]:
    """Bare numbers at the foot of two pages, or at the head of three, that follow one another as the pages do."""
    feet, heads = list[tuple[int, int]](), list[tuple[int, int]]()
    for rank, page in enumerate(_pages(lines)):
        for edge, place in ((heads, page[0]), (feet, page[-1])):
            if _LONE_NUMBER.fullmatch(lines[place].plain):
                edge.append((place, int(lines[place].plain) - rank))
    counting = [
        edge for edge, least in ((feet, 2), (heads, 3)) if len(edge) >= least and len({gap for _, gap in edge}) == 1
    ]
    return [place for edge in counting for place, _ in edge]


def drop_running_lines(work: Work) -> tuple[Work, str]:
    """Titles repeated at the edge of pages, where form feeds tell the pages; the first one stays: it says something."""
    pages = _pages(work.lines)
    places = sorted({place for page in pages for place in (*page[:2], *page[-2:])})
    seen = Counter(_outline(work.lines[place]) for place in places)
    repeated, met = list[int](), set[str]()
    for place in places:
        outline = _outline(work.lines[place])
        if seen[outline] >= 2 and _may_run(work.lines[place], seen[outline], len(pages)):
            if outline in met:
                repeated.append(place)
            met.add(outline)
    told = ("ligne courante répétée écartée", "lignes courantes répétées écartées")
    return drop(work, repeated, "titre courant répété en bord de page", *told)


def _may_run(line: Line, times: int, pages: int) -> bool:
    """What looks like a title, or stands on four pages in five: a cell of a table may be repeated by chance.

    Names of columns are left to the recogniser of tables.
    """
    if sum(map(str.isalpha, line.plain)) < 12 or LEVEL_PHRASE.search(line.plain) or names_columns(line.plain):
        return False
    everywhere = times >= 4 and times * 5 >= pages * 4
    return everywhere or (reads_as_title(line.text, line.plain) and times * 2 >= pages)


def _outline(line: Line) -> str:
    """The line without the page number at its end."""
    return line.plain.rstrip(" 0123456789/-")


def _pages(lines: tuple[Line, ...]) -> list[list[int]]:
    """Positions of the printed lines of each page, where there are at least two pages."""
    pages: list[list[int]] = [[]]
    for place, line in enumerate(lines):
        if line.new_page and pages[-1]:
            pages.append([])
        if line.text and not line.dropped:
            pages[-1].append(place)
    return [page for page in pages if page] if len(pages) > 1 else []


def drop(work: Work, places: list[int], why: str, singular: str, plural: str) -> tuple[Work, str]:
    lines = list(work.lines)
    repairs = []
    for place in sorted(set(places)):
        if not lines[place].dropped:
            repairs.append(Repair(lines[place].number, lines[place].text, "", why))
            lines[place] = lines[place]._replace(dropped=why)
    if not repairs:
        return work, ""
    return replace(
        work, lines=tuple(lines), repairs=(*work.repairs, *repairs)
    ), f"{counted(len(repairs), singular, plural)}."


def apply(work: Work, repairs: list[Repair]) -> Work:
    if not repairs:
        return work
    lines = list(work.lines)
    for repair in repairs:
        lines[repair.line - 1] = lines[repair.line - 1]._replace(text=repair.after, plain=fold(repair.after))
    return replace(work, lines=tuple(lines), repairs=(*work.repairs, *repairs))
