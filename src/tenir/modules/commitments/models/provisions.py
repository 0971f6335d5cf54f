"""What a text says beside its promises, and the levers that promises draw on."""

from __future__ import annotations

from django.db import models

from tenir.core.disclosure import Disclosure
from tenir.modules.commitments.enums import ProvisionKind
from tenir.modules.commitments.models.frameworks import Framework, Heading
from tenir.modules.commitments.models.texts import CITED, Cited, lines_in_order


class Provision(Cited):
    """An objective, strategic axis, priority, recommendation, body or finding that a framework states."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="provisions", verbose_name="cadre")
    heading = models.ForeignKey(
        Heading, on_delete=models.PROTECT, null=True, blank=True, related_name="provisions", verbose_name="partie"
    )
    key = models.CharField("clé", max_length=100)
    kind = models.CharField("sorte", max_length=20, choices=ProvisionKind)
    number = models.CharField("numéro", max_length=20, blank=True)
    text = models.CharField("texte", max_length=500)
    position = models.PositiveIntegerField("rang")

    disclosure = Disclosure(public=("framework", "heading", "key", "kind", "number", "text", "position", *CITED))

    class Meta:
        verbose_name = "disposition"
        verbose_name_plural = "dispositions"
        ordering = ("framework", "position")
        constraints = (
            lines_in_order("provision_lines_in_order"),
            models.UniqueConstraint(
                fields=("framework", "key"),
                name="provision_key_once",
                violation_error_message="Ce cadre a déjà une disposition de cette clé.",
            ),
        )

    def __str__(self) -> str:
        return self.text


class Lever(Cited):
    """A scheme, fund or contract that promises draw on (PAQTE, PIC, FDVA …)."""

    code = models.SlugField("adresse", max_length=50, unique=True)
    name = models.CharField("nom", max_length=100)
    meaning = models.CharField("ce que c'est", max_length=300, blank=True)

    disclosure = Disclosure(public=("code", "name", "meaning", *CITED))

    class Meta:
        verbose_name = "levier"
        verbose_name_plural = "leviers"
        ordering = ("name",)
        constraints = (lines_in_order("lever_lines_in_order"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Address of the page of all that draws on it."""
        return f"/leviers/{self.code}/"
