"""Shows again what was hidden for neighbours that turned out to be safe without it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from tenir.engines.rollup.disclosure.pattern import Pattern
from tenir.engines.rollup.disclosure.witness import Proof, Width, prove, touched

# With more hidden lines than this, proofs through several groups at once would take too long to do again.
FAR = 400


def reveal(pattern: Pattern, proved: Mapping[int, Width]) -> None:
    """`proved`: the width that each hidden figure must keep. The dearest lines are tried first.

    A line is shown again when each proof that needed it hidden can be done without. A figure that cannot be proved here
    (only its ledger told how wide it is) leaves everything as it is.
    """
    claims = _Claims(pattern, {one: width for one, width in proved.items() if width})
    if not claims.all_proved:
        return
    lines = pattern.system.lines
    spare = [one for one in proved if not (lines[one].needed or lines[one].fixed or pattern.shown[one])]
    for position in sorted(spare, key=lambda one: (-pattern.worth[one], -lines[one].value, one)):
        claims.try_without(position)


class _Claims:
    """What each figure's proof needs hidden, and the other way round."""

    def __init__(self, pattern: Pattern, widths: dict[int, Width]) -> None:
        self.pattern = pattern
        self.widths = widths
        self.far = len(widths) <= FAR
        self.needs: dict[int, set[int]] = {}
        self.needed_by: dict[int, set[int]] = defaultdict(set)
        self.all_proved = self._prove(widths)

    def try_without(self, position: int) -> None:
        self.pattern.show(position)
        if self._prove(self.needed_by[position] - {position}):
            self._forget(position)
        else:
            self.pattern.hide(position)

    def _prove(self, claims: Iterable[int]) -> bool:
        """Replaces the proofs of these figures, all or none."""
        fresh: dict[int, Proof] = {}
        for one in sorted(claims):
            fresh[one] = prove(self.pattern, one, self.widths[one], far=self.far or one not in self.needs)
            if fresh[one].width < self.widths[one]:
                return False
        for one, proof in fresh.items():
            self._forget(one)
            self.needs[one] = touched(self.pattern, proof)
            for position in self.needs[one]:
                self.needed_by[position].add(one)
        return True

    def _forget(self, claim: int) -> None:
        for position in self.needs.pop(claim, ()):
            self.needed_by[position].discard(claim)
