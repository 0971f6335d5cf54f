"""Load and authorise in one step: what everybody may read, and drafts for those who may prepare them."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from tenir.core import rights
from tenir.core.statements import KeptObject
from tenir.modules.commitments import permissions
from tenir.modules.commitments.enums import State
from tenir.modules.commitments.models import Commitment, Framework, Source

_FRAMEWORK = KeptObject(Framework, {"slug": "\u2400"}, related=("source", "place"))
# Not with its framework: PostgreSQL plans nine tables for longer than it reads them.
_COMMITMENT = KeptObject(
    Commitment,
    {"framework_id": -1_000_001, "slug": "\u2400"},
    related=("heading", "parent", "source", "place", "decided_at"),
)


def framework_of(request: HttpRequest, slug: str) -> Framework:
    """The framework at an address; a draft is not there for those who may not read it."""
    found = _readable(request, slug)
    if found is None:
        raise Http404(f"Aucun cadre public n'a l'adresse «\u202f{slug}\u202f».")
    return found


def commitment_of(request: HttpRequest, slug: str, number: str) -> Commitment:
    """The promise at an address, with what its page names."""
    framework = _readable(request, slug)
    found = _commitment(framework, number) if framework else None
    if found is None:
        raise Http404(f"Aucun engagement public n'a l'adresse «\u202f{slug}/{number}\u202f».")
    return found


def _readable(request: HttpRequest, slug: str) -> Framework | None:
    found = _FRAMEWORK.of(slug=slug)
    return found if found and may_read(request, found) else None


def _commitment(framework: Framework, number: str) -> Commitment | None:
    found = _COMMITMENT.of(framework_id=framework.pk, slug=number)
    if found:
        found.framework = framework
    return found


def may_read(request: HttpRequest, framework: Framework) -> bool:
    """Whether it is public, or in preparation on a territory of who asks."""
    return framework.state == State.PUBLIC or rights.may(request.user, permissions.READ_DRAFTS, on=framework)


def told(source: Source, where: str) -> str:
    """« Circulaire n° 6057/SG du 22 janvier 2019, lignes 12 à 14 »."""
    return ", ".join(filter(None, (source.title, where)))
