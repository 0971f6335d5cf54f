"""What running the site adds to the site."""

from __future__ import annotations

from tenir.core.modules import ModuleConfig


class OperationsConfig(ModuleConfig):
    """Commands, backup, health, logs, schedule."""

    name = "tenir.core.operations"
    label = "operations"
    verbose_name = "Exploitation"
    summary = "Servir, sauvegarder, surveiller."
