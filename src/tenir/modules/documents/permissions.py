"""Who may review texts before they are adopted, in a sentence."""

from __future__ import annotations

from tenir.core.modules import Permission
from tenir.core.rights import Role

REVIEW = "documents.review"

PERMISSIONS = (
    Permission(
        REVIEW,
        "Déposer un texte, lire les brouillons de son territoire et en relire chaque élément avant l'adoption.",
        (Role.ADMINISTRATOR, Role.MINISTRY, Role.PREFECTURE, Role.PROJECT_LEAD),
    ),
)
