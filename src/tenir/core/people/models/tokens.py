"""Tokens of the API, and answers kept so that a request sent twice writes once."""

from __future__ import annotations

import hashlib
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tenir.core.disclosure import Disclosure
from tenir.core.people.models.accounts import DatedQuerySet, Organisation, User


def digest(secret: str) -> str:
    """What is kept of a secret. Plain SHA-256: the secret has 256 bits of chance, nobody guesses it from its hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


class ApiTokenQuerySet(DatedQuerySet):
    """Tokens."""

    def alive(self) -> ApiTokenQuerySet:
        """Those that open something today."""
        return self.in_force().filter(revoked_at__isnull=True)  # type: ignore[no-any-return]


class ApiToken(models.Model):
    """Lets a program of `user` do part of what `user` may do, from a day to a day. The secret is shown once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens", verbose_name="compte")
    # Who says what the program writes; while the person holds a role for it.
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="au nom de"
    )
    name = models.CharField("nom du jeton", max_length=100)
    prefix = models.CharField("début du jeton", max_length=20)
    digest = models.CharField("empreinte du jeton", max_length=64, unique=True)
    scopes = models.JSONField("portées", default=list)
    since = models.DateField("depuis", default=timezone.localdate)
    until = models.DateField("jusqu'au")
    revoked_at = models.DateTimeField("retiré le", null=True, blank=True)
    # Written at most once a day, like a person's last visit.
    last_used_on = models.DateField("dernier usage", null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    disclosure = Disclosure(
        internal=("user", "organisation", "prefix", "scopes", "since", "until", "revoked_at"),
        # Its name is the person's own words.
        personal=("name", "digest", "last_used_on"),
    )

    class Meta:
        verbose_name = "jeton de l'API"
        verbose_name_plural = "jetons de l'API"
        ordering = ("-since", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(since__lte=F("until")),
                name="api_token_dates_in_order",
                violation_error_message="Un jeton ne peut pas finir avant d'avoir commencé.",
            ),
        )

    @property
    def is_alive(self) -> bool:
        """Whether it opens something today."""
        return self.revoked_at is None and self.since <= timezone.localdate() <= self.until

    def covers(self, day: date) -> bool:
        """Whether `day` is among its days."""
        return self.since <= day <= self.until


class KeptAnswer(models.Model):
    """The answer to a request that carried an `Idempotency-Key`, for a day: the same request again gets it again."""

    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="+", verbose_name="jeton")
    key = models.CharField("clé", max_length=100)
    # Of method, address and body.
    request_digest = models.CharField("empreinte de la demande", max_length=64)
    status = models.PositiveSmallIntegerField("statut", default=0)
    body = models.JSONField("réponse", null=True)
    created_at = models.DateTimeField("reçu le", default=timezone.now, db_index=True)

    disclosure = Disclosure(technical=("id", "token", "key", "request_digest", "status", "body", "created_at"))

    class Meta:
        verbose_name = "réponse gardée de l'API"
        verbose_name_plural = "réponses gardées de l'API"
        constraints = (
            models.UniqueConstraint(
                fields=("token", "key"),
                name="kept_answer_once_per_key",
                violation_error_message="Cette clé a déjà servi.",
            ),
        )
