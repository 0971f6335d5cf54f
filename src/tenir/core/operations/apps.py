"""What running the site adds to the site."""

from __future__ import annotations

from tenir.core.modules import Job, ModuleConfig


class OperationsConfig(ModuleConfig):
    """Commands, backup, health, logs, schedule."""

    name = "tenir.core.operations"
    label = "operations"
    verbose_name = "Exploitation"
    summary = "Servir, sauvegarder, surveiller."
    urls = "tenir.core.operations.urls"
    jobs = (
        Job(
            key="operations.clear_sessions",
            title="Effacer les sessions et les lignes de cache échues",
            every_hours=24,
            run="tenir.core.operations.jobs.clear_sessions",
        ),
    )

    def ready(self) -> None:
        """Register the checks of `tenir check`."""
        from tenir.core.operations import checks  # noqa: F401  (registering is importing)
