"""What a promise and its application in a place repeat of the levels that were said of them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


def declared_after_a_level(name: str) -> models.CheckConstraint:
    """News are dated; a level declared since says whether it is contested, and stands beside a verified one."""
    nothing_since = Q(declared_level="", declared_status="")
    since = ~Q(declared_level="") & ~Q(declared_status="") & ~Q(level="")
    dated = Q(news_on__isnull=True, news_precision="") | Q(news_on__isnull=False) & ~Q(news_precision="")
    return models.CheckConstraint(
        condition=dated & (nothing_since | since),
        name=name,
        violation_error_message="Un niveau déclaré depuis va avec le niveau vérifié qu'il suit et avec sa date.",
    )
