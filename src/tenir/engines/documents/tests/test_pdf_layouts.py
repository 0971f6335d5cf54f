"""Random pages, printed and read back: columns one after another, tables row by row, whatever their sizes."""

from __future__ import annotations

import random

import pytest

from tenir.engines.documents.tests.files import WIDTH, pdf, rule, show
from tenir.engines.documents.tests.lines_of import texts_of, with_blanks

WORDS = [
    "rive",
    "pré",
    "gué",
    "lac",
    "pont",
    "haie",
    "talus",
    "source",
    "vanne",
    "berge",
    "étang",
    "ruisseau",
    "passerelle",
]
WIDEST = 0.62  # of the size: a letter of Helvetica, at most on average


def phrase(chance: random.Random, width: float, size: float) -> str:
    """Words that nearly fill this width, three at least."""
    words = [chance.choice(WORDS[:5]) for _ in range(3)]
    while len(" ".join([*words, longer := chance.choice(WORDS)])) * size * WIDEST < width:
        words.append(longer)
    return " ".join(words)


def columns(chance: random.Random, top: float) -> tuple[str, list[str], float]:
    """Columns of prose side by side, not level with one another; their drawing, their lines, where they end."""
    count, size = chance.randint(2, 5), chance.uniform(7.5, 11)
    gutter = chance.uniform(1.2, 3) * size
    width = (WIDTH - 100 - gutter * (count - 1)) / count
    drawing, lines, ends = "", list[str](), top
    for rank in range(count):
        start = top + chance.uniform(0, size * 0.5)
        for row in range(chance.randint(5, 12)):
            text = phrase(chance, width, size)
            ends = max(ends, start + row * size * 1.2)
            drawing += show(50 + rank * (width + gutter), start + row * size * 1.2, text, size)
            lines.append(text)
    return drawing, lines, ends


@pytest.mark.parametrize("seed", range(60))
def test_random_columns_are_read_one_after_another(seed: int) -> None:
    chance = random.Random(seed)
    drawing, expected, top = "", list[str](), 80.0
    for _ in range(2):
        drawn, lines, ends = columns(chance, top)
        wide = f"Phrase de pleine largeur {'qui va loin ' * 6}"[:85].strip()
        drawing += drawn + show(50, ends + 30, wide, 11.5)
        expected += [*lines, wide]
        top = ends + 60
    assert texts_of(pdf(drawing)) == expected


@pytest.mark.parametrize("seed", range(60))
def test_random_tables_are_read_row_by_row(seed: int) -> None:
    chance = random.Random(seed)
    widths, heights = [chance.uniform(60, 120) for _ in range(chance.randint(2, 4))], chance.randint(2, 7)
    lefts = [50 + sum(widths[:rank]) for rank in range(len(widths) + 1)]
    tops = [100 + sum(chance.uniform(30, 32) for _ in range(rank)) + 20 * rank for rank in range(heights + 1)]
    owner = merged(chance, heights, len(widths))
    drawing, rows = borders(owner, lefts, tops), list[str]()
    for row in range(heights):
        cells = []
        for column in range(len(widths)):
            if owner[row, column] == (row, column):
                lines = [phrase(chance, 0, 8)[:9].strip() for _ in range(chance.randint(1, 3))]
                drawing += "".join(
                    show(lefts[column] + 3, tops[row] + 12 + 10 * rank, line, 8) for rank, line in enumerate(lines)
                )
                cells += lines
        rows += ["\n".join(cells)] if cells else []
    assert with_blanks(pdf(drawing)) == "\n\n".join(rows)


Square = tuple[int, int]


def merged(chance: random.Random, rows: int, columns: int) -> dict[Square, Square]:
    """Which cell each square belongs to: some are wide or tall."""
    owner: dict[Square, Square] = {}
    for row in range(rows):
        for column in range(columns):
            if (row, column) in owner:
                continue
            owner[row, column] = (row, column)
            beside, below = (row, column + 1), (row + 1, column)
            if chance.random() < 0.15 and column + 1 < columns and beside not in owner:
                owner[beside] = (row, column)
            elif chance.random() < 0.2 and row + 1 < rows:
                owner[below] = (row, column)
    return owner


def borders(owner: dict[Square, Square], lefts: list[float], tops: list[float]) -> str:
    """A stroke on each side where the cell changes."""
    drawing = ""
    for row, column in owner:
        left, right, top, bottom = lefts[column], lefts[column + 1], tops[row], tops[row + 1]
        here = owner[row, column]
        sides = {
            (row - 1, column): (left, top, right, top),
            (row + 1, column): (left, bottom, right, bottom),
            (row, column - 1): (left, top, left, bottom),
            (row, column + 1): (right, top, right, bottom),
        }
        drawing += "".join(rule(*side) for square, side in sides.items() if owner.get(square) != here)
    return drawing
