"""Every write on promises, by noun; what is open here is all that other modules call."""

from __future__ import annotations

from tenir.modules.commitments.actions.adopt import adopt_framework
from tenir.modules.commitments.actions.commitments import amend_commitment, create_commitment, remove_commitment
from tenir.modules.commitments.actions.evidence import (
    drop_deposit,
    export_evidence,
    give_evidence,
    judge_evidence,
    show_evidence,
    start_deposit,
    withdraw_evidence,
)
from tenir.modules.commitments.actions.frameworks import (
    Text,
    amend_framework,
    create_framework,
    publish_framework,
    remove_framework,
)
from tenir.modules.commitments.actions.headings import HeadingContent, amend_heading, create_heading, remove_heading
from tenir.modules.commitments.actions.instances import instantiate_framework
from tenir.modules.commitments.actions.judging import (
    answer_contest,
    contest_report,
    countersign,
    send_back,
    settle_contest,
    verify_report,
)
from tenir.modules.commitments.actions.ladders import set_ladder
from tenir.modules.commitments.actions.levels import record_level
from tenir.modules.commitments.actions.reports import Figure, ReportedMeanwhile, Told, report_progress
from tenir.modules.commitments.actions.sheets import Committed, Moved, commit_sheet, propose_sheet
from tenir.modules.commitments.actions.signatures import (
    close_signatures,
    correct_text,
    invite_to_sign,
    open_signatures,
    refuse_to_sign,
    sign_framework,
)
from tenir.modules.commitments.actions.ties import (
    apply_in_place,
    follow_by_indicator,
    inscribe,
    leave_place,
    link_commitments,
    stop_following,
    take_out,
    unlink_commitments,
)
from tenir.modules.commitments.restating import Stated

__all__ = [
    "Committed",
    "Figure",
    "HeadingContent",
    "Moved",
    "ReportedMeanwhile",
    "Stated",
    "Text",
    "Told",
    "adopt_framework",
    "amend_commitment",
    "amend_framework",
    "amend_heading",
    "answer_contest",
    "apply_in_place",
    "close_signatures",
    "commit_sheet",
    "contest_report",
    "correct_text",
    "countersign",
    "create_commitment",
    "create_framework",
    "create_heading",
    "drop_deposit",
    "export_evidence",
    "follow_by_indicator",
    "give_evidence",
    "inscribe",
    "instantiate_framework",
    "invite_to_sign",
    "judge_evidence",
    "leave_place",
    "link_commitments",
    "open_signatures",
    "propose_sheet",
    "publish_framework",
    "record_level",
    "refuse_to_sign",
    "remove_commitment",
    "remove_framework",
    "remove_heading",
    "report_progress",
    "send_back",
    "set_ladder",
    "settle_contest",
    "show_evidence",
    "sign_framework",
    "start_deposit",
    "stop_following",
    "take_out",
    "unlink_commitments",
    "verify_report",
    "withdraw_evidence",
]
