"""What the journal adds to the site."""

from __future__ import annotations

from tenir.core.modules import ModuleConfig


class JournalConfig(ModuleConfig):
    """Append-only record of every write, with its public head."""

    name = "tenir.core.journal"
    label = "journal"
    verbose_name = "Journal"
    summary = "Qui a fait quoi, quand, sur quoi : un registre que rien n'efface."
