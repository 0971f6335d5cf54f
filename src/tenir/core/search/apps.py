"""What the search adds to the site."""

from __future__ import annotations

from tenir.core.modules import ModuleConfig, Panel


class SearchConfig(ModuleConfig):
    """Search by words, in French."""

    name = "tenir.core.search"
    label = "search"
    verbose_name = "Recherche"
    summary = "Retrouver un engagement, un texte, un lieu ou une organisation par ses mots, son numéro ou son sigle."
    url_prefix = "recherche/"
    urls = "tenir.core.search.urls"
    api_prefix = "/recherche"
    api_router = "tenir.core.search.api.router"
    panels = (
        Panel(
            page="home-head",
            title="Chercher",
            order=4,
            query="tenir.core.search.panels.large_box",
            template="search/home_box.html",
            bare=True,
        ),
    )
    permissions = "tenir.core.search.permissions.PERMISSIONS"
    referentials = "tenir.core.search.referential.load"

    def ready(self) -> None:
        """Keep the index in step with every action."""
        from tenir.core.actions import follow
        from tenir.core.search.index import keep_in_step

        follow(keep_in_step)
