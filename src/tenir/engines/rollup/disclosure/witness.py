"""Proofs that a hidden figure stays uncertain: two other tables that differ there and look the same from outside."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from tenir.engines.rollup.disclosure.pattern import INFINITE, Pattern, Signature
from tenir.engines.rollup.disclosure.simplex import spread

# Groups of hidden atoms looked at around a figure, few first; the farther ones are taken as they are.
NEAREST = (10, 40)
# When nothing near is enough and there is nothing else to hide.
FAR = 160
# Unknowns × equations beyond which a figure is taken for as uncertain as the groups around it make it, and no more.
MOST = 4_000_000

# By how much each atom differs from the true table, in some unit of its own for each table.
Changes = dict[int, int]
Width = Fraction | int


@dataclass(frozen=True, slots=True)
class Proof:
    """Two tables, or one where nothing binds the figure, and how far apart the figure is in them."""

    width: Width
    tables: tuple[Changes, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """Atoms that move as one: through the same shown lines, all in the figure looked at or all out of it."""

    atoms: tuple[int, ...]
    signature: Signature
    inside: bool


def prove(pattern: Pattern, position: int, needed: Width, *, far: bool = True) -> Proof:
    """The widest interval found for a hidden figure, up to `needed`; with `far`, through several groups at once."""
    proof = by_groups(pattern, position, needed)
    return by_near_groups(pattern, position, needed) if far and proof.width < needed else proof


def by_groups(pattern: Pattern, position: int, needed: Width) -> Proof:
    """Pours the atoms of each group out of the figure, then into it: as few atoms as needed, protected ones first."""
    if pattern.shown[position]:
        return Proof(0)
    width, out, into = 0, Changes(), Changes()
    own = set(pattern.system.lines[position].atoms)
    for signature in pattern.shares_of(pattern.system.lines[position]):
        if not signature:
            return Proof(INFINITE, ({min(own & pattern.groups[signature]): math.ceil(needed)},))
        group = pattern.groups[signature]
        if width < needed and not group <= own:
            width += _pour(pattern, group & own, needed - width, group - own, out)
            width += _pour(pattern, group - own, needed - width, group & own, into)
    return Proof(width, (out, into))


def _pour(pattern: Pattern, group: set[int], needed: Width, other: set[int], changes: Changes) -> int:
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
    """Those that are hidden for themselves, then those that are hidden anyway, then the largest."""
    lines, values, alone = pattern.system.lines, pattern.system.values, pattern.system.alone
    return sorted(atoms, key=lambda one: (not lines[alone[one]].needed, one not in pattern.favoured, -values[one], one))


def by_near_groups(pattern: Pattern, position: int, needed: Width) -> Proof:
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


def by_all_groups(pattern: Pattern, position: int, needed: Width) -> Proof:
    """As `prove`, then through ever more groups, unless they are too many: the widest interval that there is."""
    proof = prove(pattern, position, needed)
    line = pattern.system.lines[position]
    signatures = pattern.shares_of(line)
    if all(map(pattern.is_closed, signatures)):
        return proof
    for most in (FAR, len(pattern.groups)):
        if proof.width < needed:
            near = _near(pattern, signatures, most)
            blocks = [block for one in near for block in _blocks(pattern, one, set(line.atoms))]
            proof = proof if _is_too_large(blocks) else _spread(pattern, blocks, needed)
    return proof


def _is_too_large(blocks: Sequence[Block]) -> bool:
    return len(blocks) * len({code // 2 for block in blocks for code in block.signature}) > MOST


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
    """Groups that share shown lines with these: through the smallest lines first, the least bound first."""
    first = sorted(start, key=sorted)
    found = dict.fromkeys(first)
    lines: list[tuple[int, int]] = []
    seen: set[int] = set()
    _reach(pattern, first, lines, seen)
    while lines and len(found) < most:
        _, position = heapq.heappop(lines)
        fresh = [pattern.signature[atom] for atom in sorted(pattern.hidden_in[position])]
        fresh = sorted((one for one in dict.fromkeys(fresh) if one not in found), key=len)
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


def _spread(pattern: Pattern, blocks: Sequence[Block], needed: Width) -> Proof:
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
    scale = found.scale
    tables = tuple(_changes(pattern, blocks, point - scale * x, scale) for point in (found.low, found.high))
    return Proof(found.width, tables)


def _changes(pattern: Pattern, blocks: Sequence[Block], steps: np.ndarray, scale: int) -> Changes:
    changes = Changes()
    for column in np.flatnonzero(steps).tolist():
        block, left = blocks[column], int(steps[column])
        for atom in _by_use(pattern, block.atoms):
            step = left if left > 0 else -min(-left, scale * int(pattern.system.values[atom]))
            if step:
                changes[atom] = step
            left -= step
    return changes
