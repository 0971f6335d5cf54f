"""Every write of this module."""

from __future__ import annotations

from tenir.modules.indicators.actions.describing import (
    Aim,
    describe_indicator,
    describe_panel,
    describe_source,
    set_target,
)
from tenir.modules.indicators.actions.observations import Other, Sent, accept, contest, declare, send_back, withdraw
from tenir.modules.indicators.actions.periods import close_period, reopen_period

__all__ = [
    "Aim",
    "Other",
    "Sent",
    "accept",
    "close_period",
    "contest",
    "declare",
    "describe_indicator",
    "describe_panel",
    "describe_source",
    "reopen_period",
    "send_back",
    "set_target",
    "withdraw",
]
