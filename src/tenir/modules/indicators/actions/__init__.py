"""Every write of this module."""

from __future__ import annotations

from tenir.modules.indicators.actions.describing import (
    Aim,
    complete_panel,
    describe_indicator,
    describe_panel,
    describe_source,
    set_target,
)
from tenir.modules.indicators.actions.imports import (
    Moved,
    Order,
    Received,
    Undone,
    commit_import,
    map_import,
    receive_import,
    undo_import,
)
from tenir.modules.indicators.actions.observations import Other, Sent, accept, contest, declare, send_back, withdraw
from tenir.modules.indicators.actions.periods import close_period, reopen_period
from tenir.modules.indicators.actions.publications import publish_period, set_parts
from tenir.modules.indicators.actions.recompute import recompute_totals

__all__ = [
    "Aim",
    "Moved",
    "Order",
    "Other",
    "Received",
    "Sent",
    "Undone",
    "accept",
    "close_period",
    "commit_import",
    "complete_panel",
    "contest",
    "declare",
    "describe_indicator",
    "describe_panel",
    "describe_source",
    "map_import",
    "publish_period",
    "receive_import",
    "recompute_totals",
    "reopen_period",
    "send_back",
    "set_parts",
    "set_target",
    "undo_import",
    "withdraw",
]
