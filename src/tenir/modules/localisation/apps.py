"""What this module adds to the site."""

from __future__ import annotations

from tenir.core.modules import Job, ModuleConfig, Panel


class LocalisationConfig(ModuleConfig):
    """From points to places."""

    name = "tenir.modules.localisation"
    label = "localisation"
    verbose_name = "Localisation"
    summary = "D'une adresse à son quartier, d'un fichier de personnes à des nombres, et rien n'en est gardé."
    urls = "tenir.modules.localisation.urls"
    api_prefix = "/mon-quartier"
    api_router = "tenir.modules.localisation.api.router"
    permissions = "tenir.modules.localisation.permissions.PERMISSIONS"
    jobs = (
        Job(
            *("indexes", "Préparer la recherche par adresse", 1, "tenir.modules.localisation.jobs.prepare_indexes"),
            after=("territories.import",),
        ),
    )
    panels = (
        Panel(
            page="home-head",
            title="Mon quartier",
            order=6,
            query="tenir.modules.localisation.panels.question",
            template="localisation/question.html",
            bare=True,
        ),
        Panel(
            page="place-ground",
            title="Mon adresse",
            order=66,
            query="tenir.modules.localisation.panels.here",
            template="localisation/here.html",
            key="mon-adresse",
        ),
    )
