"""What a caller may see: everything public, and with a token for it the drafts of its person's territory.

A session never shows drafts here, so that what a browser keeps of the API is always what anybody gets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from tenir.core import rights
from tenir.core.people.models import User, places_reached_by
from tenir.core.places.models import Place
from tenir.modules.commitments import permissions
from tenir.modules.commitments.enums import State
from tenir.modules.commitments.models import Commitment, Framework


@dataclass(frozen=True)
class Sight:
    """Places whose drafts are seen; None when none are."""

    drafts: QuerySet[Place] | None = None

    def over(self, path: str = "") -> Q:
        """The condition on a framework reached by `path` (`framework__`)."""
        public = Q(**{f"{path}state": State.PUBLIC})
        return public if self.drafts is None else public | Q(**{f"{path}place__in": self.drafts})

    def frameworks(self) -> Any:
        """Frameworks in sight."""
        return Framework.objects.filter(self.over())

    def commitments(self) -> Any:
        """Promises in sight."""
        return Commitment.objects.filter(self.over("framework__"))


def of(request: HttpRequest) -> Sight:
    """The caller's."""
    user = request.user
    if not hasattr(request, "api_token") or not isinstance(user, User):
        return Sight()
    if not rights.may(user, permissions.READ_DRAFTS):
        return Sight()
    having = user.memberships.in_force().with_roles(rights.roles(permissions.READ_DRAFTS))
    return Sight(places_reached_by(having))
