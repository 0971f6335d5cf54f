"""Ends the sessions of an account, and those that still name it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

if TYPE_CHECKING:
    from tenir.core.people.models import User


def end_all(user: User) -> int:
    """Delete every session of `user`, and every visitor's session that waits for a code sent to this address.

    Sessions are sealed, so each is opened: closing an account is rare, and a site has thousands of sessions at most.
    """
    ended = [session.pk for session in Session.objects.iterator() if _is_of(session, user)]
    Session.objects.filter(pk__in=ended).delete()
    return len(ended)


def _is_of(session: Session, user: User) -> bool:
    data = session.get_decoded()
    return data.get(SESSION_KEY) == str(user.pk) or user.email in json.dumps(data, ensure_ascii=False, default=str)
