"""Everything that a module may add, once each."""

from __future__ import annotations

from tenir.core.modules import Export, Job, MenuEntry, ModuleConfig, Panel


class PluggedConfig(ModuleConfig):
    """A module made of one sentence."""

    name = "tests.plugged"
    label = "plugged"
    verbose_name = "Module d'essai"
    summary = "Un module d'essai."
    url_prefix = "essai/"
    urls = "tests.plugged.urls"
    api_prefix = "/essai/"
    api_router = "tests.plugged.urls.router"
    menu = (MenuEntry("Essai", "plugged:greeting", order=95),)
    permissions = "tests.plugged.urls.PERMISSIONS"
    panels = (Panel("home", "Panneau d'essai", 99, "tests.plugged.urls.panel", "plugged/panel.html"),)
    jobs = (Job("plugged.greet", "Saluer", every_hours=1, run="tests.plugged.urls.greet"),)
    exports = (Export("essai", "Fichier d'essai", "tests.plugged.urls.sheet"),)
    referentials = "tests.plugged.urls.load"
