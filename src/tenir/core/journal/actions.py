"""The one thing that is done to the journal besides adding to it."""

from __future__ import annotations

from tenir.core import rights
from tenir.core.actions import Actor, action
from tenir.core.journal import chain, protection
from tenir.core.journal.permissions import PROTECT


@action
def protect(*, by: Actor, role: str) -> None:
    """Take from the application's PostgreSQL role the right to change the journal; safe to run twice.

    Raises `BadInput` when the role does not exist, owns the tables or is a superuser, and on SQLite; `CheckFailed`
    when the role still has the right through another one.
    """
    rights.require(by, PROTECT)
    protection.require_possible(role)
    protection.apply(role)
    chain.record(chain.Event("journal.protect", after={"role": role}), by=by)
