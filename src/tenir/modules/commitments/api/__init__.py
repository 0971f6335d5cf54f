"""Promises for programs: frameworks, lists of promises, one whole, what stands around them, what changed, writing."""

from __future__ import annotations

from ninja import Router

# `amending` adds to the routers of `lists` and `commitments`: imported for that.
from tenir.modules.commitments.api import amending, around, changes, commitments, frameworks, lists, writing

__all__ = ["amending", "router"]
router = Router()
for _part in (frameworks, lists, commitments, writing, around, changes):
    router.add_router("", _part.router)
