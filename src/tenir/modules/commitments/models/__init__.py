"""Tables of this module, by noun: texts, frameworks, provisions, commitments, details, links, disagreements, sheets,
evidence.
"""

from __future__ import annotations

from tenir.modules.commitments.models.commitments import SETTLED, Commitment, LevelRecord, Party, owes_news
from tenir.modules.commitments.models.details import (
    AnnouncedFigure,
    AnnouncedIndicator,
    Citation,
    Illustration,
    PrintedName,
    SubItem,
)
from tenir.modules.commitments.models.disagreements import Disagreement, Saying
from tenir.modules.commitments.models.evidence import Deposit, Evidence, EvidenceVerdict
from tenir.modules.commitments.models.frameworks import Framework, Heading, LevelTally, PrintedSummary, TrendStep
from tenir.modules.commitments.models.ladders import Ladder
from tenir.modules.commitments.models.links import (
    Application,
    CommitmentLink,
    Following,
    FrameworkLink,
    Inscription,
    Signatory,
)
from tenir.modules.commitments.models.provisions import Lever, Provision
from tenir.modules.commitments.models.reports import OPEN, ProgressReport, ReportStep
from tenir.modules.commitments.models.sheets import SheetProposal
from tenir.modules.commitments.models.signatures import SignatureInvitation, SignatureRound, SignedText
from tenir.modules.commitments.models.texts import Source, where_in_source

__all__ = [
    "OPEN",
    "SETTLED",
    "AnnouncedFigure",
    "AnnouncedIndicator",
    "Application",
    "Citation",
    "Commitment",
    "CommitmentLink",
    "Deposit",
    "Disagreement",
    "Evidence",
    "EvidenceVerdict",
    "Following",
    "Framework",
    "FrameworkLink",
    "Heading",
    "Illustration",
    "Inscription",
    "Ladder",
    "LevelRecord",
    "LevelTally",
    "Lever",
    "Party",
    "PrintedName",
    "PrintedSummary",
    "ProgressReport",
    "Provision",
    "ReportStep",
    "Saying",
    "SheetProposal",
    "Signatory",
    "SignatureInvitation",
    "SignatureRound",
    "SignedText",
    "Source",
    "SubItem",
    "TrendStep",
    "owes_news",
    "where_in_source",
]
