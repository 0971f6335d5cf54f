"""Figures sent by the sheet: what came, how its columns were read, which observations it made."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from tenir.core.disclosure import Disclosure
from tenir.core.people.models import Organisation
from tenir.core.places.models import Place
from tenir.modules.indicators.models.observations import Observation


class ImportState(models.TextChoices):
    """What became of a sheet."""

    WAITING = "waiting", "En attente"
    COMMITTED = "committed", "Enregistré"
    UNDONE = "undone", "Annulé"


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    """Reads in the field's words."""

    def of_senders(self, organisations: Any) -> ImportBatchQuerySet:
        """Those sent by these organisations, the latest first."""
        return self.filter(sender__in=organisations).order_by("-created_at", "-pk")

    def committed(self) -> ImportBatchQuerySet:
        """Those whose values are kept."""
        return self.filter(state=ImportState.COMMITTED)

    def remembered(self, sender: Organisation, head: str) -> dict[str, Any]:
        """How columns of these titles were last read for a sender; empty when they never were."""
        rows = self.filter(sender=sender, head=head).exclude(mapping={}).order_by("-created_at")
        return rows.values_list("mapping", flat=True).first() or {}


class ImportBatch(models.Model):
    """One file of figures. Its cells wait in `ImportCells` until it is committed, for a day at most (decision 14)."""

    token = models.UUIDField("jeton", default=uuid.uuid4, unique=True, editable=False)
    sender = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="imports", verbose_name="envoyé par"
    )
    name = models.CharField("fichier", max_length=200)
    sha256 = models.CharField("empreinte du fichier", max_length=64)
    # Of what the file says once its columns are read: the same figures in another file are the same.
    content = models.CharField("empreinte des valeurs", max_length=64, blank=True)
    # Of the titles of columns: what a sender's mapping is remembered by.
    head = models.CharField("empreinte des titres", max_length=64, blank=True)
    mapping = models.JSONField("lecture des colonnes", default=dict, blank=True)
    state = models.CharField("état", max_length=10, choices=ImportState, default=ImportState.WAITING)
    is_accepted = models.BooleanField("valeurs acceptées aussitôt", default=False)
    added = models.PositiveIntegerField("valeurs nouvelles", default=0)
    corrected = models.PositiveIntegerField("valeurs corrigées", default=0)
    unchanged = models.PositiveIntegerField("valeurs déjà enregistrées", default=0)
    withdrawn = models.PositiveIntegerField("valeurs retirées", default=0)
    reason = models.CharField("raison des corrections", max_length=300, blank=True)
    undone_because = models.CharField("raison de l'annulation", max_length=300, blank=True)
    created_at = models.DateTimeField("reçu le", default=timezone.now, db_index=True)
    committed_at = models.DateTimeField("enregistré le", null=True, blank=True)
    undone_at = models.DateTimeField("annulé le", null=True, blank=True)
    observations = models.ManyToManyField(Observation, through="ImportedValue", related_name="imports")

    objects = ImportBatchQuerySet.as_manager()

    disclosure = Disclosure(
        internal=(
            *("sender", "name", "sha256", "content", "mapping", "state", "is_accepted", "added", "corrected"),
            *("unchanged", "withdrawn", "reason", "undone_because", "created_at", "committed_at", "undone_at"),
        ),
        technical=("id", "token", "head"),
    )

    class Meta:
        verbose_name = "envoi de chiffres"
        verbose_name_plural = "envois de chiffres"
        ordering = ("-created_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("sender", "content"),
                condition=Q(state=ImportState.COMMITTED),
                name="import_same_figures_once",
                violation_error_message="Ces chiffres ont déjà été envoyés par cette organisation.",
            ),
            models.CheckConstraint(
                condition=~Q(state=ImportState.UNDONE) | ~Q(undone_because=""),
                name="import_undone_gives_its_reason",
                violation_error_message="Dites pourquoi l'envoi est annulé.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """`/chiffres/envois/<jeton>/`."""
        return reverse("indicators:import", args=[self.token])

    @property
    def place(self) -> Place:
        """Where rights on it are asked: the place of who sent it."""
        return self.sender.place


class ImportCells(models.Model):
    """The cells of a file between its arrival and its commit: erased then, or a day later."""

    batch = models.OneToOneField(
        ImportBatch, on_delete=models.CASCADE, related_name="cells", primary_key=True, verbose_name="envoi"
    )
    sheets = models.JSONField("onglets")

    disclosure = Disclosure(technical=("batch", "sheets"))

    class Meta:
        verbose_name = "cases d'un envoi"
        verbose_name_plural = "cases des envois"
        ordering = ("batch",)


class ImportedValue(models.Model):
    """An observation that a file made."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="values", verbose_name="envoi")
    observation = models.OneToOneField(
        Observation, on_delete=models.CASCADE, related_name="imported", verbose_name="valeur envoyée"
    )

    disclosure = Disclosure(internal=("batch", "observation"))

    class Meta:
        verbose_name = "valeur d'un envoi"
        verbose_name_plural = "valeurs des envois"
        ordering = ("id",)
