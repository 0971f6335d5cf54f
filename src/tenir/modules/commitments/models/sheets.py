"""Sheets that came back and wait for a person to look at the differences."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from tenir.core.disclosure import Disclosure
from tenir.modules.commitments.models.frameworks import Framework


class SheetProposal(models.Model):
    """The cells of one sheet between its preview and its commit; erased at the commit, or a day later."""

    token = models.UUIDField("jeton", default=uuid.uuid4, unique=True, editable=False)
    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="+", verbose_name="cadre")
    name = models.CharField("fichier", max_length=200)
    sha256 = models.CharField("empreinte du fichier", max_length=64)
    sheet = models.CharField("onglet", max_length=100)
    rows = models.JSONField("cases")
    created_at = models.DateTimeField("reçue le", default=timezone.now, db_index=True)

    disclosure = Disclosure(
        internal=("framework", "name", "sha256", "sheet", "created_at"), technical=("id", "token", "rows")
    )

    class Meta:
        verbose_name = "feuille proposée"
        verbose_name_plural = "feuilles proposées"
        ordering = ("-created_at",)
