"""Pages of figures for `/sitemap.xml`."""

from __future__ import annotations

from django.db.models import QuerySet

from tenir.modules.indicators.models import Indicator


def indicators() -> QuerySet[Indicator]:
    """Every indicator: what is withheld of one is a value, never its page."""
    return Indicator.objects.order_by("slug")
