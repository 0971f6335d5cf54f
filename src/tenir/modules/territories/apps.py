"""What this module adds to the site."""

from __future__ import annotations

from tenir.core.modules import Job, ModuleConfig, Panel


class TerritoriesConfig(ModuleConfig):
    """Boundaries of places."""

    name = "tenir.modules.territories"
    label = "territories"
    verbose_name = "Territoires"
    summary = "Contours officiels par génération, ce qui se recouvre, et ce que sont devenus les anciens quartiers."
    url_prefix = "territoires/"
    urls = "tenir.modules.territories.urls"
    api_prefix = "/contours"
    api_router = "tenir.modules.territories.api.router"
    permissions = "tenir.modules.territories.permissions.PERMISSIONS"
    demonstration = "tenir.modules.territories.demonstration.load"
    jobs = (Job("contours", "Oublier les contours déposés", 24, "tenir.modules.territories.jobs.forget_waiting"),)
    panels = (
        Panel(
            page="place-ground",
            title="Sur la carte",
            order=60,
            query="tenir.modules.territories.panels.on_the_map",
            template="territories/place_map.html",
            key="carte",
        ),
        Panel(
            page="place-ground",
            title="Ce qui le recouvre",
            order=62,
            query="tenir.modules.territories.panels.overlays",
            template="territories/place_overlays.html",
            key="recouvrements",
        ),
        Panel(
            page="place-ground",
            title="D'une génération à l'autre",
            order=64,
            query="tenir.modules.territories.panels.crosswalk",
            template="territories/place_crosswalk.html",
            key="generations",
        ),
    )
