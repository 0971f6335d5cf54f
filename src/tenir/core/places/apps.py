"""What places add to the site."""

from __future__ import annotations

from tenir.core.modules import Export, MenuEntry, ModuleConfig, Panel, Searchable


class PlacesConfig(ModuleConfig):
    """Places and containment."""

    name = "tenir.core.places"
    label = "places"
    verbose_name = "Lieux"
    summary = "Du quartier à la nation : codes officiels, noms et inclusions datés."
    url_prefix = "lieux/"
    urls = "tenir.core.places.urls"
    api_prefix = "/lieux/"
    api_router = "tenir.core.places.api.router"
    menu = (MenuEntry("Lieux", "places:list", order=20),)
    panels = (
        Panel(
            page="home-head",
            title="Mon territoire",
            order=5,
            query="tenir.core.places.finder.choices",
            template="places/finder.html",
            bare=True,
        ),
    )
    permissions = "tenir.core.places.permissions.PERMISSIONS"
    exports = (Export("lieux", "Lieux", "tenir.core.places.exports.all_places"),)
    searchables = (
        Searchable("places.place", "lieu", "Lieu", "Lieux", order=20, documents="tenir.core.places.searching.places"),
    )
    referentials = "tenir.core.places.referential.load"
    demonstration = "tenir.core.places.demonstration.load"
