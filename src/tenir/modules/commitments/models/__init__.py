"""Tables of this module, by noun: texts, frameworks, commitments."""

from __future__ import annotations

from tenir.modules.commitments.models.commitments import AnnouncedIndicator, Commitment, LevelRecord
from tenir.modules.commitments.models.frameworks import Framework, Heading, LevelTally, PrintedSummary
from tenir.modules.commitments.models.texts import Source, where_in_source

__all__ = [
    "AnnouncedIndicator",
    "Commitment",
    "Framework",
    "Heading",
    "LevelRecord",
    "LevelTally",
    "PrintedSummary",
    "Source",
    "where_in_source",
]
