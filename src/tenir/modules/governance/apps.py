"""What this module adds to the site."""

from __future__ import annotations

from tenir.core.modules import Listed, MenuEntry, ModuleConfig, Panel


class GovernanceConfig(ModuleConfig):
    """Bodies, meetings, decisions, duties."""

    name = "tenir.modules.governance"
    label = "governance"
    verbose_name = "Instances"
    summary = "Qui se réunit, ce qui y est décidé, qui doit quoi à qui et pour quand."
    urls = "tenir.modules.governance.urls"
    menu = (MenuEntry("Instances", "governance:bodies", order=35),)
    permissions = "tenir.modules.governance.permissions.PERMISSIONS"
    referentials = "tenir.modules.governance.referential.load"
    demonstration = "tenir.modules.governance.demonstration.load"
    listed = (Listed("instances", "tenir.modules.governance.listed.bodies"),)
    panels = (
        Panel(
            page="place",
            title="Ses instances",
            order=15,
            query="tenir.modules.governance.panels.here",
            template="governance/place.html",
            key="instances",
        ),
    )
