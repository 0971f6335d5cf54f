"""The page of an indicator: the promises that it follows."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest

from tenir.core import rights
from tenir.core.people.models import User, places_reached_by
from tenir.modules.commitments.enums import State
from tenir.modules.commitments.models import Following
from tenir.modules.commitments.permissions import READ_DRAFTS
from tenir.modules.commitments.promised import lines
from tenir.modules.indicators.models import Indicator

MOST_SHOWN = 50


def followed(request: HttpRequest, indicator: Indicator) -> dict[str, Any] | None:
    """Promises by framework and in its order, those in preparation on their own territory only; four queries."""
    rows = Following.objects.filter(_readable(request), indicator=indicator)
    ordered = rows.order_by("commitment__framework__short_title", "commitment__position", "commitment")
    keys = list(ordered.values_list("commitment", flat=True)[: MOST_SHOWN + 1])
    if not keys:
        return None
    return {"lines": lines.load(keys[:MOST_SHOWN]), "more": len(keys) > MOST_SHOWN, "most": MOST_SHOWN}


def _readable(request: HttpRequest) -> Q:
    public = Q(commitment__framework__state=State.PUBLIC)
    user = request.user
    if not isinstance(user, User) or not rights.may(user, READ_DRAFTS):
        return public
    held = user.memberships.in_force().with_roles(rights.roles(READ_DRAFTS))
    return public | Q(commitment__framework__place__in=places_reached_by(held))
