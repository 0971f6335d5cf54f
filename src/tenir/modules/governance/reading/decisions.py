"""Decisions as they leave: in the API and in the public file."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from tenir.modules.commitments.enums import State
from tenir.modules.governance.models import Decision, DecisionTie


def decisions_in_full(rows: QuerySet[Decision]) -> QuerySet[Decision]:
    """The latest first, each with its body, its holder and the public promises that it is about; two queries."""
    ties = DecisionTie.objects.filter(commitment__framework__state=State.PUBLIC).select_related("commitment__framework")
    told = rows.select_related("meeting__body", "holder").prefetch_related(Prefetch("ties", ties))
    return told.order_by("-meeting__starts_at", "position", "pk")


def tied(row: Decision) -> list[str]:
    """« cadre/engagement » of each promise that it is about; `decisions_in_full` left out those of drafts."""
    return [f"{one.commitment.framework.slug}/{one.commitment.slug}" for one in row.ties.all()]
