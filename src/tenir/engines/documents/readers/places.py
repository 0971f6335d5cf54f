"""Where an item stands in a file that is no plain text: its lines are those of a reading, nobody can count them."""

from dataclasses import replace

from tenir.engines.documents.model import Item
from tenir.engines.documents.work import Line, Work


def place_items(work: Work) -> tuple[Work, str]:
    """What is no plain text says of each item the page of a PDF, or the paragraph or cell of a Word document."""
    if work.source.lines is not None:
        return work, ""
    return replace(work, items=tuple(_placed(item, work.lines) for item in work.items)), ""


def _placed(item: Item, lines: tuple[Line, ...]) -> Item:
    """Where its first line with words stands."""
    if item.lines is None:
        return item
    first, last = item.lines
    line = next((line for line in lines[first - 1 : last] if line.text), None)
    return replace(item, page=line.page, where=line.where or None) if line else item
