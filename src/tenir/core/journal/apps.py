"""What the journal adds to the site."""

from __future__ import annotations

from tenir.core.modules import ModuleConfig


class JournalConfig(ModuleConfig):
    """Append-only record of every write, with its public head."""

    name = "tenir.core.journal"
    label = "journal"
    verbose_name = "Journal"
    summary = "Qui a fait quoi, quand, sur quoi : un registre que rien n'efface."
    url_prefix = "journal/"
    urls = "tenir.core.journal.urls"
    api_prefix = "/journal/"
    api_router = "tenir.core.journal.api.router"
    permissions = "tenir.core.journal.permissions.PERMISSIONS"

    def ready(self) -> None:
        """Register the check of `tenir check --deploy --database default`."""
        from tenir.core.journal import checks  # noqa: F401  (registering is importing)
