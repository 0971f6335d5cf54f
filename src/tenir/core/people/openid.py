"""A sign-in through the OpenID Connect provider of the settings, as the visitor's session remembers it.

The session keeps what was begun here and not yet ended, an identity that was proved but opens no account yet, and the
token by which the person will also leave the provider. Nothing of it is kept elsewhere.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import time
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.core.cache import cache
from django.http import Http404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from tenir.core.people.models import provider_name
from tenir.outside.openid.client import Client
from tenir.outside.openid.provider import PATIENCE, Attempt, Identity, Provider

ATTEMPTS, PENDING, TOKEN = "openid_attempts", "openid_pending", "openid_token"
# Tabs in which somebody may have begun to sign in.
MOST_ATTEMPTS = 5


@dataclass(frozen=True)
class Pending:
    """An identity that the provider proved `at` an instant and that opens no account yet."""

    issuer: str
    subject: str
    email: str
    at: float

    @property
    def provider_name(self) -> str:
        """The provider, in a word."""
        return provider_name(self.issuer)


def client() -> Client | None:
    """The client of the settings, or None where nobody comes in this way."""
    found: Client | None = settings.OPENID
    return found


def provider() -> Provider:
    """The provider of the settings; no such page without one."""
    found = client()
    if found is None:
        raise Http404
    return _provider(found)


def return_address() -> str:
    """Where the provider sends people back: as its owner declared the site, never the host that a visitor sent."""
    return str(settings.SITE_ADDRESS + reverse("people:openid-return"))


def signed_out_address() -> str:
    """Where the provider sends people who left."""
    return str(settings.SITE_ADDRESS + reverse("people:signed-out"))


def begin(session: SessionBase, attempt: Attempt, *, then: str) -> None:
    """Remember an attempt, and the page of ours that was wanted; the oldest gives way to the sixth."""
    under_way = session.get(ATTEMPTS, [])[-(MOST_ATTEMPTS - 1) :]
    after = then if url_has_allowed_host_and_scheme(then, allowed_hosts=None) else ""
    session[ATTEMPTS] = [*under_way, asdict(attempt) | {"then": after}]


def take(session: SessionBase, state: str) -> tuple[Attempt, str] | None:
    """The attempt of a state, and the page wanted; None where this browser began none, or it has been taken before."""
    under_way = session.get(ATTEMPTS, [])
    found = next((one for one in under_way if state and one["state"] == state), None)
    if found is None or not _claim(state):
        return None
    session[ATTEMPTS] = [one for one in under_way if one is not found]
    names = {field.name for field in dataclasses.fields(Attempt)}
    return Attempt(**{name: found[name] for name in names}), found["then"]


def hold(session: SessionBase, identity: Identity) -> None:
    """Keep a proved identity until somebody attaches it."""
    session[PENDING] = asdict(Pending(identity.issuer, identity.subject, identity.email, time.time()))


def held(session: SessionBase) -> Pending | None:
    """The proved identity, for a quarter of an hour."""
    kept: dict[str, Any] | None = session.get(PENDING)
    pending = Pending(**kept) if kept else None
    return pending if pending and 0 <= time.time() - pending.at <= PATIENCE else None


def _claim(state: str) -> bool:
    """Whether this state is taken for the first time: of two answers at once, sessions would let both through."""
    return bool(cache.add(f"openid-{hashlib.sha256(state.encode()).hexdigest()}", 1, PATIENCE))


@functools.lru_cache(maxsize=1)
def _provider(of: Client) -> Provider:
    return Provider(of)
