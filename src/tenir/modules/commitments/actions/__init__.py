"""Every write on promises, by noun; what is open here is all that other modules call."""

from __future__ import annotations

from tenir.modules.commitments.actions.adopt import adopt_framework
from tenir.modules.commitments.actions.levels import Stated, record_level

__all__ = ["Stated", "adopt_framework", "record_level"]
