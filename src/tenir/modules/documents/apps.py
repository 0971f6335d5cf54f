"""What this module adds to the site."""

from __future__ import annotations

from tenir.core.modules import ModuleConfig


class DocumentsConfig(ModuleConfig):
    """To be told."""

    name = "tenir.modules.documents"
    label = "documents"
    verbose_name = "Documents"
    summary = ""
