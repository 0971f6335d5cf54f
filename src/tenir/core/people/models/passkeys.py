"""Passkeys: keys that a person's own device holds."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from tenir.core.disclosure import Disclosure
from tenir.core.people.models.accounts import User


class Passkey(models.Model):
    """The public half of a key on a device of `user`; the device asked for a finger, a face or a code first."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="passkeys", verbose_name="compte")
    name = models.CharField("nom", max_length=60)
    # As WebAuthn writes it: base64url, 1023 bytes at most.
    credential_id = models.CharField("identifiant de la clé", max_length=1364, unique=True)
    credential = models.BinaryField("partie publique de la clé")
    # How often the device says that it signed; 0 for those that do not count.
    sign_count = models.PositiveBigIntegerField("signatures", default=0)
    since = models.DateTimeField("ajoutée le", default=timezone.now)

    disclosure = Disclosure(internal=("user", "since"), personal=("name", "credential_id", "credential", "sign_count"))

    class Meta:
        verbose_name = "clé d'accès"
        verbose_name_plural = "clés d'accès"
        ordering = ("since", "id")
