"""How a line of the table is written.

A line gives, for one method of one address, the status that each visitor gets on an object of their own territory and
on one of another. Whatever the table does not say is an error of the sweep.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tenir.core.rights import Role

ANONYMOUS = "anonymous"
VISITORS = (ANONYMOUS, *Role.values)
OWN, OTHER = "own", "other"
OBJECTS = (OWN, OTHER)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
TO_SIGN_IN = 302
NOT_ALLOWED = 405


@dataclass(frozen=True)
class Line:
    """Statuses by (visitor, object), and what is sent with the request."""

    statuses: dict[tuple[str, str], int]
    data: dict[str, str] = field(default_factory=dict)


def everyone(status: int, **data: str) -> Line:
    """The same answer for all, signed in or not, whatever the object."""
    return Line({(visitor, thing): status for visitor in VISITORS for thing in OBJECTS}, data)


def signed_in(status: int, *, anonymous: int = TO_SIGN_IN, **data: str) -> Line:
    """The same answer for all accounts; anonymous visitors are sent to sign in (401 on the API)."""
    line = {(visitor, thing): status for visitor in Role.values for thing in OBJECTS}
    return Line(line | {(ANONYMOUS, thing): anonymous for thing in OBJECTS}, data)


def only(
    roles: Iterable[str],
    status: int,
    *,
    other: int = 403,
    anonymous: int = TO_SIGN_IN,
    data: dict[str, str] | None = None,
) -> Line:
    """`roles` get `status` on their territory and `other` elsewhere; other accounts are refused on both."""
    line = {(visitor, thing): 403 for visitor in Role.values for thing in OBJECTS}
    line |= {(ANONYMOUS, thing): anonymous for thing in OBJECTS}
    line |= {(str(role), OWN): status for role in roles} | {(str(role), OTHER): other for role in roles}
    return Line(line, data or {})
