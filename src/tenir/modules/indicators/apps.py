"""What this module adds to the site."""

from __future__ import annotations

from tenir.core.modules import Export, Job, Listed, MenuEntry, ModuleConfig, Panel, Searchable


class IndicatorsConfig(ModuleConfig):
    """Figures sent, accepted, added up and shown."""

    name = "tenir.modules.indicators"
    label = "indicators"
    verbose_name = "Chiffres"
    summary = (
        "Recueillir des chiffres, les accepter, les additionner du quartier à la France, les comparer à une cible."
    )
    url_prefix = "chiffres/"
    urls = "tenir.modules.indicators.urls"
    api_router = "tenir.modules.indicators.api.router"
    menu = (MenuEntry("Chiffres", "indicators:indicators", order=15),)
    permissions = "tenir.modules.indicators.permissions.PERMISSIONS"
    scopes = "tenir.modules.indicators.permissions.SCOPES"
    referentials = "tenir.modules.indicators.referential.loading.load"
    demonstration = "tenir.modules.indicators.demonstration.load"
    jobs = (Job("envois", "Oublier les envois de chiffres", 24, "tenir.modules.indicators.jobs.forget_imports"),)
    exports = (Export("chiffres", "Chiffres", "tenir.modules.indicators.exports.all_figures"),)
    listed = (Listed("chiffres", "tenir.modules.indicators.listed.indicators"),)
    searchables = (
        Searchable(
            "indicators.indicator",
            *("chiffre", "Chiffre", "Chiffres"),
            order=30,
            documents="tenir.modules.indicators.searching.indicators",
        ),
    )
    panels = (
        Panel(
            page="place",
            title="Ses chiffres",
            order=15,
            query="tenir.modules.indicators.panels.places.figures",
            template="indicators/place.html",
            key="chiffres",
        ),
        Panel(
            page="organisation",
            title="Chiffres qu'elle produit",
            order=30,
            query="tenir.modules.indicators.panels.organisations.produced",
            template="indicators/organisation.html",
            key="chiffres",
        ),
    )

    def ready(self) -> None:
        """Keep totals in step with the places that they add up over."""
        from tenir.core.actions import follow
        from tenir.modules.indicators.moving_ground import keep_up

        follow(keep_up)
