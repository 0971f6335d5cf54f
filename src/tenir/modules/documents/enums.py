"""Closed lists of this module, with the words that people read."""

from __future__ import annotations

from django.db import models

from tenir.engines.documents import Kind
from tenir.engines.documents import Level as PrintedLevel

KINDS = {
    Kind.FRAMEWORK: "cadre",
    Kind.HEADING: "titre",
    Kind.OBJECTIVE: "objectif",
    Kind.STRATEGIC_AXIS: "axe stratégique",
    Kind.PRIORITY: "priorité",
    Kind.MEASURE: "mesure",
    Kind.INDICATOR: "indicateur",
    Kind.COMMITMENT: "engagement",
    Kind.RECOMMENDATION: "recommandation",
    Kind.DUTY: "obligation",
    Kind.DECISION: "décision",
    Kind.FIGURE: "chiffre",
    Kind.ILLUSTRATION: "illustration",
    Kind.ACRONYM: "sigle",
}
# What a select offers: the closed list of the engine, in our words.
KIND_CHOICES = [(kind.value, name) for kind, name in KINDS.items()]
# The levels that a text can print are the four official ones.
LEVEL_CHOICES = [(level.value, level.label) for level in PrintedLevel]


class DraftState(models.TextChoices):
    """What became of a draft."""

    OPEN = "open", "En relecture"
    ADOPTED = "adopted", "Adopté"
    ABANDONED = "abandoned", "Abandonné"
    COPY = "copy", "Copie d'un autre"


class Decision(models.TextChoices):
    """What a person said of an item."""

    PENDING = "pending", "À revoir"
    ACCEPTED = "accepted", "Accepté"
    REFUSED = "refused", "Refusé"


class Gesture(models.TextChoices):
    """What was done to an item, as it is told to the others."""

    ACCEPT = "accept", "a accepté"
    REFUSE = "refuse", "a refusé"
    REOPEN = "reopen", "a remis à revoir"
    CORRECT = "correct", "a corrigé"
    MOVE = "move", "a déplacé"
    ADD = "add", "a ajouté"
    MERGE = "merge", "a complété"
    SPLIT = "split", "a coupé"
    TAKE = "take", "a repris d'une copie"
    UNDO = "undo", "est revenu sur"
