"""The control itself: which cells are shown, so that no protected figure follows from all that is public."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cached_property

from tenir.engines.rollup.disclosure import clearing, partners, rules, witness
from tenir.engines.rollup.disclosure.model import (
    Cell,
    Decision,
    Finding,
    Outcome,
    Published,
    Reason,
    Relation,
    rounded,
)
from tenir.engines.rollup.disclosure.pattern import Pattern
from tenir.engines.rollup.disclosure.system import System, build
from tenir.engines.rollup.disclosure.witness import Width

ALREADY = (
    "Ce qui a déjà été publié ne laisse à ce chiffre qu’un intervalle de {width}, au lieu de {needed}"
    "\u00a0: il ne peut plus être protégé. La publication d’aujourd’hui n’en dit pas plus."
)


def protect(
    cells: Sequence[Cell],
    relations: Iterable[Relation] = (),
    *,
    ledger: Iterable[Published] = (),
    base: int = 1,
) -> Outcome:
    """Decides for each offered cell whether it is shown, rounded half up to a multiple of `base`.

    `relations` must tell every sum that a reader could make, those of the ledger too; a whole may have several. What
    the ledger says is public whatever is decided. The same input gives the same output. Raises Inconsistent, and then
    nothing may be published. The criterion: docs/explanation/disclosure.md.
    """
    if base < 1:
        raise ValueError(f"no rounding to a multiple of {base}")
    pattern, findings = _controlled(cells, list(relations), list(ledger))
    decisions = {cell.key: _decision(pattern, cell, base) for cell in cells if cell.offered}
    return Outcome(decisions, findings)


def _controlled(
    cells: Sequence[Cell], relations: Sequence[Relation], ledger: Sequence[Published]
) -> tuple[Pattern, tuple[Finding, ...]]:
    """First as if what is to be kept were public already; then, when that protects too little, without this wish."""
    system = build(cells, relations, ledger)
    claims = _claims(system)
    kept = [Published(cell.key, cell.value) for cell in cells if cell.keep and cell.offered and not rules.needed(cell)]
    control = _Control(build(cells, relations, [*ledger, *kept]), claims)
    if not control.run():
        control = _Control(system, claims)
        control.run()
    return control.pattern, tuple(_findings(system, claims))


def _claims(system: System) -> dict[int, Width]:
    """The width that each protected figure may claim: its threshold, or less when the ledger already leaves it less."""
    bare = Pattern(system, bare=True)
    protected = [position for position, line in enumerate(system.lines) if line.needed]
    return {
        position: min(needed, witness.by_all_groups(bare, position, needed).width)
        for position, needed in zip(protected, (system.lines[one].needed for one in protected), strict=True)
    }


def _findings(system: System, claims: dict[int, Width]) -> Iterable[Finding]:
    for position, width in claims.items():
        for cell in system.lines[position].cells:
            needed = rules.needed(cell)
            if width < needed:
                whole = math.floor(width)
                yield Finding(cell.key, needed, whole, ALREADY.format(width=whole, needed=needed))


class _Control:
    """Protected figures one after the other, then those hidden for them, until each is proved uncertain enough."""

    def __init__(self, system: System, claims: dict[int, Width]) -> None:
        self.lines = system.lines
        self.claims = claims
        self.pattern = Pattern(system)
        self.proved: dict[int, Width] = {one: 0 for one, width in claims.items() if not width}
        self.safe = True

    @cached_property
    def bare(self) -> Pattern:
        return Pattern(self.pattern.system, bare=True, favoured=self.pattern.signature)

    def run(self) -> bool:
        """False, and all is hidden, when some figure could not be proved as wide as it claims."""
        while self.safe and (waiting := self._waiting()):
            for position in waiting:
                if self.safe:
                    self._secure(position)
        if self.safe:
            clearing.reveal(self.pattern, self.proved)
        return self.safe

    def _waiting(self) -> list[int]:
        """Protected figures not proved yet; when none is left, hidden neighbours that might follow from the rest."""
        left = [one for one in range(len(self.lines)) if one not in self.proved]
        protected = [one for one in left if one in self.claims]
        neighbours = [one for one in left if self.lines[one].offered and not self.pattern.shown[one]]
        return sorted(
            protected or neighbours, key=lambda one: (len(self.lines[one].atoms), -self.lines[one].value, one)
        )

    def _secure(self, position: int) -> None:
        claim = self.proved[position] = self.claims.get(position, 1)
        while self._width(position, claim) < claim:
            lost = partners.cheapest(self.pattern, position)
            if lost is None:
                return self._as_the_ledger_allows(position, claim)
            self._hide(lost)
        return None

    def _hide(self, positions: Iterable[int]) -> None:
        for position in positions:
            if not self.lines[position].fixed:
                self.pattern.hide(position)

    def _width(self, position: int, claim: Width) -> Width:
        width = self.pattern.width(position)
        return width if width >= claim else witness.by_near_groups(self.pattern, position, claim).width

    def _as_the_ledger_allows(self, position: int, claim: Width) -> None:
        """No exchange is left: hide what two whole tables need to look alike; all, when there are no such tables.

        A neighbour that follows from the ledger gives nothing away that is protected.
        """
        proof = witness.by_all_groups(self.bare, position, claim)
        if proof.width >= claim:
            self._hide(witness.touched(self.pattern, proof))
        elif position in self.claims:
            self.safe = False
            self._hide(range(len(self.lines)))
        else:
            self.proved[position] = 0


def _decision(pattern: Pattern, cell: Cell, base: int) -> Decision:
    """A small figure stays hidden here even when the ledger has told it."""
    position = pattern.system.line_of[cell.key]
    why = rules.reason(cell)
    if why is None and not pattern.shown[position]:
        why = Reason.NEIGHBOUR
    if why is None:
        return Decision(cell.key, rounded(cell.value, base))
    return Decision(cell.key, None, why, rules.inside(cell, why))
