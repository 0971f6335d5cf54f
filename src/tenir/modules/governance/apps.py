"""What this module adds to the site."""

from __future__ import annotations

from tenir.core.modules import Export, Listed, MenuEntry, ModuleConfig, Panel, Searchable


class GovernanceConfig(ModuleConfig):
    """Bodies, meetings, decisions, duties."""

    name = "tenir.modules.governance"
    label = "governance"
    verbose_name = "Instances"
    summary = "Qui se réunit, ce qui y est décidé, qui doit quoi à qui et pour quand."
    urls = "tenir.modules.governance.urls"
    api_router = "tenir.modules.governance.api.router"
    menu = (MenuEntry("Instances", "governance:bodies", order=35),)
    permissions = "tenir.modules.governance.permissions.PERMISSIONS"
    referentials = "tenir.modules.governance.referential.load"
    demonstration = "tenir.modules.governance.demonstration.load"
    listed = (Listed("instances", "tenir.modules.governance.listed.bodies"),)
    exports = (Export("decisions", "Décisions des instances", "tenir.modules.governance.exports.decisions"),)
    searchables = (
        Searchable(
            "governance.body",
            *("instance", "Instance", "Instances"),
            order=45,
            documents="tenir.modules.governance.searching.bodies",
        ),
    )
    panels = (
        Panel(
            page="place",
            title="Ses instances",
            order=15,
            query="tenir.modules.governance.panels.here",
            template="governance/place.html",
            key="instances",
        ),
        Panel(
            page="organisation",
            title="Dans les instances",
            order=30,
            query="tenir.modules.governance.panels.asked_of",
            template="governance/organisation.html",
            key="instances",
        ),
    )
