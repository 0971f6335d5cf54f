"""What this module adds to the site."""

from __future__ import annotations

from tenir.core.modules import Export, Job, Listed, MenuEntry, ModuleConfig, Panel, Searchable


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
    referentials = "tenir.modules.governance.loading.referentials"
    demonstration = "tenir.modules.governance.loading.demonstration"
    jobs = (
        Job(
            "obligations",
            "Ouvrir les échéances des obligations",
            24,
            "tenir.modules.governance.duties.jobs.open_duties",
        ),
    )
    exports = (
        Export("decisions", "Décisions des instances", "tenir.modules.governance.exports.decisions"),
        Export("obligations", "Obligations", "tenir.modules.governance.duties.columns.all_duties"),
        Export("echeances", "Échéances des obligations", "tenir.modules.governance.duties.columns.all_instances"),
    )
    digest = "tenir.modules.governance.waiting.letters.sections"
    calendar = "tenir.modules.governance.waiting.dates.dated"
    listed = (
        Listed("instances", "tenir.modules.governance.listed.bodies"),
        Listed("obligations", "tenir.modules.governance.duties.listed.duties"),
    )
    searchables = (
        Searchable(
            "governance.body",
            *("instance", "Instance", "Instances"),
            order=45,
            documents="tenir.modules.governance.searching.bodies",
        ),
        Searchable(
            "governance.duty",
            *("obligation", "Obligation", "Obligations"),
            order=47,
            documents="tenir.modules.governance.duties.searching.duties",
        ),
    )
    panels = (
        Panel(
            page="home",
            title="Qui doit quoi",
            order=35,
            query="tenir.modules.governance.duties.panels.home",
            template="governance/duties/home.html",
        ),
        Panel(
            page="place",
            title="Ce qui est dû ici",
            order=30,
            query="tenir.modules.governance.duties.panels.here",
            template="governance/duties/place.html",
            key="obligations",
        ),
        Panel(
            page="desk",
            title="Obligations",
            order=20,
            query="tenir.modules.governance.duties.desk.share",
            template="people/desk_lines.html",
        ),
        Panel(
            page="desk",
            title="Instances",
            order=25,
            query="tenir.modules.governance.waiting.desk.share",
            template="people/desk_lines.html",
        ),
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
