"""Who may say where places lie."""

from __future__ import annotations

from tenir.core.modules import Permission
from tenir.core.rights import Role

MANAGE = "places.manage"

PERMISSIONS = (
    Permission(
        MANAGE,
        "Créer et renommer un lieu, dire ce qu'il contient et depuis quand.",
        (Role.ADMINISTRATOR,),
    ),
)
