"""Cells and relations as sums of atoms: what an attacker would write down, with the values that he does not know.

An *atom* is a figure that is the sum of nothing else (a leaf, one sex, one half-year). A *line* is one distinct sum of
atoms with the cells that state it: a commune that holds one neighbourhood is the same line as the neighbourhood.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from tenir.engines.rollup.disclosure import rules
from tenir.engines.rollup.disclosure.model import Cell, Inconsistent, Key, Published, Relation

Atoms = tuple[int, ...]


@dataclass(slots=True)
class Line:
    """`fixed`: nothing decided now can hide it (in the ledger, or true of the figures whatever is published).

    `needed`: the width that the most protected of its cells asks for.

    `minus`: the atoms that count negatively, only in a fixed line that says that two sums are equal.
    """

    atoms: Atoms
    minus: Atoms = ()
    value: int = 0
    cells: list[Cell] = field(default_factory=list)
    fixed: bool = False
    needed: int = 0

    @property
    def offered(self) -> int:
        return sum(cell.offered for cell in self.cells)

    @property
    def every(self) -> Atoms:
        return self.atoms + self.minus


@dataclass(slots=True)
class System:
    """`lines_of[a]`: the lines of several atoms through atom `a`, as 2 × line, 1 more where it counts negatively."""

    values: np.ndarray
    lines: list[Line]
    line_of: dict[Key, int]
    alone: list[int]
    lines_of: list[list[int]]


def build(cells: Sequence[Cell], relations: Iterable[Relation], ledger: Iterable[Published]) -> System:
    """Raises Inconsistent when a key is told twice, a sum does not add up, or counts an atom twice."""
    known = _by_key(cells)
    sums = _Sums(known, list(relations))
    lines: dict[tuple[Atoms, Atoms], Line] = {}
    line_of = {}
    for key in dict.fromkeys([*sums.definition, *known]):
        line_of[key] = _line(lines, sums.atoms(key), cell=known.get(key), values=sums.values)
    for plus, minus in sums.equalities():
        lines.setdefault((plus, minus), Line(plus, minus)).fixed = True
    for atom in range(len(sums.values)):
        lines.setdefault(((atom,), ()), Line((atom,), value=sums.values[atom]))
    _publish(line_of, ledger)
    return _index(sums.values, list(lines.values()), line_of)


def _by_key(cells: Sequence[Cell]) -> dict[Key, Cell]:
    known: dict[Key, Cell] = {}
    for cell in cells:
        if known.setdefault(cell.key, cell) != cell:
            raise Inconsistent(f"{cell.key} is told twice")
        if cell.value < 0:
            raise Inconsistent(f"{cell.key} is negative: {cell.value}")
    return known


class _Sums:
    """Each key as the atoms that it adds up: by the first relation that defines it; the others become equalities."""

    def __init__(self, known: Mapping[Key, Cell], relations: Sequence[Relation]) -> None:
        self.known = known
        self.definition: dict[Key, tuple[Key, ...]] = {}
        self.others: list[Relation] = []
        self.values: list[int] = []
        self._atoms: dict[Key, Atoms] = {}
        for relation in relations:
            self._define(relation)

    def _define(self, relation: Relation) -> None:
        if not relation.parts:
            raise Inconsistent(f"{relation.whole} is a sum of nothing")
        if self.definition.setdefault(relation.whole, relation.parts) != relation.parts:
            self.others.append(relation)

    def atoms(self, key: Key) -> Atoms:
        """Sorted. A whole within itself is found by the place that it holds while its parts are read."""
        if key not in self._atoms:
            self._atoms[key] = ()
            self._atoms[key] = self._added(key, self.definition[key]) if key in self.definition else self._atom(key)
        if not self._atoms[key]:
            raise Inconsistent(f"{key} is a part of itself")
        return self._atoms[key]

    def _atom(self, key: Key) -> Atoms:
        if key not in self.known:
            raise Inconsistent(f"{key} is part of a sum and has no value")
        self.values.append(self.known[key].value)
        return (len(self.values) - 1,)

    def _added(self, whole: Key, parts: tuple[Key, ...]) -> Atoms:
        every = [atom for part in parts for atom in self.atoms(part)]
        if len(set(every)) < len(every):
            raise Inconsistent(f"{whole} counts a figure twice")
        total = sum(self.values[atom] for atom in every)
        if whole in self.known and self.known[whole].value != total:
            raise Inconsistent(f"{whole} is {self.known[whole].value}, its parts add up to {total}")
        return tuple(sorted(every))

    def equalities(self) -> Iterable[tuple[Atoms, Atoms]]:
        """Two ways to add up the same whole that do not come down to the same atoms."""
        for relation in self.others:
            one, other = set(self.atoms(relation.whole)), set(self._added(relation.whole, relation.parts))
            if one != other:
                minus, plus = sorted((tuple(sorted(one - other)), tuple(sorted(other - one))), key=len)
                yield plus, minus


def _line(lines: dict[tuple[Atoms, Atoms], Line], atoms: Atoms, *, cell: Cell | None, values: list[int]) -> Line:
    line = lines.get((atoms, ()))
    if line is None:
        line = lines[atoms, ()] = Line(atoms, value=sum(values[atom] for atom in atoms))
    if cell is not None:
        line.cells.append(cell)
        line.needed = max(line.needed, rules.needed(cell))
    return line


def _publish(line_of: Mapping[Key, Line], ledger: Iterable[Published]) -> None:
    """A rounded figure of the ledger is taken as if it had been told exactly: the attacker knows less than that."""
    for row in ledger:
        if row.key not in line_of:
            raise Inconsistent(f"{row.key} was published and is not known any more")
        line = line_of[row.key]
        if not row.fits(line.value):
            raise Inconsistent(
                f"{row.key} was published as {row.value} and is now {line.value} without another version"
            )
        line.fixed = True


def _index(values: list[int], lines: list[Line], line_of: dict[Key, Line]) -> System:
    alone = [0] * len(values)
    lines_of: list[list[int]] = [[] for _ in values]
    for position, line in enumerate(lines):
        if len(line.every) == 1 and not line.minus:
            alone[line.atoms[0]] = position
            continue
        for atom in line.atoms:
            lines_of[atom].append(2 * position)
        for atom in line.minus:
            lines_of[atom].append(2 * position + 1)
    place = {id(line): position for position, line in enumerate(lines)}
    found = {key: place[id(line)] for key, line in line_of.items()}
    return System(np.array(values, dtype=np.int64), lines, found, alone, lines_of)
