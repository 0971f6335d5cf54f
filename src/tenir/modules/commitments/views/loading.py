"""Load and authorise in one step: what everybody may read, and drafts for those who may prepare them."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from tenir.core import rights
from tenir.modules.commitments import permissions
from tenir.modules.commitments.enums import State
from tenir.modules.commitments.models import Commitment, Framework, Source


def framework_of(request: HttpRequest, slug: str) -> Framework:
    """The framework at an address; a draft is not there for those who may not read it."""
    found = Framework.objects.select_related("source", "place").filter(slug=slug).first()
    if found is None or not may_read(request, found):
        raise Http404(f"Aucun cadre public n'a l'adresse «\u202f{slug}\u202f».")
    return found


def commitment_of(request: HttpRequest, slug: str, number: str) -> Commitment:
    """The promise at an address, with what its page names."""
    related = ("framework__source", "framework__place", "heading", "parent", "source", "place", "decided_at")
    # `get`, not `first`, which would put one row in order.
    try:
        found = Commitment.objects.select_related(*related).get(framework__slug=slug, slug=number)
    except Commitment.DoesNotExist:
        found = None
    if found is None or not may_read(request, found.framework):
        raise Http404(f"Aucun engagement public n'a l'adresse «\u202f{slug}/{number}\u202f».")
    return found


def may_read(request: HttpRequest, framework: Framework) -> bool:
    """Whether it is public, or in preparation on a territory of who asks."""
    return framework.state == State.PUBLIC or rights.may(request.user, permissions.READ_DRAFTS, on=framework)


def told(source: Source, where: str) -> str:
    """« Circulaire n° 6057/SG du 22 janvier 2019, lignes 12 à 14 »."""
    return ", ".join(filter(None, (source.title, where)))
