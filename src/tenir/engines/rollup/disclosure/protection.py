"""The control itself: which cells are shown, so that no protected figure follows from all that is public."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tenir.engines.rollup.disclosure import clearing, partners, rules, witness
from tenir.engines.rollup.disclosure.model import Cell, Decision, Finding, Outcome, Published, Reason, Relation
from tenir.engines.rollup.disclosure.pattern import Pattern
from tenir.engines.rollup.disclosure.system import build

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
    kept = [Published(cell.key, cell.value) for cell in cells if cell.keep and cell.offered and not rules.needed(cell)]
    for told in (*([[*ledger, *kept]] if kept else ()), ledger):
        pattern = Pattern(build(cells, relations, told))
        findings = _Control(pattern).run()
        if not findings:
            break
    return pattern, findings


class _Control:
    """Protected figures one after the other, then those hidden for them, until each is proved uncertain enough."""

    def __init__(self, pattern: Pattern) -> None:
        self.pattern = pattern
        self.lines = pattern.system.lines
        # The width proved for each hidden figure: its threshold, or less when the ledger leaves it less.
        self.proved: dict[int, int] = {}
        self.findings: list[Finding] = []

    def run(self) -> tuple[Finding, ...]:
        while waiting := self._waiting():
            for position in waiting:
                self._secure(position)
        clearing.reveal(self.pattern, self.proved)
        return tuple(self.findings)

    def _waiting(self) -> list[int]:
        """Protected figures not proved yet; when none is left, hidden neighbours that might follow from the rest."""
        left = [one for one in range(len(self.lines)) if one not in self.proved]
        protected = [one for one in left if self.lines[one].needed]
        neighbours = [one for one in left if self.lines[one].offered and not self.pattern.shown[one]]
        return sorted(
            protected or neighbours, key=lambda one: (len(self.lines[one].atoms), -self.lines[one].value, one)
        )

    def _secure(self, position: int) -> None:
        needed = self.lines[position].needed or 1
        if self.lines[position].fixed:
            return self._settle(position, 0)
        while self._width(position, needed) < needed:
            lost = partners.cheapest(self.pattern, position, needed)
            if lost is None:
                return self._as_the_ledger_allows(position, needed)
            for one in lost:
                self.pattern.hide(one)
        return self._settle(position, needed)

    def _width(self, position: int, needed: int) -> int:
        width = self.pattern.width(position)
        return width if width >= needed else witness.by_near_groups(self.pattern, position, needed).width

    def _as_the_ledger_allows(self, position: int, needed: int) -> None:
        """No exchange is left: hide what two whole tables need to look alike, or all when that is not known."""
        proof = witness.by_ledger_alone(self.pattern, position, needed)
        lost: Iterable[int] = range(len(self.lines)) if proof is None else witness.touched(self.pattern, proof)
        for one in lost:
            if not self.lines[one].fixed:
                self.pattern.hide(one)
        self._settle(position, self._width(position, needed) if proof is None else proof.width)

    def _settle(self, position: int, width: int) -> None:
        """What stays under its threshold is told; a neighbour hidden in vain gives away nothing that is protected."""
        self.proved[position] = min(width, self.lines[position].needed or 1)
        for cell in self.lines[position].cells:
            needed = rules.needed(cell)
            if width < needed:
                self.findings.append(Finding(cell.key, needed, width, ALREADY.format(width=width, needed=needed)))


def _decision(pattern: Pattern, cell: Cell, base: int) -> Decision:
    """A small figure stays hidden here even when the ledger has told it."""
    position = pattern.system.line_of[cell.key]
    why = rules.reason(cell)
    if why is None and not pattern.shown[position]:
        why = Reason.NEIGHBOUR
    if why is None:
        return Decision(cell.key, (2 * cell.value + base) // (2 * base) * base)
    return Decision(cell.key, None, why, rules.inside(cell, why))
