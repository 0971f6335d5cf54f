"""What this module adds to the site."""

from __future__ import annotations

from tenir.core.modules import ModuleConfig


class CommitmentsConfig(ModuleConfig):
    """To be told."""

    name = "tenir.modules.commitments"
    label = "commitments"
    verbose_name = "Engagements"
    summary = ""
