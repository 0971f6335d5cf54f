"""What this module adds to the site."""

from __future__ import annotations

from tenir.core.modules import ModuleConfig


class CommitmentsConfig(ModuleConfig):
    """Frameworks, commitments, levels and their sources."""

    name = "tenir.modules.commitments"
    label = "commitments"
    verbose_name = "Engagements"
    summary = "Ce qui a été promis, par quel texte et à quelles lignes, et où cela en est."
    permissions = "tenir.modules.commitments.permissions.PERMISSIONS"
    referentials = "tenir.modules.commitments.referential.load"
