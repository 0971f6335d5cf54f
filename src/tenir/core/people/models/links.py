"""Links that let a person do one thing without signing in."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tenir.core.disclosure import Disclosure
from tenir.core.people.models.accounts import User


class PersonalLinkQuerySet(models.QuerySet["PersonalLink"]):
    """Links."""

    def alive(self, at: datetime | None = None) -> PersonalLinkQuerySet:
        """Those that open something now: not over, not revoked, and not used where one use ends them."""
        now = at or timezone.now()
        unspent = Q(ends_with_use=False) | Q(used_at__isnull=True)
        return self.filter(unspent, until__gt=now, revoked_at__isnull=True)


class PersonalLink(models.Model):
    """Lets `user` do `verb`, on one object or on all that is theirs, from their mail. The secret stands only there."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="links", verbose_name="compte")
    verb = models.CharField("pour", max_length=100)
    # As the journal names objects; both empty: everything that is the person's own.
    object_type = models.CharField("type d'objet", max_length=100, blank=True)
    object_id = models.CharField("objet", max_length=100, blank=True)
    digest = models.CharField("empreinte du lien", max_length=64, unique=True)
    since = models.DateTimeField("depuis", default=timezone.now)
    until = models.DateTimeField("jusqu'au")
    ends_with_use = models.BooleanField("ne sert qu'une fois", default=False)
    used_at = models.DateTimeField("servi le", null=True, blank=True)
    revoked_at = models.DateTimeField("retiré le", null=True, blank=True)

    objects = PersonalLinkQuerySet.as_manager()

    disclosure = Disclosure(
        internal=("user", "verb", "object_type", "object_id", "since", "until", "ends_with_use", "revoked_at"),
        personal=("digest", "used_at"),
    )

    class Meta:
        verbose_name = "lien personnel"
        verbose_name_plural = "liens personnels"
        ordering = ("-since", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(since__lt=F("until")),
                name="personal_link_dates_in_order",
                violation_error_message="Un lien ne peut pas finir avant d'avoir commencé.",
            ),
            models.CheckConstraint(
                condition=Q(object_type="", object_id="") | ~Q(object_type="") & ~Q(object_id=""),
                name="personal_link_names_its_object",
                violation_error_message="Un lien nomme son objet, ou n'en nomme aucun.",
            ),
        )
