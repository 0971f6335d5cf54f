"""Promises for programs: frameworks, lists of promises, one whole, what stands around them, what changed, writing."""

from __future__ import annotations

from ninja import Router

from tenir.modules.commitments.api import around, changes, commitments, frameworks, lists, writing

router = Router()
for _part in (frameworks, lists, commitments, writing, around, changes):
    router.add_router("", _part.router)
