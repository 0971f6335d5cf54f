"""The addresses of this module that search engines are told, drafts left out."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from tenir.core.people.models import Organisation
from tenir.core.places.models import Place
from tenir.modules.commitments.models import Application, Commitment, Framework, Lever, Party


def frameworks() -> QuerySet[Framework]:
    """Boards."""
    return Framework.objects.public().only("slug").order_by("pk")


def commitments() -> QuerySet[Commitment]:
    """Promises."""
    rows = Commitment.objects.public().select_related("framework").only("slug", "framework__slug")
    return rows.order_by("framework", "position")


def places() -> QuerySet[Place]:
    """Places with promises of their own, or that apply one: every other place only repeats those that contain it."""
    here = Framework.objects.public().order_by().values("place")
    applied = Application.objects.filter(commitment__in=Commitment.objects.public()).order_by().values("place")
    return Place.objects.filter(Q(pk__in=here) | Q(pk__in=applied)).only("kind", "code").order_by("pk")


def organisations() -> QuerySet[Organisation]:
    """Organisations that have a part in a public promise."""
    parties = Party.objects.filter(commitment__in=Commitment.objects.public()).order_by()
    return Organisation.objects.filter(pk__in=parties.values("organisation")).only("slug").order_by("pk")


def levers() -> QuerySet[Lever]:
    """Levers that a public promise draws on."""
    drawn = Commitment.objects.public().filter(levers__isnull=False).order_by()
    return Lever.objects.filter(pk__in=drawn.values("levers")).only("code").order_by("pk")
