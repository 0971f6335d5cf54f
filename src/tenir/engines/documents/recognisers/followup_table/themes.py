"""Theme cells: capitals above the number of a row, or on its line before the number."""

from tenir.engines.documents.french import is_upper
from tenir.engines.documents.recognisers.followup_table.model import Bit, Body, Row

LINES = 8  # a theme cell is narrow and may be cut over several lines, not over more


def theme_of(body: Body, row: Row, floor: int) -> list[Bit]:
    """The lines of capitals just above a row and below line `floor`, cut off from what stands above them."""
    found = list[Bit]()
    line = row.start.line - 1
    headers = body.lines[row.start.line].headers
    while (
        line > floor and len(found) < LINES and body.lines[line].headers == headers and _may_be_theme(body, line, floor)
    ):
        found.insert(0, Bit(line, body.lines[line].text))
        line -= 1
    if row.number and row.number.form == "theme":
        found.append(Bit(row.start.line, body.lines[row.start.line].text[: row.start.column].strip()))
    letters = sum(character.isalpha() for bit in found for character in bit.text)
    return found if letters >= 4 else []


def _may_be_theme(body: Body, line: int, floor: int) -> bool:
    """Capitals that own their block: `QPV` at the end of an indicator does not."""
    if not is_upper(body.lines[line].text):
        return False
    top = line
    while top - 1 > floor and body.lines[top - 1].block == body.lines[line].block and line - top < LINES:
        top -= 1
        if not is_upper(body.lines[top].text):
            return False
    return top - 1 > floor or floor < 0 or body.lines[floor].block != body.lines[line].block
