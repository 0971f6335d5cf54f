"""What this module loads, noun by noun."""

from __future__ import annotations

from collections.abc import Callable

from tenir.modules.governance import demonstration as bodies_invented
from tenir.modules.governance import referential as bodies
from tenir.modules.governance.duties import demonstration as duties_invented
from tenir.modules.governance.duties import referential as duties


def referentials(say: Callable[[str], None]) -> None:
    """`tenir referentials load`: bodies and duties of the official texts; safe to run twice."""
    bodies.load(say)
    duties.load(say)


def demonstration(say: Callable[[str], None]) -> None:
    """Invented meetings and instances of duties; safe to run twice."""
    bodies_invented.load(say)
    duties_invented.load(say)
