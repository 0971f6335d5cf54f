"""The one error of a file of contours that cannot be read at all."""

from __future__ import annotations

from tenir.engines.localisation.errors import BadZones


class UnreadableBoundaries(BadZones):
    """`where` says which file, and which part of it."""
