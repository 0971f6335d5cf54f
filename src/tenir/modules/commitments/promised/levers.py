"""Every promise that draws on a lever, whichever framework it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, F, Q, QuerySet

from tenir.modules.commitments.enums import State
from tenir.modules.commitments.models import Commitment, Lever
from tenir.modules.commitments.promised import lines


@dataclass(frozen=True)
class Frame:
    """A framework's promises that draw on the lever."""

    title: str
    url: str
    lines: list[lines.Line]


def listed() -> QuerySet[Lever]:
    """Every lever with `promises`, how many public promises draw on it, and `frames`, in how many texts; one query."""
    public = Q(commitments__framework__state=State.PUBLIC)
    return Lever.objects.annotate(
        promises=Count("commitments", filter=public, distinct=True),
        frames=Count("commitments__framework", filter=public, distinct=True),
    ).order_by("-promises", "name")


def drawing_on(lever: Lever) -> QuerySet[Commitment]:
    """Public promises that draw on it, the latest text first, in its order."""
    found = Commitment.objects.public().filter(levers=lever)
    return found.order_by(F("framework__signed_on").desc(nulls_last=True), "framework__slug", "position")


def framed(found: list[lines.Line]) -> list[Frame]:
    """The lines under the text that each stands in."""
    grouped = groupby(found, key=lambda line: (line.framework, line.framework_url))
    return [Frame(title, url, [lines.without_framework(line) for line in group]) for (title, url), group in grouped]
