"""What this module adds to the site."""

from __future__ import annotations

from tenir.core.modules import Export, Job, MenuEntry, ModuleConfig, Panel, Tally


class CommitmentsConfig(ModuleConfig):
    """Frameworks, commitments, levels and their sources."""

    name = "tenir.modules.commitments"
    label = "commitments"
    verbose_name = "Engagements"
    summary = "Ce qui a été promis, par quel texte et à quelles lignes, et où cela en est."
    urls = "tenir.modules.commitments.urls"
    api_router = "tenir.modules.commitments.api.router"
    menu = (MenuEntry("Engagements", "commitments:frameworks", order=10),)
    permissions = "tenir.modules.commitments.permissions.PERMISSIONS"
    scopes = "tenir.modules.commitments.permissions.SCOPES"
    referentials = "tenir.modules.commitments.referential.load"
    demonstration = "tenir.modules.commitments.demonstration.load"
    exports = (Export("engagements", "Engagements", "tenir.modules.commitments.exports.all_commitments"),)
    tallies = (
        Tally("organisations", "Engagements portés", "tenir.modules.commitments.promised.organisations.held_by_each"),
    )
    jobs = (Job("feuilles", "Oublier les feuilles proposées", 24, "tenir.modules.commitments.jobs.forget_sheets"),)
    panels = (
        Panel(
            page="home",
            title="Engagements nationaux",
            order=10,
            query="tenir.modules.commitments.panels.home.national",
            template="commitments/panel_national.html",
        ),
        Panel(
            page="home",
            title="Ce qui a changé",
            order=30,
            query="tenir.modules.commitments.panels.home.changes",
            template="commitments/panel_changes.html",
        ),
        Panel(
            page="place",
            title="Ce qui a été promis ici",
            order=10,
            query="tenir.modules.commitments.panels.places.reaching",
            template="commitments/promised/place.html",
            key="promesses",
            wide=True,
        ),
        Panel(
            page="place",
            title="Promis dans ses territoires",
            order=20,
            query="tenir.modules.commitments.panels.places.inside",
            template="commitments/promised/inside.html",
            key="territoires",
        ),
        Panel(
            page="organisation",
            title="Ce qu'elle a promis",
            order=10,
            query="tenir.modules.commitments.panels.organisations.promised",
            template="commitments/promised/organisation.html",
            key="promesses",
            wide=True,
        ),
        Panel(
            page="organisation",
            title="Textes signés",
            order=20,
            query="tenir.modules.commitments.panels.organisations.signed",
            template="commitments/promised/signed.html",
            key="textes",
        ),
    )
