"""When a promise without news climbs from its holder to those above."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tenir.core.disclosure import Disclosure
from tenir.modules.commitments.models.frameworks import Framework


class Ladder(models.Model):
    """Days of silence after which a framework's promises are told to the holder's head, the délégué·e, the préfecture.

    Set by the framework's referent; without a row, `DEFAULT`.
    """

    framework = models.OneToOneField(Framework, on_delete=models.CASCADE, related_name="ladder", verbose_name="cadre")
    head_after = models.PositiveSmallIntegerField("direction du porteur, après (jours)", default=30)
    delegate_after = models.PositiveSmallIntegerField("délégué·e du préfet, après (jours)", default=60)
    prefecture_after = models.PositiveSmallIntegerField("préfecture, après (jours)", default=90)

    disclosure = Disclosure(public=("framework", "head_after", "delegate_after", "prefecture_after"), technical=("id",))

    class Meta:
        verbose_name = "échelle de relance"
        verbose_name_plural = "échelles de relance"
        constraints = (
            models.CheckConstraint(
                condition=Q(head_after__lte=F("delegate_after"), delegate_after__lte=F("prefecture_after")),
                name="ladder_climbs",
                violation_error_message="Chaque échelon vient au plus tôt en même temps que celui d'en dessous.",
            ),
        )
