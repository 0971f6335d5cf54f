"""What this module adds to the site."""

from __future__ import annotations

from tenir.core.modules import Job, ModuleConfig


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
    permissions = "tenir.modules.indicators.permissions.PERMISSIONS"
    scopes = "tenir.modules.indicators.permissions.SCOPES"
    referentials = "tenir.modules.indicators.referential.loading.load"
    jobs = (Job("envois", "Oublier les envois de chiffres", 24, "tenir.modules.indicators.jobs.forget_imports"),)
