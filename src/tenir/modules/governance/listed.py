"""What of this module enters the sitemap."""

from __future__ import annotations

from django.db.models import QuerySet

from tenir.modules.governance.models import Body


def bodies() -> QuerySet[Body]:
    """Every body."""
    return Body.objects.order_by("pk")
