"""Running `tenir` as people do: a process of its own, on the database of the test."""

from __future__ import annotations

from tenir.modules.documents.tests.conftest import tenir

__all__ = ["tenir"]
