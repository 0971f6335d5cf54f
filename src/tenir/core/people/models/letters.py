"""Letters that wait for the mail server, each once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tenir.core.disclosure import Disclosure
from tenir.core.people.models.accounts import User


class LetterState(models.TextChoices):
    """What became of a letter."""

    WAITING = "waiting", "attend"
    LEAVING = "leaving", "en train de partir"
    SENT = "sent", "partie"
    REFUSED = "refused", "refusée par le serveur de courrier"
    # The process or the connection died while the server was reading it: to send it again might send it twice.
    UNSURE = "unsure", "peut-être partie"


class Cadence(models.TextChoices):
    """How often somebody wants to be told what waits for them; never more than one letter in each."""

    WEEK = "week", "Chaque semaine"
    MONTH = "month", "Chaque mois"
    QUARTER = "quarter", "Chaque trimestre"


class LetterChoice(models.Model):
    """What somebody chose of their letters; without a row, one a month with everything."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="letter_choice", verbose_name="compte")
    cadence = models.CharField("à quel rythme", max_length=10, choices=Cadence, default=Cadence.MONTH)
    wants_changes = models.BooleanField("avec ce qui a changé autour de mes engagements", default=True)

    disclosure = Disclosure(internal=("user",), personal=("cadence", "wants_changes"))

    class Meta:
        verbose_name = "choix de lettres"
        verbose_name_plural = "choix de lettres"


class Letter(models.Model):
    """A letter to a person about one thing, named by `key`: written once, however often it is asked for.

    The words are kept until it has left; then the key and the dates alone, so that it is not written again.
    """

    key = models.CharField("ce dont elle parle", max_length=200, unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="letters", verbose_name="destinataire")
    subject = models.CharField("objet", max_length=200, blank=True)
    words = models.TextField("texte", blank=True)
    state = models.CharField("état", max_length=10, choices=LetterState, default=LetterState.WAITING)
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    next_try_at = models.DateTimeField("prochain essai", default=timezone.now)
    created_at = models.DateTimeField("écrite le", default=timezone.now)
    # When it was handed to the mail server, or began to be.
    left_at = models.DateTimeField("partie le", null=True, blank=True)

    disclosure = Disclosure(
        technical=("id", "key", "state", "attempts", "next_try_at", "created_at", "left_at"),
        personal=("user", "subject", "words"),
    )

    class Meta:
        verbose_name = "lettre"
        verbose_name_plural = "lettres"
        ordering = ("id",)
        indexes = (
            models.Index(fields=("next_try_at",), condition=Q(state=LetterState.WAITING), name="letter_that_waits"),
        )
