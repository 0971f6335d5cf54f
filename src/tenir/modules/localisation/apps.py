"""What this module adds to the site."""

from __future__ import annotations

from tenir.core.modules import ModuleConfig


class LocalisationConfig(ModuleConfig):
    """From points to places."""

    name = "tenir.modules.localisation"
    label = "localisation"
    verbose_name = "Localisation"
    summary = "D'un fichier de personnes à des nombres par territoire, et rien d'autre."
    url_prefix = "adresse/"
    urls = "tenir.modules.localisation.urls"
    permissions = "tenir.modules.localisation.permissions.PERMISSIONS"
