"""Tags of editing: may this person amend here?"""

from __future__ import annotations

from typing import Any

from django import template

from tenir.core import rights
from tenir.core.people.models import User, places_reached_by
from tenir.modules.commitments import permissions
from tenir.modules.commitments.enums import State
from tenir.modules.commitments.models import Framework

register = template.Library()
MOST_DRAFTS = 50


@register.simple_tag(takes_context=True)
def may_amend(context: Any, framework: Framework | None) -> bool:
    """Whether who looks may amend this framework, or create one; no query for an anonymous visitor."""
    return rights.may(getattr(context["request"], "user", None), permissions.AMEND, on=framework)


@register.simple_tag(takes_context=True)
def my_drafts(context: Any) -> list[Framework]:
    """The frameworks in preparation on the territories of who looks."""
    user = getattr(context["request"], "user", None)
    if not isinstance(user, User):
        return []
    held = user.memberships.in_force().with_roles(rights.roles(permissions.READ_DRAFTS))
    drafts = Framework.objects.filter(state=State.DRAFT, place__in=places_reached_by(held))
    return list(drafts.order_by("slug")[:MOST_DRAFTS])
