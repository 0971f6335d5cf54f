"""Which lines are hidden so far, what it costs to hide one more, and how far hidden atoms can be told apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np

from tenir.engines.rollup.disclosure.system import Line, System

# What hides a line that cannot be hidden; larger than any sum of costs.
NEVER = 10**12
# A total over which there is none, or that is to be kept, is hidden after anything else.
DEAR = 100
INFINITE = 10**15

Signature = frozenset[int]


class Pattern:
    """Hidden atoms with the same signature (the shown lines through them, with their sign) can be exchanged.

    Hiding more only ever widens what an attacker must believe possible, so that what is proved stays proved.
    """

    def __init__(self, system: System, *, bare: bool = False, favoured: Collection[int] = ()) -> None:
        """`bare`: only what is fixed is shown. `favoured`: the atoms that proofs should move rather than others."""
        self.system = system
        self.favoured = favoured
        lines = system.lines
        self.shown = [line.fixed or (line.offered > 0 and line.needed == 0 and not bare) for line in lines]
        self.worth = np.array([self._cost(line) for line in lines])
        self.cost = np.where(self.shown, self.worth, 0)
        self.through = np.zeros(len(system.values), dtype=np.int64)
        self.signature: dict[int, Signature] = {}
        self.groups: dict[Signature, set[int]] = {}
        self.hidden_in: list[set[int]] = [set() for _ in lines]
        self.hidden_value = [0] * len(lines)
        self._atoms = [np.array(line.every, dtype=np.int64) for line in lines]
        for position, line in enumerate(lines):
            if self.shown[position] and len(line.every) > 1:
                self.through[self._atoms[position]] += self.cost[position]
        for atom, position in enumerate(system.alone):
            if not self.shown[position]:
                self._free(atom)

    def _cost(self, line: Line) -> int:
        """Two for a leaf, two more each time a total doubles; each cell that states the line counts."""
        if line.fixed:
            return NEVER
        around = [self.system.lines[code // 2] for code in self.system.lines_of[line.atoms[0]]]
        top = len(line.atoms) > 1 and all(len(other.every) <= len(line.atoms) for other in around)
        dear = top or any(cell.keep for cell in line.cells)
        return 2 * len(line.atoms).bit_length() * line.offered * (DEAR if dear else 1)

    def hide(self, position: int) -> None:
        """Raises ValueError for a line that is fixed: what is public cannot be taken back."""
        if self.system.lines[position].fixed:
            raise ValueError("a published line cannot be hidden")
        if not self.shown[position]:
            return
        self.shown[position] = False
        line = self.system.lines[position]
        if len(line.every) == 1:
            self._free(line.atoms[0])
        else:
            self.through[self._atoms[position]] -= self.cost[position]
            for atom in self.hidden_in[position]:
                self._regroup(atom)
        self.cost[position] = 0

    def show(self, position: int) -> None:
        """Takes back a `hide`; what was proved with this line hidden is to be proved again."""
        self.shown[position] = True
        self.cost[position] = self.worth[position]
        line = self.system.lines[position]
        if len(line.every) == 1:
            self._bind(line.atoms[0])
        else:
            self.through[self._atoms[position]] += self.cost[position]
            for atom in self.hidden_in[position]:
                self._regroup(atom)

    def _bind(self, atom: int) -> None:
        for code in self.system.lines_of[atom]:
            self.hidden_in[code // 2].discard(atom)
            self.hidden_value[code // 2] -= int(self.system.values[atom])
        self.groups[self.signature.pop(atom)].discard(atom)

    def _free(self, atom: int) -> None:
        for code in self.system.lines_of[atom]:
            self.hidden_in[code // 2].add(atom)
            self.hidden_value[code // 2] += int(self.system.values[atom])
        self._regroup(atom)

    def _regroup(self, atom: int) -> None:
        old = self.signature.get(atom)
        if old is not None:
            self.groups[old].discard(atom)
        new = frozenset(code for code in self.system.lines_of[atom] if self.shown[code // 2])
        self.signature[atom] = new
        self.groups.setdefault(new, set()).add(atom)

    def total(self, group: set[int]) -> int:
        return int(sum(self.system.values[atom] for atom in group))

    def shares_of(self, line: Line) -> dict[Signature, int]:
        """The groups that have atoms in this line, with how many."""
        found: dict[Signature, int] = {}
        for atom in line.atoms:
            if atom in self.signature:
                found[self.signature[atom]] = found.get(self.signature[atom], 0) + 1
        return found

    def width(self, position: int) -> int:
        """An interval that a hidden line surely keeps: each group that is partly in it can be poured in or out."""
        line = self.system.lines[position]
        if self.shown[position]:
            return 0
        width = 0
        for signature, inside in self.shares_of(line).items():
            if not signature:
                return INFINITE
            group = self.groups[signature]
            width += self.total(group) if len(group) > inside else 0
        return width

    def limit(self, signatures: Iterable[Signature]) -> int:
        """No figure made of these groups is wider: what a shown line through all of them leaves to share out."""
        common = frozenset.intersection(*signatures)
        sums = [code // 2 for code in common if not self.system.lines[code // 2].minus]
        return min((self.hidden_value[position] for position in sums), default=INFINITE)

    def is_closed(self, signature: Signature) -> bool:
        """Some shown line holds this group and nothing else hidden: `width` is then all that there is."""
        many = len(self.groups[signature])
        return any(len(self.hidden_in[code // 2]) == many for code in signature)

    def exchange_costs(self, atom: int) -> np.ndarray:
        """The cost for each other atom to be exchanged with this one: itself, and what tells them apart."""
        common = np.zeros_like(self.through)
        for code in self.system.lines_of[atom]:
            position = code // 2
            if self.shown[position]:
                common[self._same_sign(position, code % 2)] += self.cost[position]
        alone = self.cost[self.system.alone]
        costs: np.ndarray = self.through[atom] + self.through - 2 * common + alone + alone[atom]
        return costs

    def _same_sign(self, position: int, negative: int) -> np.ndarray:
        plus = len(self.system.lines[position].atoms)
        return self._atoms[position][plus:] if negative else self._atoms[position][:plus]

    def apart(self, one: int, other: int | None) -> list[int]:
        """The shown lines that tell two atoms apart (all those through the first when there is no other)."""
        codes = set(self.system.lines_of[one]) ^ set([] if other is None else self.system.lines_of[other])
        return sorted({code // 2 for code in codes if self.shown[code // 2]})
