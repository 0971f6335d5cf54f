"""Collecting signatures of a framework: a round, the texts that were put to signature, who is invited to sign."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tenir.core.disclosure import Disclosure
from tenir.core.people.models import Organisation
from tenir.modules.commitments.enums import SigningState
from tenir.modules.commitments.models.frameworks import Framework


class SignatureRound(models.Model):
    """One collection of signatures of a framework, from a day to a day; one open at a time."""

    framework = models.ForeignKey(
        Framework, on_delete=models.CASCADE, related_name="signature_rounds", verbose_name="cadre"
    )
    opened_on = models.DateField("ouverte le", default=timezone.localdate)
    due_on = models.DateField("signatures attendues pour le")
    closed_on = models.DateField("close le", null=True, blank=True)
    is_invented = models.BooleanField("inventée pour la démonstration", default=False)

    disclosure = Disclosure(public=("framework", "opened_on", "due_on", "closed_on", "is_invented"))

    class Meta:
        verbose_name = "collecte de signatures"
        verbose_name_plural = "collectes de signatures"
        ordering = ("framework", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("framework",),
                condition=Q(closed_on__isnull=True),
                name="signature_round_open_once",
                violation_error_message="Les signatures de ce cadre sont déjà demandées.",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opened_on")),
                name="signature_round_dates_in_order",
                violation_error_message="Les signatures ne peuvent pas être attendues avant d'être demandées.",
            ),
        )

    @property
    def is_open(self) -> bool:
        """Whether one may still sign."""
        return self.closed_on is None

    @property
    def latest(self) -> SignedText:
        """The text that is put to signature now."""
        return self.texts.order_by("-number")[0]


class SignedText(models.Model):
    """The words put to signature, frozen: the first ones, then one more each time the framework was corrected since."""

    round = models.ForeignKey(SignatureRound, on_delete=models.CASCADE, related_name="texts", verbose_name="collecte")
    number = models.PositiveSmallIntegerField("version")
    # Of the framework when the words were frozen.
    revision = models.PositiveIntegerField("révision du cadre")
    # Canonical JSON (`signing/text.py`), whose SHA-256 anybody can reckon again.
    words = models.TextField("texte")
    sha256 = models.CharField("empreinte du texte", max_length=64)
    # A slip of the pen that was mended: signatures given to the version before stay.
    is_minor = models.BooleanField("simple correction", default=False)
    reason = models.CharField("motif", max_length=500, blank=True)
    on = models.DateField("du", default=timezone.localdate)

    disclosure = Disclosure(
        public=("round", "number", "revision", "sha256", "is_minor", "reason", "on"), technical=("id", "words")
    )

    class Meta:
        verbose_name = "texte proposé à la signature"
        verbose_name_plural = "textes proposés à la signature"
        ordering = ("round", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("round", "number"),
                name="signed_text_number_once",
                violation_error_message="Cette version du texte existe déjà.",
            ),
            models.CheckConstraint(
                condition=Q(number=1, is_minor=False) | Q(number__gt=1) & ~Q(reason=""),
                name="signed_text_says_why",
                violation_error_message="Dites pourquoi le texte change.",
            ),
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only a new row can be saved: what was put to signature stays as it was."""
        if not self._state.adding:
            raise TypeError("a text put to signature is never edited")
        super().save(*args, **kwargs)


class SignatureInvitationQuerySet(models.QuerySet["SignatureInvitation"]):
    """Reads in the field's words."""

    def waiting(self) -> SignatureInvitationQuerySet:
        """Those without an answer, of rounds that are open."""
        return self.filter(state=SigningState.WAITING, round__closed_on__isnull=True)

    def in_full(self) -> SignatureInvitationQuerySet:
        """Each with all that its page names, in one query."""
        return self.select_related("round__framework__place", "organisation", "user", "text")


class SignatureInvitation(models.Model):
    """An organisation that is asked to sign, by a person who acts for it, and what it answered to which text."""

    round = models.ForeignKey(
        SignatureRound, on_delete=models.CASCADE, related_name="invitations", verbose_name="collecte"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="signature_invitations", verbose_name="organisation"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="compte invité",
    )
    state = models.CharField("réponse", max_length=10, choices=SigningState, default=SigningState.WAITING)
    text = models.ForeignKey(
        SignedText, on_delete=models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="texte signé"
    )
    on = models.DateField("répondu le", null=True, blank=True)
    words = models.CharField("motif du refus", max_length=1000, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="compte",
    )

    objects = SignatureInvitationQuerySet.as_manager()

    disclosure = Disclosure(
        public=("round", "organisation", "state", "text", "on"), internal=("user", "words", "author")
    )

    class Meta:
        verbose_name = "invitation à signer"
        verbose_name_plural = "invitations à signer"
        ordering = ("round", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("round", "organisation"),
                name="signature_invitation_once",
                violation_error_message="Cette organisation est déjà invitée à signer.",
            ),
            models.CheckConstraint(
                condition=Q(state=SigningState.WAITING, text__isnull=True, on__isnull=True)
                | ~Q(state=SigningState.WAITING) & Q(text__isnull=False, on__isnull=False),
                name="signature_invitation_answer_names_its_text",
                violation_error_message="Une réponse dit à quel texte, et quand.",
            ),
            models.CheckConstraint(
                condition=~Q(state=SigningState.REFUSED) | ~Q(words=""),
                name="signature_refusal_says_why",
                violation_error_message="Dites pourquoi en quelques mots.",
            ),
        )

    def get_absolute_url(self) -> str:
        """Where one signs."""
        return f"/signatures/{self.pk}/"
