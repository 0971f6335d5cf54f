"""Proofs that a hidden figure stays uncertain: two other tables that differ there and look the same from outside."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from tenir.engines.rollup.disclosure.pattern import INFINITE, Pattern, Signature
from tenir.engines.rollup.disclosure.simplex import spread

# Groups of hidden atoms looked at around a figure, few first; the farther ones are taken as they are.
NEAREST = (10, 40)
# Unknowns × equations beyond which what the ledger leaves possible is not computed: everything is hidden instead.
MOST = 4_000_000

# By how much each atom differs from the true table.
Changes = dict[int, int]


@dataclass(frozen=True, slots=True)
class Proof:
    """`best`: no wider interval is possible, or it is as wide as was asked."""

    width: int
    tables: tuple[Changes, ...] = ()
    best: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Atoms that move as one: through the same shown lines, all in the figure looked at or all out of it."""

    atoms: tuple[int, ...]
    signature: Signature
    inside: bool


def prove(pattern: Pattern, position: int, needed: int, *, far: bool = True) -> Proof:
    """The widest interval found for a hidden figure, up to `needed`; with `far`, through several groups at once."""
    proof = by_groups(pattern, position, needed)
    return by_near_groups(pattern, position, needed) if far and proof.width < needed else proof


def by_groups(pattern: Pattern, position: int, needed: int) -> Proof:
    """Pours the atoms of each group out of the figure, then into it: as few atoms as needed, protected ones first."""
    if pattern.shown[position]:
        return Proof(0)
    width, out, into = 0, Changes(), Changes()
    own = set(pattern.system.lines[position].atoms)
    for signature in pattern.shares_of(pattern.system.lines[position]):
        if not signature:
            return Proof(INFINITE, ({min(own & pattern.groups[signature]): needed},), best=True)
        group = pattern.groups[signature]
        if width < needed and not group <= own:
            width += _pour(pattern, group & own, needed - width, group - own, out)
            width += _pour(pattern, group - own, needed - width, group & own, into)
    return Proof(width, (out, into))


def _pour(pattern: Pattern, group: set[int], needed: int, other: set[int], changes: Changes) -> int:
    """Empties atoms of a group into one atom of the other; how much that was."""
    poured = 0
    for atom in _by_use(pattern, group):
        value = int(pattern.system.values[atom])
        if poured < needed and value:
            changes[atom] = -value
            poured += value
    if poured:
        changes[_by_use(pattern, other)[0]] = poured
    return poured


def _by_use(pattern: Pattern, atoms: Iterable[int]) -> list[int]:
    """Those that are hidden for themselves, then the largest."""
    lines, values = pattern.system.lines, pattern.system.values
    return sorted(atoms, key=lambda one: (not lines[pattern.system.alone[one]].needed, -values[one], one))


def by_near_groups(pattern: Pattern, position: int, needed: int) -> Proof:
    """By a linear programme over the groups around the figure."""
    line = pattern.system.lines[position]
    signatures = pattern.shares_of(line)
    if not signatures or pattern.limit(signatures) < needed or all(map(pattern.is_closed, signatures)):
        return by_groups(pattern, position, needed)
    inside, proof = set(line.atoms), Proof(0)
    for most in NEAREST if len(pattern.groups) > NEAREST[-1] else NEAREST[-1:]:
        near = _near(pattern, signatures, most)
        proof = _spread(pattern, [block for one in near for block in _blocks(pattern, one, inside)], needed)
        if proof.width >= needed or len(near) < most:
            break
    return proof


def by_ledger_alone(pattern: Pattern, position: int, needed: int) -> Proof | None:
    """The widest interval if nothing new were published; None when that is too large to compute."""
    lines = pattern.system.lines
    inside = set(lines[position].atoms)
    groups: dict[tuple[Signature, bool, bool], list[int]] = {}
    for atom, alone in enumerate(pattern.system.alone):
        if not lines[alone].fixed:
            signature = frozenset(code for code in pattern.system.lines_of[atom] if lines[code // 2].fixed)
            groups.setdefault((signature, atom in inside, pattern.shown[alone]), []).append(atom)
    blocks = [Block(tuple(atoms), signature, is_inside) for (signature, is_inside, _), atoms in groups.items()]
    if len(blocks) * len({code // 2 for block in blocks for code in block.signature}) > MOST:
        return None
    return _spread(pattern, blocks, needed)


def touched(pattern: Pattern, proof: Proof) -> set[int]:
    """The lines that must be hidden for the tables of a proof to look the same from outside."""
    found: set[int] = set()
    for changes in proof.tables:
        moves: dict[int, int] = {}
        for atom, step in changes.items():
            found.add(pattern.system.alone[atom])
            for code in pattern.system.lines_of[atom]:
                moves[code // 2] = moves.get(code // 2, 0) + (-step if code % 2 else step)
        found |= {position for position, step in moves.items() if step}
    return found


def _near(pattern: Pattern, start: Iterable[Signature], most: int) -> list[Signature]:
    """Groups that share shown lines with these, through the smallest lines first."""
    first = sorted(start, key=sorted)
    found = dict.fromkeys(first)
    lines: list[tuple[int, int]] = []
    seen: set[int] = set()
    _reach(pattern, first, lines, seen)
    while lines and len(found) < most:
        _, position = heapq.heappop(lines)
        fresh = [pattern.signature[atom] for atom in sorted(pattern.hidden_in[position])]
        fresh = [one for one in dict.fromkeys(fresh) if one not in found]
        found.update(dict.fromkeys(fresh))
        _reach(pattern, fresh, lines, seen)
    return list(found)[: max(most, len(first))]


def _reach(pattern: Pattern, groups: Iterable[Signature], lines: list[tuple[int, int]], seen: set[int]) -> None:
    for signature in groups:
        for position in {code // 2 for code in signature} - seen:
            heapq.heappush(lines, (len(pattern.hidden_in[position]), position))
            seen.add(position)


def _blocks(pattern: Pattern, signature: Signature, inside: set[int]) -> Iterable[Block]:
    group = sorted(pattern.groups[signature])
    for is_inside in (True, False):
        if part := tuple(atom for atom in group if (atom in inside) is is_inside):
            yield Block(part, signature, is_inside)


def _spread(pattern: Pattern, blocks: Sequence[Block], needed: int) -> Proof:
    rows = sorted({code // 2 for block in blocks for code in block.signature})
    place = {position: row for row, position in enumerate(rows)}
    equations = np.zeros((len(rows), len(blocks)), dtype=np.int64)
    for column, block in enumerate(blocks):
        for code in block.signature:
            equations[place[code // 2], column] = -1 if code % 2 else 1
    distinct = np.array(list({row.tobytes(): row for row in equations}.values())).reshape(-1, len(blocks))
    x = np.array([sum(pattern.system.values[atom] for atom in block.atoms) for block in blocks], dtype=np.int64)
    target = np.array([block.inside for block in blocks], dtype=np.int64)
    found = spread(distinct, x, target, needed)
    tables = tuple(_changes(pattern, blocks, point - x) for point in (found.low, found.high))
    return Proof(found.width, tables, found.best)


def _changes(pattern: Pattern, blocks: Sequence[Block], steps: np.ndarray) -> Changes:
    changes = Changes()
    for column in np.flatnonzero(steps).tolist():
        block, left = blocks[column], int(steps[column])
        for atom in _by_use(pattern, block.atoms):
            step = left if left > 0 else -min(-left, int(pattern.system.values[atom]))
            if step:
                changes[atom] = step
            left -= step
    return changes
