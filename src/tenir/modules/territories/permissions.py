"""Who may say where the borders of places run, in sentences."""

from __future__ import annotations

from tenir.core.modules import Permission
from tenir.core.rights import Role

IMPORT = "territories.import"

PERMISSIONS = (
    Permission(
        IMPORT,
        "Importer les contours des lieux, ce qu'ils contiennent, et ce que deviennent les anciens quartiers.",
        (Role.ADMINISTRATOR,),
    ),
)
