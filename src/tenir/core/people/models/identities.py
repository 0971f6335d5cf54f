"""Who one is for an outside provider of identities."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.db import models
from django.utils import timezone

from tenir.core.disclosure import Disclosure
from tenir.core.people.models.accounts import User


def provider_name(issuer: str) -> str:
    """How people are told of a provider: its host."""
    return urlsplit(issuer).hostname or issuer


class OutsideIdentity(models.Model):
    """`user` comes in as `subject` of `issuer`, the provider's own name for the person; never by an address."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="identities", verbose_name="compte")
    issuer = models.CharField("fournisseur", max_length=255)
    subject = models.CharField("identifiant chez le fournisseur", max_length=255)
    since = models.DateTimeField("rattachée le", default=timezone.now)

    disclosure = Disclosure(internal=("user", "issuer", "since"), personal=("subject",))

    class Meta:
        verbose_name = "identité extérieure"
        verbose_name_plural = "identités extérieures"
        ordering = ("since", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("issuer", "subject"),
                name="outside_identity_opens_one_account",
                violation_error_message="Cette identité ouvre déjà un compte.",
            ),
        )

    @property
    def provider_name(self) -> str:
        """The provider, in a word."""
        return provider_name(self.issuer)
