"""Tags of editing: may this person amend, or fetch proofs, here?"""

from __future__ import annotations

from typing import Any

from django import template

from tenir.core import rights
from tenir.modules.commitments import permissions
from tenir.modules.commitments.models import Framework

register = template.Library()


@register.simple_tag(takes_context=True)
def may_amend(context: Any, framework: Framework | None) -> bool:
    """Whether who looks may amend this framework, or create one; no query for an anonymous visitor."""
    return rights.may(getattr(context["request"], "user", None), permissions.AMEND, on=framework)


@register.simple_tag(takes_context=True)
def may_export(context: Any, framework: Framework) -> bool:
    """Whether who looks may fetch all the proofs of this framework; no query for an anonymous visitor."""
    return rights.may(getattr(context["request"], "user", None), permissions.EXPORT_EVIDENCE, on=framework)
