"""Who may keep duties, in sentences."""

from __future__ import annotations

from tenir.core.modules import Permission
from tenir.core.rights import Role

WRITE = "governance.write_duties"
FOLLOW = "governance.follow_duties"
FULFIL = "governance.fulfil_duties"
WAIVE = "governance.waive_duties"
READ_FILES = "governance.read_duty_files"

DUTIES = (
    Permission(
        WRITE,
        "Écrire une obligation de son territoire, avec le texte qui la pose, et en corriger la règle.",
        (Role.MINISTRY, Role.PREFECTURE),
    ),
    Permission(
        FOLLOW,
        "Suivre une obligation sur son territoire à partir d'une date, ou cesser de la suivre.",
        (Role.MINISTRY, Role.PREFECTURE),
    ),
    Permission(
        FULFIL,
        "Dire une obligation faite, avec un document, un lien ou une note, et la rouvrir.",
        (Role.MINISTRY, Role.PREFECTURE, Role.DELEGATE, Role.PROJECT_LEAD),
    ),
    Permission(WAIVE, "Dispenser d'une obligation, avec un motif.", (Role.MINISTRY, Role.PREFECTURE)),
    # A document handed upward may name persons: it is not for everybody.
    Permission(
        READ_FILES,
        "Ouvrir les documents remis pour les obligations de son territoire.",
        (Role.MINISTRY, Role.PREFECTURE, Role.DELEGATE, Role.PROJECT_LEAD, Role.OBSERVER),
    ),
)
