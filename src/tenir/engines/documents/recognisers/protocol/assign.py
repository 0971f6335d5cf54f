"""Which commitment the names printed beside belong to: the cell of a row stands around its middle.

Rows and names both go down the page, so the split of the names into rows is a shortest path: each cell costs its
distance to the middle of its row, an empty cell costs too, and one cell never names the same partner twice.
"""

from functools import lru_cache

from tenir.engines.documents.french import fold
from tenir.engines.documents.recognisers.protocol.partners import Mention
from tenir.engines.documents.recognisers.protocol.rows import Row, Table

EMPTY = 3.0  # printed lines: what a row without any name costs
TWICE = 50.0
TOLD = 1.0  # printed lines: what is gained when the words of the commitment say the name too
FAR = 12  # printed lines: a name stands no further above its row
WAYS = 8  # partial splits kept from one row to the next: with the widest cell, keeps time linear
WIDEST = 14  # names of one cell at most: keeps time linear


_folded = lru_cache(maxsize=1000)(fold)


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
    best = {0: 0.0}
    choices = list[dict[int, int]]()
    for cell in cells:
        step, choice = dict[int, float](), dict[int, int]()
        said = " ".join(row.folded for row in cell)
        for start, cost in _near(best, cell, partners):
            for end in range(start, _last_near(start, cell, partners) + 1):
                total = cost + _cost(cell, partners[start:end], said)
                if total < step.get(end, float("inf")):
                    step[end], choice[end] = total, start
        best = step
        choices.append(choice)
    return _walk_back(choices, partners, best)


def _last_near(start: int, cell: list[Row], partners: list[Mention]) -> int:
    """How many names at most the cell may reach: those that stand near it, never the same twice, never too many."""
    end, below, met = start, cell[-1].last_rank + FAR, set[str]()
    while end < min(start + WIDEST, len(partners)) and partners[end].rank <= below and partners[end].name not in met:
        met.add(partners[end].name)
        end += 1
    return end


def _near(best: dict[int, float], cell: list[Row], partners: list[Mention]) -> list[tuple[int, float]]:
    """Only the ways that are not much worse than the best one, and that leave no name far behind."""
    behind = cell[0].rank - FAR
    kept = [way for way in best.items() if way[0] == len(partners) or partners[way[0]].rank >= behind]
    return sorted(sorted(kept or best.items(), key=lambda way: way[1])[:WAYS])


def _cost(cell: list[Row], mentions: list[Mention], said: str) -> float:
    if not mentions:
        return EMPTY
    names = [mention.name for mention in mentions]
    told = TOLD * sum(_folded(name) in said for name in names)
    twice = TWICE * (len(names) - len(set(names)))
    centre = (mentions[0].rank + mentions[-1].rank) / 2
    inside = sum(0.0 if mention.alone else _outside(cell, mention.rank) * 2 for mention in mentions)
    spread = max(0, mentions[-1].rank - mentions[0].rank - (cell[-1].last_rank - cell[0].rank) - len(mentions))
    return abs(centre - _middle(cell)) + twice + inside + spread - told


def _walk_back(choices: list[dict[int, int]], partners: list[Mention], best: dict[int, float]) -> list[list[Mention]]:
    end = min(best, key=lambda k: best[k] + TWICE * (len(partners) - k))
    cells = list[list[Mention]]()
    for choice in reversed(choices):
        start = choice[end]
        cells.append(partners[start:end])
        end = start
    return cells[::-1]
