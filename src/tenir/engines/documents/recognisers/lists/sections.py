"""Openers to lists: where each list ends, which title stands above it, its items."""

from bisect import bisect_left
from dataclasses import replace

from tenir.engines.documents.french import counted
from tenir.engines.documents.recognisers.lists.entries import read_list
from tenir.engines.documents.recognisers.lists.model import Opener, Section, Sort
from tenir.engines.documents.recognisers.lists.openers import openers_of
from tenir.engines.documents.recognisers.lists.outline import title_above
from tenir.engines.documents.work import Work


def find_openers(work: Work) -> tuple[Work, str]:
    """Lines that say that promises follow, outside what was recognised before."""
    openers = tuple(openers_of(work.lines, taken_lines(work)))
    guessed = sum(not opener.sure for opener in openers)
    doubt = f", dont {guessed} aux mots abîmés" if guessed else ""
    sentence = f"{counted(len(openers), 'annonce')} de promesses{doubt}." if openers else ""
    return replace(work, openers=openers), sentence


def taken_lines(work: Work) -> frozenset[int]:
    """Numbers of the lines that belong to items recognised before."""
    return frozenset(number for item in work.items if item.lines for number in range(item.lines[0], item.lines[1] + 1))


def read_lists(work: Work) -> tuple[Work, str]:
    """The items under each opener, down to the next opener or the title above it."""
    titles = _titles(work)
    starts = sorted(item.lines[0] - 1 for item in work.items if item.lines)
    sections = list[Section]()
    for rank, opener in enumerate(work.openers):
        stop = len(work.lines)
        if rank + 1 < len(work.openers):
            after = titles[rank + 1]
            stop = after[0] if after else work.openers[rank + 1].first
        stop = _before_taken(starts, opener.last + 1, stop)
        entries, notes = read_list(work.lines, opener, opener.last + 1, stop)
        if entries:
            sections.append(Section(opener, titles[rank], entries, notes))
    total = sum(len(section.entries) for section in sections)
    sentence = f"{counted(total, 'point')} lus dans {counted(len(sections), 'liste')}." if sections else ""
    return replace(work, sections=tuple(sections)), sentence


def _before_taken(starts: list[int], first: int, stop: int) -> int:
    """A list ends where something else was recognised."""
    rank = bisect_left(starts, first)
    return starts[rank] if rank < len(starts) and starts[rank] < stop else stop


def _continues(before: Opener, opener: Opener) -> bool:
    """Actions after their objectives, or a labelled action after another, have no title of their own."""
    return before.sort is Sort.OBJECTIVES or (before.inline >= 0 and opener.inline >= 0)


def _titles(work: Work) -> list[tuple[int, int] | None]:
    """A side heard again since the last title must have a new title above it; actions follow their objectives."""
    titles = list[tuple[int, int] | None]()
    heard = set[str]()
    before: Opener | None = None
    for opener in work.openers:
        key = f"{opener.sort} {opener.side}"
        floor = before.last if before else max(-1, opener.first - 12)
        follows = before is not None and opener.sort is Sort.ACTIONS and _continues(before, opener)
        title = None
        if not follows:
            expected = before is None or (opener.sort is Sort.SIDE and key in heard)
            title = title_above(work.lines, opener.first, floor, expected=expected)
        if title:
            heard.clear()
        heard.add(key)
        titles.append(title)
        before = opener
    return titles
