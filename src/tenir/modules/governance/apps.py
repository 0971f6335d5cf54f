"""What this module adds to the site."""

from __future__ import annotations

from tenir.core.modules import ModuleConfig


class GovernanceConfig(ModuleConfig):
    """Bodies, meetings, decisions, duties."""

    name = "tenir.modules.governance"
    label = "governance"
    verbose_name = "Instances"
    summary = "Qui se réunit, ce qui y est décidé, qui doit quoi à qui et pour quand."
    urls = "tenir.modules.governance.urls"
    permissions = "tenir.modules.governance.permissions.PERMISSIONS"
