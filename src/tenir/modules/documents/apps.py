"""What this module adds to the site."""

from __future__ import annotations

from tenir.core.modules import ModuleConfig


class DocumentsConfig(ModuleConfig):
    """Reading and adopting the texts that carry promises."""

    name = "tenir.modules.documents"
    label = "documents"
    verbose_name = "Documents"
    summary = "Lire un texte signé ou publié, en reconnaître les engagements, les adopter."
