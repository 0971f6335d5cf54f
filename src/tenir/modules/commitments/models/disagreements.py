"""Where two texts do not say the same: both sayings are kept, each with its source."""

from __future__ import annotations

from django.db import models

from tenir.core.disclosure import Disclosure
from tenir.modules.commitments.models.commitments import Commitment
from tenir.modules.commitments.models.frameworks import Framework
from tenir.modules.commitments.models.texts import CITED, Cited, lines_in_order


class Disagreement(models.Model):
    """A point on which texts differ."""

    slug = models.SlugField("adresse", max_length=100, unique=True)
    topic = models.CharField("sujet", max_length=200)
    note = models.CharField("note", max_length=300, blank=True)
    frameworks = models.ManyToManyField(Framework, blank=True, related_name="disagreements", verbose_name="cadres")
    commitments = models.ManyToManyField(
        Commitment, blank=True, related_name="disagreements", verbose_name="engagements"
    )

    disclosure = Disclosure(public=("slug", "topic", "note"))

    class Meta:
        verbose_name = "désaccord entre sources"
        verbose_name_plural = "désaccords entre sources"
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.topic


class Saying(Cited):
    """What one text says of it."""

    disagreement = models.ForeignKey(
        Disagreement, on_delete=models.CASCADE, related_name="sayings", verbose_name="désaccord"
    )
    says = models.CharField("ce que dit le texte", max_length=300)
    position = models.PositiveIntegerField("rang")

    disclosure = Disclosure(public=("disagreement", "says", "position", *CITED))

    class Meta:
        verbose_name = "version d'une source"
        verbose_name_plural = "versions des sources"
        ordering = ("disagreement", "position")
        constraints = (
            lines_in_order("saying_lines_in_order"),
            models.UniqueConstraint(
                fields=("disagreement", "position"),
                name="saying_rank_once",
                violation_error_message="Deux versions d'un désaccord ne peuvent pas avoir le même rang.",
            ),
        )
