"""The file of a plain form, kept like one that came in pieces: where the rest is wrong, it need not be sent again."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile

from tenir.core.people.models import User
from tenir.modules.commitments import actions
from tenir.modules.commitments.evidence import deposits
from tenir.modules.commitments.models import Commitment, Deposit


def take(user: User, commitment: Commitment, upload: UploadedFile) -> Deposit:
    """A whole deposit of an uploaded file; raises `BadInput` on one that is empty or too large."""
    deposit = actions.start_deposit(by=user, commitment=commitment, name=upload.name or "", length=upload.size or 0)
    for piece in upload.chunks(deposits.LARGEST_PIECE):
        deposit.received = deposits.append(deposit, offset=deposit.received, piece=piece)
    return deposit
