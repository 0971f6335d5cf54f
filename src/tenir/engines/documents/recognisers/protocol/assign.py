"""Which commitment the names printed beside belong to: the cell of a row stands around its middle.

Rows and names both go down the page, so the split of the names into rows is a shortest path: each cell costs its
distance to the middle of its row, an empty cell costs too, and one cell never names the same partner twice.
"""

from tenir.engines.documents.french import fold
from tenir.engines.documents.recognisers.protocol.partners import Mention
from tenir.engines.documents.recognisers.protocol.rows import Row, Table

EMPTY = 3.0  # printed lines: what a row without any name costs
TWICE = 50.0
TOLD = 1.0  # printed lines: what is gained when the words of the commitment say the name too
WIDEST = 14  # names of one cell at most: keeps time linear


def assign(table: Table) -> None:
    """Give each row of the table its partners and levers; bulleted rows of one cell share them."""
    cells = _cells(table.rows)
    partners = [mention for mention in table.mentions if not mention.lever]
    if not cells or not partners:
        return
    for cell, mentions in zip(cells, _split(cells, partners), strict=True):
        for row in cell:
            row.partners = list(mentions)
    for lever in (mention for mention in table.mentions if mention.lever):
        cell = min(cells, key=lambda cell: abs(_middle(cell) - lever.rank) + _outside(cell, lever.rank))
        for row in cell:
            row.levers.append(lever)


def _cells(rows: list[Row]) -> list[list[Row]]:
    cells: list[list[Row]] = []
    for row in rows:
        if cells and cells[-1][-1].block == row.block:
            cells[-1].append(row)
        else:
            cells.append([row])
    return cells


def _middle(cell: list[Row]) -> float:
    return (cell[0].rank + cell[-1].last_rank) / 2


def _outside(cell: list[Row], rank: int) -> float:
    first, last = cell[0].rank, cell[-1].last_rank
    return max(first - rank, rank - last, 0) * 2


def _split(cells: list[list[Row]], partners: list[Mention]) -> list[list[Mention]]:
    if all(mention.alone for mention in partners) and partners[-1].rank > cells[-1][-1].last_rank:
        return _after_each(cells, partners)
    return _around(cells, partners)


def _after_each(cells: list[list[Row]], partners: list[Mention]) -> list[list[Mention]]:
    """One cell a line: the names stand after the text of their row."""
    ends = [cell[0].rank for cell in cells[1:]] + [10**9]
    return [
        [mention for mention in partners if cell[0].rank <= mention.rank < end]
        for cell, end in zip(cells, ends, strict=True)
    ]


def _around(cells: list[list[Row]], partners: list[Mention]) -> list[list[Mention]]:
    """`best[k]` is the least cost of giving the first `k` names to the cells seen so far."""
    best: list[float] = [0.0] + [float("inf")] * len(partners)
    choices = list[dict[int, int]]()
    reach = 0
    for cell in cells:
        step, choice = [float("inf")] * (len(partners) + 1), dict[int, int]()
        for start, cost in _near(best, reach):
            for end in range(start, min(start + WIDEST, len(partners)) + 1):
                total = cost + _cost(cell, partners[start:end])
                if total < step[end]:
                    step[end], choice[end] = total, start
        best, reach = step, min(len(partners), reach + WIDEST)
        choices.append(choice)
    return _walk_back(choices, partners, best)


def _near(best: list[float], reach: int) -> list[tuple[int, float]]:
    """Only the ways that are not much worse than the best one: a page is long, a cell is not."""
    finite = [(start, cost) for start, cost in enumerate(best[: reach + 1]) if cost < float("inf")]
    return sorted(sorted(finite, key=lambda way: way[1])[:24])


def _cost(cell: list[Row], mentions: list[Mention]) -> float:
    if not mentions:
        return EMPTY
    names = [mention.name for mention in mentions]
    said = " ".join(row.folded for row in cell)
    told = TOLD * sum(fold(name) in said for name in names)
    twice = TWICE * (len(names) - len(set(names)))
    centre = (mentions[0].rank + mentions[-1].rank) / 2
    inside = sum(0.0 if mention.alone else _outside(cell, mention.rank) * 2 for mention in mentions)
    spread = max(0, mentions[-1].rank - mentions[0].rank - (cell[-1].last_rank - cell[0].rank) - len(mentions))
    return abs(centre - _middle(cell)) + twice + inside + spread - told


def _walk_back(choices: list[dict[int, int]], partners: list[Mention], best: list[float]) -> list[list[Mention]]:
    end = min(range(len(best)), key=lambda k: best[k] + TWICE * (len(partners) - k))
    cells = list[list[Mention]]()
    for choice in reversed(choices):
        start = choice[end]
        cells.append(partners[start:end])
        end = start
    return cells[::-1]
