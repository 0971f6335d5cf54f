"""Lines to blocks: lines that stand together, apart from the others by a blank line or a new page."""

from dataclasses import replace

from tenir.engines.documents.french import counted
from tenir.engines.documents.work import Block, Line, Work


def group_blocks(work: Work) -> tuple[Work, str]:
    """A line set aside (running header) neither opens nor closes a block: a sentence goes on across a page."""
    blocks = tuple(blocks_of(work.lines))
    return replace(work, blocks=blocks), f"{counted(len(blocks), 'bloc')} de lignes."


def blocks_of(lines: tuple[Line, ...]) -> list[Block]:
    found: list[Block] = []
    first = last = -1
    for place, line in enumerate(lines):
        if line.dropped:
            continue
        if line.text:
            first, last = (place if first < 0 else first), place
        elif first >= 0:
            found.append(Block(first, last))
            first = -1
    if first >= 0:
        found.append(Block(first, last))
    return found
