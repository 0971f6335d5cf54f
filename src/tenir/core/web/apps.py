"""What the look adds to the site."""

from __future__ import annotations

from tenir.core.modules import ModuleConfig, Searchable


class WebConfig(ModuleConfig):
    """Layout, components, home page, style guide."""

    name = "tenir.core.web"
    label = "web"
    verbose_name = "Pages"
    summary = "L'accueil, l'allure commune et le guide des composants."
    urls = "tenir.core.web.urls"
    searchables = (
        Searchable("web.term", "sigle", "Sigle", "Sigles", order=60, documents="tenir.core.web.searching.terms"),
    )
