"""What this module adds to the site."""

from __future__ import annotations

from tenir.core.modules import Export, Job, Listed, MenuEntry, ModuleConfig, Panel, Searchable, Tally


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
    referentials = "tenir.modules.commitments.referential.loading.load"
    demonstration = "tenir.modules.commitments.demonstration.load"
    exports = (Export("engagements", "Engagements", "tenir.modules.commitments.exports.all_commitments"),)
    tallies = (
        Tally("organisations", "Engagements portés", "tenir.modules.commitments.promised.organisations.held_by_each"),
    )
    calendar = "tenir.modules.commitments.reporting.dates.dated"
    digest = "tenir.modules.commitments.reporting.letters.sections"
    feeds = "tenir.modules.commitments.feeds.of_page"
    listed = (
        Listed("cadres", "tenir.modules.commitments.listed.frameworks"),
        Listed("engagements", "tenir.modules.commitments.listed.commitments"),
        Listed("lieux", "tenir.modules.commitments.listed.places"),
        Listed("organisations", "tenir.modules.commitments.listed.organisations"),
        Listed("leviers", "tenir.modules.commitments.listed.levers"),
    )
    jobs = (
        Job("feuilles", "Oublier les feuilles proposées", 24, "tenir.modules.commitments.jobs.forget_sheets"),
        Job("depots", "Oublier les dépôts inachevés", 6, "tenir.modules.commitments.jobs.forget_deposits"),
        Job("pieces", "Effacer les fichiers sans preuve", 24, "tenir.modules.commitments.jobs.erase_orphans"),
    )
    searchables = (
        Searchable(
            "commitments.lever",
            *("levier", "Levier", "Leviers"),
            order=50,
            documents="tenir.modules.commitments.searching.levers",
        ),
        Searchable(
            "commitments.framework",
            *("cadre", "Cadre", "Cadres"),
            order=10,
            documents="tenir.modules.commitments.searching.frameworks",
            drafts="commitments.read_drafts",
        ),
        Searchable(
            "commitments.commitment",
            *("engagement", "Engagement", "Engagements"),
            order=40,
            documents="tenir.modules.commitments.searching.commitments",
            drafts="commitments.read_drafts",
            owner="commitments.framework",
            owner_fields=("slug", "kind", "short_title", "noun", "place", "state", "is_invented"),
        ),
    )
    panels = (
        Panel(
            page="home-head",
            title="Tous les engagements",
            order=0,
            query="tenir.modules.commitments.panels.home.everything",
            template="commitments/home/everything.html",
            bare=True,
        ),
        Panel(
            page="home",
            title="Feuille de route nationale",
            order=10,
            query="tenir.modules.commitments.panels.home.roadmap",
            template="commitments/home/roadmap.html",
        ),
        Panel(
            page="home",
            title="Sur place, ce qui a changé, ce qui se tait",
            order=20,
            query="tenir.modules.commitments.panels.home.ground",
            template="commitments/home/ground.html",
            bare=True,
        ),
        Panel(
            page="home",
            title="Au fil du temps",
            order=30,
            query="tenir.modules.commitments.panels.home.trend",
            template="commitments/home/trend.html",
        ),
        Panel(
            page="home",
            title="Les autres textes",
            order=40,
            query="tenir.modules.commitments.panels.home.others",
            template="commitments/home/others.html",
            wide=True,
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
            page="indicator",
            title="Les promesses qu'il suit",
            order=10,
            query="tenir.modules.commitments.panels.indicators.followed",
            template="commitments/promised/followed.html",
            key="promesses",
        ),
        Panel(
            page="desk",
            title="Engagements",
            order=10,
            query="tenir.modules.commitments.reporting.desk.share",
            template="people/desk_lines.html",
        ),
        Panel(
            page="accounts",
            title="Personne ne répond plus de ces engagements",
            order=10,
            query="tenir.modules.commitments.panels.people.orphaned",
            template="commitments/orphaned.html",
            key="sans-personne",
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
