"""Titles of sections: those that the file itself calls headings, else short lines above the paragraphs of a prose.

Prose is looked at only where nothing else gave the text its headings: lists, tables and protocols know theirs better.
"""

from bisect import bisect_left
from dataclasses import replace

from tenir.engines.documents.bullets import bullet_of
from tenir.engines.documents.confidence import Sign, weigh
from tenir.engines.documents.french import counted
from tenir.engines.documents.model import Item, Kind
from tenir.engines.documents.sentences import finished
from tenir.engines.documents.work import Line, Work

LONGEST = 90  # characters of a title
PARAGRAPH = 120  # characters from which an unfinished line is prose
PREFIX = "heading-t"
CENTRED = 8  # spaces before a line
FEWEST = 3  # titles; one or two short lines are no outline


def find_titles(work: Work) -> tuple[Work, str]:
    """Lines that stand as titles do; a sentence does not run over them."""
    if styled := _styled(work):
        return replace(work, items=(*work.items, *styled)), f"{counted(len(styled), 'titre')} par leur style."
    if any(item.kind is Kind.HEADING for item in work.items):
        return work, ""
    titles = _titles(work)
    if len(titles) < FEWEST:
        return work, ""
    return replace(work, items=(*work.items, *titles)), f"{counted(len(titles), 'titre')} de parties dans la prose."


def place_under_titles(work: Work) -> tuple[Work, str]:
    """Under each title what was recognised without a place in a tree."""
    titles = [item for item in work.items if item.id.startswith(PREFIX)]
    starts = [item.lines[0] for item in titles if item.lines]
    return replace(work, items=tuple(_under(item, titles, starts) for item in work.items)), ""


def _styled(work: Work) -> list[Item]:
    """Headings of a Word or OpenDocument text, each under the nearest wider one, but for those recognised before."""
    taken, found, above = _taken(work), list[Item](), dict[int, str]()
    for line in work.lines:
        if line.depth and line.text and not line.dropped and line.number not in taken:
            above = {depth: name for depth, name in above.items() if depth < line.depth}
            name = f"{PREFIX}{len(found) + 1}"
            found.append(_of_style(line, name, above[max(above)] if above else None))
            above[line.depth] = name
    return found


def _of_style(line: Line, name: str, parent: str | None) -> Item:
    confidence, why = weigh(Sign(1.0, True, f"titre de niveau {line.depth} dans le fichier"))
    lines = (line.number, line.number)
    return Item(name, Kind.HEADING, line.text, lines, confidence, why, parent=parent)


def _taken(work: Work) -> set[int]:
    return {number for item in work.items if item.lines for number in range(item.lines[0], item.lines[1] + 1)}


def _titles(work: Work) -> list[Item]:
    taken = _taken(work)
    printed = [line for line in work.lines if line.text and not line.dropped]
    opens, found = _opening(printed), list[Item]()
    for rank, line in enumerate(printed[:-1]):
        above = printed[rank - 1] if rank else None
        near = _is_centred(work, line) or printed[rank + 1].number == line.number + 1
        if near and opens[rank] and line.number not in taken and _is_apart(line, above):
            found.append(_item(line, len(found) + 1))
    return found


def _is_centred(work: Work, line: Line) -> bool:
    """Set far from the margin: such a title may stand blank lines above what it opens."""
    printed = work.printed[line.number - 1] if line.number <= len(work.printed) else ""
    return len(printed) - len(printed.lstrip(" ")) >= CENTRED


def _stands(line: Line) -> bool:
    """A capital, few words, no end of sentence."""
    text = line.text
    return (
        len(text) <= LONGEST
        and text[0].isupper()
        and not text.endswith((".", ";", ",", ":", "?", "!"))
        and not bullet_of(text)
    )


def _opening(printed: list[Line]) -> list[bool]:
    """Which lines stand as titles above prose, at once or below further titles; told from the last line upwards."""
    opens, prose = [False] * len(printed), False
    for rank in range(len(printed) - 1, -1, -1):
        line = printed[rank]
        if _stands(line):
            opens[rank] = prose
        else:
            prose = finished(line.text) or len(line.text) > PARAGRAPH
    return opens


def _is_apart(line: Line, above: Line | None) -> bool:
    """The line above is over, or lies further up."""
    if above is None or above.number < line.number - 1 or " " not in above.text:
        return True  # a word alone is an address or a mark
    return finished(above.text) or _stands(above)


def _item(line: Line, rank: int) -> Item:
    confidence, why = weigh(
        Sign(0.6, True, "ligne courte sans fin de phrase, au-dessus d'un paragraphe"),
        Sign(0.4, False, "", "ni numéro ni capitales", cap=0.75),
    )
    return Item(f"{PREFIX}{rank}", Kind.HEADING, line.text, (line.number, line.number), confidence, why)


def _under(item: Item, titles: list[Item], starts: list[int]) -> Item:
    """The nearest title above, for what stands in no tree; titles are in the order of their lines."""
    if item.parent or not item.lines or item.kind in (Kind.FRAMEWORK, Kind.HEADING):
        return item
    rank = bisect_left(starts, item.lines[0])
    return replace(item, parent=titles[rank - 1].id) if rank else item
