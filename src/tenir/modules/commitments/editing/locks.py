"""The first lines of every amendment: right, lock, what may be changed, why."""

from __future__ import annotations

from tenir.core import rights
from tenir.core.actions import Actor
from tenir.core.errors import BadInput
from tenir.modules.commitments import permissions, tallies
from tenir.modules.commitments.enums import State
from tenir.modules.commitments.models import Framework


def locked(by: Actor, framework: Framework) -> Framework:
    """The framework that `by` may amend, its row locked: amendments of one framework follow each other."""
    rights.require(by, permissions.AMEND, on=framework)
    return tallies.lock(framework.pk)


def changeable(by: Actor, framework: Framework) -> Framework:
    """The same, refused where the words come from the lists shipped with Tenir."""
    row = locked(by, framework)
    if row.is_referential:
        raise BadInput(
            "ce cadre est livré avec Tenir\u202f: ses mots se corrigent dans les fichiers de « referentials ».",
            remedy="Vous pouvez y ajouter des liens, des lieux d'application et des niveaux.",
        )
    return row


def reasoned(framework: Framework, reason: str) -> None:
    """What everybody has read is amended with its reason."""
    if framework.state == State.PUBLIC and not reason.strip():
        raise BadInput("le motif manque.", where="motif", remedy="Ce cadre est public\u202f: dites pourquoi il change.")
