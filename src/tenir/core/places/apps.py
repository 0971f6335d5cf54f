"""What places add to the site."""

from __future__ import annotations

from tenir.core.modules import ModuleConfig


class PlacesConfig(ModuleConfig):
    """Places and containment."""

    name = "tenir.core.places"
    label = "places"
    verbose_name = "Lieux"
    summary = "Du quartier à la nation : codes officiels, noms et inclusions datés."
