"""Counts by level, kept up to date inside the transaction of each write; `count_all` is the slow, obvious twin."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count

from tenir.modules.commitments import trends
from tenir.modules.commitments.models import Commitment, Framework, LevelTally


def count_all(framework: Framework) -> Iterable[LevelTally]:
    """Every commitment of the framework counted, by heading, level, whether it is verified, and date of the news."""
    names = ("heading_id", "counted", "level", "level_status", "news_on")
    rows = Commitment.objects.filter(framework=framework).order_by().values(*names).annotate(count=Count("pk"))
    return [LevelTally(framework=framework, **row) for row in rows]


def bring_up_to_date(framework: Framework) -> None:
    """Count again. The caller holds the lock of the framework's row (`lock`), so that no count is lost."""
    framework.tallies.all().delete()
    LevelTally.objects.bulk_create(count_all(framework))
    if not trends.agrees(framework):
        trends.bring_up_to_date(framework)


def lock(framework_id: int) -> Framework:
    """The framework, its row locked to the end of the transaction: writers of one board follow each other."""
    return Framework.objects.select_for_update(no_key=True).get(pk=framework_id)
