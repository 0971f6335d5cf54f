"""Tags of editing: may this person amend here, say where it stands, judge what was said, fetch proofs?"""

from __future__ import annotations

from typing import Any

from django import template

from tenir.core import rights
from tenir.core.people.models import User
from tenir.core.places.models import Place
from tenir.modules.commitments import permissions
from tenir.modules.commitments.enums import State
from tenir.modules.commitments.models import Commitment, Framework
from tenir.modules.commitments.reporting import applied, mine

register = template.Library()


@register.simple_tag(takes_context=True)
def may_amend(context: Any, framework: Framework | None) -> bool:
    """Whether who looks may amend this framework, or create one; no query for an anonymous visitor."""
    return rights.may(getattr(context["request"], "user", None), permissions.AMEND, on=framework)


@register.simple_tag(takes_context=True)
def may_verify(context: Any, framework: Framework | None) -> bool:
    """Whether who looks is a referent of this framework."""
    user = getattr(context["request"], "user", None)
    return framework is not None and rights.may(user, permissions.VERIFY, on=framework)


@register.simple_tag(takes_context=True)
def may_report(context: Any, row: Commitment | None) -> bool:
    """Whether who looks may say where this promise stands, for an organisation that holds it."""
    user = getattr(context["request"], "user", None)
    if row is None or not rights.may(user, permissions.DECLARE, on=row):
        return False
    return isinstance(user, User) and mine.speaks_of(user, row)


@register.simple_tag(takes_context=True)
def places_to_report(context: Any, row: Commitment | None) -> list[Place]:
    """The places of who looks in which they may say where a promise of a larger place stands."""
    user = getattr(context["request"], "user", None)
    public = row is not None and row.framework.state == State.PUBLIC
    return applied.offered(user, row) if row is not None and public and isinstance(user, User) else []


@register.simple_tag(takes_context=True)
def may_report_in(context: Any, place: Place) -> bool:
    """Whether who looks may say where promises stand in this place."""
    return rights.may(getattr(context["request"], "user", None), permissions.DECLARE, on=place)


@register.simple_tag(takes_context=True)
def may_export(context: Any, framework: Framework) -> bool:
    """Whether who looks may fetch all the proofs of this framework; no query for an anonymous visitor."""
    return rights.may(getattr(context["request"], "user", None), permissions.EXPORT_EVIDENCE, on=framework)
