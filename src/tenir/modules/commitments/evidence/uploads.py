"""The file that a form gives: deposited before it, or sent with it and kept like one that came in pieces, so that
where the rest is wrong it need not be sent again.
"""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile

from tenir.core.errors import BadInput
from tenir.core.people.models import User
from tenir.modules.commitments import actions
from tenir.modules.commitments.evidence import deposits, received
from tenir.modules.commitments.models import Commitment, Deposit


def take(user: User, commitment: Commitment, upload: UploadedFile) -> Deposit:
    """A whole deposit of an uploaded file; raises `BadInput` on one that is empty or too large."""
    deposit = actions.start_deposit(by=user, commitment=commitment, name=upload.name or "", length=upload.size or 0)
    for piece in upload.chunks(deposits.LARGEST_PIECE):
        deposit.received = deposits.append(deposit, offset=deposit.received, piece=piece)
    return deposit


def given(user: User, commitment: Commitment, upload: Any, token: str) -> Deposit | None:
    """The file of a form: `upload`, sent with it, before the deposit of `token`, which it replaces.

    Raises `BadInput` as `take`, and on a deposit that is over, or of somebody else: neither is there for them.
    """
    found = deposits.of(user, commitment, token)
    if isinstance(upload, UploadedFile):
        if found is not None:
            actions.drop_deposit(by=user, deposit=found)
        return take(user, commitment, upload)
    if token and found is None:
        raise BadInput("ce dépôt a été oublié.", where="fichier", remedy="Choisissez le fichier de nouveau.")
    return found


def kept(user: User, deposit: Deposit) -> received.Kept:
    """Its file, examined and stored; raises `BadInput` on one that is no proof, whose deposit then ends."""
    data = deposits.content(deposit)
    try:
        return received.keep(data, name=deposit.name)
    except BadInput as error:
        actions.drop_deposit(by=user, deposit=deposit)
        raise BadInput(error.sentence, where="fichier", remedy=error.remedy) from error


def still(deposit: Deposit | None) -> Deposit | None:
    """The deposit if its file may still be given: one that is no proof was dropped."""
    return None if deposit is None else Deposit.objects.filter(pk=deposit.pk).first()
